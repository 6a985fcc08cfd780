"""What an assessment shows that must be better, and what has come of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from samvern.apps.actions import queries as actions
from samvern.apps.actions.queries import FindingLine
from samvern.apps.assessments.models import Assessment, Submission, Verdict
from samvern.apps.assessments.queries.assessments import document_at, owns
from samvern.base.viewer import Viewer
from samvern.engine.assessments import (
    AssessedRequirement,
    AssessmentDocument,
    Confidentiality,
    Result,
)
from samvern.engine.errors import NotAllowed, NotReady
from samvern.engine.follow_up import Severity

FINDING_SOURCE = "assessments.assessment"

#: What is proposed; those who answer for security say better. One step more where the publisher of
#: the set gives the requirement a priority.
_SEVERITY: Mapping[Result, tuple[Severity, Severity]] = MappingProxyType(
    {
        Result.NOT_FULFILLED: (Severity.MEDIUM, Severity.HIGH),
        Result.PARTLY: (Severity.LOW, Severity.MEDIUM),
        Result.UNKNOWN: (Severity.LOW, Severity.MEDIUM),
    }
)


@dataclass(frozen=True)
class Gap:
    """A requirement that leaves something to do, and the finding that was raised of it."""

    row: AssessedRequirement
    finding: FindingLine | None


def gaps_of(viewer: Viewer, assessment: Assessment, *, at: datetime, on: date) -> list[Gap]:
    """What leaves something to do, most pressing first.

    Of a reported assessment it is what was handed in: whoever sees it sees the findings too, and
    never a draft.

    Raises
    ------
    NotAllowed
        ``assessment.only_some``.
    NotReady
        ``finding.not_handed_in``.
    """
    raised = findings_of(viewer, assessment, on=on)
    document = _document(viewer, assessment, at=at)
    return [Gap(row, raised.get(row.code)) for row in document.gaps]


def findings_of(viewer: Viewer, assessment: Assessment, *, on: date) -> Mapping[str, FindingLine]:
    """The findings that an assessment has raised, by requirement, for those who own it."""
    if not owns(viewer, assessment):
        return {}
    found = actions.findings_of_source(viewer, FINDING_SOURCE, [assessment.pk], on=on)
    return {each.key: each for each in found[str(assessment.pk)]}


def handed_in(viewer: Viewer, assessment: Assessment) -> Submission | None:
    """What was handed in last and not taken back."""
    found = Submission.objects.visible_to(viewer).filter(assessment=assessment)
    return found.exclude(verdict=Verdict.RECALLED).order_by("-number").first()


def _document(viewer: Viewer, assessment: Assessment, *, at: datetime) -> AssessmentDocument:
    if not owns(viewer, assessment):
        raise NotAllowed("assessment.only_some")
    if assessment.confidentiality == Confidentiality.IMPROVEMENT:
        return document_at(viewer, assessment, at=at)
    submission = handed_in(viewer, assessment)
    if submission is None:
        raise NotReady("finding.not_handed_in")
    return submission.value


def severity_of(row: AssessedRequirement) -> Severity:
    """How serious a gap is proposed to be, by its result and the publisher's own priority."""
    usual, urgent = _SEVERITY[row.result or Result.UNKNOWN]
    return urgent if row.priority else usual
