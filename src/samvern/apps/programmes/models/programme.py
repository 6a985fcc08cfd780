"""The programme itself, what it recommends, and what it prints about itself."""

from __future__ import annotations

import uuid
from typing import TypeVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.models import Actor
from samvern.apps.programmes.permissions import Permission
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer


class Sharing(models.TextChoices):
    """Who sees a programme. A label narrows what roles give; it never widens it."""

    PUBLIC = "public", _("Everybody")
    SECTOR = "sector", _("The sector")
    AUTHORITY = "authority", _("The authority only")


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """Reads of programmes."""

    def visible_to(self, viewer: Viewer) -> ProgrammeQuerySet:
        """Public ones for all, shared ones for those with a grant, drafts for the authority."""
        seen = Q(pk__in=())
        if viewer.may_somewhere(Permission.READ_PROGRAMMES):
            seen |= Q(sharing=Sharing.PUBLIC)
        if viewer.may_somewhere(Permission.READ_SHARED):
            seen |= Q(sharing=Sharing.SECTOR)
        drafts = viewer.within(Permission.READ_DRAFTS, "owner_actor__path")
        return self.filter(seen | (Q(sharing=Sharing.AUTHORITY) & drafts))


class Programme(models.Model):
    """A published programme of measures, such as the report IE-1125.

    Imported and governed by the sector authority at ``owner_actor`` (or for the whole sector
    when there is none); seen by those that ``sharing`` names. ``version`` counts its changes,
    and ``revision`` is new with each, so that what was computed from it can be kept by it.
    """

    code = models.CharField(_("Code"), max_length=60, unique=True)
    title = models.JSONField(_("Title"))
    description = models.JSONField(_("Description"), default=dict, blank=True)
    publisher = models.CharField(_("Published by"), max_length=500)
    #: The actor that published it, as the register knows it; stays when tasks move on.
    publisher_actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="published_programmes"
    )
    #: "2023-06-14", "2023-06" or "2021": as exact as the source.
    published = models.CharField(_("Published"), max_length=10, blank=True, default="")
    assignment = models.CharField(_("Assignment"), max_length=500, blank=True, default="")
    builds_on = models.CharField(_("Builds on"), max_length=500, blank=True, default="")
    successor_of_publisher = models.CharField(
        _("Successor of the publisher"), max_length=500, blank=True, default=""
    )
    reporting_to = models.CharField(_("Reports to"), max_length=500, blank=True, default="")
    reporting_every = models.CharField(_("Reports every"), max_length=500, blank=True, default="")
    is_contribution_case_certain = models.BooleanField(default=True)
    #: Codes of the focus areas that the columns of the attainment table stand for.
    attainment_columns = models.JSONField(default=list, blank=True)
    sharing = models.CharField(
        _("Seen by"), max_length=10, choices=Sharing, default=Sharing.AUTHORITY
    )
    owner_actor = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_programmes",
        verbose_name=_("Governed by"),
    )
    version = models.PositiveIntegerField(default=1)
    revision = models.UUIDField(default=uuid.uuid4, editable=False)
    imported_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ("-published", "code")
        constraints = (
            models.CheckConstraint(
                condition=Q(sharing__in=Sharing.values), name="programme_known_sharing"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {in_language(self.title)}"

    @property
    def path(self) -> str:
        """Where the programme stands on the actor tree; the whole sector without an owner."""
        return self.owner_actor.path if self.owner_actor else "/"


Row = TypeVar("Row", bound=models.Model)


class ProgrammeRowQuerySet(models.QuerySet[Row]):
    """Reads of anything that a programme consists of."""

    def visible_to(self, viewer: Viewer) -> ProgrammeRowQuerySet[Row]:
        """What belongs to a programme that the viewer sees."""
        return self.filter(programme__in=Programme.objects.visible_to(viewer))


class ProgrammeRow(models.Model):
    """Something a programme consists of, in the order of publication."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="%(class)ss")
    position = models.PositiveIntegerField(default=0)

    objects = ProgrammeRowQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ("position", "pk")


class Recommendation(ProgrammeRow):
    """What the programme recommends, by tier; what shares a tier may run in parallel.

    Names a focus area, or measures, or holds only a note; the codes are kept as published
    and need not exist. Comes with the import; seen with the programme.
    """

    tier = models.PositiveIntegerField(_("Tier"))
    chapter = models.CharField(_("Chapter"), max_length=40, blank=True, default="")
    focus_area_code = models.CharField(max_length=40, blank=True, default="")
    measure_codes = models.JSONField(default=list, blank=True)
    note = models.TextField(_("Note"), blank=True, default="")

    def __str__(self) -> str:
        return f"{self.programme.code} {self.tier} {self.chapter}"


class PriorityBasis(ProgrammeRow):
    """One consideration that the recommendation rests on, most important first.

    Comes with the import; seen with the programme.
    """

    text = models.TextField()

    def __str__(self) -> str:
        return self.text


class PublishedAverages(ProgrammeRow):
    """The averages that the programme prints for a goal set, with their printed decimals.

    One value, and perhaps one label, for each of the programme's ``attainment_columns``. Comes
    with the import so that the check can recompute them; seen with the programme.
    """

    goal_set = models.CharField(max_length=20)
    averages = models.JSONField(default=list)
    labels = models.JSONField(default=list, blank=True)

    class Meta(ProgrammeRow.Meta):
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "goal_set"), name="published_averages_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme.code} {self.goal_set}"


class PublishedCount(ProgrammeRow):
    """How many of something the programme says it has.

    Comes with the import so that the check can count; seen with the programme.
    """

    what = models.CharField(max_length=40)
    count = models.PositiveIntegerField()

    class Meta(ProgrammeRow.Meta):
        constraints = (
            models.UniqueConstraint(fields=("programme", "what"), name="published_count_once"),
        )

    def __str__(self) -> str:
        return f"{self.programme.code} {self.what} {self.count}"
