"""One finding and one action, with all that their pages tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samvern.apps.actions.models import Action, Change, Decision, Finding, Verification
from samvern.apps.actions.permissions import Permission
from samvern.apps.actions.queries.evidence import evidence_of, follows_up
from samvern.apps.actions.queries.lists import ActionLine, action_line
from samvern.apps.actions.queries.lookup import action_for, finding_for
from samvern.apps.actions.rules import Source
from samvern.apps.evidence.queries import EvidenceRow
from samvern.base import registry
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.engine.errors import NotReady
from samvern.engine.follow_up import (
    ActionState,
    DecisionKind,
    FindingState,
    Severity,
    Verb,
    after,
    finding_state,
    is_same_person,
)


@dataclass(frozen=True)
class FindingPage:
    """A finding with its decisions, newest first, its actions, and what has happened.

    ``source_url`` is the page of what showed it, empty where none opens to the viewer. ``decision``
    is the latest one; it may no longer be in force.
    """

    finding: Finding
    state: FindingState
    severity: Severity
    confidentiality: Confidentiality
    source: Source
    source_url: str
    decision: Decision | None
    decisions: tuple[Decision, ...]
    actions: tuple[ActionLine, ...]
    verifications: tuple[Verification, ...]
    changes: tuple[Change, ...]
    may_decide: bool

    @property
    def is_to_treat(self) -> bool:
        """Whether actions can be planned."""
        decision = self.decision
        is_treated = decision is not None and decision.kind == DecisionKind.TREAT.value
        return is_treated and self.state is not FindingState.CLOSED


@dataclass(frozen=True)
class ActionPage:
    """An action with what has happened to it, and what the viewer can do now."""

    action: Action
    line: ActionLine
    verifications: tuple[Verification, ...]
    changes: tuple[Change, ...]
    sees_finding: bool
    may_change: bool
    may_begin: bool
    may_say_done: bool
    may_verify: bool
    may_cancel: bool
    is_own_work: bool
    may_add_evidence: bool
    evidence: tuple[EvidenceRow, ...]


def finding_page(viewer: Viewer, finding_id: int, *, on: date) -> FindingPage:
    """Everything about one finding. Raises ``NotFound`` (``finding.unknown``)."""
    finding = finding_for(viewer, finding_id)
    decisions = tuple(finding.decisions.all())
    decision = next((each for each in decisions if each.replaced_at is None), None)
    actions = tuple(
        action_line(each, on=on)
        for each in finding.actions.select_related("owner", "verifier").order_by("due_on", "pk")
    )
    verifications = Verification.objects.filter(action__finding=finding)
    state = finding_state(
        DecisionKind(decision.kind) if decision else None,
        decision.accepted_until if decision else None,
        [each.state for each in actions],
        on=on,
    )
    return FindingPage(
        finding=finding,
        state=state,
        severity=Severity(finding.severity),
        confidentiality=finding.readers,
        source=Source(finding.source_type, finding.source_id, finding.source_label),
        source_url=registry.link_for(viewer, finding.source_type, finding.source_id) or "",
        decision=decision,
        decisions=decisions,
        actions=actions,
        verifications=tuple(verifications.select_related("action")),
        changes=tuple(finding.changes.select_related("action")),
        may_decide=viewer.may(Permission.DECIDE_FINDINGS, on=finding),
    )


def action_page(viewer: Viewer, action_id: int, *, on: date) -> ActionPage:
    """Everything about one action. Raises ``NotFound`` (``action.unknown``)."""
    action = action_for(viewer, action_id)
    decides = viewer.may(Permission.DECIDE_FINDINGS, on=action)
    follows = viewer.may(Permission.FOLLOW_UP_OWN, on=action)
    owns = action.owner_id == viewer.user_id and follows if action.owner_id else decides
    is_asked = action.verifier_id == viewer.user_id and follows
    people = (action.owner_name, action.done_by_name)
    is_own = viewer.user_id in {action.owner_id, action.done_by_id} - {None}
    is_own = is_own or is_same_person(viewer.name, people)
    verifies = (decides or is_asked) and not is_own
    return ActionPage(
        action=action,
        line=action_line(action, on=on),
        verifications=tuple(action.verifications.all()),
        changes=tuple(action.changes.all()),
        sees_finding=Finding.objects.visible_to(viewer).filter(pk=action.finding_id).exists(),
        may_change=decides and _can(Verb.CHANGE, action),
        may_begin=owns and _can(Verb.BEGIN, action),
        may_say_done=owns and _can(Verb.SAY_DONE, action),
        may_verify=verifies and _can(Verb.REJECT, action),
        may_cancel=decides and _can(Verb.CANCEL, action),
        is_own_work=is_own,
        may_add_evidence=follows_up(viewer, action),
        evidence=tuple(evidence_of(viewer, action, on=on)),
    )


def _can(verb: Verb, action: Action) -> bool:
    try:
        after(verb, ActionState(action.state))
    except NotReady:
        return False
    return True
