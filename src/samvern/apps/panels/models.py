"""Panels, what they judge, who is asked, and what each of them said."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.panels.permissions import Permission
from samvern.apps.programmes.models import (
    CRITERION_NAMES,
    FocusArea,
    Measure,
    Programme,
)
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.priority.pooling import PoolRule
from samvern.engine.programme.document import CriterionKind


class Level(models.TextChoices):
    """What is judged; the values are those of the ranking."""

    FOCUS_AREA = "focus-area", _("Focus areas")
    MEASURE = "measure", _("Measures")


class Rule(models.TextChoices):
    """How opinions are combined."""

    LINEAR = PoolRule.LINEAR.value, _("The mean of the probabilities (linear pool)")
    LOGARITHMIC = (
        PoolRule.LOGARITHMIC.value,
        _("The geometric mean of the probabilities (logarithmic pool)"),
    )
    MEDIAN = PoolRule.MEDIAN.value, _("The median (of the cumulative probabilities)")


class Unknowns(models.TextChoices):
    """What becomes of those who say that they do not know."""

    LEFT_OUT = "left_out", _("Are counted, but left out of what is combined")
    EVERY_LEVEL = "every_level", _("Count as every level alike")


class Names(models.TextChoices):
    """Who sees, once the panel is closed, who said what."""

    NOBODY = "nobody", _("Nobody: each opinion stands without a name")
    AUTHORITY = "authority", _("Only those who run the panel")
    ALL = "all", _("Everybody who sees the panel")


class PanelQuerySet(models.QuerySet["Panel"]):
    """Reads of panels."""

    def visible_to(self, viewer: Viewer) -> PanelQuerySet:
        """Of programmes that the viewer sees: all to those who run them; once they are open to
        those who are invited; once they are closed to those who read results.
        """
        seen = Q(pk__isnull=False) & viewer.within(
            Permission.READ_PLANNED, "programme__owner_actor__path"
        )
        if viewer.user_id and viewer.may_somewhere(Permission.READ_INVITED):
            mine = Judge.objects.filter(user_id=viewer.user_id).values("panel")
            seen |= Q(opened_at__isnull=False, pk__in=mine)
        if viewer.may_somewhere(Permission.READ_RESULTS):
            seen |= Q(closed_at__isnull=False)
        return self.filter(seen, programme__in=Programme.objects.visible_to(viewer))


class Panel(models.Model):
    """A round of judging: what is judged, by whom, until when, and how it will be combined.

    Planned, opened and closed by those who govern the programme. Once it is open, what was
    stated up front stays. Seen by them, by those invited from its opening on, and after it has
    closed by those who read results; opinions by nobody but their authors until it has closed.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="panels")
    title = models.CharField(_("Title"), max_length=200)
    purpose = models.TextField(_("What it is for"), blank=True, default="")
    level = models.CharField(_("What is judged"), max_length=10, choices=Level)
    rule = models.CharField(_("How opinions are combined"), max_length=12, choices=Rule)
    unknowns = models.CharField(
        _("Those who do not know"), max_length=12, choices=Unknowns, default=Unknowns.LEFT_OUT
    )
    names = models.CharField(
        _("Who sees who said what"), max_length=10, choices=Names, default=Names.NOBODY
    )
    answer_by = models.DateField(_("Answers are asked for by"))
    planned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PanelQuerySet.as_manager()

    class Meta:
        ordering = ("-planned_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(level__in=Level.values), name="panel_known_level"),
            models.CheckConstraint(condition=Q(rule__in=Rule.values), name="panel_known_rule"),
            models.CheckConstraint(
                condition=Q(unknowns__in=Unknowns.values), name="panel_known_unknowns"
            ),
            models.CheckConstraint(condition=Q(names__in=Names.values), name="panel_known_names"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(opened_at__isnull=False),
                name="panel_opened_before_closed",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Where the panel stands on the actor tree: with its programme."""
        return self.programme.path

    @property
    def is_open(self) -> bool:
        """Whether opinions are taken."""
        return self.opened_at is not None and self.closed_at is None


class PanelCell(models.Model):
    """One question of a panel: a focus area or measure, by a criterion.

    ``about`` is the code of the risk area or goal where the criterion needs one. Chosen by
    those who plan the panel; seen with it.
    """

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="cells")
    focus_area = models.ForeignKey(FocusArea, models.CASCADE, null=True, related_name="+")
    measure = models.ForeignKey(Measure, models.CASCADE, null=True, related_name="+")
    criterion = models.CharField(
        max_length=12, choices=[(kind.value, name) for kind, name in CRITERION_NAMES.items()]
    )
    about = models.CharField(max_length=40, blank=True, default="")
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(focus_area__isnull=True, measure__isnull=False)
                | Q(focus_area__isnull=False, measure__isnull=True),
                name="panel_cell_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(criterion__in=[kind.value for kind in CriterionKind]),
                name="panel_cell_known_criterion",
            ),
            models.UniqueConstraint(
                fields=("panel", "focus_area", "criterion", "about"),
                condition=Q(focus_area__isnull=False),
                name="panel_cell_once_focus_area",
            ),
            models.UniqueConstraint(
                fields=("panel", "measure", "criterion", "about"),
                condition=Q(measure__isnull=False),
                name="panel_cell_once_measure",
            ),
        )

    def __str__(self) -> str:
        return f"{self.subject.code} {self.criterion} {self.about}".strip()

    @property
    def subject(self) -> FocusArea | Measure:
        """What is judged."""
        subject = self.measure or self.focus_area
        assert subject is not None, "a constraint holds this"
        return subject


class Judge(models.Model):
    """A person who is invited to a panel, and how much their opinion counts in it.

    Invited by those who run the panel; seen with it.
    """

    panel = models.ForeignKey(Panel, models.CASCADE, related_name="judges")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    weight = models.FloatField(_("Weight"), default=1.0)
    invited_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("panel", "user"), name="judge_once_in_panel"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="judge_weight_positive"),
        )

    def __str__(self) -> str:
        return self.user.name


class Opinion(models.Model):
    """What one judge says of one cell: a probability for each level, and perhaps why.

    Given and changed by its judge until the panel closes, and kept for itself ever after. Seen
    by nobody else before that; then with the panel, its author's name only as was stated.
    """

    judge = models.ForeignKey(Judge, models.CASCADE, related_name="opinions")
    cell = models.ForeignKey(PanelCell, models.CASCADE, related_name="opinions")
    levels = models.JSONField()
    #: The judge said so, rather than happening to find all levels alike.
    is_unknown = models.BooleanField(default=False)
    why = models.TextField(blank=True, default="")
    given_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("judge", "cell"), name="opinion_once"),)

    def __str__(self) -> str:
        return f"{self.cell_id} {self.levels}"
