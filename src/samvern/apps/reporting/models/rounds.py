"""Rounds: which measures of a programme are asked about, for which period, by when."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from samvern.apps.programmes.models import Programme
from samvern.apps.reporting.permissions import Permission
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.reporting import Question, Tolerances
from samvern.ui.wording.periods import period_name

MAX_PURPOSE: Final = 2_000


class RoundState(models.TextChoices):
    """Where a round stands."""

    PLANNED = "planned", _("Planned")
    OPENING = "opening", pgettext_lazy("round", "Being opened")
    OPEN = "open", pgettext_lazy("round", "Open")
    CLOSED = "closed", pgettext_lazy("round", "Closed")


class RoundQuerySet(models.QuerySet["Round"]):
    """Reads of rounds."""

    def visible_to(self, viewer: Viewer) -> RoundQuerySet:
        """Planned ones to those who run them; from the opening on to those who read what is handed in,
        and to those who report in them.
        """
        place = "programme__owner_actor__path"
        seen = Q(pk__isnull=False) & viewer.within(Permission.READ_PLANNED, place)
        is_asked = ~Q(state=RoundState.PLANNED)
        seen |= is_asked & viewer.within(Permission.READ_SUBMITTED, place)
        return self.filter(seen | (is_asked & _reports_in(viewer)))

    def followed_by(self, viewer: Viewer) -> RoundQuerySet:
        """Those of which the viewer sees every report that is handed in, and who has not reported."""
        place = "programme__owner_actor__path"
        planned = Q(pk__isnull=False) & viewer.within(Permission.READ_PLANNED, place)
        asked = ~Q(state=RoundState.PLANNED) & viewer.within(Permission.READ_SUBMITTED, place)
        return self.filter(planned | asked)


def _reports_in(viewer: Viewer) -> Q:
    """Rounds in which the viewer writes a report."""
    rounds = Round.objects.order_by()
    owners = "reports__owners__actor__path"
    own = rounds.filter(Q(pk__isnull=False) & viewer.within(Permission.READ_OWN, owners))
    found = Q(pk__in=own.values("pk"))
    if viewer.user_id is not None:
        handed = rounds.filter(
            Q(reports__responsible_id=viewer.user_id)
            & viewer.within(Permission.READ_HANDED, owners)
        )
        found |= Q(pk__in=handed.values("pk"))
    return found


class Round(models.Model):
    """That owners are asked how their measures of a programme stand, for a period and by a day.

    Planned, opened and closed by those who govern the programme; supervisors see it once it is opened,
    and so do those who report in it. What is said up front is frozen at the opening: the measures with
    their owners, the questions and the tolerances. Only the day can be moved. ``focus_areas`` are codes;
    none means all of them.
    """

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="rounds")
    #: 2027, 2027-H1 or 2027-Q3.
    period = models.CharField(_("Period"), max_length=7)
    purpose = models.TextField(_("What it is for"), blank=True, default="")
    focus_areas = models.JSONField(_("Focus areas"), default=list, blank=True)
    questions = models.JSONField(_("Questions"), default=list, blank=True)
    tolerances = models.JSONField(_("Tolerances"), default=dict)
    due_on = models.DateField(_("Reports are asked for by"))
    #: Those of :mod:`samvern.engine.deadlines`, about ``due_on``.
    reminders = models.JSONField(_("Reminders"), default=list, blank=True)
    state = models.CharField(
        _("State"), max_length=8, choices=RoundState, default=RoundState.PLANNED
    )
    planned_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    #: Reminders that fell due until then have been asked for.
    reminded_until = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ("-planned_at", "-pk")
        constraints = (
            models.UniqueConstraint(fields=("programme", "period"), name="round_once_in_period"),
            models.CheckConstraint(
                condition=Q(state__in=RoundState.values), name="round_known_state"
            ),
            models.CheckConstraint(
                condition=Q(opened_at__isnull=False) | Q(state=RoundState.PLANNED),
                name="round_opened_once_not_planned",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, state__in=("planned", "opening", "open"))
                | Q(state=RoundState.CLOSED, closed_at__gte=F("opened_at")),
                name="round_closed_after_opened",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme.code} {self.period}"

    @property
    def name_in_words(self) -> str:
        """What people call it, in the reader's language."""
        return f"{self.programme.code} {period_name(self.period, gettext)}"

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with its programme."""
        return self.programme.path

    @property
    def asked(self) -> tuple[Question, ...]:
        """What every report answers in words."""
        return tuple(Question(**each) for each in self.questions)

    @property
    def published(self) -> Tolerances:
        """How far from plan is green, yellow and red."""
        return Tolerances.from_json(self.tolerances)
