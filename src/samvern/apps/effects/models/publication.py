"""That a result was published, to whom, and when that came to an end."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.effects.models.result import StudyResult
from samvern.apps.effects.models.study import EffectStudy
from samvern.apps.effects.permissions import Permission
from samvern.apps.programmes.models import Programme
from samvern.base.models import User
from samvern.base.viewer import Viewer


class Audience(models.TextChoices):
    """Who sees what is published, among those who see the programme."""

    SECTOR = "sector", _("Everybody with a role in the sector")
    PUBLIC = "public", _("Everybody")


class StudyPublicationQuerySet(models.QuerySet["StudyPublication"]):
    """Reads of publications."""

    def visible_to(self, viewer: Viewer) -> StudyPublicationQuerySet:
        """What is in force for those it is meant for, and all of them for those who read studies."""
        seen = viewer.within(
            Permission.READ_STUDIES, "study__measure__programme__owner_actor__path"
        )
        if seen and viewer.may_somewhere(Permission.READ_PUBLISHED):
            seen |= Q(ended_at__isnull=True)
        elif seen and viewer.may_somewhere(Permission.READ_EVIDENCE):
            seen |= Q(ended_at__isnull=True, audience=Audience.PUBLIC)
        return self.filter(seen, study__measure__programme__in=Programme.objects.visible_to(viewer))

    def in_force(self) -> StudyPublicationQuerySet:
        """Those that hold today."""
        return self.filter(ended_at__isnull=True)


class StudyPublication(models.Model):
    """A result of a study as others see it. It stays until it is withdrawn or another takes its place.

    Published and withdrawn by the authority that governs the programme; seen by whom it is meant for,
    and when it has ended by the authority and supervisors.
    """

    study = models.ForeignKey(EffectStudy, models.PROTECT, related_name="publications")
    result = models.ForeignKey(StudyResult, models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField(_("Version"))
    audience = models.CharField(_("Who sees it"), max_length=6, choices=Audience)
    #: What the publisher says beside the figures.
    note = models.TextField(_("In your own words"), blank=True, default="")
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True, default="")
    #: Empty when a new one took its place.
    why_ended = models.TextField(_("Why it is withdrawn"), blank=True, default="")

    objects = StudyPublicationQuerySet.as_manager()

    class Meta:
        ordering = ("-number", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("study", "number"), name="study_published_number_once"),
            models.UniqueConstraint(
                fields=("study",),
                condition=Q(ended_at__isnull=True),
                name="study_published_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(audience__in=Audience.values), name="study_published_known_audience"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("at")),
                name="study_published_ends_after",
            ),
        )

    def __str__(self) -> str:
        return f"{self.study} v{self.number}"
