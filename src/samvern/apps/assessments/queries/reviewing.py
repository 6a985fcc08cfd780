"""What waits for review, a submission beside the one before it, and the last verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet, Subquery
from django.utils.translation import gettext as _

from samvern.apps.assessments.models import (
    Assessment,
    AssessmentState,
    Remark,
    Submission,
    SubmissionEvidence,
    Verdict,
    reviewed_by,
)
from samvern.apps.assessments.permissions import Permission
from samvern.base.viewer import Viewer
from samvern.engine.assessments import (
    AssessedRequirement,
    AssessmentDocument,
    Confidentiality,
    changed_fields,
)


@dataclass(frozen=True)
class ReviewedRow:
    """A requirement or heading of a submission, what it said the time before, and the remark on it.

    ``changed`` names the values that differ; empty when it is new or as before.
    """

    row: AssessedRequirement
    before: AssessedRequirement | None
    changed: tuple[str, ...]
    remark: Remark | None
    #: What may be opened of the evidence, by its title.
    evidence: Mapping[str, int]


@dataclass(frozen=True)
class Review:
    """A submission as its reviewer reads it. ``earlier`` is the submission before it."""

    submission: Submission
    document: AssessmentDocument
    earlier: Submission | None
    rows: tuple[ReviewedRow, ...]
    is_open: bool


@dataclass(frozen=True)
class LatestVerdict:
    """What a reviewer said of what was handed in last."""

    submission: Submission
    remarks: tuple[Remark, ...]

    @property
    def is_returned(self) -> bool:
        """Whether something is to be looked at again."""
        return self.submission.verdict == Verdict.RETURNED

    @property
    def is_open(self) -> bool:
        """Whether it is sent back and not handed in again."""
        return self.is_returned and self.submission.assessment.state == AssessmentState.RETURNED

    @property
    def kind(self) -> str:
        """How it is to be shown, as a notice."""
        return {Verdict.RETURNED: "warning", Verdict.ACCEPTED: "success"}.get(
            Verdict(self.submission.verdict), "info"
        )

    @property
    def heading(self) -> str:
        """What was decided, in words."""
        if self.is_returned:
            return _("Sent back: some of it is to be looked at again")
        return str(Verdict(self.submission.verdict).label)


def to_review(viewer: Viewer) -> QuerySet[Submission]:
    """What waits for this viewer's review, longest first."""
    found = Submission.objects.visible_to(viewer).filter(
        reviewed_by(viewer), verdict=Verdict.WAITING
    )
    return (
        found.select_related("assessment__actor", "assessment__requirement_set")
        .defer("document")
        .order_by("submitted_at", "pk")
    )


def is_reviewer(viewer: Viewer) -> bool:
    """Whether the viewer reviews anybody at all."""
    permissions = (Permission.REVIEW_REPORTED, Permission.REVIEW_OWN)
    return any(viewer.may_somewhere(each) for each in permissions)


def may_review(viewer: Viewer, submission: Submission) -> bool:
    """Whether the viewer is to say something of a submission that waits."""
    is_reported = submission.assessment.confidentiality == Confidentiality.REPORTED
    permission = Permission.REVIEW_REPORTED if is_reported else Permission.REVIEW_OWN
    return (
        submission.verdict == Verdict.WAITING
        and viewer.user_id is not None
        and viewer.user_id != submission.submitted_by_id
        and viewer.may(permission, on=submission.assessment.actor)
    )


def review_of(viewer: Viewer, submission: Submission) -> Review:
    """A submission with what changed since the one before, the remarks, and what evidence may be
    opened: three queries.
    """
    earlier = (
        Submission.objects.visible_to(viewer)
        .filter(assessment=submission.assessment_id, number__lt=submission.number)
        .exclude(verdict=Verdict.RECALLED)
        .first()
    )
    before = {row.code: row for row in earlier.value.rows} if earlier else {}
    remarks = {each.requirement.code: each for each in remarks_of(viewer, submission)}
    evidence = _evidence(viewer, submission)
    document = submission.value
    return Review(
        submission=submission,
        document=document,
        earlier=earlier,
        rows=tuple(
            _reviewed(row, before.get(row.code), remarks.get(row.code), evidence.get(row.code, {}))
            for row in document.rows
        ),
        is_open=may_review(viewer, submission),
    )


def newest_submission(viewer: Viewer, assessment: Assessment) -> Submission | None:
    """What was handed in last and not taken back: one query, none before anything was handed in."""
    if assessment.version == 1:  # it never was handed in
        return None
    newest = (
        Submission.objects.visible_to(viewer)
        .filter(assessment=assessment)
        .exclude(verdict=Verdict.RECALLED)
        .defer("document")
        .first()
    )
    if newest is not None:
        newest.assessment = assessment
    return newest


def verdict_on(viewer: Viewer, submission: Submission) -> LatestVerdict | None:
    """What was said of one submission, with its remarks; None while it waits."""
    if submission.verdict == Verdict.WAITING:
        return None
    return LatestVerdict(submission, tuple(remarks_of(viewer, submission)))


def remark_on(viewer: Viewer, assessment: Assessment, code: str) -> Remark | None:
    """What was said of one requirement in the newest verdict, also for somebody who answers that one
    and does not see the rest of what was handed in: one query, none before anything was handed in.

    None before the first verdict, and while a newer submission waits.
    """
    if assessment.version == 1 or assessment.state == AssessmentState.SUBMITTED:
        return None
    newest = (
        Submission.objects.filter(assessment=assessment)
        .exclude(verdict=Verdict.RECALLED)
        .order_by("-number")
        .values("pk")[:1]
    )
    found = Remark.objects.visible_to(viewer).filter(submission=Subquery(newest))
    return found.filter(requirement__code=code).first()


def remarks_of(viewer: Viewer, submission: Submission) -> list[Remark]:
    """What is said of the requirements of a submission, in their order: one query."""
    found = Remark.objects.visible_to(viewer).filter(submission=submission)
    return list(found.select_related("requirement"))


def _evidence(viewer: Viewer, submission: Submission) -> Mapping[str, Mapping[str, int]]:
    """The keys of what was handed in, by the number of the requirement and the title."""
    found: dict[str, dict[str, int]] = {}
    handed_in = SubmissionEvidence.objects.visible_to(viewer).filter(submission=submission)
    for code, title, key in handed_in.values_list(
        "requirement__code", "evidence__title", "evidence_id"
    ):
        found.setdefault(code, {})[title] = key
    return found


def _reviewed(
    row: AssessedRequirement,
    before: AssessedRequirement | None,
    remark: Remark | None,
    evidence: Mapping[str, int],
) -> ReviewedRow:
    changed: tuple[str, ...] = ()
    if before and before.values and row.values:
        changed = changed_fields(before.values, row.values)
        if before.evidence != row.evidence:
            changed = (*changed, "evidence")
    return ReviewedRow(row, before, changed, remark, evidence)
