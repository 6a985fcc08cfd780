"""What people do with rounds and reports."""

from samvern.apps.reporting.operations.evidence import (
    attach_evidence,
    attach_new_evidence,
    detach_evidence,
)
from samvern.apps.reporting.operations.following_up import follow_up
from samvern.apps.reporting.operations.handing import (
    hand_back,
    hand_on_reports,
    hand_over,
    take_on,
)
from samvern.apps.reporting.operations.reporting import Saved, save_report
from samvern.apps.reporting.operations.rounds import (
    change_round,
    close_round,
    delete_round,
    move_round,
    open_round,
    plan_round,
    remind,
)
from samvern.apps.reporting.operations.submitting import (
    accept_report,
    recall_report,
    remark,
    return_report,
    submit_report,
)

__all__ = [
    "Saved",
    "accept_report",
    "attach_evidence",
    "attach_new_evidence",
    "change_round",
    "close_round",
    "delete_round",
    "detach_evidence",
    "follow_up",
    "hand_back",
    "hand_on_reports",
    "hand_over",
    "move_round",
    "open_round",
    "plan_round",
    "recall_report",
    "remark",
    "remind",
    "return_report",
    "save_report",
    "submit_report",
    "take_on",
]
