"""Findings, and what is decided on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.actions.models.words import DECISION_NAMES, SEVERITY_NAMES, values
from samvern.apps.actions.permissions import Permission
from samvern.apps.actors.models import Actor
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.engine.follow_up import DecisionKind, Severity

if TYPE_CHECKING:
    from datetime import date


class FindingQuerySet(models.QuerySet["Finding"]):
    """Reads of findings."""

    def visible_to(self, viewer: Viewer) -> FindingQuerySet:
        """All of those whom the viewer answers for; of others those that are reported and not taken
        back, to whoever governs them.
        """
        return self.filter(seen_by(viewer))


def seen_by(viewer: Viewer, finding: str = "") -> Q:
    """Of findings that the viewer sees, or of what lies below them: ``finding`` leads to them."""
    own = Q(**{f"{finding}pk__isnull": False})
    own &= viewer.within(Permission.READ_FINDINGS, f"{finding}actor__path")
    reported = Q(
        **{
            f"{finding}confidentiality": Confidentiality.REPORTED.value,
            f"{finding}reported_at__isnull": False,
        }
    )
    reported &= viewer.within(Permission.READ_REPORTED, f"{finding}actor__path")
    return own | reported


class Finding(models.Model):
    """Something at an actor that must be better: a weakness, a gap, what an exercise showed.

    Raised by those who answer for security there, or by a module on their behalf; ``source_*`` says
    of what. Seen by them, and once it is reported by the sector authority and supervisors too,
    which is chosen when it is raised and stays; but while what showed it is taken back, it is the
    organisation's own again. Where it stands follows from its decision and its actions. Nobody
    removes one.
    """

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="findings")
    title = models.CharField(_("What must be better"), max_length=200)
    description = models.TextField(_("Description"), blank=True, default="")
    severity = models.CharField(
        _("How serious"),
        max_length=10,
        choices=[(key.value, n) for key, n in SEVERITY_NAMES.items()],
    )
    confidentiality = models.CharField(
        max_length=12, choices=[(each.value, each.value) for each in Confidentiality]
    )
    #: Since when the sector authority and supervisors see it; null while they do not.
    reported_at = models.DateTimeField(null=True, blank=True)
    #: What showed it: a type (``app.model``) with an identifier, as the registry of links has it.
    source_type = models.CharField(max_length=60)
    source_id = models.CharField(max_length=40)
    source_label = models.CharField(max_length=300)
    #: Tells findings of one source apart, so that raising one again raises no second.
    key = models.CharField(max_length=200)
    raised_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    raised_by_name = models.CharField(max_length=200)
    raised_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = FindingQuerySet.as_manager()

    if TYPE_CHECKING:
        #: What ``queries.with_state`` adds.
        state: str
        decision: str | None
        accepted_until: date | None

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("actor", "confidentiality", "source_type", "source_id", "key"),
                name="finding_once_of_source",
            ),
            models.CheckConstraint(
                condition=Q(severity__in=values(Severity)), name="finding_known_severity"
            ),
            models.CheckConstraint(
                condition=Q(confidentiality__in=values(Confidentiality)),
                name="finding_known_confidentiality",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="finding_has_title"),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True)
                | Q(confidentiality=Confidentiality.REPORTED.value),
                name="finding_reported_when_said",
            ),
        )
        indexes = (
            models.Index(
                fields=("confidentiality", "raised_at"), name="finding_by_confidentiality"
            ),
            # All that chooses among what is reported, so that a sector's findings need not be read.
            models.Index(
                fields=("confidentiality", "reported_at", "severity"), name="finding_reported"
            ),
        )

    def __str__(self) -> str:
        """A number and no more: the audit trail is read by more people than findings are."""
        return f"F{self.pk}"

    @property
    def is_reported(self) -> bool:
        """Whether the sector authority and supervisors see it now."""
        return self.reported_at is not None

    @property
    def readers(self) -> Confidentiality:
        """Who sees it now."""
        return Confidentiality.REPORTED if self.is_reported else Confidentiality.IMPROVEMENT

    @property
    def is_taken_back(self) -> bool:
        """Whether it is the organisation's own until what showed it is handed in again."""
        return self.confidentiality == Confidentiality.REPORTED.value and not self.is_reported

    @property
    def path(self) -> str:
        """Where the finding stands on the actor tree."""
        return self.actor.path


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Reads of decisions."""

    def visible_to(self, viewer: Viewer) -> DecisionQuerySet:
        """Those on findings that the viewer sees."""
        return self.filter(finding__in=Finding.objects.visible_to(viewer))


class Decision(models.Model):
    """What was decided on a finding, by whom and why; an accepted risk until when.

    Made by those who answer for security at the actor; seen with the finding. Never changed: a new
    one replaces it.
    """

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="decisions")
    kind = models.CharField(
        max_length=10, choices=[(k.value, n) for k, n in DECISION_NAMES.items()]
    )
    reason = models.TextField(blank=True, default="")
    accepted_until = models.DateField(null=True, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_by_name = models.CharField(max_length=200)
    decided_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("finding",),
                condition=Q(replaced_at__isnull=True),
                name="decision_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=values(DecisionKind)), name="decision_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(kind=DecisionKind.ACCEPT.value, accepted_until__isnull=False)
                | (~Q(kind=DecisionKind.ACCEPT.value) & Q(accepted_until__isnull=True)),
                name="decision_accepted_until",
            ),
            models.CheckConstraint(
                condition=Q(kind=DecisionKind.TREAT.value) | ~Q(reason=""),
                name="decision_has_reason",
            ),
        )

    def __str__(self) -> str:
        return f"F{self.finding_id} {self.decided_at:%Y-%m-%d}"
