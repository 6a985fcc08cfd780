"""Published versions of roadmaps, in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from samvern.apps.roadmaps import models, operations, queries
from samvern.apps.roadmaps.api.shapes import Code, Key, Lines, Number, Version
from samvern.base.endpoints import (
    ANYBODY,
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)

router = Router()


class PublishedRoadmap(Schema):
    """A published version of a roadmap; it never changes, but it can be withdrawn."""

    plan: int
    programme: str
    number: int
    title: str
    note: str
    is_example: bool
    published_by: str
    published_at: datetime
    sha256: str
    withdrawn_at: datetime | None
    why_withdrawn: str


class RoadmapPublishing(Incoming):
    """Which version of the draft is published, and what is new in it."""

    version: Version
    note: Lines = ""


class RoadmapWithdrawal(Incoming):
    """Why a version no longer holds."""

    why: Lines


@router.get(
    "/programmes/{code}/published-roadmaps", response=CursorPage[PublishedRoadmap], auth=ANYBODY
)
def list_published(
    request: HttpRequest, code: Code, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[PublishedRoadmap]:
    """The published versions of the roadmaps of a programme that you may see."""
    viewer = viewer_of(request)
    programme = queries.programme_for(viewer, code)
    found = queries.published(viewer).filter(plan__programme=programme)
    rows, following = page_of(found, cursor=cursor, limit=limit)
    return CursorPage(items=[_published(row) for row in rows], next_cursor=following)


@router.get("/roadmaps/{plan_id}/versions/{number}", response=dict[str, Any], auth=ANYBODY)
def get_published(request: HttpRequest, plan_id: Key, number: Number) -> dict[str, Any]:
    """The record of a published version: figures, what they rest on, the plan and its gap."""
    return queries.published_for(viewer_of(request), plan_id, number).content


@router.post("/roadmaps/{plan_id}/versions", response={201: PublishedRoadmap})
@idempotent
def publish_plan(
    request: HttpRequest, plan_id: Key, change: RoadmapPublishing
) -> Status[PublishedRoadmap]:
    """Freeze a roadmap as its next version, for all who see its programme."""
    published = operations.publish_plan(
        by=viewer_of(request), plan_id=plan_id, at=timezone.now(), **change.model_dump()
    )
    return Status(201, _published(published))


@router.post("/roadmaps/{plan_id}/versions/{number}/withdrawal", response=PublishedRoadmap)
@idempotent
def withdraw_plan(
    request: HttpRequest, plan_id: Key, number: Number, change: RoadmapWithdrawal
) -> PublishedRoadmap:
    """Withdraw a version: the authority and supervisors still see it, nobody else."""
    viewer = viewer_of(request)
    operations.withdraw_plan(
        by=viewer, plan_id=plan_id, number=number, why=change.why, at=timezone.now()
    )
    return _published(queries.published_for(viewer, plan_id, number))


def _published(row: models.PublishedPlan) -> PublishedRoadmap:
    withdrawal = getattr(row, "withdrawal", None)
    return PublishedRoadmap(
        plan=row.plan_id,
        programme=row.plan.programme.code,
        number=row.number,
        title=row.title,
        note=row.note,
        is_example=row.is_example,
        published_by=row.published_by_name,
        published_at=row.published_at,
        sha256=row.sha256,
        withdrawn_at=withdrawal.at if withdrawal else None,
        why_withdrawn=withdrawal.why if withdrawal else "",
    )
