"""Every state that an answer has been in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samvern.apps.assessments.models.assessment import Answer, AnswerOrigin
from samvern.base.models import User
from samvern.base.viewer import Viewer


class AnswerStateQuerySet(models.QuerySet["AnswerState"]):
    """Reads of the history of answers."""

    def visible_to(self, viewer: Viewer) -> AnswerStateQuerySet:
        """With the answer."""
        return self.filter(answer__in=Answer.objects.visible_to(viewer))


class AnswerState(models.Model):
    """A state that an answer was in: what it said, who said so, when and how.

    Written with every save, never changed. Seen with the answer. ``source`` says what an accepted
    suggestion, a carried answer or an import rests on.
    """

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="states")
    number = models.PositiveIntegerField()
    values = models.JSONField()
    origin = models.CharField(max_length=9, choices=AnswerOrigin, default=AnswerOrigin.WRITTEN)
    source = models.JSONField(default=dict, blank=True)
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = AnswerStateQuerySet.as_manager()

    class Meta:
        ordering = ("answer", "-number")
        constraints = (
            models.UniqueConstraint(fields=("answer", "number"), name="answer_state_once"),
            models.CheckConstraint(
                condition=Q(origin__in=AnswerOrigin.values), name="answer_state_known_origin"
            ),
        )

    def __str__(self) -> str:
        return f"{self.answer} #{self.number}"
