"""Reports of measures, as those who write them see them, with every state they have been in."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from samvern.apps.actors.models import Actor
from samvern.apps.evidence.models import Evidence
from samvern.apps.programmes.models import Measure
from samvern.apps.reporting.models.rounds import Round, RoundState
from samvern.apps.reporting.permissions import Permission
from samvern.base.models import User
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.reporting import ReportValues

MAX_ON_BEHALF: Final = 500


class ReportStage(models.TextChoices):
    """Where a report stands."""

    DRAFT = "draft", pgettext_lazy("report", "Not handed in")
    SUBMITTED = "submitted", pgettext_lazy("report", "Waits for review")
    RETURNED = "returned", pgettext_lazy("report", "Sent back")
    ACCEPTED = "accepted", pgettext_lazy("report", "Accepted")


#: Where something can be written.
WRITABLE: Final = (ReportStage.DRAFT, ReportStage.RETURNED)


class ReportQuerySet(models.QuerySet["Report"]):
    """Reads of reports."""

    def visible_to(self, viewer: Viewer) -> ReportQuerySet:
        """To those who own the measure, the person it was handed to, and whoever reports on their
        behalf. To nobody for a role over the programme: what the authority sees is a
        :class:`ReportSubmission`.
        """
        return self.filter(written_by(viewer))

    def followed_by(self, viewer: Viewer) -> ReportQuerySet:
        """Those of rounds that the viewer follows: who has handed in, and never a draft."""
        return self.filter(reporting_round__in=Round.objects.followed_by(viewer))


def written_by(viewer: Viewer, prefix: str = "") -> Q:
    """Reports that the viewer writes; ``prefix`` leads to the report."""
    own = ReportOwner.objects.filter(
        Q(pk__isnull=False) & viewer.within(Permission.READ_OWN, "actor__path")
    )
    seen = Q(**{f"{prefix}pk__in": own.order_by().values("report")})
    if viewer.user_id is None:
        return seen
    if viewer.may_somewhere(Permission.READ_HANDED):
        here = ReportOwner.objects.filter(
            Q(report__responsible_id=viewer.user_id)
            & viewer.within(Permission.READ_HANDED, "actor__path")
        )
        seen |= Q(**{f"{prefix}pk__in": here.order_by().values("report")})
    if viewer.may_somewhere(Permission.REPORT_ON_BEHALF):
        seen |= Q(**{f"{prefix}on_behalf_by_id": viewer.user_id}) & viewer.within(
            Permission.REPORT_ON_BEHALF, f"{prefix}reporting_round__programme__owner_actor__path"
        )
    return seen


class Report(models.Model):
    """How one measure stands, in one round: the measure as it was at the opening, and a draft.

    Made when the round is opened. Written by the measure's owners, by the person to whom it was handed
    and by whoever reports on their behalf; each save is kept as a :class:`ReportState`. Nobody else sees
    the draft: what others read is a :class:`ReportSubmission`.
    """

    reporting_round = models.ForeignKey(Round, models.PROTECT, related_name="reports")
    measure = models.ForeignKey(Measure, models.PROTECT, related_name="reports")
    position = models.PositiveIntegerField(default=0)
    measure_code = models.CharField(max_length=40)
    measure_title = models.JSONField()
    focus_area_code = models.CharField(max_length=40)
    #: As published, also of owners whom the register does not know.
    owner_names = models.CharField(max_length=500, blank=True, default="")
    responsible = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    stage = models.CharField(max_length=9, choices=ReportStage, default=ReportStage.DRAFT)
    #: :meth:`ReportValues.to_flat`; 0 as ``version`` is a report that nobody has begun.
    values = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True, blank=True)
    changed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    due_again_on = models.DateField(null=True, blank=True)
    #: When somebody is next to be reminded of that day.
    remind_again_at = models.DateTimeField(null=True, blank=True, editable=False)
    on_behalf_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    on_behalf_reason = models.CharField(max_length=MAX_ON_BEHALF, blank=True, default="")

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ("reporting_round", "position", "pk")
        indexes = (
            models.Index(
                fields=("reporting_round", "stage", "position"), name="report_round_stage"
            ),
            models.Index(
                fields=("remind_again_at",),
                condition=Q(remind_again_at__isnull=False),
                name="report_to_remind",
            ),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("reporting_round", "measure"), name="report_once_in_round"
            ),
            models.CheckConstraint(
                condition=Q(stage__in=ReportStage.values), name="report_known_stage"
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=False) | Q(stage__in=WRITABLE),
                name="report_submitted_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(on_behalf_by__isnull=True) | ~Q(on_behalf_reason=""),
                name="report_on_behalf_for_a_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure_code} {in_language(self.measure_title)}"

    @property
    def label_in_trail(self) -> str:
        """Its name in the trail: the measure by its number."""
        return f"Report on {self.measure_code}, round {self.reporting_round_id}"

    @property
    def said(self) -> ReportValues:
        """What the draft says."""
        return ReportValues.from_flat(self.values)

    @property
    def flat(self) -> dict[str, Any]:
        """The draft as plain values by name, every name there."""
        return self.said.to_flat(self.reporting_round.asked)

    @property
    def is_writable(self) -> bool:
        """Whether something can be written: once the round is closed only where it was sent back."""
        is_again = self.stage == ReportStage.RETURNED
        return is_again or (
            self.stage == ReportStage.DRAFT and self.reporting_round.state == RoundState.OPEN
        )

    @property
    def asked_by_on(self) -> date:
        """The day that it is asked for by now: of one that was sent back, the day said then."""
        is_again = self.stage == ReportStage.RETURNED
        return (self.due_again_on if is_again else None) or self.reporting_round.due_on


class ReportOwner(models.Model):
    """An actor that owned the measure when the round was opened; the first answers first.

    Made with the report; follows when an actor is succeeded while the report can be written. Seen with
    the round.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="owners")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("report", "actor"), name="report_owner_once"),
        )

    def __str__(self) -> str:
        return f"Owner {self.actor_id} of report {self.report_id}"


class ReportStateQuerySet(models.QuerySet["ReportState"]):
    """Reads of what reports have said."""

    def visible_to(self, viewer: Viewer) -> ReportStateQuerySet:
        """With the draft."""
        return self.filter(report__in=Report.objects.visible_to(viewer))


class ReportState(models.Model):
    """What a draft said after one save, and who saved it. Never changed; seen with the draft."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="states")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = ReportStateQuerySet.as_manager()

    class Meta:
        ordering = ("report", "-number")
        constraints = (
            models.UniqueConstraint(fields=("report", "number"), name="report_state_once"),
        )

    def __str__(self) -> str:
        return f"State {self.number} of report {self.report_id}"


class ReportEvidenceQuerySet(models.QuerySet["ReportEvidence"]):
    """Reads of what drafts rest on."""

    def visible_to(self, viewer: Viewer) -> ReportEvidenceQuerySet:
        """With the draft."""
        return self.filter(report__in=Report.objects.visible_to(viewer))


class ReportEvidence(models.Model):
    """A piece of evidence that a report rests on; it belongs to an owner of the measure, or above.

    Attached and detached by whoever writes the report; seen with the draft.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="evidence")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    objects = ReportEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("report", "pk")
        constraints = (
            models.UniqueConstraint(fields=("report", "evidence"), name="report_evidence_once"),
        )

    def __str__(self) -> str:
        return f"Evidence of report {self.report_id}"
