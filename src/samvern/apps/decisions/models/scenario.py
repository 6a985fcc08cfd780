"""A scenario: the ranking of a programme on terms of one's own."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.decisions.permissions import Permission
from samvern.apps.programmes.models import Programme
from samvern.base.models import User
from samvern.base.viewer import Viewer


class Level(models.TextChoices):
    """What is ranked."""

    FOCUS_AREA = "focus-area", _("Focus areas")
    MEASURE = "measure", _("Measures")


class ScenarioSharing(models.TextChoices):
    """Who sees a scenario, of those who see its programme. It never widens that."""

    OWN = "own", _("Only the author")
    AUTHORITY = "authority", _("The author and the authority")
    SECTOR = "sector", _("The sector")


class ScenarioQuerySet(models.QuerySet["Scenario"]):
    """Reads of scenarios."""

    def visible_to(self, viewer: Viewer) -> ScenarioQuerySet:
        """One's own, and those that were shared with one, of programmes that one sees.

        Without a role nobody sees any.
        """
        if not viewer.may_somewhere(Permission.READ_SCENARIOS):
            return self.none()
        place = "programme__owner_actor__path"
        of_authority = viewer.within(Permission.READ_AUTHORITY_SCENARIOS, place)
        seen = Q(sharing=ScenarioSharing.SECTOR)
        seen |= Q(sharing=ScenarioSharing.AUTHORITY) & of_authority
        if viewer.user_id is not None:
            seen |= Q(author_id=viewer.user_id)
        return self.filter(seen, programme__in=Programme.objects.visible_to(viewer))

    def current(self) -> ScenarioQuerySet:
        """Scenarios that nobody has put away."""
        return self.filter(archived_at__isnull=True)


class Scenario(models.Model):
    """What follows if a programme is weighed, judged or cut otherwise than on its own basis.

    ``terms`` is the published form of a scenario. Made, edited and put away by its author,
    who must say why; shared by the author with the authority, and by the authority with the
    sector. Seen by those whom ``sharing`` names, as far as they see the programme. Frozen from
    the moment when a decision is taken on it; never deleted.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="scenarios")
    level = models.CharField(_("What is ranked"), max_length=10, choices=Level)
    title = models.CharField(_("Title"), max_length=200)
    reason = models.TextField(_("Reason"))
    terms = models.JSONField(_("Terms"))
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    #: As the author was called when the scenario was made.
    author_name = models.CharField(_("Author"), max_length=200)
    sharing = models.CharField(
        _("Seen by"), max_length=10, choices=ScenarioSharing, default=ScenarioSharing.OWN
    )
    copied_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="copies"
    )
    #: A made-up scenario of the demo; said wherever it is shown.
    is_example = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    objects = ScenarioQuerySet.as_manager()

    class Meta:
        ordering = ("-changed_at", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="scenario_known_level"
            ),
            models.CheckConstraint(
                condition=Q(sharing__in=ScenarioSharing.values), name="scenario_known_sharing"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="scenario_has_title"),
            models.CheckConstraint(condition=~Q(reason=""), name="scenario_has_reason"),
            models.CheckConstraint(condition=~Q(copied_from=F("pk")), name="scenario_not_own_copy"),
        )
        indexes = (
            models.Index(fields=("programme", "-changed_at"), name="scenario_programme"),
            models.Index(fields=("author", "-changed_at"), name="scenario_author"),
        )

    def __str__(self) -> str:
        # The trail keeps this, and more people read the trail than may know of the scenario.
        return f"{self.programme.code} #{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be edited."""
        return self.frozen_at is None and self.archived_at is None
