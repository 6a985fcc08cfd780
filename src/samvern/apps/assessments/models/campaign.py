"""Campaigns: who is asked what, for which period, and who will see the answers."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samvern.apps.actors.models import PopulationVersion
from samvern.apps.assessments.permissions import Permission
from samvern.apps.frameworks.models import RequirementSet
from samvern.base.models import User
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.assessments import Confidentiality

MAX_TITLE: Final = 200
MAX_PERIOD: Final = 40

CONFIDENTIALITY_NAMES: Final = (
    (Confidentiality.IMPROVEMENT.value, _("For improvement")),
    (Confidentiality.REPORTED.value, _("Reported")),
)


class CampaignState(models.TextChoices):
    """Where a campaign stands."""

    PLANNED = "planned", _("Planned")
    CREATING = "creating", _("Being created")
    OPEN = "open", pgettext_lazy("assessment", "Open")
    CLOSED = "closed", _("Closed")


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Reads of campaigns."""

    def visible_to(self, viewer: Viewer) -> CampaignQuerySet:
        """Who is asked concerns the whole sector; each who is asked sees their own assessment."""
        return self if viewer.may(Permission.READ_CAMPAIGNS) else self.none()


class Campaign(models.Model):
    """A requirement set that a population is asked to assess itself against.

    Planned, opened and closed by the sector authority; the supervisor sees it too. Once it is opened,
    nothing that was said up front changes: what is asked, of whom, and who will see the answers. Only
    the day that answers are asked for by can be moved.
    ``reminders`` are those of :mod:`samvern.engine.deadlines`, about ``due_on``. ``figures`` are what
    may be told of the answers, computed once, when the campaign is closed.
    """

    title = models.CharField(_("Title"), max_length=MAX_TITLE)
    purpose = models.TextField(_("What it is for"), blank=True, default="")
    requirement_set = models.ForeignKey(
        RequirementSet, models.PROTECT, related_name="campaigns", verbose_name=_("Requirement set")
    )
    population = models.ForeignKey(
        PopulationVersion, models.PROTECT, related_name="campaigns", verbose_name=_("Who is asked")
    )
    period = models.CharField(_("Period"), max_length=MAX_PERIOD)
    confidentiality = models.CharField(
        _("Who sees the answers"), max_length=12, choices=CONFIDENTIALITY_NAMES
    )
    due_on = models.DateField(_("Answers are asked for by"))
    reminders = models.JSONField(_("Reminders"), default=list, blank=True)
    state = models.CharField(
        _("State"), max_length=8, choices=CampaignState, default=CampaignState.PLANNED
    )
    planned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    #: Reminders that fell due until then have been asked for.
    reminded_until = models.DateTimeField(null=True, blank=True, editable=False)
    figures = models.JSONField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        ordering = ("-planned_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=CampaignState.values), name="campaign_known_state"
            ),
            models.CheckConstraint(
                condition=Q(confidentiality__in=[each.value for each in Confidentiality]),
                name="campaign_known_confidentiality",
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=False) | Q(state=CampaignState.PLANNED),
                name="campaign_opened_once_not_planned",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(state=CampaignState.CLOSED, closed_at__gte=F("opened_at")),
                name="campaign_closed_after_opened",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False) | ~Q(state=CampaignState.CLOSED),
                name="campaign_closed_at_a_moment",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Campaigns are the whole sector's."""
        return WHOLE_SECTOR
