"""``samvern round``: who is asked how measures stand, who has reported, and letters to the others."""

from __future__ import annotations

import click

from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language

ROUND = click.argument("round_id", type=WholeNumber(1, 2**63 - 1), metavar="ID")


@click.group("round", help=_("Reporting rounds: owners say how their measures stand."))
def reporting_round() -> None:
    """Reporting rounds."""


@reporting_round.command("list", help=_("List the rounds, newest first."))
@click.option("--programme", default="", help=_("Only those of one programme."))
@AS_JSON
@AS_PERSON
def list_rounds(programme: str, as_json: bool, email: str | None) -> None:
    """One line for each round."""
    django_setup()
    viewer = acting_viewer(email)
    from samvern.apps.reporting import queries
    from samvern.apps.reporting.api.shapes import round_out

    rows = list(queries.rounds(viewer, programme))
    found = queries.responses(rows)
    responses = {each.pk: found[each.pk] for each in rows if queries.follows(viewer, each)}
    if as_json:
        shown = [round_out(row, responses.get(row.pk)).model_dump(mode="json") for row in rows]
        print_json({"rounds": shown})
        return
    for row in rows:
        response = responses.get(row.pk)
        told = f"{response.handed_in}/{response.asked}" if response else "-"
        click.echo(f"{row.pk}\t{row.state}\t{row.due_on}\t{told}\t{row}")


@reporting_round.command("show", help=_("Tell how many have reported, and which measures wait."))
@ROUND
@AS_JSON
@AS_PERSON
def show_round(round_id: int, as_json: bool, email: str | None) -> None:
    """How many, in a sentence, and one line for each measure that waits."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone, translation

    from samvern.apps.reporting import queries
    from samvern.apps.reporting.api.shapes import round_out, row_out
    from samvern.engine.response import Response
    from samvern.ui.wording.campaigns import handed_in_sentence

    on = timezone.localdate()
    found = queries.round_for(viewer, round_id)
    with translation.override(language()):
        seen = queries.reports_of(viewer, found, on=on)
        rows = queries.report_rows(viewer, found, seen, on=on)
    handed_in = sum(row.is_handed_in for row in rows)
    if as_json:
        response = Response(len(rows), handed_in)
        print_json(
            {
                "round": round_out(found, response).model_dump(mode="json"),
                "reports": [row_out(row).model_dump(mode="json") for row in rows],
            }
        )
        return
    click.echo(handed_in_sentence(handed_in, len(rows), language(), _))
    for row in rows:
        if not row.is_handed_in:
            click.echo(f"{row.code}\t{row.owners}\t{row.title}")


@reporting_round.command("open", help=_("Open a round: those who own its measures are asked."))
@ROUND
@AS_JSON
@AS_PERSON
def open_round(round_id: int, as_json: bool, email: str | None) -> None:
    """Ask; the worker makes the reports."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.reporting import operations
    from samvern.apps.reporting.models import RoundState

    found = operations.open_round(by=viewer, round_id=round_id, at=timezone.now())
    is_open = found.state == RoundState.OPEN
    line = _("The round is open.") if is_open else _("The round opens. The reports are being made.")
    answer({"id": found.pk, "state": found.state}, line, as_json=as_json)


@reporting_round.command("close", help=_("Close a round: no more is taken in."))
@ROUND
@AS_JSON
@AS_PERSON
def close_round(round_id: int, as_json: bool, email: str | None) -> None:
    """Take no more in but what was sent back."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.reporting import operations

    found = operations.close_round(by=viewer, round_id=round_id, at=timezone.now())
    answer({"id": found.pk, "state": found.state}, _("The round is closed."), as_json=as_json)


@reporting_round.command("remind", help=_("Have a letter sent to those who have not reported."))
@ROUND
@AS_JSON
@AS_PERSON
def remind(round_id: int, as_json: bool, email: str | None) -> None:
    """Have the worker write to those who have not handed in."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.reporting import operations

    found = operations.remind(by=viewer, round_id=round_id, at=timezone.now())
    line = _("The letters are on their way. Nobody gets two in a day.")
    answer({"id": found.pk, "state": found.state}, line, as_json=as_json)
