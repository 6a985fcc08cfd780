"""``samvern scenario`` and ``samvern decision``: what was tried, and what was decided."""

from __future__ import annotations

import sys

import click

from samvern.cli.main import DONE, FINDINGS
from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language

PROGRAMME = click.argument("programme")


@click.group("scenario", help=_("What follows if a programme is weighed or judged otherwise."))
def scenario() -> None:
    """Scenarios in the database."""


@scenario.command("list", help=_("List the scenarios of a programme, by its code."))
@PROGRAMME
@AS_JSON
@AS_PERSON
def list_scenarios(programme: str, as_json: bool, email: str | None) -> None:
    """One line for each scenario that is not put away."""
    django_setup()
    from django.utils import translation

    from samvern.apps.decisions import queries

    with translation.override(language()):
        found = queries.scenario_list(acting_viewer(email), programme)
    if as_json:
        rows = [{**vars(row), "changed_at": row.changed_at.isoformat()} for row in found.rows]
        print_json({"scenarios": rows})
        return
    for row in found.rows:
        click.echo(f"{row.id}\t{row.level}\t{row.sharing}\t{row.title} ({row.author})")


@scenario.command("export", help=_("Print a scenario with its terms and its ranking, as JSON."))
@click.argument("scenario_id", type=WholeNumber(1, 2**63 - 1))
@AS_JSON
@AS_PERSON
def export_scenario(scenario_id: int, as_json: bool, email: str | None) -> None:
    """Everything that a scenario says and gives; the answer is JSON in any case."""
    django_setup()
    from samvern.apps.decisions import queries

    found = queries.scenario_for(acting_viewer(email), scenario_id)
    print_json(
        {
            "programme": found.programme.code,
            "level": found.level,
            "title": found.title,
            "reason": found.reason,
            "author": found.author_name,
            "version": found.version,
            "terms": found.terms,
            "ranking": queries.figures_of(found).ranking.to_json(language()),
        }
    )


@click.group("decision", help=_("What was decided, on figures that stay as they were."))
def decision() -> None:
    """Decisions in the database."""


@decision.command("list", help=_("List the decisions on a programme, by its code."))
@PROGRAMME
@AS_JSON
@AS_PERSON
def list_decisions(programme: str, as_json: bool, email: str | None) -> None:
    """One line for each decision, superseded ones included."""
    django_setup()
    from django.utils import translation

    from samvern.apps.decisions import queries

    with translation.override(language()):
        found = queries.decision_list(acting_viewer(email), programme)
    if as_json:
        rows = [{**vars(row), "decided_on": row.decided_on.isoformat()} for row in found.rows]
        print_json({"decisions": rows})
        return
    for row in found.rows:
        state = _("in force") if row.is_in_force else _("superseded")
        click.echo(f"{row.id}\t{row.decided_on.isoformat()}\t{state}\t{row.title} ({row.body})")


@decision.command("export", help=_("Print the record of a decision, as its hash was made of it."))
@click.argument("decision_id", type=WholeNumber(1, 2**63 - 1))
@AS_JSON
@AS_PERSON
def export_decision(decision_id: int, as_json: bool, email: str | None) -> None:
    """The record byte for byte, without a line end; it is JSON in any case."""
    django_setup()
    from samvern.apps.decisions import queries

    record = queries.decision_for(acting_viewer(email), decision_id).record
    click.echo(record, nl=False)


@decision.command(
    "verify",
    help=_(
        "Recompute the hash of one decision, or of all, and hold it against the trail; exit "
        "code 1 when something does not agree."
    ),
)
@click.argument("decision_id", type=WholeNumber(1, 2**63 - 1), required=False)
@click.option("--ranking", "with_figures", is_flag=True, help=_("Compute the rankings again, too."))
@AS_JSON
@AS_PERSON
def verify(decision_id: int | None, with_figures: bool, as_json: bool, email: str | None) -> None:
    """Say what of the decisions does not agree with what was recorded."""
    django_setup()
    from samvern.apps.decisions import queries

    found = list(queries.verified(acting_viewer(email), decision_id, with_figures=with_figures))
    wrong = [each for each in found if each.disagreements]
    if as_json:
        print_json({"checked": len(found), "decisions": [vars(each) for each in found]})
    else:
        for each in wrong:
            codes = ", ".join(each.disagreements)
            click.echo(
                _("Decision %(id)d (%(title)s) does not agree: %(codes)s.")
                % {"id": each.id, "title": each.title, "codes": codes}
            )
        if not wrong:
            click.echo(_("All %(count)d decisions agree.") % {"count": len(found)})
    sys.exit(FINDINGS if wrong else DONE)
