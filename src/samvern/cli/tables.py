"""``samvern programme check-table``: what a table of measures would change, without a database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from samvern.cli.files import load_programme, read_file
from samvern.cli.main import DONE, FINDINGS
from samvern.cli.numbers import WholeNumber
from samvern.cli.programme import AS_JSON, print_json
from samvern.cli.words import _, language

if TYPE_CHECKING:
    from samvern.engine.programme.document import Programme
    from samvern.engine.programme.table_import import Heading, TableMapping
    from samvern.formats.tables import Sheet

TABLE = click.argument("table", metavar="FILE")
MAPPING = click.option(
    "--mapping",
    "mapping_file",
    metavar="FILE",
    help=_("What the columns stand for, as --json prints it; guessed when left out."),
)
SHEET = click.option("--sheet", default="", help=_("Which sheet of a workbook; else the first."))
HEADING = click.option(
    "--heading-row", type=WholeNumber(1), help=_("Where the headings stand; else found.")
)


@click.command(
    "check-table",
    help=_(
        "Say what a table of measures (CSV or XLSX) would change in a programme, and everything "
        "that is wrong in it. Nothing is changed. Exit code 1 when there are errors."
    ),
)
@TABLE
@click.option("--programme", required=True, help=_("A programme file, or a shipped code."))
@MAPPING
@SHEET
@HEADING
@AS_JSON
def check_table(
    table: str,
    programme: str,
    mapping_file: str | None,
    sheet: str,
    heading_row: int | None,
    as_json: bool,
) -> int:
    """Exit code 1 when there are errors."""
    from samvern.engine.programme import table_import
    from samvern.ui.wording import imports as wording

    document = load_programme(programme)
    found = read_table(table, sheet)
    heading = table_import.find_heading(found.rows, document, row=heading_row)
    mapping = load_mapping(mapping_file, found, heading, document)
    check = table_import.check_table(document, found.rows, heading, mapping, language=language())
    if as_json:
        print_json(wording.as_json(check, mapping, _))
    else:
        for line in wording.lines(check, document, language(), _):
            click.echo(line)
    return FINDINGS if check.problems else DONE


def read_table(table: str, sheet: str) -> Sheet:
    """The table of a file."""
    from samvern.formats.tables import read_sheet, sheets

    content = read_file(table, lambda stream: stream.read(sheets.MAX_BYTES + 1))
    return read_sheet(content, name=table, sheet=sheet)


def load_mapping(
    file: str | None, sheet: Sheet, heading: Heading, programme: Programme
) -> TableMapping:
    """The mapping of a file put to the columns of a table, or a guess that is told."""
    from dataclasses import replace

    from samvern.engine.programme import table_import

    if file is not None:
        given = read_mapping(file)
        columns = table_import.columns_from(given.columns, heading, programme)
        return replace(given, columns=columns)
    rows = list(table_import.rows_below(sheet.rows, heading))
    guesses = table_import.guess_columns(heading, rows, programme)
    mapping = table_import.TableMapping(table_import.columns_guessed(heading, guesses))
    tell_guess(mapping, programme)
    return mapping


def read_mapping(file: str) -> TableMapping:
    """The mapping of a file as it is, or as --json printed it with all the rest."""
    from samvern.engine.programme import table_import
    from samvern.formats import mapping_file

    raw = read_file(file, lambda stream: mapping_file.read(stream, name=file))
    if isinstance(raw, dict) and "mapping" in raw:
        raw = raw["mapping"]
    return table_import.mapping_from_plain(raw)


def tell_guess(mapping: TableMapping, programme: Programme) -> None:
    """Say what the columns were guessed to stand for."""
    from samvern.ui.wording import imports as wording

    click.echo(_("The columns are guessed from their headings:"), err=True)
    for use in mapping.columns:
        name = wording.field_name(use.target, programme, language(), _) if use.target else "–"
        click.echo(f"  {use.header}: {name}", err=True)
