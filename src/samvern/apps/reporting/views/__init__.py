"""The pages of rounds and reports: request to query or form and operation, and back."""

from samvern.apps.reporting.views.evidence import detach_evidence, evidence
from samvern.apps.reporting.views.handing import hand_back, hand_over, take_on
from samvern.apps.reporting.views.planning import change_round, move_round, plan_round
from samvern.apps.reporting.views.reports import history, recall_report, report, submit_report
from samvern.apps.reporting.views.review import follow_up, submission
from samvern.apps.reporting.views.rounds import (
    close_round,
    delete_round,
    open_round,
    remind,
    round_page,
    rounds,
)

__all__ = [
    "change_round",
    "close_round",
    "delete_round",
    "detach_evidence",
    "evidence",
    "follow_up",
    "hand_back",
    "hand_over",
    "history",
    "move_round",
    "open_round",
    "plan_round",
    "recall_report",
    "remind",
    "report",
    "round_page",
    "rounds",
    "submission",
    "submit_report",
    "take_on",
]
