"""What can be done about findings; every verb checks, saves, and tells the audit trail."""

from samvern.apps.actions.operations.actions import (
    begin_action,
    cancel_action,
    change_action,
    plan_action,
    say_done,
    verify_action,
)
from samvern.apps.actions.operations.evidence import add_own_evidence, set_evidence
from samvern.apps.actions.operations.findings import (
    decide_finding,
    edit_finding,
    hand_on_findings,
    raise_finding,
    report_findings,
    take_back_findings,
)
from samvern.apps.actions.operations.reminding import remind_owners, send_reminders
from samvern.apps.actions.rules import ActionPlan, Source

__all__ = [
    "ActionPlan",
    "Source",
    "add_own_evidence",
    "begin_action",
    "cancel_action",
    "change_action",
    "decide_finding",
    "edit_finding",
    "hand_on_findings",
    "plan_action",
    "raise_finding",
    "remind_owners",
    "report_findings",
    "say_done",
    "send_reminders",
    "set_evidence",
    "take_back_findings",
    "verify_action",
]
