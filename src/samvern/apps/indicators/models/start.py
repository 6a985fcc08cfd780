"""Which organisation began when with a measure: without it nobody can say what a measure did."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.models import Actor
from samvern.apps.indicators.models.value import MAX_REASON, reported_to
from samvern.apps.indicators.permissions import Permission
from samvern.apps.programmes.models import Measure, Programme
from samvern.base.models import User
from samvern.base.viewer import Viewer


class StartRegisterQuerySet(models.QuerySet["StartRegister"]):
    """Reads of registers of starts."""

    def visible_to(self, viewer: Viewer) -> StartRegisterQuerySet:
        """Those of measures that the viewer sees: that starts are kept, never whose."""
        if not viewer.may_somewhere(Permission.READ_INDICATORS):
            return self.none()
        return self.filter(measure__programme__in=Programme.objects.visible_to(viewer))


class StartRegister(models.Model):
    """That it is kept who began when with a measure, and whom that is shown to.

    Opened by the authority that governs the programme; seen by everybody who sees the measure. What it
    holds goes to the authority and supervisors only where ``is_reported``.
    """

    measure = models.OneToOneField(Measure, models.PROTECT, related_name="start_register")
    is_reported = models.BooleanField(
        _("Who began when is reported to the authority and supervisors"), default=False
    )
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StartRegisterQuerySet.as_manager()

    class Meta:
        ordering = ("measure",)

    def __str__(self) -> str:
        return str(self.measure)

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with the programme of its measure."""
        return self.measure.programme.path


class MeasureStartQuerySet(models.QuerySet["MeasureStart"]):
    """Reads of starts."""

    def visible_to(self, viewer: Viewer) -> MeasureStartQuerySet:
        """An organisation's own to those who answer for security there or above it; to the authority
        and supervisors where starts with the measure are reported; to nobody else.
        """
        own = viewer.at_places(Permission.READ_OWN_VALUES, "actor__path")
        governed = reported_to(viewer, "measure__programme__owner_actor__path")
        return self.filter(
            own | (governed & Q(measure__start_register__is_reported=True)),
            measure__programme__in=Programme.objects.visible_to(viewer),
        )

    def in_force(self) -> MeasureStartQuerySet:
        """Those that nothing has taken the place of."""
        return self.filter(replaced_at__isnull=True)


class MeasureStart(models.Model):
    """When an organisation began with a measure; without a day, that it has not begun.

    Given and revised as a value of an indicator is: never overwritten, another day with a reason. Who
    sees it is said at the :class:`StartRegister` of the measure.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="starts")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="measure_starts")
    began_on = models.DateField(_("Began on"), null=True, blank=True)
    revision = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(
        _("Why it was changed"), max_length=MAX_REASON, blank=True, default=""
    )
    given_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    given_by_name = models.CharField(max_length=200)
    given_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True, blank=True)

    objects = MeasureStartQuerySet.as_manager()

    class Meta:
        ordering = ("measure", "began_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("measure", "actor"),
                condition=Q(replaced_at__isnull=True),
                name="start_once_of_organisation",
            ),
            models.CheckConstraint(
                condition=Q(revision=1) | ~Q(reason=""), name="start_revised_with_reason"
            ),
            models.CheckConstraint(
                condition=Q(replaced_at__isnull=True) | Q(replaced_at__gte=F("given_at")),
                name="start_replaced_after_given",
            ),
        )
        indexes = (models.Index(fields=("actor", "measure"), name="start_of_actor"),)

    def __str__(self) -> str:
        """Neutral: the trail keeps this."""
        return f"{self.measure.programme.code} {self.measure.code}"
