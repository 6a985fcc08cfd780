"""What waits for review, and a report as its reviewer reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from samvern.apps.evidence.models import Evidence
from samvern.apps.reporting.models import (
    ReportRemark,
    ReportSubmission,
    ReportVerdict,
    reviewed_by,
)
from samvern.apps.reporting.permissions import Permission
from samvern.apps.reporting.queries.drafts import before_of, submitted_evidence
from samvern.apps.reporting.queries.lookup import may_review, rounds, submission_for
from samvern.base.viewer import Viewer
from samvern.engine.reporting import ReportValues


@dataclass(frozen=True)
class Review:
    """A submission, the one of the period before it, and the remarks on it as the viewer sees them.

    ``is_whole`` unless the viewer came to own the measure later, and sees no evidence with it;
    ``sees_round`` where its round is the viewer's to open.
    """

    submission: ReportSubmission
    values: ReportValues
    before: ReportSubmission | None
    earlier: ReportSubmission | None
    remarks: Mapping[str, ReportRemark]
    evidence: tuple[Evidence, ...]
    may_review: bool
    is_whole: bool
    sees_round: bool


def to_review(viewer: Viewer) -> QuerySet[ReportSubmission]:
    """What waits for this viewer's review, longest first."""
    if not viewer.may_somewhere(Permission.REVIEW):
        return ReportSubmission.objects.none()
    found = ReportSubmission.objects.visible_to(viewer).filter(
        reviewed_by(viewer), verdict=ReportVerdict.WAITING
    )
    rounds = found.select_related("report__reporting_round__programme")
    return rounds.defer("values").order_by("submitted_at", "pk")


def review(viewer: Viewer, submission_id: int) -> Review:
    """A report as it was handed in. Raises ``NotFound`` (``report.unknown``)."""
    submission = submission_for(viewer, submission_id)
    seen = ReportSubmission.objects.visible_to(viewer)
    earlier = seen.filter(report=submission.report_id, number__lt=submission.number)
    remarks = ReportRemark.objects.visible_to(viewer).filter(submission=submission)
    whole = ReportSubmission.objects.whole_for(viewer).filter(pk=submission.pk)
    is_whole = whole.exists()
    return Review(
        submission=submission,
        values=submission.said,
        before=before_of(viewer, submission.report),
        earlier=earlier.exclude(verdict=ReportVerdict.RECALLED).order_by("-number").first(),
        remarks={each.part: each for each in remarks},
        evidence=tuple(submitted_evidence(viewer, submission)),
        may_review=may_review(viewer, submission),
        is_whole=is_whole,
        sees_round=is_whole
        or rounds(viewer).filter(pk=submission.report.reporting_round_id).exists(),
    )
