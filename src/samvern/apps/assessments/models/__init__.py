"""The tables of campaigns and assessments."""

from samvern.apps.assessments.models.answer_state import AnswerState
from samvern.apps.assessments.models.assessment import (
    MAX_ON_BEHALF,
    WRITABLE,
    Answer,
    AnswerOrigin,
    AnswerQuerySet,
    Assessment,
    AssessmentQuerySet,
    AssessmentState,
)
from samvern.apps.assessments.models.campaign import (
    CONFIDENTIALITY_NAMES,
    MAX_PERIOD,
    MAX_TITLE,
    Campaign,
    CampaignQuerySet,
    CampaignState,
)
from samvern.apps.assessments.models.delegation import (
    IN_FORCE_FOR,
    MAX_NOTE,
    DelegatedRequirement,
    Delegation,
)
from samvern.apps.assessments.models.evidence import AnswerEvidence, SubmissionEvidence
from samvern.apps.assessments.models.letter import AssessmentLetter, LetterAbout
from samvern.apps.assessments.models.reminder import (
    INVITATION,
    Reminder,
)
from samvern.apps.assessments.models.short_check import MAX_KEY, ShortCheck
from samvern.apps.assessments.models.submission import (
    Remark,
    Submission,
    Verdict,
    reviewed_by,
)
from samvern.apps.assessments.models.supplier_question import (
    MAX_REPLY,
    QuestionState,
    SupplierQuestion,
    SupplierQuestionQuerySet,
    SupplierResult,
)
from samvern.apps.assessments.models.workbook import (
    MOST_WORKBOOKS,
    WORKBOOK_KEPT_FOR,
    WorkbookDraft,
)

__all__ = [
    "CONFIDENTIALITY_NAMES",
    "INVITATION",
    "IN_FORCE_FOR",
    "MAX_KEY",
    "MAX_NOTE",
    "MAX_ON_BEHALF",
    "MAX_PERIOD",
    "MAX_REPLY",
    "MAX_TITLE",
    "MOST_WORKBOOKS",
    "WORKBOOK_KEPT_FOR",
    "WRITABLE",
    "Answer",
    "AnswerEvidence",
    "AnswerOrigin",
    "AnswerQuerySet",
    "AnswerState",
    "Assessment",
    "AssessmentLetter",
    "AssessmentQuerySet",
    "AssessmentState",
    "Campaign",
    "CampaignQuerySet",
    "CampaignState",
    "DelegatedRequirement",
    "Delegation",
    "LetterAbout",
    "QuestionState",
    "Remark",
    "Reminder",
    "ShortCheck",
    "Submission",
    "SubmissionEvidence",
    "SupplierQuestion",
    "SupplierQuestionQuerySet",
    "SupplierResult",
    "Verdict",
    "WorkbookDraft",
    "reviewed_by",
]
