"""The pages of findings and actions: request to query or form and operation, and back."""

from samvern.apps.actions.views.actions import (
    action,
    begin,
    cancel,
    done,
    edit_action,
    plan,
    verify,
)
from samvern.apps.actions.views.evidence import action_evidence
from samvern.apps.actions.views.findings import (
    decide,
    edit_finding,
    finding,
    follow_up,
    mine,
    raise_finding,
)

__all__ = [
    "action",
    "action_evidence",
    "begin",
    "cancel",
    "decide",
    "done",
    "edit_action",
    "edit_finding",
    "finding",
    "follow_up",
    "mine",
    "plan",
    "raise_finding",
    "verify",
]
