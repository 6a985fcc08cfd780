"""Indicators: what is measured, on whom, how often, and where it is to be by when."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samvern.apps.actors.models import Actor
from samvern.apps.indicators.permissions import Permission
from samvern.apps.programmes.models import Goal, Measure, Programme
from samvern.base.models import User
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.indicators import Direction, Frequency, MeasuredOn, Point

MAX_CODE: Final = 40

DIRECTION_NAMES: Mapping[Direction, Promise] = MappingProxyType(
    {Direction.UP: _("Higher is better"), Direction.DOWN: _("Lower is better")}
)

FREQUENCY_NAMES: Mapping[Frequency, Promise] = MappingProxyType(
    {
        Frequency.MONTH: pgettext_lazy("how often", "Every month"),
        Frequency.QUARTER: pgettext_lazy("how often", "Every quarter"),
        Frequency.HALF_YEAR: pgettext_lazy("how often", "Every half-year"),
        Frequency.YEAR: pgettext_lazy("how often", "Every year"),
    }
)


MEASURED_ON_NAMES: Mapping[MeasuredOn, Promise] = MappingProxyType(
    {
        MeasuredOn.ORGANISATIONS: _("Organisations, each with its own value"),
        MeasuredOn.SECTOR: _("The sector as one, such as a national plan"),
    }
)


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Reads of indicators."""

    def visible_to(self, viewer: Viewer) -> IndicatorQuerySet:
        """Those of a programme that the viewer sees: what is measured, never who has which value."""
        if not viewer.may_somewhere(Permission.READ_INDICATORS):
            return self.none()
        return self.filter(programme__in=Programme.objects.visible_to(viewer))

    def current(self) -> IndicatorQuerySet:
        """Those that are still measured."""
        return self.filter(retired_at__isnull=True)


class Indicator(models.Model):
    """What tells whether a programme gets where it wants to: what is measured, on whom, how often.

    Made, changed and retired by the authority that governs the programme; seen by everybody who sees
    the programme. Whom values are shown to is said here: those of organisations are their own, and
    go to the authority and supervisors only where ``is_reported``. The texts carry their languages.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="indicators")
    code = models.CharField(_("Code"), max_length=MAX_CODE)
    title = models.JSONField(_("Title"))
    definition = models.JSONField(_("Definition"), default=dict, blank=True)
    unit = models.JSONField(_("Unit"), default=dict, blank=True)
    source = models.JSONField(_("Where the values come from"), default=dict, blank=True)
    population = models.JSONField(_("Whom it is measured on"), default=dict, blank=True)
    direction = models.CharField(
        _("Direction"),
        max_length=4,
        choices=[(each.value, name) for each, name in DIRECTION_NAMES.items()],
    )
    frequency = models.CharField(
        _("How often"),
        max_length=9,
        choices=[(each.value, name) for each, name in FREQUENCY_NAMES.items()],
    )
    measured_on = models.CharField(
        _("Measured on"),
        max_length=13,
        choices=[(each.value, name) for each, name in MEASURED_ON_NAMES.items()],
        default=MeasuredOn.ORGANISATIONS.value,
    )
    is_reported = models.BooleanField(
        _("Values of organisations are reported to the authority and supervisors"), default=False
    )
    #: The ends of the scale, such as 0 and 100 for a share in per cent; it has both or none.
    lowest = models.FloatField(_("Lowest possible value"), null=True, blank=True)
    highest = models.FloatField(_("Highest possible value"), null=True, blank=True)
    baseline = models.FloatField(_("Baseline"), null=True, blank=True)
    baseline_on = models.DateField(_("Date of the baseline"), null=True, blank=True)
    #: Who answers for the values of groups and of the sector.
    owner = models.ForeignKey(
        Actor,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_indicators",
        verbose_name=_("Owner"),
    )
    #: Days after the end of a period by which its value is expected.
    days_to_give = models.PositiveSmallIntegerField(_("Days until a value is expected"), default=30)
    goals = models.ManyToManyField(Goal, blank=True, related_name="indicators")
    measures = models.ManyToManyField(Measure, blank=True, related_name="indicators")
    #: Catalogue, version and code that it was taken from; empty for one of the programme's own.
    taken_from = models.CharField(max_length=120, blank=True, default="", editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ("programme", "code", "pk")
        constraints = (
            models.UniqueConstraint(fields=("programme", "code"), name="indicator_code_once"),
            models.CheckConstraint(condition=~Q(code=""), name="indicator_has_code"),
            models.CheckConstraint(
                condition=Q(direction__in=[each.value for each in Direction]),
                name="indicator_known_direction",
            ),
            models.CheckConstraint(
                condition=Q(frequency__in=[each.value for each in Frequency]),
                name="indicator_known_frequency",
            ),
            models.CheckConstraint(
                condition=Q(measured_on__in=[each.value for each in MeasuredOn]),
                name="indicator_known_subject",
            ),
            models.CheckConstraint(
                condition=Q(baseline__isnull=True, baseline_on__isnull=True)
                | Q(baseline__isnull=False, baseline_on__isnull=False),
                name="indicator_baseline_has_date",
            ),
            models.CheckConstraint(
                condition=Q(lowest__isnull=True, highest__isnull=True) | Q(lowest__lt=F("highest")),
                name="indicator_scale_has_two_ends",
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} {in_language(self.title)}"

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with its programme."""
        return self.programme.path

    @property
    def is_of_organisations(self) -> bool:
        """Whether each organisation has a value of its own."""
        return self.measured_on == MeasuredOn.ORGANISATIONS

    @property
    def often(self) -> Frequency:
        """How often it is measured."""
        return Frequency(self.frequency)

    @property
    def better(self) -> Direction:
        """Which way is better."""
        return Direction(self.direction)

    @property
    def start(self) -> Point | None:
        """The baseline, where there is one."""
        if self.baseline is None or self.baseline_on is None:
            return None
        return Point(self.baseline_on, self.baseline)


class IndicatorTargetQuerySet(models.QuerySet["IndicatorTarget"]):
    """Reads of targets."""

    def visible_to(self, viewer: Viewer) -> IndicatorTargetQuerySet:
        """Those of indicators that the viewer sees."""
        return self.filter(indicator__in=Indicator.objects.visible_to(viewer))


class IndicatorTarget(models.Model):
    """Where an indicator is to be on a day. Set and seen with the indicator."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    on = models.DateField(_("Date"))
    value = models.FloatField(_("Target"))

    objects = IndicatorTargetQuerySet.as_manager()

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("indicator", "on"), name="target_once_on_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.on}"

    @property
    def point(self) -> Point:
        """It as a point of the path."""
        return Point(self.on, self.value)
