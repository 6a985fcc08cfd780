"""Actions are planned, changed, begun, said to be done, confirmed by somebody else, or cancelled."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from samvern.apps.actions import queries
from samvern.apps.actions.models import Action, Finding, Verification
from samvern.apps.actions.permissions import Permission
from samvern.apps.actions.recording import keep, record
from samvern.apps.actions.rules import ActionPlan, check_note, check_plan
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed, NotReady
from samvern.engine.follow_up import (
    ActionState,
    DecisionKind,
    FindingState,
    Verb,
    Verdict,
    after,
    is_same_person,
)


@transaction.atomic
def plan_action(*, by: Viewer, finding_id: int, plan: ActionPlan, at: datetime) -> Action:
    """Plan what is to be done about a finding that is to be treated.

    Raises
    ------
    NotFound, NotAllowed
        ``finding.unknown``; without ``DECIDE_FINDINGS``.
    NotReady
        ``finding.not_to_treat`` before it is decided to; ``finding.closed``.
    InvalidInput
        ``action.invalid`` with all problems.
    """
    finding = queries.finding_for(by, finding_id, lock=True)
    by.require(Permission.DECIDE_FINDINGS, on=finding)
    today = localtime(at).date()
    _check_to_treat(finding, today)
    check_plan(plan, queries.people_of(finding.actor, on=today), today)
    action = Action.objects.create(finding=finding, planned_at=at, **_values(plan))
    changes = {field: ["", value] for field, value in _told(action).items() if value}
    keep(by, action, "action.planned", at=at, changes=changes)
    record(by, "action.planned", action, at=at)
    return action


@transaction.atomic
def change_action(
    *, by: Viewer, action_id: int, version: int, plan: ActionPlan, at: datetime
) -> Action:
    """Change what is to be done, by whom or by when, until it is said to be done.

    Raises
    ------
    NotFound, NotAllowed
        ``action.unknown``; without ``DECIDE_FINDINGS``.
    NotReady
        ``action.not_now``.
    InvalidInput
        ``action.invalid`` with all problems.
    Conflict
        ``action.changed``: somebody else has changed it since that version.
    """
    action = queries.action_for(by, action_id, lock=True)
    by.require(Permission.DECIDE_FINDINGS, on=action)
    after(Verb.CHANGE, ActionState(action.state))
    today = localtime(at).date()
    check_plan(plan, queries.people_of(action.finding.actor, on=today), today)
    before = _told(action)
    for field, value in _values(plan).items():
        setattr(action, field, value)
    action.save_over(version, "what", "due_on", "owner", "position", "verifier")
    action = queries.action_for(by, action_id)
    changes = {
        field: [before[field], value]
        for field, value in _told(action).items()
        if before[field] != value
    }
    if changes:
        keep(by, action, "action.changed", at=at, changes=changes)
        record(by, "action.changed", action, at=at, fields=changes)
    return action


@transaction.atomic
def begin_action(
    *, by: Viewer, action_id: int, version: int, note: str = "", at: datetime
) -> Action:
    """Say that work on an action has begun, or goes on although it was said to be done.

    Raises ``NotFound``, ``NotAllowed`` (``action.not_owner``), ``NotReady`` (``action.not_now``),
    ``InvalidInput`` (``action.note_invalid``), ``Conflict`` (``action.changed``).
    """
    action = queries.action_for(by, action_id, lock=True)
    _require_owner(by, action)
    check_note(note, is_required=False, code="action.note_invalid")
    _move(action, version, Verb.BEGIN)
    keep(by, action, "action.begun", at=at, note=note)
    record(by, "action.begun", action, at=at)
    return action


@transaction.atomic
def say_done(*, by: Viewer, action_id: int, version: int, note: str, at: datetime) -> Action:
    """Say that an action is done and what was done, so that somebody else can look whether it works.

    Whoever owns it says so; for one that a position owns, whoever answers for security at the
    actor does.

    Raises ``NotFound``, ``NotAllowed`` (``action.not_owner``), ``NotReady`` (``action.not_now``),
    ``InvalidInput`` (``action.note_invalid``), ``Conflict`` (``action.changed``).
    """
    action = queries.action_for(by, action_id, lock=True)
    _require_owner(by, action)
    check_note(note, is_required=True, code="action.note_invalid")
    done = {"done_by_id": by.user_id, "done_by_name": by.name, "done_at": at}
    _move(action, version, Verb.SAY_DONE, **done)
    keep(by, action, "action.done", at=at, note=note)
    record(by, "action.done", action, at=at)
    return action


@transaction.atomic
def verify_action(
    *, by: Viewer, action_id: int, version: int, verdict: Verdict, seen: str, at: datetime
) -> Action:
    """Say whether what was done works, and what was seen; when it does not, work goes on.

    That it works is said once; that it does not may be said later too.

    Raises
    ------
    NotFound
        ``action.unknown``.
    NotAllowed
        ``action.not_verifier`` unless asked to, or answering for security at the actor;
        ``action.own_work`` for whoever owns it or said that it was done, under whatever account.
    NotReady
        ``action.not_now``.
    InvalidInput
        ``verification.invalid`` unless it is told what was seen.
    Conflict
        ``action.changed``.
    """
    action = queries.action_for(by, action_id, lock=True)
    _require_other(by, action)
    check_note(seen, is_required=True, code="verification.invalid")
    done_by = action.done_by
    works = verdict is Verdict.WORKS
    said = {"verified_by_id": by.user_id, "verified_by_name": by.name, "verified_at": at}
    _move(action, version, Verb.CONFIRM if works else Verb.REJECT, **(said if works else {}))
    assert done_by is not None, "a constraint holds this"
    assert by.user_id is not None, "asked above"
    Verification.objects.create(
        action=action,
        verdict=verdict.value,
        seen=seen.strip(),
        done_by=done_by,
        verified_by_id=by.user_id,
        verified_by_name=by.name,
        verified_at=at,
    )
    what = "action.verified" if works else "action.reopened"
    keep(by, action, what, at=at, note=seen)
    record(by, what, action, at=at)
    return action


@transaction.atomic
def cancel_action(*, by: Viewer, action_id: int, version: int, reason: str, at: datetime) -> Action:
    """Give up an action that was not said to be done, and say why.

    Raises ``NotFound``, ``NotAllowed``, ``NotReady`` (``action.not_now``), ``InvalidInput``
    (``action.reason_missing``), ``Conflict`` (``action.changed``).
    """
    action = queries.action_for(by, action_id, lock=True)
    by.require(Permission.DECIDE_FINDINGS, on=action)
    check_note(reason, is_required=True, code="action.reason_missing")
    _move(action, version, Verb.CANCEL)
    keep(by, action, "action.cancelled", at=at, note=reason)
    record(by, "action.cancelled", action, at=at)
    return action


def _check_to_treat(finding: Finding, today: date) -> None:
    decision = queries.decision_of(finding)
    is_decided = decision is not None and decision.kind == DecisionKind.TREAT.value
    if not is_decided:
        raise NotReady("finding.not_to_treat")
    if queries.state_of(finding, on=today) is FindingState.CLOSED:
        raise NotReady("finding.closed")


def _require_owner(by: Viewer, action: Action) -> None:
    """Whoever owns it; where a position does, whoever answers for security at the actor."""
    if action.owner_id is None:
        by.require(Permission.DECIDE_FINDINGS, on=action)
    elif action.owner_id != by.user_id or not by.may(Permission.FOLLOW_UP_OWN, on=action):
        raise NotAllowed("action.not_owner")


def _require_other(by: Viewer, action: Action) -> None:
    """Somebody with an account of their own, who has not done it and does not own it."""
    own = {action.owner_id, action.done_by_id} - {None}
    if by.user_id in own or is_same_person(by.name, (action.owner_name, action.done_by_name)):
        raise NotAllowed("action.own_work")
    is_asked = action.verifier_id == by.user_id and by.may(Permission.FOLLOW_UP_OWN, on=action)
    if by.user_id is None or not (is_asked or by.may(Permission.DECIDE_FINDINGS, on=action)):
        raise NotAllowed("action.not_verifier")


def _move(action: Action, version: int, verb: Verb, **said: Any) -> None:
    """Take an action to where the verb leads, and keep of who did and saw it what then holds."""
    state = after(verb, ActionState(action.state))
    action.state = state.value
    if state not in (ActionState.DONE, ActionState.VERIFIED):
        action.done_by, action.done_by_name, action.done_at = None, "", None
    if state is not ActionState.VERIFIED:
        action.verified_by, action.verified_by_name, action.verified_at = None, "", None
    for field, value in said.items():
        setattr(action, field, value)
    done, verified = (
        (f"{word}_by", f"{word}_by_name", f"{word}_at") for word in ("done", "verified")
    )
    action.save_over(version, "state", *done, *verified)


def _values(plan: ActionPlan) -> dict[str, Any]:
    return {
        "what": plan.what.strip(),
        "due_on": plan.due_on,
        "owner_id": plan.owner_id,
        "position": plan.position.strip(),
        "verifier_id": plan.verifier_id,
    }


def _told(action: Action) -> dict[str, str]:
    """What of an action is kept when it changes, as people read it."""
    return {
        "what": action.what,
        "due_on": action.due_on.isoformat(),
        "owner": action.owner_name,
        "verifier": action.verifier.name if action.verifier else "",
    }
