"""What a programme is for and against: goals, challenges, risk trends, risk areas, focus areas."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from samvern.apps.programmes.models.programme import ProgrammeRow
from samvern.base.texts import in_language

#: A code is used once among the parts of a kind, those withdrawn included.
CODE_ONCE = models.UniqueConstraint(fields=("programme", "code"), name="%(class)s_code_once")


class CodedPart(ProgrammeRow):
    """A part that the programme has given a code (M1, R2), a title and a description."""

    code = models.CharField(_("Code"), max_length=40)
    title = models.JSONField(_("Title"))
    description = models.JSONField(_("Description"), default=dict, blank=True)

    class Meta(ProgrammeRow.Meta):
        abstract = True
        constraints = (CODE_ONCE,)

    def __str__(self) -> str:
        return f"{self.code} {in_language(self.title)}"


class GoalSet(models.TextChoices):
    """The sets that goals stand in."""

    GOALS = "goals", _("Goals")
    STRATEGIC_GOALS = "strategic_goals", _("Strategic goals")


class Goal(CodedPart):
    """What the programme wants to reach: its own goal, or one of a strategy above it.

    Comes with the import; seen with the programme.
    """

    goal_set = models.CharField(pgettext_lazy("of goals", "Set"), max_length=20, choices=GoalSet)


class Challenge(CodedPart):
    """What the sector struggles with and the programme answers.

    Comes with the import; seen with the programme.
    """


class RiskTrend(CodedPart):
    """A development that raises risk, with those who reported it.

    Comes with the import; seen with the programme.
    """

    reported_by = models.JSONField(default=list, blank=True)


class RiskArea(CodedPart):
    """A group of risks, against which the contribution of focus areas is judged.

    Comes with the import; seen with the programme.
    """


class RiskAreaLink(ProgrammeRow):
    """A challenge or risk trend that feeds a risk area.

    The codes are kept as published. What they point at is set where it exists: at most one
    of challenge and risk trend. Comes with the import; seen with the programme.
    """

    source_code = models.CharField(max_length=40)
    risk_area_code = models.CharField(max_length=40)
    challenge = models.ForeignKey(Challenge, models.CASCADE, null=True, related_name="links")
    risk_trend = models.ForeignKey(RiskTrend, models.CASCADE, null=True, related_name="links")
    risk_area = models.ForeignKey(RiskArea, models.CASCADE, null=True, related_name="links")

    class Meta(ProgrammeRow.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(challenge__isnull=True) | Q(risk_trend__isnull=True),
                name="risk_area_link_one_source",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_code} → {self.risk_area_code}"


class FocusArea(CodedPart):
    """A group of measures that belong together.

    Comes with the import; seen with the programme. One that a newer version of the programme
    no longer has is withdrawn, not deleted, so that its judgements keep their subject.
    """

    is_new = models.BooleanField(default=False)
    needs = models.CharField(max_length=500, blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
