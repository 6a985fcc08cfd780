"""A roadmap of a programme as it is worked on, and scenarios beside it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.programmes.models import Programme
from samvern.apps.roadmaps.permissions import Permission
from samvern.base.models import User
from samvern.base.viewer import Viewer


class PlanQuerySet(models.QuerySet["Plan"]):
    """Reads of plans."""

    def visible_to(self, viewer: Viewer) -> PlanQuerySet:
        """Drafts for those who plan and who supervise; what is published for all who see its
        programme.
        """
        seen = viewer.within(Permission.READ_DRAFTS, "programme__owner_actor__path")
        if seen and viewer.may_somewhere(Permission.READ_PUBLISHED):
            seen |= Q(is_published=True)
        return self.filter(seen, programme__in=Programme.objects.visible_to(viewer))

    def drafts_for(self, viewer: Viewer) -> PlanQuerySet:
        """Plans of which the viewer sees what is not published, too."""
        place = "programme__owner_actor__path"
        drafts = viewer.within(Permission.READ_DRAFTS, place)
        return self.filter(drafts, programme__in=Programme.objects.visible_to(viewer))

    def current(self) -> PlanQuerySet:
        """Plans that nobody has put away."""
        return self.filter(archived_at__isnull=True)


class Plan(models.Model):
    """A roadmap of a programme: what is planned with, and what that rests on.

    ``planning`` is the published form of a planning file: periods, durations, money, capacity, what
    was moved by hand, and ``basis``, on what the figures rest. Made and changed by the authority
    that governs the programme; seen by it and by supervisors, and by others only in the versions
    that were published. ``version`` counts its changes.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="plans")
    title = models.CharField(_("Title"), max_length=200)
    planning = models.JSONField(_("Figures"))
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    #: As the author was called when the plan was made.
    author_name = models.CharField(_("Author"), max_length=200)
    #: Whether a version of it is published and not withdrawn.
    is_published = models.BooleanField(default=False, editable=False)
    #: Made-up figures of the demo; said wherever they are shown.
    is_example = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("-changed_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="plan_has_title"),
            models.CheckConstraint(
                condition=Q(is_published=False) | Q(archived_at__isnull=True),
                name="plan_published_is_not_archived",
            ),
        )
        indexes = (models.Index(fields=("programme", "-changed_at"), name="plan_programme"),)

    def __str__(self) -> str:
        # The trail keeps this, and more people read the trail than may know what is planned.
        return f"{self.programme.code} #{self.pk}"


class PlanScenarioQuerySet(models.QuerySet["PlanScenario"]):
    """Reads of scenarios."""

    def visible_to(self, viewer: Viewer) -> PlanScenarioQuerySet:
        """Those of plans of which the viewer sees drafts."""
        return self.filter(plan__in=Plan.objects.drafts_for(viewer))

    def current(self) -> PlanScenarioQuerySet:
        """Scenarios that nobody has put away."""
        return self.filter(archived_at__isnull=True)


class PlanScenario(models.Model):
    """What if: a plan with some of it moved, left out, given more money, or given up.

    ``adjustments`` is what differs from the plan, in the form of
    :mod:`samvern.engine.roadmap.adjusting`. Made, changed and put away by the authority that plans;
    seen by whoever sees drafts of the plan; never published.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="scenarios")
    title = models.CharField(_("Title"), max_length=200)
    reason = models.TextField(_("Reason"), blank=True, default="")
    adjustments = models.JSONField(_("What differs"), default=dict)
    author_name = models.CharField(_("Author"), max_length=200)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = PlanScenarioQuerySet.as_manager()

    class Meta:
        ordering = ("made_at", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(title=""), name="plan_scenario_has_title"),
        )

    def __str__(self) -> str:
        return f"{self.plan} / {self.pk}"
