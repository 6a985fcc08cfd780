"""What was taken in, what it changed, and where a new table begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from samvern.apps.exchange.models import TableImport, TableImportQuerySet
from samvern.apps.exchange.permissions import Permission
from samvern.apps.exchange.queries.checking import readable
from samvern.apps.exchange.queries.lookup import (
    DraftRow,
    RememberedRow,
    drafts_of,
    import_for,
    mapping_of,
    remembered_row,
    visible_imports,
    visible_mappings,
)
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.base.viewer import Viewer
from samvern.engine.programme import document as engine
from samvern.engine.programme.table_import import (
    MeasureChange,
    TableMapping,
    changes_from_plain,
)


@dataclass(frozen=True)
class ImportRow:
    """An import as a line of a list."""

    id: int
    imported_at: datetime
    by_name: str
    file_name: str
    reason: str
    rows: int
    added: int
    changed: int
    withdrawn: int
    version_before: int
    version_after: int
    is_undone: bool
    undone_at: datetime | None
    undone_by_name: str
    undone_why: str


@dataclass(frozen=True)
class ImportPage:
    """An import with everything that it changed. ``document`` is the programme as it is now."""

    programme: ProgrammeHead
    row: ImportRow
    sheet: str
    heading_row: int
    file_sha256: str
    mapping: TableMapping
    changes: tuple[MeasureChange, ...]
    added_areas: tuple[str, ...]
    may_undo: bool
    document: engine.Programme


@dataclass(frozen=True)
class StartPage:
    """Where a new table begins: files in waiting, remembered columns; imports are listed apart."""

    programme: ProgrammeHead
    drafts: tuple[DraftRow, ...]
    remembered: tuple[RememberedRow, ...]
    may_import: bool


def start_page(viewer: Viewer, code: str) -> StartPage:
    """Where a new table begins.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    NotAllowed
        Without ``READ_IMPORTS`` on the programme.
    """
    programme = programmes.programme_for(viewer, code)
    viewer.require(Permission.READ_IMPORTS, on=programme)
    return StartPage(
        programme=programmes.head_of(viewer, programme),
        drafts=tuple(drafts_of(viewer, programme)),
        remembered=tuple(
            remembered_row(row, programme) for row in visible_mappings(viewer, programme)
        ),
        may_import=viewer.may(Permission.IMPORT_TABLE, on=programme),
    )


def imports(viewer: Viewer, code: str) -> TableImportQuerySet:
    """The imports into a programme, the newest first; :func:`import_row` shows each.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    NotAllowed
        Without ``READ_IMPORTS`` on the programme.
    """
    programme = programmes.programme_for(viewer, code)
    return visible_imports(viewer, programme).defer("changes", "mapping")


def import_row(row: TableImport) -> ImportRow:
    """An import as a row."""
    return ImportRow(
        id=row.pk,
        imported_at=row.imported_at,
        by_name=row.by_name,
        file_name=row.file_name,
        reason=row.reason,
        rows=row.rows,
        added=row.added_count,
        changed=row.changed_count,
        withdrawn=row.withdrawn_count,
        version_before=row.version_before,
        version_after=row.version_after,
        is_undone=row.undone_at is not None,
        undone_at=row.undone_at,
        undone_by_name=row.undone_by_name,
        undone_why=row.undone_why,
    )


def import_page(viewer: Viewer, import_id: int) -> ImportPage:
    """One import. Raises ``NotFound`` (``import.unknown``)."""
    found = import_for(viewer, import_id)
    programme = found.programme
    return ImportPage(
        programme=programmes.head_of(viewer, programme),
        row=import_row(found),
        sheet=found.sheet,
        heading_row=found.heading_row,
        file_sha256=found.file_sha256,
        mapping=mapping_of(found.mapping),
        changes=changes_of(viewer, found),
        added_areas=tuple(found.added_areas),
        may_undo=found.undone_at is None and viewer.may(Permission.UNDO_IMPORT, on=programme),
        document=programmes.document_of(viewer, programme),
    )


def changes_of(viewer: Viewer, row: TableImport) -> tuple[MeasureChange, ...]:
    """What an import changed, without who judged and why where that may not be read."""
    return readable(viewer, changes_from_plain(row.changes))
