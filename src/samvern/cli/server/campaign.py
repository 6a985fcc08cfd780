"""``samvern campaign``: who is asked what, who has handed in, and letters to the others."""

from __future__ import annotations

from datetime import datetime

import click

from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language

CAMPAIGN = click.argument("campaign_id", type=WholeNumber(1, 2**63 - 1), metavar="ID")


@click.group(help=_("Campaigns: many are asked for the same self-assessment."))
def campaign() -> None:
    """Campaigns."""


@campaign.command("list", help=_("List the campaigns, newest first."))
@AS_JSON
@AS_PERSON
def list_campaigns(as_json: bool, email: str | None) -> None:
    """One line for each campaign."""
    django_setup()
    viewer = acting_viewer(email)
    from samvern.apps.assessments import queries
    from samvern.apps.assessments.api.campaigns import campaign_out

    rows = list(queries.campaigns(viewer))
    if as_json:
        print_json({"campaigns": [campaign_out(row).model_dump(mode="json") for row in rows]})
        return
    responses = queries.responses(rows)
    for row in rows:
        found = responses[row.pk]
        told = f"{found.handed_in}/{found.asked}"
        click.echo(f"{row.pk}\t{row.state}\t{row.due_on}\t{told}\t{row.title}")


@campaign.command("show", help=_("Tell how many have handed in, and who has not."))
@CAMPAIGN
@AS_JSON
@AS_PERSON
def show_campaign(campaign_id: int, as_json: bool, email: str | None) -> None:
    """How many, in a sentence, and one line for each that has not handed in."""
    django_setup()
    viewer = acting_viewer(email)
    from samvern.apps.assessments import queries
    from samvern.apps.assessments.api.campaigns import campaign_out
    from samvern.apps.assessments.queries import FollowFilters
    from samvern.ui.wording.campaigns import handed_in_sentence

    found = queries.campaign_for(viewer, campaign_id)
    response = queries.responses([found])[found.pk]
    waiting = queries.followed(viewer, found, FollowFilters()).order_by("actor__sort_name", "pk")
    rows = queries.followed_one_by_one(viewer, found, waiting)
    if as_json:
        print_json(
            {
                "campaign": campaign_out(found).model_dump(mode="json"),
                "asked": response.asked,
                "handed_in": response.handed_in,
                "not_handed_in": [
                    {"actor": row.actor_id, "name": row.name, "org_number": row.org_number}
                    for row in rows
                ],
            }
        )
        return
    click.echo(handed_in_sentence(response.handed_in, response.asked, language(), _))
    for row in rows:
        click.echo(f"{row.org_number}\t{row.name}")


@campaign.command("open", help=_("Open a campaign: everybody in its population is asked."))
@CAMPAIGN
@AS_JSON
@AS_PERSON
def open_campaign(campaign_id: int, as_json: bool, email: str | None) -> None:
    """Ask; the worker makes the assessments."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.assessments import operations

    found = operations.open_campaign(by=viewer, campaign_id=campaign_id, at=timezone.now())
    line = _("The campaign opens. The assessments are being made.")
    answer({"id": found.pk, "state": found.state}, line, as_json=as_json)


@campaign.command("close", help=_("Close a campaign: no more is handed in, and figures are made."))
@CAMPAIGN
@AS_JSON
@AS_PERSON
def close_campaign(campaign_id: int, as_json: bool, email: str | None) -> None:
    """Take no more in, and count what may be told."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.assessments import operations

    found = operations.close_campaign(by=viewer, campaign_id=campaign_id, at=timezone.now())
    answer({"id": found.pk, "state": found.state}, _("The campaign is closed."), as_json=as_json)


@campaign.command("move", help=_("Move the day that an open campaign asks for answers by."))
@CAMPAIGN
@click.argument("due_on", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY")
@AS_JSON
@AS_PERSON
def move_due_date(campaign_id: int, due_on: datetime, as_json: bool, email: str | None) -> None:
    """Everybody who is asked has the new day, and reminders follow."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.assessments import operations, queries

    found = operations.move_due_date(
        by=viewer,
        campaign_id=campaign_id,
        version=queries.campaign_for(viewer, campaign_id).version,
        due_on=due_on.date(),
        at=timezone.now(),
    )
    said = {"id": found.pk, "state": found.state, "due_on": found.due_on.isoformat()}
    answer(said, _("The day is moved for everybody who is asked."), as_json=as_json)


@campaign.command("delete", help=_("Delete a campaign that is planned and not opened."))
@CAMPAIGN
@AS_JSON
@AS_PERSON
def delete_campaign(campaign_id: int, as_json: bool, email: str | None) -> None:
    """Give up the plan; nobody was asked."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.assessments import operations

    operations.delete_campaign(by=viewer, campaign_id=campaign_id, at=timezone.now())
    answer({"id": campaign_id}, _("The campaign is deleted. Nobody was asked."), as_json=as_json)


@campaign.command("remind", help=_("Have a letter sent to those who have not handed in."))
@CAMPAIGN
@AS_JSON
@AS_PERSON
def remind(campaign_id: int, as_json: bool, email: str | None) -> None:
    """Have the worker write to those who have not handed in."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.assessments import operations

    found = operations.remind(by=viewer, campaign_id=campaign_id, at=timezone.now())
    line = _("The letters are on their way. Nobody gets two in a day.")
    answer({"id": found.pk, "state": found.state}, line, as_json=as_json)
