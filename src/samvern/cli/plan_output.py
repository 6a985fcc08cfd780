"""A plan as a file: a table, or a calendar of its milestones; the ending says which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from samvern import __version__
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.engine.programme.document import Programme
    from samvern.engine.roadmap import Roadmap
    from samvern.engine.roadmap.planning import Assumed, Planning

#: Whose keys the days of a calendar are that no server wrote.
_HOST = "samvern.invalid"


def check_output(output: str) -> None:
    """Refuse an ending that nothing is written as, and a folder that is not there, before the work is
    done.
    """
    if Path(output).suffix.lower() not in {".xlsx", ".csv", ".ics"}:
        raise click.UsageError(_("The file must end in .xlsx, .csv or .ics."))
    if not Path(output).parent.is_dir():
        from samvern.engine.errors import InvalidInput

        raise InvalidInput("file.no_folder", name=output)


def write_plan(
    roadmap: Roadmap,
    assumed: Sequence[Assumed],
    planning: Planning,
    programme: Programme | None,
    output: str,
) -> None:
    """Write the plan to a file, with what it rests on."""
    path = Path(output)
    with path.open("wb") as stream:
        if path.suffix.lower() == ".ics":
            _write_calendar(roadmap, planning, programme, stream)
        else:
            _write_table(roadmap, assumed, planning, programme, path, stream)
    click.echo(_("The plan is in %(file)s.") % {"file": output}, err=True)


def _write_table(
    roadmap: Roadmap,
    assumed: Sequence[Assumed],
    planning: Planning,
    programme: Programme | None,
    path: Path,
    stream: BinaryIO,
) -> None:
    from samvern.engine.programme.document import in_language
    from samvern.formats.tables import About, Column, write_csv, write_xlsx
    from samvern.ui.wording import roadmap as wording
    from samvern.ui.wording.roadmap_table import plan_columns, plan_lines

    told = plan_columns(roadmap, language(), _, _areas(programme))
    columns = [Column(column.title, column.width) for column in told]
    rows = ([column.cell(line) for column in told] for line in plan_lines(roadmap))
    if path.suffix.lower() == ".csv":
        write_csv(columns, rows, stream)
        return
    notes = [wording.answer(roadmap, language(), _)]
    notes += [f"{wording.assumption(one, _)} {', '.join(one.measures)}" for one in assumed]
    about = About(
        _("About the table"),
        [
            (_("Programme"), _name(programme)),
            (_("The figures rest on"), in_language(planning.basis, language())),
            (_("Money is counted in"), in_language(planning.money_unit, language())),
            (_("Made with"), f"Samvern {__version__}"),
            *((_("Note"), note) for note in notes),
        ],
    )
    write_xlsx(columns, rows, stream, sheet=_("Plan"), about=about)


def _write_calendar(
    roadmap: Roadmap, planning: Planning, programme: Programme | None, stream: BinaryIO
) -> None:
    from samvern.engine.programme.document import in_language
    from samvern.formats import calendar_file
    from samvern.ui.wording.roadmap_table import calendar_days

    key = f"plan-{programme.id if programme else 'file'}"
    note = in_language(planning.basis, language())
    days = calendar_days(roadmap, language(), _, key=key, note=note)
    name = _name(programme) or _("Roadmap")
    at = datetime.now(tz=UTC)  # the reader's own clock
    calendar_file.write(days, stream, name=name, host=_HOST, at=at)


def _name(programme: Programme | None) -> str:
    from samvern.engine.programme.document import in_language

    return f"{programme.id} {in_language(programme.title, language())}" if programme else ""


def _areas(programme: Programme | None) -> Mapping[str, str]:
    from samvern.engine.programme.document import in_language

    areas = programme.focus_areas if programme else ()
    return {area.id: f"{area.id} {in_language(area.title, language())}" for area in areas}
