"""Findings in the JSON API: the same reads and operations as the pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.responses import Status

from samvern.apps.actions import operations, queries
from samvern.apps.actions.api.shapes import (
    DecisionIn,
    FindingChange,
    FindingIn,
    FindingInFull,
    FindingOut,
    Key,
    ShowIn,
    finding_in_full,
    finding_out,
)
from samvern.apps.actions.models import Finding
from samvern.apps.actions.operations import Source
from samvern.apps.actors import queries as actors
from samvern.base.endpoints import (
    PROBLEMS,
    Cursor,
    CursorPage,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)
from samvern.engine.assessments import Confidentiality
from samvern.engine.follow_up import DecisionKind, Severity

router = Router(tags=["follow-up"])


@router.get("/findings", response={200: CursorPage[FindingOut], **PROBLEMS})
def list_raised_findings(
    request: HttpRequest, show: ShowIn = "remaining", cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[FindingOut]:
    """The findings that you see, in the order in which they were raised."""
    filters = queries.Filters(show=queries.Show(show))
    found = queries.findings(viewer_of(request), filters, on=timezone.localdate())
    rows, following = page_of(found.order_by("pk"), cursor=cursor, limit=limit)
    items = [finding_out(row, row.state) for row in rows]
    return CursorPage(items=items, next_cursor=following)


@router.post("/findings", response={201: FindingOut, **PROBLEMS})
@idempotent
def raise_finding(request: HttpRequest, asked: FindingIn) -> Status[FindingOut]:
    """Raise a finding at an organisation."""
    viewer = viewer_of(request)
    actor = actors.actor_for(viewer, asked.actor)
    saved = operations.raise_finding(
        by=viewer,
        actor=actor,
        title=asked.title,
        description=asked.description,
        severity=Severity(asked.severity),
        source=Source("actors.actor", str(actor.pk), actor.name),
        confidentiality=Confidentiality(asked.confidentiality),
        at=timezone.now(),
        key=asked.key,
    )
    return Status(201, _finding(request, saved))


@router.get("/findings/{finding_id}", response={200: FindingInFull, **PROBLEMS})
def get_finding(request: HttpRequest, finding_id: Key) -> FindingInFull:
    """A finding with its decisions, actions, and what was seen of these."""
    return finding_in_full(viewer_of(request), finding_id)


@router.put("/findings/{finding_id}", response={200: FindingOut, **PROBLEMS})
@idempotent
def edit_finding(request: HttpRequest, finding_id: Key, asked: FindingChange) -> FindingOut:
    """Say better what a finding is, or that it is more or less serious."""
    saved = operations.edit_finding(
        by=viewer_of(request),
        finding_id=finding_id,
        version=asked.version,
        title=asked.title,
        description=asked.description,
        severity=Severity(asked.severity),
        at=timezone.now(),
    )
    return _finding(request, saved)


@router.post("/findings/{finding_id}/decision", response={200: FindingOut, **PROBLEMS})
@idempotent
def decide_finding(request: HttpRequest, finding_id: Key, asked: DecisionIn) -> FindingOut:
    """Decide what becomes of a finding; what was decided before is kept."""
    decision = operations.decide_finding(
        by=viewer_of(request),
        finding_id=finding_id,
        version=asked.version,
        kind=DecisionKind(asked.kind),
        reason=asked.reason,
        accepted_until=asked.accepted_until,
        at=timezone.now(),
    )
    return _finding(request, decision.finding)


def _finding(request: HttpRequest, finding: Finding) -> FindingOut:
    return finding_out(finding, queries.state_of(finding, on=timezone.localdate()).value)
