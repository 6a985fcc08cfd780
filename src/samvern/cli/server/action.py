"""``samvern action``: findings and actions in the database, and reminders for a timer to run."""

from __future__ import annotations

import click

from samvern.cli.main import DONE, FINDINGS
from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _


@click.group(help=_("Actions: what is to be done about findings, and who does it."))
def action() -> None:
    """Actions."""


@action.command("list", help=_("List the actions that remain, what is due first first."))
@click.option("--mine", is_flag=True, help=_("Only those that wait for you."))
@click.option("--overdue", is_flag=True, help=_("Only those that are overdue."))
@AS_JSON
@AS_PERSON
def list_actions(mine: bool, overdue: bool, as_json: bool, email: str | None) -> None:
    """One line for each action."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.actions import queries
    from samvern.apps.actions.api import action_out

    found = queries.own_actions(viewer) if mine else queries.actions(viewer).remaining()
    if overdue:
        found = found.overdue(on=timezone.localdate())
    rows = [action_out(each) for each in found.order_by("due_on", "pk")]
    if as_json:
        print_json({"actions": [row.model_dump(mode="json") for row in rows]})
        return
    for row in rows:
        click.echo(f"{row.id}\t{row.due_on}\t{row.state}\t{row.owner}\t{row.what}")


@action.command("show", help=_("Print a finding with its decisions and actions, as JSON."))
@click.argument("finding_id", type=WholeNumber(1, 2**63 - 1))
@AS_PERSON
def show_finding(finding_id: int, email: str | None) -> None:
    """A finding, what was decided, what is done, and what was seen of it."""
    django_setup()
    viewer = acting_viewer(email)
    from samvern.apps.actions.api import finding_in_full

    print_json(finding_in_full(viewer, finding_id).model_dump(mode="json"))


@action.command(
    "remind",
    help=_(
        "Write to those who owe something that is due soon or overdue: one letter each, nothing "
        "twice. Exit code 1 when a letter did not go out; it is tried again the next time."
    ),
)
@click.option(
    "--dry-run", is_flag=True, help=_("Say who would be written to, and write to nobody.")
)
@AS_JSON
@AS_PERSON
def remind(dry_run: bool, as_json: bool, email: str | None) -> int:
    """One line for each person, and how many reminders the letter stands for."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.actions import operations, queries

    at = timezone.now()
    due = queries.reminders_due(viewer, at=at)
    people = [(each.user.email, len(each.reminders)) for each in due]
    failed: set[str] = set()
    if not dry_run:
        sent = operations.remind_owners(by=viewer, at=at)
        failed = queries.failed_notices(viewer, [each.pk for each in sent])
    if as_json:
        reminded = [{"email": name, "reminders": count} for name, count in people]
        print_json({"reminded": reminded, "failed": sorted(failed)})
        return FINDINGS if failed else DONE
    for name, count in people:
        click.echo(f"{name}\t{count}")
    for name in sorted(failed):
        click.echo(_("The letter to %(email)s did not go out.") % {"email": name}, err=True)
    return FINDINGS if failed else DONE
