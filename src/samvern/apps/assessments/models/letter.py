"""Letters to those who answer for security about what they have handed in."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samvern.apps.assessments.models.assessment import Assessment
from samvern.base.jobs import letters


class LetterAbout(models.TextChoices):
    """What a letter tells of."""

    REVIEWED = "reviewed"
    ASKED_AGAIN = "again"


class AssessmentLetterQuerySet(letters.LetterQuerySet["AssessmentLetter"]):
    """Reads of letters."""


class AssessmentLetter(letters.Letter):
    """That somebody is told that a review is done, or by when something is asked for again.

    ``key`` says of which submission, or of which day about the deadline; a person has one for each, so
    no letter goes out twice. Those about the same that wait for a person at once become one letter.
    Written by workers and seen by nobody: of one for improvement it would tell what became of it.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="letters")
    about = models.CharField(max_length=8, choices=LetterAbout)

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
