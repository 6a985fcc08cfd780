"""Decisions in the API: taken, read and superseded, never changed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from samvern.apps.decisions import models, operations, queries
from samvern.apps.decisions.api.shapes import LINE, Code, Key, Level, Lines, Title
from samvern.apps.decisions.models import DecisionSharing
from samvern.apps.decisions.record import Said
from samvern.apps.programmes import queries as programmes
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

Tier = Annotated[list[Annotated[str, Field(max_length=60)]], Field(max_length=1_000)]
Seen = Annotated[int, Field(strict=True, ge=1, le=2**31 - 1)]


class Decision(Schema):
    """A decision. Its record holds everything it was taken on; ``sha256`` is the hash of that."""

    id: int
    programme: str
    level: Level
    title: str
    decided: str
    reasons: str
    body: str
    decided_by: str
    decided_on: date
    tiers: list[list[str]]
    scenario: int | None = Field(
        description="The scenario that it rests on, if you may see it; the record repeats it."
    )
    sharing: DecisionSharing
    is_example: bool
    recorded_at: datetime
    sha256: str


class NewDecision(Incoming):
    """A decision that was taken: what, why, by whom, when, and on what.

    ``programme_version`` and ``scenario_version`` are what those who decided saw; when they are
    given and no longer true, nothing is recorded.
    """

    title: Title
    decided: Lines
    reasons: Lines
    body: Annotated[str, Field(max_length=300, pattern=LINE)]
    decided_by: Annotated[str, Field(max_length=1_000, pattern=LINE)]
    decided_on: date
    tiers: Annotated[list[Tier], Field(max_length=1_000)]
    scenario: Annotated[int, Field(strict=True, ge=1, le=2**63 - 1)] | None = None
    sharing: DecisionSharing = DecisionSharing.AUTHORITY
    programme_version: Seen | None = None
    scenario_version: Seen | None = None


class NewDecisionOnLevel(NewDecision):
    """A decision on the focus areas or the measures of a programme."""

    level: Level


class Successor(NewDecision):
    """A decision that takes the place of an earlier one, and why."""

    why: Lines


@router.get("/programmes/{code}/decisions", response=CursorPage[Decision])
def list_decisions(
    request: HttpRequest, code: Code, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[Decision]:
    """The decisions on a programme that you may see, superseded ones included."""
    viewer = viewer_of(request)
    found = queries.decisions_of(viewer, programmes.programme_for(viewer, code))
    rows, following = page_of(found, cursor=cursor, limit=limit)
    ids = {row.scenario_id for row in rows if row.scenario_id}
    seen = set(queries.visible_scenarios(viewer).filter(pk__in=ids).values_list("pk", flat=True))
    return CursorPage(items=[_decision(row, seen) for row in rows], next_cursor=following)


@router.post("/programmes/{code}/decisions", response={201: Decision})
@idempotent
def take_decision(request: HttpRequest, code: Code, new: NewDecisionOnLevel) -> Status[Decision]:
    """Record a decision with the figures it was taken on. It can never be changed."""
    viewer = viewer_of(request)
    taken = operations.take_decision(
        by=viewer,
        code=code,
        level=new.level,
        said=_said(new),
        at=timezone.now(),
        scenario_id=new.scenario,
        sharing=new.sharing,
        programme_version=new.programme_version,
        scenario_version=new.scenario_version,
    )
    return Status(201, _decision(taken, {taken.scenario_id}))


@router.get("/decisions/{decision_id}", response=Decision)
def get_decision(request: HttpRequest, decision_id: Key) -> Decision:
    """One decision."""
    viewer = viewer_of(request)
    found = queries.decision_for(viewer, decision_id)
    seen = queries.visible_scenarios(viewer).filter(decisions=found)
    return _decision(found, set(seen.values_list("pk", flat=True)))


@router.get("/decisions/{decision_id}/record", response=dict[str, Any])
def get_record(request: HttpRequest, decision_id: Key) -> HttpResponse:
    """The record of a decision, byte for byte as its hash was made of it."""
    found = queries.decision_for(viewer_of(request), decision_id)
    return HttpResponse(found.record.encode(), content_type="application/json")


@router.post("/decisions/{decision_id}/successor", response={201: Decision})
@idempotent
def supersede_decision(request: HttpRequest, decision_id: Key, new: Successor) -> Status[Decision]:
    """Take a new decision in the place of this one, which stays as it was."""
    later = operations.supersede_decision(
        by=viewer_of(request),
        decision_id=decision_id,
        why=new.why,
        said=_said(new),
        at=timezone.now(),
        scenario_id=new.scenario,
        sharing=new.sharing,
        programme_version=new.programme_version,
        scenario_version=new.scenario_version,
    )
    return Status(201, _decision(later, {later.scenario_id}))


def _said(new: NewDecision) -> Said:
    return Said(
        title=new.title,
        decided=new.decided,
        reasons=new.reasons,
        body=new.body,
        decided_by=new.decided_by,
        decided_on=new.decided_on,
        tiers=new.tiers,
    )


def _decision(row: models.Decision, seen: set[int | None] | set[int]) -> Decision:
    return Decision(
        id=row.pk,
        programme=row.programme.code,
        level="measure" if row.level == "measure" else "focus-area",
        title=row.title,
        decided=row.decided,
        reasons=row.reasons,
        body=row.body,
        decided_by=row.decided_by,
        decided_on=row.decided_on,
        tiers=row.tiers,
        scenario=row.scenario_id if row.scenario_id in seen else None,
        sharing=DecisionSharing(row.sharing),
        is_example=row.is_example,
        recorded_at=row.recorded_at,
        sha256=row.sha256,
    )
