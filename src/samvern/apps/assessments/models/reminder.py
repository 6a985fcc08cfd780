"""Letters to those who answer for security where something waits to be handed in."""

from __future__ import annotations

from typing import Final

from django.db import models

from samvern.apps.assessments.models.campaign import Campaign
from samvern.base.jobs import letters
from samvern.base.viewer import WHOLE_SECTOR, Viewer

#: The key of the letter that tells that a campaign has opened.
INVITATION: Final = "opened"


class ReminderQuerySet(letters.LetterQuerySet["Reminder"]):
    """Reads of reminders."""

    def visible_to(self, viewer: Viewer) -> ReminderQuerySet:
        """With the campaign."""
        return self.filter(campaign__in=Campaign.objects.visible_to(viewer))


class Reminder(letters.Letter):
    """That somebody is to be told of what waits for them in a campaign, and what became of it.

    ``key`` says of which occasion: that the campaign opened, a day about its deadline, or a day on
    which the authority asked. A person has one for each occasion, so no letter goes out twice; those
    that wait for a person at once become one letter. Written by the jobs of a campaign, seen by
    those who follow it, as counts.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="reminder_letters")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering = ("campaign", "pk")
        indexes = (models.Index(fields=("state", "user"), name="reminder_to_send"),)
        constraints = (
            models.UniqueConstraint(
                fields=("campaign", "user", "key"), name="reminder_once_for_occasion"
            ),
            *letters.constraints("reminder"),
        )

    def __str__(self) -> str:
        return f"Reminder {self.pk}"

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with its campaign."""
        return WHOLE_SECTOR
