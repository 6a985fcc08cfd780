"""Reports as they were handed in, and what the reviewer says of them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samvern.apps.evidence.models import Evidence
from samvern.apps.programmes.models import MeasureActor, Part
from samvern.apps.reporting.models.reports import MAX_ON_BEHALF, Report, written_by
from samvern.apps.reporting.models.rounds import RoundState
from samvern.apps.reporting.permissions import Permission
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.reporting import Dimension, Light, ReportValues

_PLACE = "report__reporting_round__programme__owner_actor__path"


class ReportVerdict(models.TextChoices):
    """What became of a report that was handed in."""

    WAITING = "waiting", pgettext_lazy("report", "Waits for review")
    ACCEPTED = "accepted", pgettext_lazy("report", "Accepted")
    RETURNED = "returned", pgettext_lazy("report", "Sent back")
    RECALLED = "recalled", pgettext_lazy("report", "Taken back")


def reviewed_by(viewer: Viewer) -> Q:
    """Submissions that are the viewer's to review, and not handed in by them."""
    found = Q(pk__isnull=False) & viewer.within(Permission.REVIEW, _PLACE)
    if viewer.user_id is not None:
        found &= ~Q(submitted_by_id=viewer.user_id)
    return found


class ReportSubmissionQuerySet(models.QuerySet["ReportSubmission"]):
    """Reads of what was handed in."""

    def visible_to(self, viewer: Viewer) -> ReportSubmissionQuerySet:
        """To those who write the report; until it is taken back, and so is a draft again, to the
        authority and supervisors, and to whoever answers for the measure today: a new owner goes on
        from where the one before left it.
        """
        kept = ~Q(verdict=ReportVerdict.RECALLED)
        return self.filter(_whole(viewer) | (kept & _answered_for_today(viewer)))

    def whole_for(self, viewer: Viewer) -> ReportSubmissionQuerySet:
        """Those of which the viewer sees the evidence, too: it is the earlier owner's, and does not
        follow the measure.
        """
        return self.filter(_whole(viewer))


def _whole(viewer: Viewer) -> Q:
    kept = ~Q(verdict=ReportVerdict.RECALLED)
    followed = kept & viewer.within(Permission.READ_SUBMITTED, _PLACE)
    return written_by(viewer, "report__") | followed


def _answered_for_today(viewer: Viewer) -> Q:
    """Of measures that the viewer owns as the programme stands, or reports on in a round that is open."""
    owned = MeasureActor.objects.filter(
        Q(part=Part.OWNER) & viewer.within(Permission.READ_OWN, "actor__path")
    )
    writing = Report.objects.filter(written_by(viewer), reporting_round__state=RoundState.OPEN)
    return Q(report__measure__in=owned.order_by().values("measure")) | Q(
        report__measure__in=writing.order_by().values("measure")
    )


class ReportSubmission(models.Model):
    """A report as it was handed in, frozen: what is reviewed, shown and counted.

    Made by those who write the report, given a verdict by a reviewer, its values never changed; taken
    back by the writers while it waits, and seen by nobody else from then on. What is not taken back is
    read by whoever answers for the measure later, too.
    """

    report = models.ForeignKey(Report, models.PROTECT, related_name="submissions")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_by_name = models.CharField(max_length=200)
    on_behalf_reason = models.CharField(max_length=MAX_ON_BEHALF, blank=True, default="")
    verdict = models.CharField(max_length=8, choices=ReportVerdict, default=ReportVerdict.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_by_name = models.CharField(max_length=200, blank=True, default="")
    message = models.TextField(_("Message"), blank=True, default="")

    objects = ReportSubmissionQuerySet.as_manager()

    class Meta:
        ordering = ("report", "-number")
        indexes = (
            models.Index(fields=("verdict", "submitted_at"), name="report_submission_waiting"),
        )
        constraints = (
            models.UniqueConstraint(fields=("report", "number"), name="report_submission_once"),
            models.UniqueConstraint(
                fields=("report",),
                condition=Q(verdict="waiting"),
                name="report_submission_one_waiting",
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=ReportVerdict.values),
                name="report_submission_known_verdict",
            ),
            models.CheckConstraint(
                condition=Q(verdict=ReportVerdict.WAITING, decided_at__isnull=True)
                | (~Q(verdict=ReportVerdict.WAITING) & Q(decided_at__isnull=False)),
                name="report_submission_decided_at_a_moment",
            ),
        )

    def __str__(self) -> str:
        return f"Submission {self.number} of report {self.report_id}"

    @property
    def said(self) -> ReportValues:
        """The report as it was handed in."""
        return ReportValues.from_flat(self.values)


