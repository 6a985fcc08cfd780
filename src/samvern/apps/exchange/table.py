"""A table as somebody sent it: its file, its rows, and where in them the headings stand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from samvern.engine.alphabet import search_key
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.programme.document import Programme
from samvern.engine.programme.table_import import (
    Heading,
    TableMapping,
    check_mapping,
    columns_from,
    find_heading,
)
from samvern.formats.incoming import file_name
from samvern.formats.tables import Sheet, read_sheet

#: The longest name of a sheet; spreadsheets themselves allow 31 characters.
MAX_SHEET = 200


@dataclass(frozen=True)
class Table:
    """A sheet of a file; ``heading_row`` is where somebody says that the headings stand."""

    file_name: str
    sha256: str
    sheet: Sheet
    heading_row: int | None = None

    def heading(self, programme: Programme) -> Heading:
        """The headings, where they are said to stand or else are found."""
        return find_heading(self.sheet.rows, programme, row=self.heading_row)


def read_table(
    content: bytes, *, name: str, sheet: str = "", heading_row: int | None = None
) -> Table:
    """Read a table from the content of a CSV or XLSX file.

    Raises
    ------
    InvalidInput
        As :func:`samvern.formats.tables.read_sheet`; ``table.heading_row_unknown``.
    """
    name = file_name(name)
    found = read_sheet(content, name=name, sheet=sheet)
    if not found.rows:
        raise InvalidInput("table.empty", name=name)
    if len(found.name) > MAX_SHEET:
        raise InvalidInput("table.not_workbook", name=name)
    if heading_row is not None and not 1 <= heading_row <= found.rows[-1].number:
        last = found.rows[-1].number
        raise InvalidInput("table.heading_row_unknown", row=heading_row, last=last)
    return Table(name, hashlib.sha256(content).hexdigest(), found, heading_row)


def fitted(mapping: TableMapping, heading: Heading, programme: Programme) -> TableMapping:
    """The mapping on the columns of a table, told by their headings in whatever order.

    Raises
    ------
    InvalidInput
        ``mapping.invalid`` with all problems: what :func:`check_mapping` finds, and
        ``mapping.columns_differ`` for a column that the table does not have.
    """
    check_mapping(mapping, programme)
    if tuple(use.header for use in mapping.columns) == heading.names:
        return mapping
    known = {search_key(name) for name in heading.names}
    problems = [
        Problem.of(
            "mapping.columns_differ",
            where=f"columns[{place}]",
            header=use.header[:60],
            known=", ".join(filter(None, heading.names))[:300],
        )
        for place, use in mapping.used()
        if search_key(use.header) not in known
    ]
    if problems:
        raise InvalidInput("mapping.invalid", problems=problems)
    return replace(mapping, columns=columns_from(mapping.columns, heading, programme))
