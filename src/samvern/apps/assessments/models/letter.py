"""Letters to those who answer for security about what they have handed in."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from samvern.apps.assessments.models.assessment import Assessment
from samvern.base.jobs import letters
from samvern.base.jobs.letters import LetterState
from samvern.base.models import User


class LetterAbout(models.TextChoices):
    """What a letter tells of."""

    REVIEWED = "reviewed"
    ASKED_AGAIN = "again"


class AssessmentLetterQuerySet(models.QuerySet["AssessmentLetter"]):
    """Reads of letters."""

    def due(self, at: datetime) -> AssessmentLetterQuerySet:
        """Those that are to go out now: new ones, and failed ones after a pause."""
        return self.filter(letters.is_to_be_sent(at, tried="tried_at"))

    def left_over(self, at: datetime) -> AssessmentLetterQuerySet:
        """Those that failed, or that a process left behind when it ended."""
        return self.due(at).filter(created_at__lte=at - letters.PAUSE)


class AssessmentLetter(models.Model):
    """That somebody is told that a review is done, or by when something is asked for again.

    ``key`` says of which submission, or of which day about the deadline; a person has one for each, so
    no letter goes out twice. Those about the same that wait for a person at once become one letter.
    Written by workers and seen by nobody: of one for improvement it would tell what became of it.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="letters")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    about = models.CharField(max_length=8, choices=LetterAbout)
    key = models.CharField(max_length=100)
    state = models.CharField(max_length=8, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)

    objects = AssessmentLetterQuerySet.as_manager()

    class Meta:
        ordering = ("assessment", "pk")
        indexes = (models.Index(fields=("state", "user"), name="assessment_letter_to_send"),)
        constraints = (
            models.UniqueConstraint(
                fields=("assessment", "user", "about", "key"), name="assessment_letter_once"
            ),
            models.CheckConstraint(
                condition=Q(about__in=LetterAbout.values), name="assessment_letter_known_about"
            ),
            *letters.constraints("assessment_letter"),
        )

    def __str__(self) -> str:
        return f"Letter {self.pk}"

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with its assessment."""
        return self.assessment.path
