"""Imports of the register, and what the register says of an actor, in the API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from samvern.apps.actors import models, operations, queries
from samvern.apps.actors.api.shapes import Id, Version
from samvern.apps.actors.models import (
    ChangeState,
    ImportOrigin,
    ImportState,
    RegisterChangeKind,
)
from samvern.base.endpoints import (
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)

router = Router()


class RegisterImport(Schema):
    """One look at the register: what was read, what it would change, whether it was applied."""

    id: int
    origin: ImportOrigin
    state: ImportState
    started_at: datetime
    applied_at: datetime | None
    by_name: str
    is_complete: bool
    counts: dict[str, int] = Field(description="Rows of each sort, and changes of each kind.")
    sources: list[dict[str, Any]]
    problems: list[dict[str, Any]] = Field(description="The first rows that could not be used.")
    warnings: list[dict[str, Any]] = Field(
        description="What to know before it is applied: a code and its parameters."
    )

    @staticmethod
    def resolve_warnings(saved: models.RegisterImport) -> list[dict[str, Any]]:
        """Each warning as plain values."""
        return [{"code": w.code, "params": dict(w.params)} for w in queries.warnings(saved)]


class RegisterChange(Schema):
    """What an import changes, or has changed, for one unit, field by field."""

    id: int
    kind: RegisterChangeKind
    state: ChangeState
    org_number: str
    name: str
    row: int
    actor_id: int | None
    actor_kind: str
    because: str = Field(description="The rule by which it is of the sector: `SN2025:86.210`.")
    diff: dict[str, Any] = Field(description="Field of the register to `[before, after]`.")
    updated: dict[str, Any] = Field(description="Field of the actor to `[before, after]`.")
    overridden: dict[str, Any] = Field(description="What the register says to no effect.")


class ChangeQuery(Schema):
    """Which changes are asked for."""

    kind: RegisterChangeKind | None = None
    cursor: Cursor = ""
    limit: Limit = 50


class RegisterEntry(Schema):
    """What the register said last of a unit that is this actor."""

    org_number: str
    is_sub_unit: bool
    because: str
    facts: dict[str, Any]


class FieldOrigin(Schema):
    """Who wrote a field; `overridden` is what the register says instead, null for nothing."""

    field: str
    origin: str = Field(description="`hand`, `register`, or empty when it was shipped.")
    overridden: str | date | None


class OfRegister(Schema):
    """What the register says of an actor, and where each field comes from."""

    entries: list[RegisterEntry]
    origins: list[FieldOrigin]


class Follow(Incoming):
    """The field that is to follow the register again."""

    version: Version
    field: str = Field(max_length=40, pattern=r"^[a-z_]+$")


class Followed(Schema):
    """The version of the actor after that."""

    id: int
    version: int


@router.get("/register-imports", response=CursorPage[RegisterImport])
def list_register_imports(
    request: HttpRequest, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[RegisterImport]:
    """Every import of the register, oldest first."""
    found, following = page_of(queries.imports(viewer_of(request)), cursor=cursor, limit=limit)
    return CursorPage(
        items=[RegisterImport.from_orm(each) for each in found], next_cursor=following
    )


@router.get("/register-imports/{import_id}", response=RegisterImport)
def get_register_import(request: HttpRequest, import_id: Id) -> models.RegisterImport:
    """One import."""
    return queries.import_for(viewer_of(request), import_id)


@router.get("/register-imports/{import_id}/changes", response=CursorPage[RegisterChange])
def list_register_changes(
    request: HttpRequest, import_id: Id, asked: Query[ChangeQuery]
) -> CursorPage[RegisterChange]:
    """What an import changes or has changed, in the order of the rows."""
    viewer = viewer_of(request)
    saved = queries.import_for(viewer, import_id)
    changes = queries.changes_of(viewer, saved, kind=asked.kind or "")
    found, following = page_of(changes, cursor=asked.cursor, limit=asked.limit)
    return CursorPage(
        items=[RegisterChange.from_orm(each) for each in found], next_cursor=following
    )


@router.post("/register-imports/{import_id}/apply", response=RegisterImport)
@idempotent
def apply_register_import(request: HttpRequest, import_id: Id) -> RegisterImport:
    """Apply an import of at most 5,000 changes; larger ones are applied on the server."""
    applied = operations.apply_import(
        by=viewer_of(request), at=timezone.now(), import_id=import_id, at_most=5_000
    )
    return RegisterImport.from_orm(applied)


@router.delete("/register-imports/{import_id}", response={204: None})
@idempotent
def discard_register_import(request: HttpRequest, import_id: Id) -> Status[None]:
    """Throw away an import that was not applied."""
    operations.discard_import(by=viewer_of(request), at=timezone.now(), import_id=import_id)
    return Status(204, None)


@router.get("/actors/{actor_id}/register", response=OfRegister)
def get_actor_in_register(request: HttpRequest, actor_id: Id) -> OfRegister:
    """What the register says of an actor, and where each field comes from."""
    viewer = viewer_of(request)
    view = queries.register_view(viewer, queries.actor_for(viewer, actor_id))
    return OfRegister(
        entries=[RegisterEntry.from_orm(entry) for entry in view.entries],
        origins=[FieldOrigin.from_orm(origin) for origin in view.origins],
    )


@router.post("/actors/{actor_id}/follow-register", response=Followed)
@idempotent
def follow_register(request: HttpRequest, actor_id: Id, follow: Follow) -> Followed:
    """Give up what was written by hand in one field, for what the register says."""
    followed = operations.follow_register(
        by=viewer_of(request), at=timezone.now(), actor_id=actor_id, **follow.model_dump()
    )
    return Followed(id=followed.pk, version=followed.version)
