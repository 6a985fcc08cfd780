"""What somebody sends in: a requirement set as a file, or a table to be laid over one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Final

from samvern.engine.errors import InvalidInput
from samvern.engine.frameworks import Framework
from samvern.engine.frameworks.table_import import (
    SheetCheck,
    SheetMapping,
    check_mapping,
    check_table,
    find_heading,
)
from samvern.engine.tables import Heading, columns_from, refuse_absent_columns
from samvern.formats import framework_file, oscal
from samvern.formats.incoming import file_name
from samvern.formats.tables import Sheet, read_sheet_below
from samvern.ui.wording.framework_tables import source_texts

#: The most bytes of any file that is taken in.
MAX_BYTES: Final = max(framework_file.MAX_BYTES, oscal.MAX_BYTES)
#: How the names of tables end.
TABLE_ENDINGS: Final = (".csv", ".xlsx", ".tsv")
_ZIP: Final = b"PK\x03\x04"


@dataclass(frozen=True)
class IncomingSet:
    """A set as a file holds it; ``left_out`` counts what it has no room for, by kind."""

    file_name: str
    framework: Framework
    is_oscal: bool = False
    left_out: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class IncomingTable:
    """A sheet of a file; ``heading_row`` is where somebody says that the headings stand."""

    file_name: str
    sheet: Sheet
    heading_row: int | None = None

    @property
    def heading(self) -> Heading:
        """The headings, where they are said to stand or else are found."""
        return find_heading(self.sheet.rows, row=self.heading_row)


def is_table(content: bytes, name: str) -> bool:
    """Whether a file is a spreadsheet, by how it begins or what it is called.

    Examples
    --------
    >>> is_table(b"Nr;Tittel", "krav.CSV"), is_table(b"framework: {}", "krav.yaml")
    (True, False)
    """
    return content.startswith(_ZIP) or name.lower().endswith(TABLE_ENDINGS)


def read_set(content: bytes, *, name: str) -> IncomingSet:
    """Read a framework file, YAML or JSON, or a catalogue in OSCAL's JSON.

    Raises
    ------
    InvalidInput
        ``file.…`` as for any file; ``framework_file.invalid`` or ``oscal_file.invalid``, whose
        ``problems`` are all that is wrong, with line and column; ``oscal.no_catalog`` for what
        else OSCAL knows, such as a profile.
    """
    name = file_name(name)
    model = oscal.model_of(content)
    if model not in (None, oscal.Model.CATALOG):
        raise InvalidInput("oscal.no_catalog", name=name)
    if model is None:
        return IncomingSet(name, framework_file.read(BytesIO(content), name=name))
    reading = oscal.read_catalog(BytesIO(content), name=name)
    return IncomingSet(name, reading.framework, is_oscal=True, left_out=reading.left_out)


def read_table(
    content: bytes, *, name: str, sheet: str = "", heading_row: int | None = None
) -> IncomingTable:
    """Read a table from the content of a CSV or XLSX file.

    Raises
    ------
    InvalidInput
        As :func:`samvern.formats.tables.read_sheet_below`.
    """
    name = file_name(name)
    found = read_sheet_below(content, name=name, sheet=sheet, heading_row=heading_row)
    return IncomingTable(name, found, heading_row)


def fitted(mapping: SheetMapping, heading: Heading) -> SheetMapping:
    """The mapping on the columns of a table, told by their headings in whatever order.

    Raises
    ------
    InvalidInput
        ``mapping.invalid`` with all problems: what :func:`check_mapping` finds, and
        ``mapping.columns_differ`` for a column that the table does not have.
    """
    check_mapping(mapping)
    refuse_absent_columns(mapping.used(), heading)
    if tuple(use.header for use in mapping.columns) == heading.names:
        return mapping
    targets = {use.target for use in mapping.columns}
    return replace(mapping, columns=columns_from(mapping.columns, heading, targets))


def laid_over(
    framework: Framework, table: IncomingTable, mapping: SheetMapping, licence: str
) -> SheetCheck:
    """A table laid over a set; ``licence`` is what its owner says of its wordings.

    Raises
    ------
    InvalidInput
        ``mapping.invalid`` as :func:`fitted`; what is wrong in rows is in the result.
    """
    heading = table.heading
    says = source_texts(table.file_name, licence)
    return check_table(framework, table.sheet.rows, heading, fitted(mapping, heading), says=says)
