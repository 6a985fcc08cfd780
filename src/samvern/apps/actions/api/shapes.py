"""What comes in and goes out about findings and actions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from django.utils import timezone
from ninja import Schema
from pydantic import Field

from samvern.apps.actions import queries, rules
from samvern.apps.actions.models import Action, Finding
from samvern.apps.actions.operations import ActionPlan
from samvern.base.endpoints import Incoming
from samvern.base.viewer import Viewer

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
LINE = r"^[^\x00-\x1f\x7f]*$"
LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
Lines = Annotated[str, Field(max_length=rules.MAX_TEXT, pattern=LINES)]
Said = Annotated[str, Field(min_length=1, max_length=rules.MAX_TEXT, pattern=LINES)]
Version = Annotated[int, Field(ge=1, le=2**31 - 1, description="The one that was read.")]
ShowIn = Literal[
    "remaining", "mine", "undecided", "overdue", "to_verify", "accepted", "settled", "all"
]
SeverityIn = Literal["low", "medium", "high", "critical"]


class ActionOut(Schema):
    """An action. ``owner`` is a person, or a position."""

    id: int
    finding: int
    what: str
    owner: str
    verifier: str
    due_on: date
    state: str
    is_overdue: bool
    done_by: str
    done_at: datetime | None
    verified_by: str
    verified_at: datetime | None
    version: int


class FindingOut(Schema):
    """A finding and where it stands today."""

    id: int
    actor: int
    title: str
    description: str
    severity: str
    confidentiality: str
    source_type: str
    source_id: str
    source_label: str
    raised_by: str
    raised_at: datetime
    state: str
    version: int


class DecisionOut(Schema):
    """What was decided on a finding; ``replaced_at`` is null for the latest."""

    kind: str
    reason: str
    accepted_until: date | None
    decided_by: str
    decided_at: datetime
    replaced_at: datetime | None


class VerificationOut(Schema):
    """What somebody else saw of what was done."""

    action: int
    verdict: str
    seen: str
    verified_by: str
    verified_at: datetime


class FindingInFull(Schema):
    """A finding with its decisions, newest first, its actions, and what was seen of these."""

    finding: FindingOut
    decisions: list[DecisionOut]
    actions: list[ActionOut]
    verifications: list[VerificationOut]


class FindingIn(Incoming):
    """A finding to raise; it is raised once for each ``key`` of its organisation."""

    actor: Key
    title: Annotated[str, Field(min_length=1, max_length=rules.MAX_TITLE, pattern=LINE)]
    description: Lines = ""
    severity: SeverityIn
    confidentiality: Literal["improvement", "reported"]
    key: Annotated[str, Field(min_length=1, max_length=200, pattern=LINE)]


class FindingChange(Incoming):
    """A finding, said better."""

    version: Version
    title: Annotated[str, Field(min_length=1, max_length=rules.MAX_TITLE, pattern=LINE)]
    description: Lines
    severity: SeverityIn


class DecisionIn(Incoming):
    """What becomes of a finding."""

    version: Version
    kind: Literal["treat", "accept", "nothing"]
    reason: Lines = ""
    accepted_until: date | None = None


class ActionPlanIn(Incoming):
    """What is to be done; exactly one of ``owner`` and ``position``."""

    what: Annotated[str, Field(min_length=1, max_length=rules.MAX_WHAT, pattern=LINES)]
    due_on: date
    owner: Annotated[Key | None, Field(description="An account with a role there.")] = None
    position: Annotated[str, Field(max_length=rules.MAX_POSITION, pattern=LINE)] = ""
    verifier: Annotated[Key | None, Field(description="Who sees whether it works.")] = None


class PlanChange(ActionPlanIn):
    """A plan that changes."""

    version: Version


class BeginIn(Incoming):
    """That work is under way."""

    version: Version


class DoneIn(Incoming):
    """That it is done, and what was done."""

    version: Version
    note: Said


class VerifyIn(Incoming):
    """Whether it works, and what was seen."""

    version: Version
    verdict: Literal["works", "does_not_work"]
    seen: Said


class CancelIn(Incoming):
    """That it is given up, and why."""

    version: Version
    reason: Said


def action_out(action: Action) -> ActionOut:
    """An action as the API and the command line give it."""
    line = queries.action_line(action, on=timezone.localdate())
    return ActionOut(
        id=action.pk,
        finding=action.finding_id,
        what=action.what,
        owner=line.owner,
        verifier=line.verifier,
        due_on=action.due_on,
        state=action.state,
        is_overdue=line.is_overdue,
        done_by=action.done_by_name,
        done_at=action.done_at,
        verified_by=action.verified_by_name,
        verified_at=action.verified_at,
        version=action.version,
    )


def finding_out(finding: Finding, state: str) -> FindingOut:
    """A finding as the API and the command line give it."""
    return FindingOut(
        id=finding.pk,
        actor=finding.actor_id,
        title=finding.title,
        description=finding.description,
        severity=finding.severity,
        confidentiality=finding.readers.value,
        source_type=finding.source_type,
        source_id=finding.source_id,
        source_label=finding.source_label,
        raised_by=finding.raised_by_name,
        raised_at=finding.raised_at,
        state=state,
        version=finding.version,
    )


def finding_in_full(viewer: Viewer, finding_id: int) -> FindingInFull:
    """A finding with all that hangs on it."""
    page = queries.finding_page(viewer, finding_id, on=timezone.localdate())
    found = queries.actions(viewer).filter(finding_id=finding_id)
    return FindingInFull(
        finding=finding_out(page.finding, page.state.value),
        decisions=[
            DecisionOut(
                kind=each.kind,
                reason=each.reason,
                accepted_until=each.accepted_until,
                decided_by=each.decided_by_name,
                decided_at=each.decided_at,
                replaced_at=each.replaced_at,
            )
            for each in page.decisions
        ],
        actions=[action_out(each) for each in found],
        verifications=[
            VerificationOut(
                action=each.action_id,
                verdict=each.verdict,
                seen=each.seen,
                verified_by=each.verified_by_name,
                verified_at=each.verified_at,
            )
            for each in page.verifications
        ],
    )


def plan_of(asked: ActionPlanIn) -> ActionPlan:
    """What is to be done, as the operations take it."""
    return ActionPlan(
        what=asked.what,
        due_on=asked.due_on,
        owner_id=asked.owner,
        position=asked.position,
        verifier_id=asked.verifier,
    )
