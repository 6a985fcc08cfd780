"""A decision, with the figures it was taken on as they were. Written once, never changed."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from samvern.apps.decisions.models.scenario import Level, Scenario
from samvern.apps.decisions.permissions import Permission
from samvern.apps.programmes.models import Programme
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.base.written_once import WrittenOnce, WrittenOnceQuerySet


class DecisionSharing(models.TextChoices):
    """Who sees a decision, of those who see its programme. Said when it is taken."""

    AUTHORITY = "authority", _("The authority and the supervisor")
    SECTOR = "sector", _("The sector")


class DecisionQuerySet(WrittenOnceQuerySet):
    """Reads of decisions."""

    def visible_to(self, viewer: Viewer) -> DecisionQuerySet:
        """What is shared with one, of programmes that one sees; without a role nothing."""
        if not viewer.may_somewhere(Permission.READ_DECISIONS):
            return self.none()
        place = "programme__owner_actor__path"
        seen = Q(sharing=DecisionSharing.SECTOR)
        of_authority = viewer.within(Permission.READ_AUTHORITY_DECISIONS, place)
        seen |= Q(sharing=DecisionSharing.AUTHORITY) & of_authority
        return self.filter(seen, programme__in=Programme.objects.visible_to(viewer))

    def in_force(self) -> DecisionQuerySet:
        """Decisions that no later one has taken the place of."""
        return self.filter(superseded_by__isnull=True)


class Decision(WrittenOnce):
    """Who decided which order, for which reasons, on which figures.

    ``record`` is the whole of it as canonical JSON: the words, the decided tiers, and the
    frozen ranking with its model, so that anybody can compute it again; ``sha256`` is its hash,
    which the audit trail repeats. The other columns say the same, for lists and search. Taken
    by the authority that governs the programme; seen by those whom ``sharing`` names, as far as
    they see the programme. Nothing of it is ever changed: a later decision supersedes it.
    """

    cannot_change = "decision.cannot_change"

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="decisions")
    #: The scenario that it rests on; the programme's own basis without one.
    scenario = models.ForeignKey(
        Scenario, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    level = models.CharField(_("What is ranked"), max_length=10, choices=Level)
    title = models.CharField(_("Title"), max_length=200)
    decided = models.TextField(_("Decision"))
    reasons = models.TextField(_("Reasons"))
    body = models.CharField(_("Decided in"), max_length=300)
    decided_by = models.CharField(_("Decided by"), max_length=1_000)
    decided_on = models.DateField(_("Decided on"))
    #: Codes by tier, the first tier first: ``[["3"], ["5"], ["1", "7"]]``.
    tiers = models.JSONField(_("Decided order"))
    sharing = models.CharField(_("Seen by"), max_length=10, choices=DecisionSharing)
    #: A made-up decision of the demo; said wherever it is shown.
    is_example = models.BooleanField(default=False, editable=False)
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_by_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    record = models.TextField(editable=False)
    sha256 = models.CharField(max_length=64, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ("-decided_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="decision_known_level"
            ),
            models.CheckConstraint(
                condition=Q(sharing__in=DecisionSharing.values), name="decision_known_sharing"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(decided="") & ~Q(reasons=""),
                name="decision_says_what_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(body="") & ~Q(decided_by=""), name="decision_says_who"
            ),
            models.CheckConstraint(condition=~Q(record=""), name="decision_has_record"),
            models.CheckConstraint(
                condition=Q(Exact(Length("sha256"), 64)), name="decision_has_hash"
            ),
        )
        indexes = (models.Index(fields=("programme", "-decided_on"), name="decision_programme"),)

    def __str__(self) -> str:
        return self.title

    @property
    def content(self) -> dict[str, Any]:
        """The record as plain values."""
        content: dict[str, Any] = json.loads(self.record)
        return content


class SupersessionQuerySet(WrittenOnceQuerySet):
    """Reads of which decision took the place of which."""

    def visible_to(self, viewer: Viewer) -> SupersessionQuerySet:
        """Those of which the viewer sees both decisions."""
        seen = Decision.objects.visible_to(viewer)
        return self.filter(earlier__in=seen, later__in=seen)


class Supersession(WrittenOnce):
    """That a later decision took the place of an earlier one, and why; neither row is touched.

    Written with the later decision; seen by those who see both.
    """

    cannot_change = "decision.cannot_change"

    earlier = models.OneToOneField(Decision, models.PROTECT, related_name="superseded_by")
    later = models.OneToOneField(Decision, models.PROTECT, related_name="supersedes")
    why = models.TextField(_("Why it was superseded"))
    at = models.DateTimeField()

    objects = SupersessionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(earlier=models.F("later")), name="supersession_not_of_itself"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="supersession_has_reason"),
        )

    def __str__(self) -> str:
        return f"{self.earlier} → {self.later}"
