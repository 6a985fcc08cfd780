"""Letters to those who report."""

from __future__ import annotations

from typing import Final

from django.db import models

from samvern.apps.reporting.models.reports import Report
from samvern.apps.reporting.models.rounds import Round
from samvern.base.jobs import letters
from samvern.base.viewer import Viewer

#: The key of the letter that tells that a round has opened.
INVITATION: Final = "opened"


class ReportingLetterQuerySet(letters.LetterQuerySet["ReportingLetter"]):
    """Reads of letters."""

    def visible_to(self, viewer: Viewer) -> ReportingLetterQuerySet:
        """With the round, to those who follow it."""
        return self.filter(reporting_round__in=Round.objects.followed_by(viewer))


class ReportingLetter(letters.Letter):
    """That somebody is to be told of what waits for them in a round, and what became of the letter.

    ``key`` says of which occasion: that the round opened, a day about its deadline, a day on which the
    authority asked, or what became of the one ``report``. A person has one for each occasion, so no
    letter goes out twice. Written by jobs, seen by those who follow the round, as counts.
    """

    reporting_round = models.ForeignKey(Round, models.CASCADE, related_name="letters")
    report = models.ForeignKey(Report, models.CASCADE, null=True, related_name="letters")

    objects = ReportingLetterQuerySet.as_manager()

    class Meta:
        ordering = ("reporting_round", "pk")
        indexes = (models.Index(fields=("state", "user"), name="reporting_letter_to_send"),)
        constraints = (
            models.UniqueConstraint(
                fields=("reporting_round", "user", "key"), name="reporting_letter_once"
            ),
            *letters.constraints("reporting_letter"),
        )

    def __str__(self) -> str:
        return f"Letter {self.pk}"

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with its round."""
        return self.reporting_round.path
