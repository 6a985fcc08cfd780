"""What was handed in, and what the reviewer says of it."""

from __future__ import annotations

from django.db import models
from django.db.models import OuterRef, Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.assessments.models.assessment import (
    MAX_ON_BEHALF,
    Assessment,
    delegated_to,
    owned,
    sees_by_delegation,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.frameworks.models import Requirement
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.assessments import AssessmentDocument, Confidentiality


class Verdict(models.TextChoices):
    """What became of a submission."""

    WAITING = "waiting", _("Waits for review")
    ACCEPTED = "accepted", _("Accepted")
    RETURNED = "returned", _("Returned")
    RECALLED = "recalled", _("Taken back")


def reviewed_by(viewer: Viewer, prefix: str = "") -> Q:
    """Submissions that are the viewer's to review, and not handed in by them; ``prefix`` leads to the
    submission.
    """
    confidentiality = f"{prefix}assessment__confidentiality"
    place = f"{prefix}assessment__actor__path"
    found = Q(**{confidentiality: Confidentiality.REPORTED}) & viewer.within(
        Permission.REVIEW_REPORTED, place
    )
    found |= Q(**{confidentiality: Confidentiality.IMPROVEMENT}) & viewer.within(
        Permission.REVIEW_OWN, place
    )
    if viewer.user_id is not None:
        found &= ~Q(**{f"{prefix}submitted_by_id": viewer.user_id})
    return found


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Reads of submissions."""

    def visible_to(self, viewer: Viewer) -> SubmissionQuerySet:
        """To those who own the assessment; to the authority and supervisors when it is reported, until
        it is taken back: then it is a draft again, and the organisation's own.
        """
        seen = owned(viewer, "assessment__")
        reported = Q(assessment__confidentiality=Confidentiality.REPORTED)
        reported &= ~Q(verdict=Verdict.RECALLED)
        seen |= reported & viewer.within(Permission.READ_REPORTED, "assessment__actor__path")
        return self.filter(seen)


class Submission(models.Model):
    """An assessment as it was handed in, frozen: what is reviewed, reported and counted.

    Made by the organisation, given a verdict by a reviewer, its document never changed; taken back by
    the organisation while it waits, and seen by nobody else from then on. Whatever is shown to anybody
    else than the organisation is shown from here.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    #: SHA-256 of the document.
    digest = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_by_name = models.CharField(max_length=200)
    on_behalf_reason = models.CharField(max_length=MAX_ON_BEHALF, blank=True, default="")
    verdict = models.CharField(max_length=8, choices=Verdict, default=Verdict.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_by_name = models.CharField(max_length=200, blank=True, default="")
    message = models.TextField(_("Message"), blank=True, default="")

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ("assessment", "-number")
        constraints = (
            models.UniqueConstraint(fields=("assessment", "number"), name="submission_number_once"),
            models.UniqueConstraint(
                fields=("assessment",),
                condition=Q(verdict="waiting"),
                name="submission_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="submission_known_verdict"
            ),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.WAITING, decided_at__isnull=True)
                | (~Q(verdict=Verdict.WAITING) & Q(decided_at__isnull=False)),
                name="submission_decided_at_a_moment",
            ),
        )
        indexes = (
            # All that chooses what waits for whom: behind it stand documents that are long to pass.
            models.Index(
                fields=("verdict", "submitted_at", "assessment", "submitted_by"),
                name="submission_waiting_since",
            ),
        )

    def __str__(self) -> str:
        return f"Submission {self.pk}"

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with its assessment."""
        return self.assessment.path

    @property
    def value(self) -> AssessmentDocument:
        """The assessment as it was handed in."""
        return AssessmentDocument.from_json(self.document)


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Reads of remarks."""

    def visible_to(self, viewer: Viewer) -> RemarkQuerySet:
        """Before the verdict to those who review, and of what was taken back to nobody. From then on
        with the submission, and what is said of a requirement to whoever it is delegated to.
        """
        is_told = Q(submission__verdict__in=(Verdict.ACCEPTED, Verdict.RETURNED))
        is_draft = Q(submission__verdict=Verdict.WAITING) & reviewed_by(viewer, "submission__")
        seen = (is_told | is_draft) & Q(submission__in=Submission.objects.visible_to(viewer))
        if sees_by_delegation(viewer):
            mine = delegated_to(
                viewer,
                delegation__assessment=OuterRef("submission__assessment"),
                requirement=OuterRef("requirement"),
            )
            seen |= (
                Q(mine)
                & is_told
                & viewer.within(Permission.READ_DELEGATED, "submission__assessment__actor__path")
            )
        return self.filter(seen)


class Remark(models.Model):
    """What a reviewer says of one requirement of a submission.

    Written while the submission waits, and until the verdict is given the reviewers' own. From then on
    the organisation reads it, and the colleague to whom the requirement is delegated. Of a submission
    that was taken back nobody reads it, until it follows to the next one.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="remarks")
    requirement = models.ForeignKey(Requirement, models.PROTECT, related_name="+")
    text = models.TextField(_("Comment"))
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    #: The number of the earlier submission that it was written on, until somebody keeps it.
    written_on_number = models.PositiveIntegerField(null=True, blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ("submission", "requirement__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("submission", "requirement"), name="remark_once_for_requirement"
            ),
        )

    def __str__(self) -> str:
        return f"Remark {self.pk}"