class DimensionStatusQuerySet(models.QuerySet["DimensionStatus"]):
    """Reads of lights."""

    def visible_to(self, viewer: Viewer) -> DimensionStatusQuerySet:
        """With the submission."""
        return self.filter(submission__in=ReportSubmission.objects.visible_to(viewer))


class DimensionStatus(models.Model):
    """The light of one dimension as it was handed in, so that lights can be counted.

    Written when a report is handed in, never changed. The reason stands with the submission.
    ``suggested`` is what the figures gave by the tolerances, empty where there were none.
    """

    submission = models.ForeignKey(ReportSubmission, models.CASCADE, related_name="lights")
    dimension = models.CharField(
        max_length=8, choices=[(each.value, each.value) for each in Dimension]
    )
    light = models.CharField(max_length=7, choices=[(each.value, each.value) for each in Light])
    suggested = models.CharField(
        max_length=7,
        choices=[(each.value, each.value) for each in Light],
        blank=True,
        default="",
    )

    objects = DimensionStatusQuerySet.as_manager()

    class Meta:
        ordering = ("submission", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("submission", "dimension"), name="dimension_status_once"
            ),
            models.CheckConstraint(
                condition=Q(dimension__in=[each.value for each in Dimension]),
                name="dimension_status_known_dimension",
            ),
            models.CheckConstraint(
                condition=Q(light__in=[each.value for each in Light]),
                name="dimension_status_known_light",
            ),
        )

    def __str__(self) -> str:
        return f"{self.dimension} of submission {self.submission_id}"


class ReportRemarkQuerySet(models.QuerySet["ReportRemark"]):
    """Reads of remarks."""

    def visible_to(self, viewer: Viewer) -> ReportRemarkQuerySet:
        """Before the verdict to those who review, of what was taken back to nobody; from then on with
        the submission.
        """
        told = Q(submission__verdict__in=(ReportVerdict.ACCEPTED, ReportVerdict.RETURNED))
        mine = ReportSubmission.objects.filter(
            reviewed_by(viewer), verdict=ReportVerdict.WAITING
        ).order_by()
        seen = ReportSubmission.objects.visible_to(viewer)
        return self.filter(Q(submission__in=seen) & (told | Q(submission__in=mine.values("pk"))))


class ReportRemark(models.Model):
    """What a reviewer says of one part of a report that was handed in; told with the verdict.

    ``part`` is a dimension, or ``answer_`` and the code of a question.
    """

    submission = models.ForeignKey(ReportSubmission, models.CASCADE, related_name="remarks")
    part = models.CharField(max_length=40)
    text = models.TextField(_("Remark"))
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = ReportRemarkQuerySet.as_manager()

    class Meta:
        ordering = ("submission", "pk")
        constraints = (
            models.UniqueConstraint(fields=("submission", "part"), name="report_remark_once"),
        )

    def __str__(self) -> str:
        return f"Remark {self.pk}"


class SubmittedEvidenceQuerySet(models.QuerySet["SubmittedEvidence"]):
    """Reads of what was handed in with reports."""

    def visible_to(self, viewer: Viewer) -> SubmittedEvidenceQuerySet:
        """To those who handed it in, and those to whom; not to whoever owns the measure later."""
        return self.filter(submission__in=ReportSubmission.objects.whole_for(viewer))


class SubmittedEvidence(models.Model):
    """A piece of evidence as it was handed in: whoever it was handed in to may open it.

    Written when the report is handed in, never changed.
    """

    submission = models.ForeignKey(ReportSubmission, models.CASCADE, related_name="evidence")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")

    objects = SubmittedEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("submission", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("submission", "evidence"), name="submitted_evidence_once"
            ),
        )

    def __str__(self) -> str:
        return f"Evidence of submission {self.submission_id}"
