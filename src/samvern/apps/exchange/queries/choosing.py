"""A sheet in which somebody is to find the headings, and columns that are remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from samvern.apps.exchange.permissions import Permission
from samvern.apps.exchange.queries.lookup import (
    DraftRow,
    RememberedRow,
    draft_for,
    draft_row,
    mapping_for,
    mapping_of,
    remembered_row,
)
from samvern.apps.exchange.table import read_table
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.base.viewer import Viewer
from samvern.engine.programme import document as engine
from samvern.engine.programme.table_import import Heading, TableMapping
from samvern.formats.tables.sheets import Row

#: Rows that are shown, so that a person can say where the headings stand.
_FIRST_ROWS: Final = 15


@dataclass(frozen=True)
class SheetPage:
    """The first rows of a sheet, and where its headings are likely to stand."""

    programme: ProgrammeHead
    draft: DraftRow
    sheets: tuple[str, ...]
    sheet: str
    heading: Heading
    first_rows: tuple[Row, ...]


@dataclass(frozen=True)
class RememberedPage:
    """Remembered columns with all that they say. ``document`` is the programme as it is now."""

    programme: ProgrammeHead
    row: RememberedRow
    mapping: TableMapping
    document: engine.Programme
    may_change: bool


def sheet_page(viewer: Viewer, draft_id: int, sheet: str = "") -> SheetPage:
    """A sheet of a file in waiting; the one that was chosen, or else the first, when left out.

    Raises
    ------
    NotFound
        ``import.draft_unknown``.
    NotAllowed
        Without ``IMPORT_TABLE`` on the programme.
    InvalidInput
        As :func:`read_table`, such as ``table.sheet_unknown``.
    """
    draft = draft_for(viewer, draft_id)
    programme = draft.programme
    viewer.require(Permission.IMPORT_TABLE, on=programme)
    is_other = bool(sheet) and sheet != draft.sheet
    table = read_table(
        bytes(draft.content),
        name=draft.file_name,
        sheet=sheet or draft.sheet,
        heading_row=None if is_other else draft.heading_row,
    )
    return SheetPage(
        programme=programmes.head_of(viewer, programme),
        draft=draft_row(draft, programme),
        sheets=table.sheet.others,
        sheet=table.sheet.name,
        heading=table.heading(programmes.document_of(viewer, programme)),
        first_rows=table.sheet.rows[:_FIRST_ROWS],
    )


def remembered_page(viewer: Viewer, mapping_id: int) -> RememberedPage:
    """Remembered columns. Raises ``NotFound`` (``mapping.unknown``)."""
    found = mapping_for(viewer, mapping_id)
    programme = found.programme
    return RememberedPage(
        programme=programmes.head_of(viewer, programme),
        row=remembered_row(found, programme),
        mapping=mapping_of(found.mapping),
        document=programmes.document_of(viewer, programme),
        may_change=viewer.may(Permission.IMPORT_TABLE, on=programme),
    )
