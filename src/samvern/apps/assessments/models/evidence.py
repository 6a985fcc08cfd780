"""What answers rest on, and what was handed in with them."""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef, Q

from samvern.apps.assessments.models.assessment import (
    Assessment,
    delegated_to,
    owned,
    sees_by_delegation,
)
from samvern.apps.assessments.models.submission import Submission
from samvern.apps.assessments.permissions import Permission
from samvern.apps.evidence.models import Evidence
from samvern.apps.frameworks.models import Requirement
from samvern.base.models import User
from samvern.base.viewer import Viewer


class AnswerEvidenceQuerySet(models.QuerySet["AnswerEvidence"]):
    """Reads of what answers rest on."""

    def visible_to(self, viewer: Viewer) -> AnswerEvidenceQuerySet:
        """All of it to those who own the assessment, that of delegated requirements to the others."""
        seen = owned(viewer, "assessment__")
        if sees_by_delegation(viewer):
            seen |= Q(
                delegated_to(
                    viewer,
                    delegation__assessment=OuterRef("assessment"),
                    requirement=OuterRef("requirement"),
                )
            ) & viewer.within(Permission.READ_DELEGATED, "assessment__actor__path")
        return self.filter(seen)


class AnswerEvidence(models.Model):
    """A piece of evidence that the answer to a requirement rests on; one piece serves many.

    It belongs to the organisation, or to one above it. Attached and detached by whoever may answer,
    also before there is an answer; seen with the answer.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="evidence")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = AnswerEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("assessment", "requirement__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "requirement", "evidence"), name="answer_evidence_once"
            ),
        )

    def __str__(self) -> str:
        return f"Evidence of an answer {self.pk}"


class SubmissionEvidenceQuerySet(models.QuerySet["SubmissionEvidence"]):
    """Reads of what was handed in with answers."""

    def visible_to(self, viewer: Viewer) -> SubmissionEvidenceQuerySet:
        """With the submission."""
        return self.filter(submission__in=Submission.objects.visible_to(viewer))


class SubmissionEvidence(models.Model):
    """A piece of evidence as it was handed in: whoever sees the submission may open it.

    Written when the assessment is handed in, never changed.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="evidence")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")

    objects = SubmissionEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("submission", "requirement__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("submission", "requirement", "evidence"), name="submission_evidence_once"
            ),
        )

    def __str__(self) -> str:
        return f"Evidence of a submission {self.pk}"
