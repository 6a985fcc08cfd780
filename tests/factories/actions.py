"""Findings in every state, and actions in every state."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from samvern.apps.actions import operations
from samvern.apps.actions.models import Action, Decision, Finding
from samvern.apps.actions.operations import ActionPlan, Source
from samvern.apps.actors.models import Actor
from samvern.base.models import User
from samvern.base.viewer import SYSTEM, Viewer, viewer_for
from samvern.engine.assessments import Confidentiality
from samvern.engine.follow_up import DecisionKind, Severity, Verdict

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)
DUE = date(2026, 12, 24)
#: What nobody may read but those who see the finding.
SECRET = "the back door of the pharmacy does not lock"


def finding(
    actor: Actor, *, by: Viewer = SYSTEM, reported: bool = False, key: str = "1", **fields: Any
) -> Finding:
    """A finding that waits for a decision; trait: reported."""
    said: dict[str, Any] = {
        "title": SECRET,
        "description": f"In full: {SECRET}",
        "severity": Severity.HIGH,
        "source": Source("actors.actor", str(actor.pk), actor.name),
        "at": AT,
    }
    kept = Confidentiality.REPORTED if reported else Confidentiality.IMPROVEMENT
    return operations.raise_finding(
        by=by, actor=actor, confidentiality=kept, key=key, **{**said, **fields}
    )


def decided(
    on: Finding, kind: DecisionKind = DecisionKind.TREAT, *, by: Viewer = SYSTEM, **said: Any
) -> Decision:
    """The finding, decided on."""
    on.refresh_from_db()
    said = {"reason": f"Because {SECRET}", "at": AT, **said}
    return operations.decide_finding(by=by, finding_id=on.pk, version=on.version, kind=kind, **said)


def action(on: Finding, owner: User | None, *, by: Viewer = SYSTEM, **fields: Any) -> Action:
    """A planned action of a finding that is to be treated; a position owns it without an owner."""
    if not on.decisions.filter(replaced_at=None, kind=DecisionKind.TREAT.value).exists():
        decided(on)
    said: dict[str, Any] = {"what": f"Mend it: {SECRET}", "due_on": DUE}
    said |= {"owner_id": owner.pk} if owner else {"position": "Head of operations"}
    at = fields.pop("at", AT)
    plan = ActionPlan(**{**said, **fields})
    return operations.plan_action(by=by, finding_id=on.pk, plan=plan, at=at)


def done(saved: Action, *, by: User, at: datetime = AT) -> Action:
    """The action, which its owner says is done."""
    return operations.say_done(
        by=viewer_for(by),
        action_id=saved.pk,
        version=saved.version,
        note=f"Mended: {SECRET}",
        at=at,
    )


def verified(
    saved: Action, *, by: User, verdict: Verdict = Verdict.WORKS, at: datetime = AT
) -> Action:
    """The action, which somebody else has looked at."""
    return operations.verify_action(
        by=viewer_for(by),
        action_id=saved.pk,
        version=saved.version,
        verdict=verdict,
        seen=f"Tried it: {SECRET}",
        at=at,
    )
