"""A study: the question of what a measure did to an indicator, and how it is looked at."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.effects.permissions import Permission
from samvern.apps.indicators.models import Indicator
from samvern.apps.programmes.models import Measure, Programme
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.effects import Control, Method

#: So many periods ahead of its start an organisation may have changed at most.
MOST_ANTICIPATION: Final = 12
MAX_NOTE: Final = 2_000


class Design(models.TextChoices):
    """In which way a study looks."""

    BEST = "best", _("The best that the values allow")
    COMPARISON = "comparison", _("Compare those that start with those that have not")
    SERIES = "series", _("One series, before and after")
    BEFORE_AFTER = "before_after", _("Describe before and after only")

    @property
    def only(self) -> Method | None:
        """The one method to look with; None for the best of all."""
        return None if self is Design.BEST else Method(self.value)


class EffectStudyQuerySet(models.QuerySet["EffectStudy"]):
    """Reads of studies."""

    def visible_to(self, viewer: Viewer) -> EffectStudyQuerySet:
        """For the authority that governs the programme and supervisors. What others see of a study is
        its publication.
        """
        return self.filter(
            viewer.within(Permission.READ_STUDIES, "measure__programme__owner_actor__path"),
            measure__programme__in=Programme.objects.visible_to(viewer),
        )

    def current(self) -> EffectStudyQuerySet:
        """Studies that nobody has put away."""
        return self.filter(archived_at__isnull=True)


class EffectStudy(models.Model):
    """What did a measure do to an indicator? And how that is looked at: with whom those that started
    are compared, and whether lots were drawn on who started when.

    Made, changed and put away by the authority that governs the programme; seen by it and by
    supervisors, and by others only as far as it is published. ``began_on`` is when the measure began
    for the sector as one, for indicators that no organisation has a value of its own of.
    """

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="effect_studies")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="effect_studies")
    design = models.CharField(_("Design"), max_length=12, choices=Design, default=Design.BEST.value)
    control = models.CharField(_("Compared with"), max_length=7, default=Control.NOT_YET.value)
    anticipation = models.PositiveSmallIntegerField(
        _("Periods before the start in which something may already have changed"), default=0
    )
    by_lot = models.BooleanField(_("Lots were drawn on who started when"), default=False)
    lot_note = models.TextField(_("Where the draw is described"), blank=True, default="")
    began_on = models.DateField(_("When it began in the sector"), null=True, blank=True)
    #: What came of it last, with these settings; None until it is computed.
    result = models.ForeignKey(
        "effects.StudyResult", models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: When values and starts were last read for it.
    looked_at = models.DateTimeField(null=True, blank=True, editable=False)
    author = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    #: As the author was called when the study was made.
    author_name = models.CharField(_("Author"), max_length=200)
    #: Made-up values of the demo; said wherever they are shown.
    is_example = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True, blank=True)

    objects = EffectStudyQuerySet.as_manager()

    class Meta:
        ordering = ("measure", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(design__in=Design.values), name="effect_study_known_design"
            ),
            models.CheckConstraint(
                condition=Q(control__in=[each.value for each in Control]),
                name="effect_study_known_control",
            ),
            models.CheckConstraint(
                condition=Q(anticipation__lte=MOST_ANTICIPATION),
                name="effect_study_anticipates_little",
            ),
            models.CheckConstraint(
                condition=Q(result__isnull=True) | Q(looked_at__isnull=False),
                name="effect_study_result_was_looked_for",
            ),
            models.CheckConstraint(
                condition=Q(by_lot=False) | ~Q(lot_note=""), name="effect_study_lot_is_described"
            ),
        )

    def __str__(self) -> str:
        # The trail keeps this, and more people read the trail than may know what was found.
        return f"{self.measure.programme.code} {self.measure.code} #{self.pk}"

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with the programme."""
        return self.measure.programme.path

    @property
    def is_usual(self) -> bool:
        """Whether it looks as every study does unless something else is said."""
        return (
            self.design == Design.BEST
            and self.control == Control.NOT_YET
            and self.anticipation == 0
        )

    @property
    def settings(self) -> dict[str, Any]:
        """How it looks, as plain values."""
        return {
            "design": self.design,
            "control": self.control,
            "anticipation": self.anticipation,
            "by_lot": self.by_lot,
            "began_on": self.began_on and self.began_on.isoformat(),
        }
