"""What people do with campaigns and assessments: one function for each verb."""

from samvern.apps.assessments.operations.answering import (
    AnswerEntry,
    Saved,
    acknowledge,
    save_answer,
    save_answers,
    start_assessment,
)
from samvern.apps.assessments.operations.campaigns import (
    change_campaign,
    close_campaign,
    open_campaign,
    plan_campaign,
)
from samvern.apps.assessments.operations.submitting import (
    accept_submission,
    hand_back,
    recall_submission,
    remark,
    return_submission,
    submit_assessment,
    take_on,
)

__all__ = [
    "AnswerEntry",
    "Saved",
    "accept_submission",
    "acknowledge",
    "change_campaign",
    "close_campaign",
    "hand_back",
    "open_campaign",
    "plan_campaign",
    "recall_submission",
    "remark",
    "return_submission",
    "save_answer",
    "save_answers",
    "start_assessment",
    "submit_assessment",
    "take_on",
]
