"""Self-assessment: what is said of a requirement, two people at one answer, and the whole as a value."""

from samvern.engine.assessments.answer import (
    ANSWER_FIELDS,
    GAPS,
    MATURITY_LEVELS,
    MAX_COMMENT,
    MAX_NAME,
    MAX_REASON,
    TEXT_LIMITS,
    AnswerValues,
    Confidence,
    DoneBy,
    Progress,
    Result,
    check_answer,
    find_answer_problems,
    tidy,
)
from samvern.engine.assessments.document import (
    AssessedRequirement,
    AssessmentDocument,
    Confidentiality,
    EvidenceLine,
)
from samvern.engine.assessments.merging import Merge, changed_fields, merge
from samvern.engine.assessments.round_trip import (
    ReturnedAnswer,
    ReturnedDifference,
    ReturnedFate,
    compare_returned,
)

__all__ = [
    "ANSWER_FIELDS",
    "GAPS",
    "MATURITY_LEVELS",
    "MAX_COMMENT",
    "MAX_NAME",
    "MAX_REASON",
    "TEXT_LIMITS",
    "AnswerValues",
    "AssessedRequirement",
    "AssessmentDocument",
    "Confidence",
    "Confidentiality",
    "DoneBy",
    "EvidenceLine",
    "Merge",
    "Progress",
    "Result",
    "ReturnedAnswer",
    "ReturnedDifference",
    "ReturnedFate",
    "changed_fields",
    "check_answer",
    "compare_returned",
    "find_answer_problems",
    "merge",
    "tidy",
]
