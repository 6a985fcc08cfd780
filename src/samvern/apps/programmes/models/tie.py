"""What is to be bettered at organisations, tied to the measure that would better it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samvern.apps.actions.models import Action, Finding
from samvern.apps.programmes.models.measure import Measure
from samvern.apps.programmes.models.programme import Programme
from samvern.base.models import User
from samvern.base.viewer import Viewer


class MeasureTieQuerySet(models.QuerySet["MeasureTie"]):
    """Reads of ties."""

    def visible_to(self, viewer: Viewer) -> MeasureTieQuerySet:
        """Those between a finding and a measure that the viewer sees both of."""
        return self.filter(
            finding__in=Finding.objects.visible_to(viewer),
            measure__programme__in=Programme.objects.visible_to(viewer),
        )

    def in_force(self) -> MeasureTieQuerySet:
        """Those that nobody has untied."""
        return self.filter(untied_at__isnull=True)


class MeasureTie(models.Model):
    """That a finding at an organisation, or one action on it, calls for a measure.

    Tied and untied by those who answer for security there, and by the sector authority where it
    sees the finding. Seen by those who see both; others see no more than a safe count. What was
    untied is kept.
    """

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="ties")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="ties")
    #: One of the actions on the finding, when it is that one which the measure is about.
    action = models.ForeignKey(Action, models.CASCADE, null=True, blank=True, related_name="ties")
    tied_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    tied_by_name = models.CharField(max_length=200)
    tied_at = models.DateTimeField()
    untied_by_name = models.CharField(max_length=200, blank=True, default="")
    untied_at = models.DateTimeField(null=True, blank=True)

    objects = MeasureTieQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "finding"),
                condition=Q(action__isnull=True, untied_at__isnull=True),
                name="tie_once_of_finding",
            ),
            models.UniqueConstraint(
                fields=("measure", "action"),
                condition=Q(action__isnull=False, untied_at__isnull=True),
                name="tie_once_of_action",
            ),
        )
        indexes = (models.Index(fields=("measure", "tied_at"), name="tie_of_measure"),)

    def __str__(self) -> str:
        """Neutral: which measure a finding calls for says what is wrong."""
        return str(self.action or self.finding)
