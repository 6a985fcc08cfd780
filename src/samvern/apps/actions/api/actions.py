"""Actions in the JSON API: the same reads and operations as the pages."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.responses import Status

from samvern.apps.actions import operations, queries
from samvern.apps.actions.api.shapes import (
    ActionOut,
    ActionPlanIn,
    BeginIn,
    CancelIn,
    DoneIn,
    Key,
    PlanChange,
    VerifyIn,
    action_out,
    plan_of,
)
from samvern.base.endpoints import (
    PROBLEMS,
    Cursor,
    CursorPage,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)
from samvern.engine.follow_up import Verdict

router = Router(tags=["follow-up"])


@router.post("/findings/{finding_id}/actions", response={201: ActionOut, **PROBLEMS})
@idempotent
def plan_action(request: HttpRequest, finding_id: Key, asked: ActionPlanIn) -> Status[ActionOut]:
    """Plan what is to be done about a finding that is to be treated."""
    saved = operations.plan_action(
        by=viewer_of(request), finding_id=finding_id, plan=plan_of(asked), at=timezone.now()
    )
    return Status(201, action_out(saved))


@router.get("/actions", response={200: CursorPage[ActionOut], **PROBLEMS})
def list_actions(
    request: HttpRequest, mine: bool = False, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[ActionOut]:
    """The actions that you see; with ``mine``, those that wait for you."""
    viewer = viewer_of(request)
    found = queries.own_actions(viewer) if mine else queries.actions(viewer)
    rows, following = page_of(found.order_by("pk"), cursor=cursor, limit=limit)
    return CursorPage(items=[action_out(row) for row in rows], next_cursor=following)


@router.get("/actions/{action_id}", response={200: ActionOut, **PROBLEMS})
def get_action(request: HttpRequest, action_id: Key) -> ActionOut:
    """One action."""
    return action_out(queries.action_for(viewer_of(request), action_id))


@router.put("/actions/{action_id}", response={200: ActionOut, **PROBLEMS})
@idempotent
def change_action(request: HttpRequest, action_id: Key, asked: PlanChange) -> ActionOut:
    """Change what is to be done, by whom or by when."""
    saved = operations.change_action(
        by=viewer_of(request),
        action_id=action_id,
        version=asked.version,
        plan=plan_of(asked),
        at=timezone.now(),
    )
    return action_out(saved)


@router.post("/actions/{action_id}/begin", response={200: ActionOut, **PROBLEMS})
@idempotent
def begin_action(request: HttpRequest, action_id: Key, asked: BeginIn) -> ActionOut:
    """Say that work on your action is under way, or goes on."""
    saved = operations.begin_action(
        by=viewer_of(request),
        action_id=action_id,
        version=asked.version,
        at=timezone.now(),
    )
    return action_out(saved)


@router.post("/actions/{action_id}/done", response={200: ActionOut, **PROBLEMS})
@idempotent
def say_done(request: HttpRequest, action_id: Key, asked: DoneIn) -> ActionOut:
    """Say that your action is done."""
    saved = operations.say_done(
        by=viewer_of(request),
        action_id=action_id,
        version=asked.version,
        note=asked.note,
        at=timezone.now(),
    )
    return action_out(saved)


@router.post("/actions/{action_id}/verify", response={200: ActionOut, **PROBLEMS})
@idempotent
def verify_action(request: HttpRequest, action_id: Key, asked: VerifyIn) -> ActionOut:
    """Say whether what somebody else did works."""
    saved = operations.verify_action(
        by=viewer_of(request),
        action_id=action_id,
        version=asked.version,
        verdict=Verdict(asked.verdict),
        seen=asked.seen,
        at=timezone.now(),
    )
    return action_out(saved)


@router.post("/actions/{action_id}/cancel", response={200: ActionOut, **PROBLEMS})
@idempotent
def cancel_action(request: HttpRequest, action_id: Key, asked: CancelIn) -> ActionOut:
    """Give an action up."""
    saved = operations.cancel_action(
        by=viewer_of(request),
        action_id=action_id,
        version=asked.version,
        reason=asked.reason,
        at=timezone.now(),
    )
    return action_out(saved)
