"""Letters about deadlines: who is to be told of what, and what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from samvern.apps.actions.models.actions import Action
from samvern.apps.actions.models.findings import Decision
from samvern.base.jobs import letters
from samvern.base.models import User


class NoticeState(models.TextChoices):
    """What became of a letter; one that is being sent may have been cut short, and is left so."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Reads of notices."""

    def to_send(self, at: datetime) -> NoticeQuerySet:
        """New ones, and failed ones after a pause."""
        return self.filter(letters.is_to_be_sent(at, tried="reminded_at"))

    def left_over(self, at: datetime) -> NoticeQuerySet:
        """Those that failed, or that a process left behind when it ended."""
        return self.to_send(at).filter(reminded_at__lte=at - letters.PAUSE)


class Notice(models.Model):
    """That somebody is told of a deadline of an action or an accepted risk, and what became of it.

    ``key`` is the reminder's, so that nothing goes out twice; those of a person that wait at once
    become one letter. Made by workers or the sector authority; seen by nobody but in the audit trail.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, models.CASCADE, null=True, related_name="+")
    decision = models.ForeignKey(Decision, models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=120)
    state = models.CharField(max_length=8, choices=NoticeState, default=NoticeState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    #: When it was noted, or last tried.
    reminded_at = models.DateTimeField()

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        indexes = (models.Index(fields=("state", "user"), name="notice_to_send"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(action__isnull=True, decision__isnull=False)
                | Q(action__isnull=False, decision__isnull=True),
                name="notice_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=NoticeState.values), name="notice_known_state"
            ),
            models.UniqueConstraint(
                fields=("user", "action", "key"),
                condition=Q(action__isnull=False),
                name="notice_once_of_action",
            ),
            models.UniqueConstraint(
                fields=("user", "decision", "key"),
                condition=Q(decision__isnull=False),
                name="notice_once_of_decision",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user_id} {self.key}"

    @property
    def path(self) -> str:
        """Where on the actor tree the thing stands that it is about."""
        about = self.action or self.decision
        assert about is not None, "a constraint holds this"
        return about.finding.path
