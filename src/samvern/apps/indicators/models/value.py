"""Values of indicators, each with the ones that it took the place of."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.models import Actor
from samvern.apps.indicators.models.indicator import Indicator
from samvern.apps.indicators.permissions import Permission
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.indicators import MeasuredOn

MAX_GROUP: Final = 100
MAX_REASON: Final = 500
MAX_PERIOD: Final = 7


def reported_to(viewer: Viewer, place: str) -> Q:
    """Rows whose ``place``, a path of the actor tree, lies where the viewer reads what is reported."""
    return Q(pk__isnull=False) & viewer.within(Permission.READ_REPORTED, place)


class IndicatorValueQuerySet(models.QuerySet["IndicatorValue"]):
    """Reads of values."""

    def visible_to(self, viewer: Viewer) -> IndicatorValueQuerySet:
        """Those that the viewer sees exactly as they are, with every revision.

        An organisation's own: to those who answer for security there or above it; to the authority and
        supervisors where it is reported. Those of groups and the sector: to the owner of the indicator, and
        to the authority and supervisors where they are reported, belong to nobody else, or say
        nothing of organisations; these last to everybody. What others are told is for
        :mod:`samvern.engine.indicators.telling`.
        """
        governed = reported_to(viewer, "indicator__programme__owner_actor__path")
        is_reported = Q(indicator__is_reported=True)
        of_sector = Q(indicator__measured_on=MeasuredOn.SECTOR)
        own = viewer.at_places(Permission.READ_OWN_VALUES, "actor__path") | (governed & is_reported)
        owned = viewer.within(Permission.READ_AS_OWNER, "indicator__owner__path")
        whole = (
            (Q(indicator__owner__isnull=False) & owned)
            | (governed & (is_reported | Q(indicator__owner__isnull=True)))
            | of_sector
        )
        return self.filter(
            (Q(actor__isnull=False) & own) | (Q(actor__isnull=True) & whole),
            indicator__in=Indicator.objects.visible_to(viewer),
        )

    def in_force(self) -> IndicatorValueQuerySet:
        """Those that nothing has taken the place of, and that are not withdrawn."""
        return self.filter(replaced_at__isnull=True, value__isnull=False)

    def of_organisations(self) -> IndicatorValueQuerySet:
        """Those of one organisation each."""
        return self.filter(actor__isnull=False)

    def of_groups(self) -> IndicatorValueQuerySet:
        """Those of groups and of the sector as a whole."""
        return self.filter(actor__isnull=True)


class IndicatorValue(models.Model):
    """The value of an indicator in a period: of an organisation, a group or the sector as a whole.

    ``group`` is empty for the sector. Given by those who answer for security at the organisation, by
    the authority where values are reported, and for groups and the sector by the owner of the indicator.
    Never overwritten: another value is a revision, with a reason, and what it took the place of stays.
    A revision without a value withdraws the last. Who sees it is said at the indicator.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="values")
    actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="indicator_values"
    )
    group = models.CharField(_("Group"), max_length=MAX_GROUP, blank=True, default="")
    #: 2027, 2027-H1, 2027-Q3 or 2027-04, as often as the indicator is measured.
    period = models.CharField(_("Period"), max_length=MAX_PERIOD)
    ends_on = models.DateField(_("Last day of the period"))
    #: The very day, where it was said.
    taken_on = models.DateField(_("Measured on"), null=True, blank=True)
    value = models.FloatField(_("Value"), null=True)
    #: How many were measured, and an interval about the value, where these are known.
    count = models.PositiveIntegerField(_("Number measured"), null=True, blank=True)
    lower = models.FloatField(_("Lower end"), null=True, blank=True)
    upper = models.FloatField(_("Upper end"), null=True, blank=True)
    #: 1 for the first value, one more with each revision.
    revision = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(
        _("Why it was changed"), max_length=MAX_REASON, blank=True, default=""
    )
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    given_by_name = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = IndicatorValueQuerySet.as_manager()

    class Meta:
        ordering = ("-ends_on", "group", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "period", "actor"),
                condition=Q(actor__isnull=False, replaced_at__isnull=True),
                name="value_once_of_organisation",
            ),
            models.UniqueConstraint(
                fields=("indicator", "period", "group"),
                condition=Q(actor__isnull=True, replaced_at__isnull=True),
                name="value_once_of_group",
            ),
            models.CheckConstraint(
                condition=Q(actor__isnull=True) | Q(group=""), name="value_of_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason=""), name="value_revised_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(lower__isnull=True, upper__isnull=True)
                | Q(lower__lte=F("value"), upper__gte=F("value")),
                name="value_within_its_interval",
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | Q(replaced_at__gte=F("given_at")),
                name="value_replaced_after_given",
            ),
        )
        indexes = (
            models.Index(fields=("indicator", "-ends_on"), name="value_of_indicator"),
            models.Index(fields=("actor", "indicator"), name="value_of_actor"),
        )

    def __str__(self) -> str:
        """Neutral: the trail keeps this, and its readers may not know the value."""
        return f"{self.indicator.code} {self.period}"

    @property
    def content(self) -> tuple[Any, ...]:
        """What a revision can change."""
        return (self.value, self.count, self.lower, self.upper, self.taken_on)
