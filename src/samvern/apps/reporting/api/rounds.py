"""Rounds in the JSON API: planned, opened, moved, closed, and who has reported in them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.responses import Status
from pydantic import Field

from samvern.apps.reporting import operations, queries
from samvern.apps.reporting.api.shapes import (
    Code,
    Key,
    ReportRowOut,
    RoundOut,
    RoundPlanIn,
    question_of,
    round_out,
    row_out,
)
from samvern.apps.reporting.models import Round
from samvern.apps.reporting.queries import RoundFilters
from samvern.apps.reporting.rules import RoundPlan
from samvern.base.endpoints import (
    PROBLEMS,
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)
from samvern.base.viewer import Viewer

router = Router()

Stage = Literal["", "out", "in", "nobody", "submitted", "returned", "accepted"]
Version = Annotated[int, Field(ge=1, le=2**31 - 1)]


class RoundChangeIn(RoundPlanIn):
    """A plan in place of the one that was looked at."""

    version: Version


class RoundMoveIn(Incoming):
    """The day that reports are asked for by from now on."""

    version: Version
    due_on: date


@router.get("/rounds", response={200: CursorPage[RoundOut], **PROBLEMS})
def list_rounds(
    request: HttpRequest, programme: str = "", cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[RoundOut]:
    """The rounds that you see, oldest first; perhaps of one programme."""
    viewer = viewer_of(request)
    code = "" if "\0" in programme else programme[:60]
    rows, following = page_of(queries.rounds(viewer, code), cursor=cursor, limit=limit)
    responses = queries.responses(rows)
    items = [
        round_out(each, responses[each.pk] if queries.follows(viewer, each) else None)
        for each in rows
    ]
    return CursorPage(items=items, next_cursor=following)


@router.post("/programmes/{code}/rounds", response={201: RoundOut, **PROBLEMS})
@idempotent
def plan_round(request: HttpRequest, code: Code, asked: RoundPlanIn) -> Status[RoundOut]:
    """Say up front what owners are to be asked; nobody is asked yet."""
    viewer = viewer_of(request)
    saved = operations.plan_round(
        by=viewer, programme_code=code, plan=_plan(asked), at=timezone.now()
    )
    return Status(201, _out(viewer, saved))


@router.get("/rounds/{round_id}", response={200: RoundOut, **PROBLEMS})
def get_round(request: HttpRequest, round_id: Key) -> RoundOut:
    """A round with what was said up front."""
    viewer = viewer_of(request)
    return _out(viewer, queries.round_for(viewer, round_id))


@router.put("/rounds/{round_id}", response={200: RoundOut, **PROBLEMS})
@idempotent
def change_round(request: HttpRequest, round_id: Key, asked: RoundChangeIn) -> RoundOut:
    """Change a plan that nobody has been asked by yet."""
    viewer = viewer_of(request)
    saved = operations.change_round(
        by=viewer,
        round_id=round_id,
        version=asked.version,
        plan=_plan(asked),
        at=timezone.now(),
    )
    return _out(viewer, saved)


@router.delete("/rounds/{round_id}", response={204: None, **PROBLEMS})
@idempotent
def delete_round(request: HttpRequest, round_id: Key) -> Status[None]:
    """Give up a round that nobody has been asked in."""
    operations.delete_round(by=viewer_of(request), round_id=round_id, at=timezone.now())
    return Status(204, None)


@router.post("/rounds/{round_id}/open", response={200: RoundOut, **PROBLEMS})
@idempotent
def open_round(request: HttpRequest, round_id: Key) -> RoundOut:
    """Ask those who own the measures; a job makes the reports."""
    viewer = viewer_of(request)
    return _out(viewer, operations.open_round(by=viewer, round_id=round_id, at=timezone.now()))


@router.post("/rounds/{round_id}/move", response={200: RoundOut, **PROBLEMS})
@idempotent
def move_round(request: HttpRequest, round_id: Key, asked: RoundMoveIn) -> RoundOut:
    """Ask for reports by another day."""
    viewer = viewer_of(request)
    saved = operations.move_round(
        by=viewer,
        round_id=round_id,
        version=asked.version,
        due_on=asked.due_on,
        at=timezone.now(),
    )
    return _out(viewer, saved)


@router.post("/rounds/{round_id}/close", response={200: RoundOut, **PROBLEMS})
@idempotent
def close_round(request: HttpRequest, round_id: Key) -> RoundOut:
    """Take no more in but what was sent back; it is not opened again."""
    viewer = viewer_of(request)
    return _out(viewer, operations.close_round(by=viewer, round_id=round_id, at=timezone.now()))


@router.post("/rounds/{round_id}/remind", response={200: RoundOut, **PROBLEMS})
@idempotent
def remind_owners(request: HttpRequest, round_id: Key) -> RoundOut:
    """Have a letter sent to those who have not handed in; nobody gets two in a day."""
    viewer = viewer_of(request)
    return _out(viewer, operations.remind(by=viewer, round_id=round_id, at=timezone.now()))


@router.get("/rounds/{round_id}/reports", response={200: CursorPage[ReportRowOut], **PROBLEMS})
def list_reports(
    request: HttpRequest,
    round_id: Key,
    stage: Stage = "",
    cursor: Cursor = "",
    limit: Limit = 100,
) -> CursorPage[ReportRowOut]:
    """The measures of a round that you may know of, with the lights that were handed in last.

    `stage` narrows it: `out` not handed in, `nobody` not handed in and nobody to write to, `in`.
    """
    viewer, on = viewer_of(request), timezone.localdate()
    found = queries.round_for(viewer, round_id)
    seen = queries.reports_of(viewer, found, RoundFilters(stage=stage), on=on)
    part, following = page_of(seen.order_by("pk"), cursor=cursor, limit=limit)
    keys = [each.pk for each in part]
    rows = queries.report_rows(viewer, found, seen.filter(pk__in=keys).order_by("pk"), on=on)
    return CursorPage(items=[row_out(row) for row in rows], next_cursor=following)


def _plan(asked: RoundPlanIn) -> RoundPlan:
    return RoundPlan(
        period=asked.period,
        due_on=asked.due_on,
        purpose=asked.purpose,
        focus_areas=tuple(asked.focus_areas),
        questions=tuple(question_of(each) for each in asked.questions),
        tolerances=asked.tolerances.value(),
        reminders=tuple(asked.reminders),
    )


def _out(viewer: Viewer, found: Round) -> RoundOut:
    followed = queries.follows(viewer, found)
    return round_out(found, queries.responses([found])[found.pk] if followed else None)
