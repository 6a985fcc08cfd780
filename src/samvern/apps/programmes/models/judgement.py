"""How focus areas and measures were judged, now and before."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samvern.apps.programmes.models.measure import Measure
from samvern.apps.programmes.models.parts import FocusArea
from samvern.apps.programmes.models.programme import Programme
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.programme.document import CriterionKind, Scale

#: The scale that each kind of judgement stands on.
SCALE_OF: Mapping[CriterionKind, Scale] = MappingProxyType(
    {
        CriterionKind.CONTRIBUTION: Scale.CONTRIBUTION,
        CriterionKind.ATTAINMENT: Scale.ATTAINMENT,
        CriterionKind.COST: Scale.LEVEL,
        CriterionKind.SUPPORT: Scale.LEVEL,
        CriterionKind.IMPLEMENTATION_RISK: Scale.LEVEL,
    }
)

CRITERION_NAMES: Mapping[CriterionKind, Promise] = MappingProxyType(
    {
        CriterionKind.CONTRIBUTION: _("Contribution"),
        CriterionKind.ATTAINMENT: _("Goal attainment"),
        CriterionKind.COST: _("Cost"),
        CriterionKind.SUPPORT: _("Support"),
        CriterionKind.IMPLEMENTATION_RISK: _("Implementation risk"),
    }
)

_ABOUT_SOMETHING = [CriterionKind.CONTRIBUTION.value, CriterionKind.ATTAINMENT.value]


class JudgementQuerySet(models.QuerySet["Judgement"]):
    """Reads of judgements."""

    def visible_to(self, viewer: Viewer) -> JudgementQuerySet:
        """Judgements in a programme that the viewer sees; who and why is for fewer."""
        return self.filter(programme__in=Programme.objects.visible_to(viewer))

    def in_force(self) -> JudgementQuerySet:
        """Judgements that nothing newer has taken the place of."""
        return self.filter(superseded_at__isnull=True)


class Judgement(models.Model):
    """A judgement of a focus area or a measure on one criterion, perhaps an uncertain one.

    ``levels`` maps each level it may stand at to a probability; ``about`` is the code of the
    goal or risk area where the criterion needs one. Recorded by the sector authority with a
    reason and never changed: a newer one supersedes it. The levels are seen with the programme;
    who judged and why by those who hold ``READ_JUDGEMENT_REASONS``.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="judgements")
    focus_area = models.ForeignKey(
        FocusArea, models.CASCADE, null=True, blank=True, related_name="judgements"
    )
    measure = models.ForeignKey(
        Measure, models.CASCADE, null=True, blank=True, related_name="judgements"
    )
    criterion = models.CharField(
        max_length=12, choices=[(kind.value, name) for kind, name in CRITERION_NAMES.items()]
    )
    about = models.CharField(max_length=40, blank=True, default="")
    levels = models.JSONField()
    #: As the file wrote it (1.5, "X", "unknown"); null when recorded here.
    token = models.JSONField(null=True, blank=True)
    by_name = models.CharField(max_length=500, blank=True, default="")
    by_user = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    judged_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True, default="")
    position = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(focus_area__isnull=True, measure__isnull=False)
                | Q(focus_area__isnull=False, measure__isnull=True),
                name="judgement_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(criterion__in=[kind.value for kind in CriterionKind]),
                name="judgement_known_criterion",
            ),
            models.CheckConstraint(
                condition=(Q(criterion__in=_ABOUT_SOMETHING) & ~Q(about=""))
                | (~Q(criterion__in=_ABOUT_SOMETHING) & Q(about="")),
                name="judgement_about_where_needed",
            ),
            models.UniqueConstraint(
                fields=("focus_area", "criterion", "about"),
                condition=Q(superseded_at__isnull=True, focus_area__isnull=False),
                name="judgement_in_force_once_focus_area",
            ),
            models.UniqueConstraint(
                fields=("measure", "criterion", "about"),
                condition=Q(superseded_at__isnull=True, measure__isnull=False),
                name="judgement_in_force_once_measure",
            ),
        )
        indexes = (
            models.Index(fields=("programme", "superseded_at"), name="judgement_of_programme"),
        )

    def __str__(self) -> str:
        return f"{self.criterion} {self.about}".strip()
