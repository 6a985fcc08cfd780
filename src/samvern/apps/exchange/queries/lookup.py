"""One file in waiting, import or set of columns, as far as the viewer sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from samvern.apps.exchange.models import (
    KEPT_FOR,
    ColumnMapping,
    ColumnMappingQuerySet,
    ImportDraft,
    TableImport,
    TableImportQuerySet,
)
from samvern.apps.exchange.permissions import Permission
from samvern.apps.exchange.table import Table, read_table
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound
from samvern.engine.programme.document import LANGUAGES
from samvern.engine.programme.table_import import TableMapping, mapping_from_plain


@dataclass(frozen=True)
class DraftRow:
    """A file in waiting as a line of a list."""

    id: int
    programme: str
    file_name: str
    sheet: str
    heading_row: int | None
    is_confirmed: bool
    created_at: datetime
    kept_until: datetime


@dataclass(frozen=True)
class RememberedRow:
    """Remembered columns as a line of a list."""

    id: int
    programme: str
    name: str
    signature: str
    by_name: str
    columns: tuple[str, ...]
    saved_at: datetime
    used_at: datetime


def draft_for(viewer: Viewer, draft_id: int, *, at: datetime | None = None) -> ImportDraft:
    """The viewer's own file in waiting. Raises ``NotFound`` (``import.draft_unknown``)."""
    rows = ImportDraft.objects.visible_to(viewer).kept(at or timezone.now())
    found = rows.select_related("programme__owner_actor").filter(pk=draft_id).first()
    if found is None:
        raise NotFound("import.draft_unknown")
    return found


def drafts(viewer: Viewer, code: str) -> list[DraftRow]:
    """The viewer's own files in waiting for a programme, the newest first."""
    return drafts_of(viewer, programmes.programme_for(viewer, code))


def drafts_of(viewer: Viewer, programme: Programme) -> list[DraftRow]:
    """The same for a programme that was looked up."""
    rows = ImportDraft.objects.visible_to(viewer).filter(programme=programme).defer("content")
    return [draft_row(row, programme) for row in rows]


def draft_row(row: ImportDraft, programme: Programme) -> DraftRow:
    """A file in waiting as a row."""
    return DraftRow(
        id=row.pk,
        programme=programme.code,
        file_name=row.file_name,
        sheet=row.sheet,
        heading_row=row.heading_row,
        is_confirmed=row.mapping is not None,
        created_at=row.created_at,
        kept_until=row.created_at + KEPT_FOR,
    )


def draft_table(draft: ImportDraft) -> Table:
    """The table of a file in waiting. Raises ``InvalidInput`` as :func:`read_table`."""
    return read_table(
        bytes(draft.content),
        name=draft.file_name,
        sheet=draft.sheet,
        heading_row=draft.heading_row,
    )


def visible_imports(viewer: Viewer, programme: Programme) -> TableImportQuerySet:
    """The imports into a programme, as a queryset for pages of the API.

    Raises
    ------
    NotAllowed
        Without ``READ_IMPORTS`` on the programme.
    """
    viewer.require(Permission.READ_IMPORTS, on=programme)
    return TableImport.objects.visible_to(viewer).filter(programme=programme)


def import_for(viewer: Viewer, import_id: int) -> TableImport:
    """An import. Raises ``NotFound`` (``import.unknown``)."""
    rows = TableImport.objects.visible_to(viewer).select_related("programme__owner_actor")
    found = rows.filter(pk=import_id).first()
    if found is None:
        raise NotFound("import.unknown")
    return found


def visible_mappings(viewer: Viewer, programme: Programme) -> ColumnMappingQuerySet:
    """What is remembered of a programme's tables, that which was used last first.

    Raises
    ------
    NotAllowed
        Without ``READ_IMPORTS`` on the programme.
    """
    viewer.require(Permission.READ_IMPORTS, on=programme)
    rows = ColumnMapping.objects.visible_to(viewer).filter(programme=programme)
    return rows.select_related("by_user")


def mapping_for(viewer: Viewer, mapping_id: int) -> ColumnMapping:
    """Remembered columns. Raises ``NotFound`` (``mapping.unknown``)."""
    rows = ColumnMapping.objects.visible_to(viewer)
    found = rows.select_related("programme__owner_actor", "by_user").filter(pk=mapping_id).first()
    if found is None:
        raise NotFound("mapping.unknown")
    return found


def remembered(viewer: Viewer, code: str) -> list[RememberedRow]:
    """What is remembered of a programme's tables, that which was used last first."""
    programme = programmes.programme_for(viewer, code)
    return [remembered_row(row, programme) for row in visible_mappings(viewer, programme)]


def remembered_for(viewer: Viewer, mapping_id: int) -> RememberedRow:
    """Remembered columns as a row. Raises ``NotFound`` (``mapping.unknown``)."""
    found = mapping_for(viewer, mapping_id)
    return remembered_row(found, found.programme)


def remembered_row(row: ColumnMapping, programme: Programme) -> RememberedRow:
    """Remembered columns as a row."""
    return RememberedRow(
        id=row.pk,
        programme=programme.code,
        name=row.name,
        signature=row.signature,
        by_name=row.by_user.name if row.by_user else "",
        columns=tuple(use.header for _place, use in mapping_of(row.mapping).used()),
        saved_at=row.saved_at,
        used_at=row.used_at,
    )


def remembered_as(viewer: Viewer, programme: Programme, signature: str) -> ColumnMapping | None:
    """What was last used for tables with the same headings, if anything."""
    rows = ColumnMapping.objects.visible_to(viewer).select_related("by_user")
    return rows.filter(programme=programme, signature=signature).first()


def mapping_of(kept: Mapping[str, Any]) -> TableMapping:
    """A mapping as it is kept."""
    return mapping_from_plain(kept)


def language() -> str:
    """The language in which allowed words are named: that of the reader."""
    active = get_language()
    return active if active in LANGUAGES else LANGUAGES[0]
