"""What a viewer reads of campaigns and assessments."""

from samvern.apps.assessments.queries.asked import Asked, asked_of, asked_of_actor, asked_of_kind
from samvern.apps.assessments.queries.assessments import (
    AnswerRow,
    answer_for,
    answer_rows,
    answers_of,
    answers_on_behalf,
    assessment_for,
    assessments_of,
    delegated_codes,
    document_at,
    history_of,
    owns,
    values_at,
)
from samvern.apps.assessments.queries.campaigns import campaign_for, campaigns
from samvern.apps.assessments.queries.submissions import submission_for, submissions_of

__all__ = [
    "AnswerRow",
    "Asked",
    "answer_for",
    "answer_rows",
    "answers_of",
    "answers_on_behalf",
    "asked_of",
    "asked_of_actor",
    "asked_of_kind",
    "assessment_for",
    "assessments_of",
    "campaign_for",
    "campaigns",
    "delegated_codes",
    "document_at",
    "history_of",
    "owns",
    "submission_for",
    "submissions_of",
    "values_at",
]
