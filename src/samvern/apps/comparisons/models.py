"""Comparisons of two programmes, and what is said of their measures."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from samvern.apps.programmes.models import Measure, Programme
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.programme.lineage import LinkStatus


class ComparisonQuerySet(models.QuerySet["Comparison"]):
    """Reads of comparisons."""

    def visible_to(self, viewer: Viewer) -> ComparisonQuerySet:
        """Those of which the viewer sees both programmes."""
        seen = Programme.objects.visible_to(viewer)
        return self.filter(earlier__in=seen, later__in=seen)


class Comparison(models.Model):
    """An earlier and a later programme whose measures are tied together.

    Made when links are first proposed, by whoever governs the later programme, who also answers
    them; seen by those who see both programmes. ``version`` counts every change of a link.
    """

    earlier = models.ForeignKey(Programme, models.CASCADE, related_name="later_comparisons")
    later = models.ForeignKey(Programme, models.CASCADE, related_name="earlier_comparisons")
    version = models.PositiveIntegerField(default=1)
    proposed_at = models.DateTimeField()

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("earlier", "later"), name="comparison_once"),
            models.CheckConstraint(
                condition=~Q(earlier=F("later")), name="comparison_of_two_programmes"
            ),
        )

    def __str__(self) -> str:
        return f"{self.earlier.code} → {self.later.code}"

    @property
    def path(self) -> str:
        """Where the comparison stands on the actor tree: with the later programme."""
        return self.later.path


class LineageLinkQuerySet(models.QuerySet["LineageLink"]):
    """Reads of links."""

    def visible_to(self, viewer: Viewer) -> LineageLinkQuerySet:
        """Those of comparisons that the viewer sees."""
        return self.filter(comparison__in=Comparison.objects.visible_to(viewer))


class LineageLink(models.Model):
    """That an earlier measure lives on in a later one, or that one of the two has no kin.

    Proposed from likeness, published by a programme, or said by whoever governs the later
    programme; a rejected one stays, so that it is not proposed again. Seen with the comparison;
    who said it and why by those who may read the reasons of judgements.
    """

    comparison = models.ForeignKey(Comparison, models.CASCADE, related_name="links")
    earlier = models.ForeignKey(Measure, models.CASCADE, null=True, related_name="later_links")
    later = models.ForeignKey(Measure, models.CASCADE, null=True, related_name="earlier_links")
    status = models.CharField(
        max_length=10, choices=[(status.value, status.value) for status in LinkStatus]
    )
    #: How alike they are, as the engine writes it; null when a person added the link.
    likeness = models.JSONField(null=True)
    #: Where a programme says so.
    source = models.CharField(max_length=500, blank=True, default="")
    by_name = models.CharField(max_length=200, blank=True, default="")
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    said_at = models.DateTimeField(null=True)
    why = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = LineageLinkQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("comparison", "earlier", "later"), name="lineage_link_once"
            ),
            models.UniqueConstraint(
                fields=("comparison", "earlier"),
                condition=Q(later__isnull=True),
                name="lineage_dropped_once",
            ),
            models.UniqueConstraint(
                fields=("comparison", "later"),
                condition=Q(earlier__isnull=True),
                name="lineage_new_once",
            ),
            models.CheckConstraint(
                condition=Q(earlier__isnull=False) | Q(later__isnull=False),
                name="lineage_link_of_a_measure",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in LinkStatus]),
                name="lineage_link_known_status",
            ),
        )

    def __str__(self) -> str:
        before = self.earlier.code if self.earlier else "–"
        after = self.later.code if self.later else "–"
        return f"{before} → {after}"
