"""Snapshots in the JSON API: taken, listed, and papers begun from them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.responses import Status

from samvern.apps.papers import operations, queries
from samvern.apps.papers.api.shapes import (
    Code,
    Key,
    PaperIn,
    PaperOut,
    SnapshotIn,
    SnapshotOut,
    paper_out,
    snapshot_out,
)
from samvern.apps.programmes import queries as programmes
from samvern.base.endpoints import (
    PROBLEMS,
    Cursor,
    CursorPage,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)
from samvern.engine.papers import PaperKind
from samvern.engine.snapshots import Audience

router = Router()


@router.get("/programmes/{code}/snapshots", response={200: CursorPage[SnapshotOut], **PROBLEMS})
def list_snapshots(
    request: HttpRequest, code: Code, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[SnapshotOut]:
    """The snapshots of a programme that you see, oldest first."""
    viewer = viewer_of(request)
    found = queries.snapshots_of(viewer, programmes.programme_for(viewer, code))
    rows, following = page_of(found, cursor=cursor, limit=limit)
    return CursorPage(items=[snapshot_out(each) for each in rows], next_cursor=following)


@router.post("/programmes/{code}/snapshots", response={201: SnapshotOut, **PROBLEMS})
@idempotent
def freeze(request: HttpRequest, code: Code, asked: SnapshotIn) -> Status[SnapshotOut]:
    """Keep everything that papers say of a programme, as it stands now."""
    made = operations.freeze(
        by=viewer_of(request), programme_code=code, period=asked.period, at=timezone.now()
    )
    return Status(201, snapshot_out(made))


@router.get("/snapshots/{snapshot_id}", response={200: dict[str, Any], **PROBLEMS})
def get_snapshot(request: HttpRequest, snapshot_id: Key) -> dict[str, Any]:
    """The record of a snapshot, as its digest was made of it."""
    return queries.snapshot_for(viewer_of(request), snapshot_id).content


@router.post("/snapshots/{snapshot_id}/papers", response={201: PaperOut, **PROBLEMS})
@idempotent
def start_paper(request: HttpRequest, snapshot_id: Key, asked: PaperIn) -> Status[PaperOut]:
    """Begin a paper from a snapshot, for an audience that decides what of it is told."""
    viewer = viewer_of(request)
    made = operations.start_paper(
        by=viewer,
        snapshot_id=snapshot_id,
        kind=PaperKind(asked.kind),
        audience=Audience(asked.audience),
        about=asked.about,
        at=timezone.now(),
    )
    return Status(201, paper_out(queries.paper_for(viewer, made.pk)))
