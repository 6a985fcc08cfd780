"""``samvern framework from-table``: the wording of a publisher's own spreadsheet, laid over a set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from samvern.cli.files import load_framework, read_file
from samvern.cli.main import DONE, FINDINGS
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.tables import HEADING, MAPPING, SHEET, TABLE, read_table
from samvern.cli.words import _, language
from samvern.engine.errors import InvalidInput

if TYPE_CHECKING:
    from samvern.engine.frameworks import Framework
    from samvern.engine.frameworks.table_import import SheetMapping
    from samvern.engine.tables import Heading
    from samvern.formats.tables import Sheet

ADD_NEW = click.option(
    "--add-new",
    "adds_new",
    is_flag=True,
    help=_("Add the requirements of the table that the set does not have; errors otherwise."),
)
STATUS = click.option(
    "--status",
    type=click.Choice(["verified", "reported", "inferred", "own", "unverified", "unstated"]),
    help=_(
        "How far the wordings of the table can be taken for the publisher's own. Without it, and "
        "when a mapping does not say it either, they count as from an unstated source."
    ),
)


@click.command(
    "from-table",
    help=_(
        "Lay a table of requirements (CSV or XLSX: identifier, title, text, priority, references) "
        "over a set, say what would change and everything that is wrong, and write the new set "
        "with -o. Exit code 1 when there are errors."
    ),
)
@TABLE
@click.option(
    "--into", required=True, help=_("The set it is laid over: a framework file, or a shipped code.")
)
@MAPPING
@SHEET
@HEADING
@STATUS
@ADD_NEW
@click.option("-o", "--output", metavar="FILE", help=_("Where the new set is written, as YAML."))
@click.option("--replace", "may_replace", is_flag=True, help=_("Replace that file if it is there."))
@AS_JSON
def from_table(
    table: str,
    into: str,
    mapping_file: str | None,
    sheet: str,
    heading_row: int | None,
    status: str | None,
    adds_new: bool,
    output: str | None,
    may_replace: bool,
    as_json: bool,
) -> int:
    """Exit code 1 when there are errors."""
    from dataclasses import replace

    from samvern.engine.frameworks import compare, table_import
    from samvern.ui.wording import framework_tables as wording

    framework = load_framework(into)
    found = read_table(table, sheet)
    heading = table_import.find_heading(found.rows, row=heading_row)
    mapping = load_mapping(mapping_file, found, heading, framework, status)
    mapping = replace(mapping, adds_new=mapping.adds_new or adds_new)
    says = wording.source_texts(Path(table).name)
    check = table_import.check_table(framework, found.rows, heading, mapping, says=says)
    changes = compare(framework, check.framework) if check.framework else None
    if as_json:
        print_json(wording.as_json(check, changes, mapping, _))
    else:
        for line in wording.lines(check, changes, framework, language(), _):
            click.echo(line)
    if check.framework and output:
        write_set(check.framework, Path(output), may_replace=may_replace)
    return FINDINGS if check.problems else DONE


def load_mapping(
    file: str | None, sheet: Sheet, heading: Heading, framework: Framework, status: str | None
) -> SheetMapping:
    """The mapping of a file put to the columns of a table, or a guess that is told."""
    from dataclasses import replace

    from samvern.engine import tables
    from samvern.engine.frameworks import WordingStatus, table_import
    from samvern.formats import mapping_file
    from samvern.ui.wording import framework_tables as wording

    if file is not None:
        raw = read_file(file, lambda stream: mapping_file.read(stream, name=file))
        if isinstance(raw, dict) and "mapping" in raw:  # all that --json printed
            raw = raw["mapping"]
        given = table_import.mapping_from_plain(raw)
        targets = {use.target for use in given.columns}
        mapping = replace(given, columns=tables.columns_from(given.columns, heading, targets))
    else:
        rows = list(tables.rows_below(sheet.rows, heading))
        guesses = table_import.guess_columns(heading, rows, framework)
        mapping = table_import.SheetMapping(tables.columns_guessed(heading, guesses))
        click.echo(_("The columns are guessed from their headings:"), err=True)
        for use in mapping.columns:
            click.echo(f"  {use.header}: {wording.target_name(use.target, _)}", err=True)
    return replace(mapping, status=WordingStatus(status)) if status else mapping


def write_set(framework: Framework, path: Path, *, may_replace: bool) -> None:
    """Write a set as a file; one that is there is not overwritten in silence.

    Raises
    ------
    InvalidInput
        ``framework_file.exists``.
    """
    from samvern.formats import framework_file

    try:
        with path.open("wb" if may_replace else "xb") as stream:
            framework_file.write(framework, stream)
    except FileExistsError:
        raise InvalidInput("framework_file.exists", name=str(path)) from None
    click.echo(_("Written: %(name)s.") % {"name": path}, err=True)
