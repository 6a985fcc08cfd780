"""``samvern indicator``: whether programmes get where they want to, and values and starts from files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from samvern.cli.files import read_file
from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.server import acting_viewer, answer, django_setup
from samvern.cli.server.programme import AS_PERSON
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.engine.errors import Problem

INDICATOR = click.argument("indicator_id", type=WholeNumber(1, 2**63 - 1), metavar="ID")
FILE = click.argument("file")
DRY_RUN = click.option(
    "--dry-run", is_flag=True, help=_("Only say what would change; change nothing.")
)
REASON = click.option("--reason", default="", help=_("Why what is here already is changed."))


@click.group("indicator", help=_("Indicators: where a programme is, and where it is to be."))
def indicator() -> None:
    """Indicators of programmes."""


@indicator.command("schema", help=_("Print the JSON Schema of the indicator file."))
def schema() -> None:
    """The schema, as published."""
    from samvern.formats import indicator_file

    click.echo(indicator_file.schema_text(), nl=False)


@indicator.command("list", help=_("List the indicators of a programme, by its code."))
@click.argument("programme")
@AS_JSON
@AS_PERSON
def list_indicators(programme: str, as_json: bool, email: str | None) -> None:
    """One line for each indicator that is still measured."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import translation

    from samvern.apps.indicators import queries
    from samvern.apps.indicators.api.shapes import indicator_out
    from samvern.apps.indicators.pages.lists import list_page

    with translation.override(language()):
        found = queries.indicator_list(viewer, programme)
        page = list_page(found)
    if as_json:
        rows = [indicator_out(row).model_dump(mode="json") for row in found.rows]
        print_json({"indicators": rows})
        return
    click.echo(page["answer"])
    for line in page["lines"]:
        told = f"{line.value or '-'}\t{line.when or '-'}"
        click.echo(
            f"{line.row.indicator.pk}\t{line.mark.word}\t{told}\t{line.row.indicator.code} {line.title}"
        )


@indicator.command("gaps", help=_("List the goals of a programme that no indicator tells of."))
@click.argument("programme")
@AS_JSON
@AS_PERSON
def list_gaps(programme: str, as_json: bool, email: str | None) -> None:
    """One line for each goal."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import translation

    from samvern.apps.indicators import queries
    from samvern.apps.programmes import queries as programmes

    programmes.programme_for(viewer, programme)
    with translation.override(language()):
        goals = [(each.code, str(each)) for each in queries.goals_without(viewer, programme)]
    if as_json:
        print_json({"goals": [code for code, _title in goals]})
        return
    for _code, title in goals:
        click.echo(title)


@indicator.command("take", help=_("Take an indicator of the catalogue into a programme."))
@click.argument("programme")
@click.argument("code")
@click.option("--catalogue", default="ie-1125-start", show_default=True)
@AS_JSON
@AS_PERSON
def take(programme: str, code: str, catalogue: str, as_json: bool, email: str | None) -> None:
    """Take it; it has no baseline and no targets yet."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.indicators import operations

    made = operations.take_from_catalogue(
        by=viewer, programme_code=programme, catalogue=catalogue, code=code, at=timezone.now()
    )
    line = _("Indicator %(id)d is taken.") % {"id": made.pk}
    answer({"id": made.pk, "code": made.code}, line, as_json=as_json)


@indicator.command("import", help=_("Take in values of an indicator from CSV or XLSX."))
@INDICATOR
@FILE
@REASON
@DRY_RUN
@AS_JSON
@AS_PERSON
def import_values(
    indicator_id: int, file: str, reason: str, dry_run: bool, as_json: bool, email: str | None
) -> None:
    """All of them, or none."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.indicators import operations, queries

    found = queries.indicator_for(viewer, indicator_id)
    incoming = queries.values_in(
        viewer,
        found,
        _content(file),
        name=Path(file).name,
        on=timezone.localdate(),
        reason=reason,
    )

    def give(rows: list[Any]) -> operations.Given:
        return operations.give_values(
            by=viewer,
            indicator_id=found.pk,
            values=rows,
            reason=reason,
            seen=incoming.check.seen,
            at=timezone.now(),
        )

    _take_in(incoming.check, give, "indicator.values_invalid", dry_run=dry_run, as_json=as_json)


@indicator.command(
    "starts", help=_("Take in who began when with a measure of a programme from CSV or XLSX.")
)
@click.argument("programme")
@click.argument("measure")
@FILE
@REASON
@DRY_RUN
@AS_JSON
@AS_PERSON
def import_starts(
    programme: str,
    measure: str,
    file: str,
    reason: str,
    dry_run: bool,
    as_json: bool,
    email: str | None,
) -> None:
    """All of them, or none."""
    django_setup()
    viewer = acting_viewer(email)
    from django.utils import timezone

    from samvern.apps.indicators import operations, queries
    from samvern.apps.programmes import queries as programmes

    measure_id = programmes.measure_for(viewer, programme, measure).pk
    incoming = queries.starts_in(
        viewer,
        queries.register_for(viewer, measure_id),
        _content(file),
        name=Path(file).name,
        on=timezone.localdate(),
        reason=reason,
    )

    def give(rows: list[Any]) -> operations.Given:
        return operations.give_starts(
            by=viewer,
            measure_id=measure_id,
            starts=rows,
            reason=reason,
            seen=incoming.check.seen,
            at=timezone.now(),
        )

    _take_in(incoming.check, give, "start.invalid", dry_run=dry_run, as_json=as_json)


def _content(file: str) -> bytes:
    return read_file(file, lambda stream: stream.read())


def _take_in(
    check: Any, give: Callable[[list[Any]], Any], refused_as: str, *, dry_run: bool, as_json: bool
) -> None:
    """Take rows in, or say what would change; what is wrong with them ends it."""
    from samvern.engine.errors import InvalidInput

    problems: tuple[Problem, ...] = check.problems
    if problems:
        raise InvalidInput(refused_as, problems=problems)
    if dry_run:
        counts: dict[str, int] = {"new": 0, "revised": 0, "same": 0}
        for row in check.rows:
            counts[row.change.value] += 1
        line = _("%(new)d new, %(revised)d changed, %(same)d here already. Nothing is changed yet.")
    else:
        counts = vars(give([row.given for row in check.rows]))
        line = _("%(new)d new, %(revised)d changed, %(same)d here already.")
    answer(dict(counts), line % counts, as_json=as_json)
