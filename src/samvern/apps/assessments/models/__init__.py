"""The tables of campaigns and assessments."""

from samvern.apps.assessments.models.assessment import (
    MAX_ON_BEHALF,
    WRITABLE,
    Answer,
    AnswerOrigin,
    AnswerQuerySet,
    AnswerState,
    Assessment,
    AssessmentQuerySet,
    AssessmentState,
)
from samvern.apps.assessments.models.campaign import (
    CONFIDENTIALITY_NAMES,
    MAX_PERIOD,
    MAX_TITLE,
    MOST_REMINDERS,
    Campaign,
    CampaignQuerySet,
    CampaignState,
)
from samvern.apps.assessments.models.delegation import (
    IN_FORCE_FOR,
    DelegatedRequirement,
    Delegation,
)
from samvern.apps.assessments.models.submission import Remark, Submission, Verdict

__all__ = [
    "CONFIDENTIALITY_NAMES",
    "IN_FORCE_FOR",
    "MAX_ON_BEHALF",
    "MAX_PERIOD",
    "MAX_TITLE",
    "MOST_REMINDERS",
    "WRITABLE",
    "Answer",
    "AnswerOrigin",
    "AnswerQuerySet",
    "AnswerState",
    "Assessment",
    "AssessmentQuerySet",
    "AssessmentState",
    "Campaign",
    "CampaignQuerySet",
    "CampaignState",
    "DelegatedRequirement",
    "Delegation",
    "Remark",
    "Submission",
    "Verdict",
]
