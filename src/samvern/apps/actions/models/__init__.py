"""Findings, what is decided on them, the actions that follow, and who saw that these work."""

from samvern.apps.actions.models.actions import (
    Action,
    ActionQuerySet,
    Verification,
    overdue,
)
from samvern.apps.actions.models.evidence import ActionEvidence
from samvern.apps.actions.models.findings import (
    Decision,
    Finding,
    FindingQuerySet,
    seen_by,
)
from samvern.apps.actions.models.history import Change
from samvern.apps.actions.models.notices import Notice, NoticeState
from samvern.apps.actions.models.words import (
    ACTION_STATE_NAMES,
    DECISION_NAMES,
    SEVERITY_NAMES,
    STATE_NAMES,
    VERDICT_NAMES,
)

__all__ = [
    "ACTION_STATE_NAMES",
    "DECISION_NAMES",
    "SEVERITY_NAMES",
    "STATE_NAMES",
    "VERDICT_NAMES",
    "Action",
    "ActionEvidence",
    "ActionQuerySet",
    "Change",
    "Decision",
    "Finding",
    "FindingQuerySet",
    "Notice",
    "NoticeState",
    "Verification",
    "overdue",
    "seen_by",
]
