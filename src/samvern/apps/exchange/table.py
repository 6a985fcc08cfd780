"""A table as somebody sent it: its file, its rows, and where in them the headings stand."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from samvern.engine.programme.document import Programme
from samvern.engine.programme.table_import import (
    Heading,
    TableMapping,
    check_mapping,
    columns_from,
    find_heading,
)
from samvern.engine.tables import refuse_absent_columns
from samvern.formats.incoming import file_name
from samvern.formats.tables import Sheet, read_sheet_below


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
        As :func:`samvern.formats.tables.read_sheet_below`.
    """
    name = file_name(name)
    found = read_sheet_below(content, name=name, sheet=sheet, heading_row=heading_row)
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
    refuse_absent_columns(mapping.used(), heading)
    return replace(mapping, columns=columns_from(mapping.columns, heading, programme))
