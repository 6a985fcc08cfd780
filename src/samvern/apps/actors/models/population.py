"""Populations: saved, versioned selections of actors."""

from __future__ import annotations

from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.models.actor import Actor, ActorKind, ActorSize, HealthRegion
from samvern.apps.actors.permissions import Permission
from samvern.base.viewer import Viewer


class ByHand(models.TextChoices):
    """What somebody says of one actor of a population, whatever the criteria say."""

    ADDED = "added", _("It is added")
    LEFT_OUT = "left_out", _("It is left out")
    BY_CRITERIA = "by_criteria", _("The criteria decide")


class PopulationQuerySet(models.QuerySet["Population"]):
    """Reads of populations."""

    def visible_to(self, viewer: Viewer) -> PopulationQuerySet:
        """Who is asked and counted concerns the whole sector."""
        return self if viewer.may(Permission.READ_POPULATIONS) else self.none()


class Population(models.Model):
    """Who a campaign, a survey or a statistic is about.

    Made by the sector authority; the supervisor sees it too. Each drawing is kept as a version,
    so that an answer rate can be told of those who were asked.
    """

    name = models.CharField(_("Name"), max_length=200, unique=True)
    description = models.CharField(_("What it is for"), max_length=500, blank=True, default="")
    #: The number of the newest version.
    version = models.PositiveIntegerField(default=0)

    objects = PopulationQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class PopulationVersion(models.Model):
    """A drawing: by which criteria, on which day, and how many were meant. Never changed."""

    population = models.ForeignKey(Population, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    criteria = models.JSONField()
    drawn_at = models.DateTimeField()
    by_name = models.CharField(max_length=200, blank=True, default="")
    size = models.PositiveIntegerField(default=0)
    #: For actors that were added or left out by hand, by their keys: why, by whom and when.
    reasons = models.JSONField(default=dict, db_default=Value({}, models.JSONField()))

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(
                fields=("population", "number"), name="population_version_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.population} {self.number}"


class PopulationMember(models.Model):
    """An actor that was drawn, with what it was at the time, for its stratum."""

    version = models.ForeignKey(PopulationVersion, models.CASCADE, related_name="members")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="populations")
    kind = models.CharField(max_length=24, choices=ActorKind)
    region = models.CharField(max_length=3, choices=HealthRegion, blank=True, default="")
    size = models.CharField(max_length=8, choices=ActorSize, blank=True, default="")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("version", "actor"), name="population_member_once"),
        )

    def __str__(self) -> str:
        return f"{self.version}: {self.actor}"
