"""Tables of measures in the JSON API: the same dry run, import and undo as on the pages."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext
from ninja import Router, Schema, Status
from pydantic import Field

from samvern.apps.exchange import models, operations, queries
from samvern.apps.exchange.rules import MAX_NAME, MAX_WHY
from samvern.apps.exchange.table import Table, read_table
from samvern.apps.programmes import queries as programmes
from samvern.base.endpoints import (
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    language_of,
    page_of,
    viewer_of,
)
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput
from samvern.engine.programme.table_import import TableMapping, mapping_from_plain
from samvern.formats.incoming import MAX_FILE_NAME
from samvern.formats.tables import MAX_SHEET_NAME
from samvern.ui.wording import imports as wording

router = Router(tags=["table imports"])

#: Text without control characters; lines may be broken.
LINE = r"^[^\x00-\x1f\x7f]*$"
LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"

Code = Annotated[str, Field(min_length=1, max_length=60)]
Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
Why = Annotated[str, Field(min_length=1, max_length=MAX_WHY, pattern=LINES)]


class IncomingTable(Incoming):
    """A CSV or XLSX file with a table of measures."""

    name: Annotated[str, Field(min_length=1, max_length=MAX_FILE_NAME, pattern=LINE)]
    content: str = Field(description="The file in base64; at most 5 MiB before that.")
    sheet: Annotated[str, Field(max_length=MAX_SHEET_NAME, pattern=LINE)] = Field(
        "", description="Which sheet of a workbook; the first that holds anything when empty."
    )
    heading_row: Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)] | None = Field(
        None, description="Where the headings stand; found when null."
    )


class IncomingColumn(Incoming):
    """What a column stands for; one without a target is left out."""

    header: Annotated[str, Field(max_length=20_000, pattern=LINES)]
    target: Annotated[str, Field(max_length=100)] = Field(
        "", description="A field such as `title.nb`, `owners` or `contribution:R1`."
    )
    separator: Annotated[str, Field(max_length=10)] = ";"
    words: dict[str, str] = Field(
        default_factory=dict,
        description="What words of the column mean: a value, `unknown`, or nothing.",
    )


class IncomingMapping(Incoming):
    """What the columns stand for, told by their headings; others are left out."""

    columns: Annotated[list[IncomingColumn], Field(max_length=200)]
    missing: Literal["keep", "withdraw"] = "keep"
    empty_clears: bool = False
    may_add_areas: bool = False


class Trial(Incoming):
    """A table to try. Without ``mapping``, the columns stand for what they did last time for the
    same headings, or for what is guessed.
    """

    file: IncomingTable
    mapping: IncomingMapping | None = None


class NewImport(Incoming):
    """A table to take in. ``version`` is that of the programme which it was tried on."""

    file: IncomingTable
    mapping: IncomingMapping
    why: Why
    version: Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]
    remember_as: Annotated[str, Field(max_length=MAX_NAME, pattern=LINE)] = Field(
        "", description="The name by which the columns are remembered, if they are to be."
    )


class Undoing(Incoming):
    """Why an import is undone."""

    why: Why


class DryRun(Schema):
    """What taking a table in would do to a programme of this version; nothing was changed.

    ``check`` follows the JSON Schema that `samvern programme schema table-check` prints.
    """

    programme: str
    version: int
    check: dict[str, Any]


class TableImport(Schema):
    """A table that was taken in. It is never changed but once, when it is undone."""

    id: int
    programme: str
    file_name: str
    file_sha256: str
    sheet: str
    heading_row: int
    rows: int
    reason: str
    by: str
    imported_at: datetime
    added: int
    changed: int
    withdrawn: int
    version_before: int
    version_after: int
    undone_at: datetime | None
    undone_by: str
    undone_why: str


class WholeTableImport(TableImport):
    """The same with its columns and everything that it changed, field by field.

    Who judged and why are empty for those who may not read them.
    """

    mapping: dict[str, Any]
    changes: list[dict[str, Any]]
    added_focus_areas: list[str]


class ColumnMapping(Schema):
    """Columns that are remembered for the next table with the same headings."""

    id: int
    programme: str
    name: str
    mapping: dict[str, Any]
    saved_at: datetime
    used_at: datetime


@router.post("/programmes/{code}/table-imports/dry-run", response=DryRun)
def try_table(request: HttpRequest, code: Code, trial: Trial) -> DryRun:
    """Say what a table of measures would change, and everything that is wrong in it."""
    viewer = viewer_of(request)
    programme = programmes.programme_for(viewer, code)
    table = _table(trial.file)
    with translation.override(language_of(request)):
        mapping = (
            queries.proposed_mapping(viewer, programme, table)
            if trial.mapping is None
            else _mapping(trial.mapping)
        )
        check = queries.checked(viewer, programme, table, mapping)
        said = wording.as_json(check, mapping, gettext)
    return DryRun(programme=programme.code, version=programme.version, check=said)


@router.post("/programmes/{code}/table-imports", response={201: WholeTableImport})
@idempotent
def import_table(request: HttpRequest, code: Code, new: NewImport) -> Status[WholeTableImport]:
    """Take a table in: every row of it, or nothing. Errors name their cells, all at once."""
    viewer = viewer_of(request)
    with translation.override(language_of(request)):
        saved = operations.import_table(
            by=viewer,
            code=code,
            table=_table(new.file),
            mapping=_mapping(new.mapping),
            why=new.why,
            version=new.version,
            at=timezone.now(),
            remember_as=new.remember_as,
        )
    return Status(201, _whole(viewer, saved))


@router.get("/programmes/{code}/table-imports", response=CursorPage[TableImport])
def list_table_imports(
    request: HttpRequest, code: Code, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[TableImport]:
    """The tables that were taken into a programme, undone ones included."""
    found = queries.imports(viewer_of(request), code)
    rows, following = page_of(found, cursor=cursor, limit=limit)
    items = [TableImport(**_import(row, code)) for row in rows]
    return CursorPage(items=items, next_cursor=following)


@router.get("/table-imports/{import_id}", response=WholeTableImport)
def get_table_import(request: HttpRequest, import_id: Key) -> WholeTableImport:
    """One import with everything that it changed."""
    viewer = viewer_of(request)
    return _whole(viewer, queries.import_for(viewer, import_id))


@router.post("/table-imports/{import_id}/undo", response=WholeTableImport)
@idempotent
def undo_table_import(request: HttpRequest, import_id: Key, undoing: Undoing) -> WholeTableImport:
    """Take back exactly what a table changed, unless somebody has changed it since."""
    viewer = viewer_of(request)
    undone = operations.undo_import(
        by=viewer, import_id=import_id, why=undoing.why, at=timezone.now()
    )
    return _whole(viewer, undone)


@router.get("/programmes/{code}/column-mappings", response=CursorPage[ColumnMapping])
def list_column_mappings(
    request: HttpRequest, code: Code, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[ColumnMapping]:
    """The columns that are remembered for tables of a programme."""
    viewer = viewer_of(request)
    found = queries.visible_mappings(viewer, programmes.programme_for(viewer, code))
    rows, following = page_of(found, cursor=cursor, limit=limit)
    items = [
        ColumnMapping(
            id=row.pk,
            programme=code,
            name=row.name,
            mapping=row.mapping,
            saved_at=row.saved_at,
            used_at=row.used_at,
        )
        for row in rows
    ]
    return CursorPage(items=items, next_cursor=following)


@router.delete("/column-mappings/{mapping_id}", response={204: None})
@idempotent
def forget_column_mapping(request: HttpRequest, mapping_id: Key) -> Status[None]:
    """Forget remembered columns; imports that used them stay as they are."""
    operations.forget_columns(by=viewer_of(request), mapping_id=mapping_id, at=timezone.now())
    return Status(204, None)


def _table(file: IncomingTable) -> Table:
    """The table of a request. Raises ``InvalidInput`` (``table.not_base64``, and others)."""
    try:
        content = base64.b64decode(file.content.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInput("table.not_base64") from None
    return read_table(content, name=file.name, sheet=file.sheet, heading_row=file.heading_row)


def _mapping(sent: IncomingMapping) -> TableMapping:
    return mapping_from_plain(sent.model_dump())


def _whole(viewer: Viewer, row: models.TableImport) -> WholeTableImport:
    return WholeTableImport(
        **_import(row, row.programme.code),
        mapping=row.mapping,
        changes=wording.changes_as_json(queries.changes_of(viewer, row)),
        added_focus_areas=row.added_areas,
    )


def _import(row: models.TableImport, code: str) -> dict[str, Any]:
    return {
        "id": row.pk,
        "programme": code,
        "file_name": row.file_name,
        "file_sha256": row.file_sha256,
        "sheet": row.sheet,
        "heading_row": row.heading_row,
        "rows": row.rows,
        "reason": row.reason,
        "by": row.by_name,
        "imported_at": row.imported_at,
        "added": row.added_count,
        "changed": row.changed_count,
        "withdrawn": row.withdrawn_count,
        "version_before": row.version_before,
        "version_after": row.version_after,
        "undone_at": row.undone_at,
        "undone_by": row.undone_by_name,
        "undone_why": row.undone_why,
    }
