"""What was handed in, for the organisation and for those whom it was told of."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from samvern.apps.assessments.models import Assessment, Submission, Verdict
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound


def submissions_of(viewer: Viewer, assessment: Assessment) -> QuerySet[Submission]:
    """Every submission of an assessment that the viewer sees, newest first."""
    return Submission.objects.visible_to(viewer).filter(assessment=assessment)


def was_returned(assessment: Assessment) -> bool:
    """Whether what was handed in last, and not taken back by the organisation, was sent back."""
    settled = assessment.submissions.exclude(verdict__in=(Verdict.RECALLED, Verdict.WAITING))
    last = settled.order_by("-number").values_list("verdict", flat=True).first()
    return last == Verdict.RETURNED


def submission_for(viewer: Viewer, submission_id: int, *, lock: bool = False) -> Submission:
    """A submission with its assessment. Raises ``NotFound``."""
    found = Submission.objects.visible_to(viewer).select_related(
        "assessment__actor", "assessment__requirement_set", "assessment__campaign"
    )
    if lock:
        found = found.select_for_update(of=("self",))
    submission = found.filter(pk=submission_id).first()
    if submission is None:
        raise NotFound("submission.unknown")
    return submission


def submissions_that_open(viewer: Viewer, ids: Collection[str]) -> list[str]:
    """Of submissions, those that the viewer sees."""
    found = Submission.objects.visible_to(viewer).filter(pk__in=ids)
    return [str(pk) for pk in found.values_list("pk", flat=True)]
