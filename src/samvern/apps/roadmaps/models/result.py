"""What was computed of a plan, kept under a digest of exactly what it was computed from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from samvern.apps.roadmaps.models.plan import Plan
from samvern.base.viewer import Viewer


class ResultKind(models.TextChoices):
    """What was computed."""

    ROADMAP = "roadmap"
    CLASH = "clash"
    PARETO = "pareto"
    WORLDS = "worlds"


class PlanResultQuerySet(models.QuerySet["PlanResult"]):
    """Reads of results."""

    def visible_to(self, viewer: Viewer) -> PlanResultQuerySet:
        """Those of plans of which the viewer sees drafts."""
        return self.filter(plan__in=Plan.objects.drafts_for(viewer))


class PlanResult(models.Model):
    """What came of planning: a roadmap, what clashes, cost against value, or many worlds.

    ``digest`` is that of the input. It is found only by whoever has the very same input, so that a
    result is never shown for figures that have changed since; scenarios that come to the same share
    one. Written by workers, or at once where that takes no time; seen with the drafts of the plan.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="results")
    kind = models.CharField(max_length=10, choices=ResultKind)
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    #: False while a job in steps is still adding to it.
    is_complete = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    objects = PlanResultQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(fields=("plan", "kind", "digest"), name="plan_result_once"),
            models.CheckConstraint(
                condition=Q(kind__in=ResultKind.values), name="plan_result_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(Exact(Length("digest"), 64)), name="plan_result_has_digest"
            ),
        )

    def __str__(self) -> str:
        return f"{self.plan} {self.kind}"
