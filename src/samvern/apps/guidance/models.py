"""What people have said of guidance; the guidance itself is in the catalogue."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samvern.apps.guidance.permissions import Permission
from samvern.base.models import User
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.guidance import LinkState


class ReviewQuerySet(models.QuerySet["Review"]):
    """Reads of reviews."""

    def visible_to(self, viewer: Viewer) -> ReviewQuerySet:
        """Those of guidance whose owner the viewer may follow."""
        return self.filter(viewer.within(Permission.READ_REVIEWS))


class Review(models.Model):
    """That somebody has looked through an entry for its owner, and stands by what is said of it.

    Recorded by those who answer for the owner, or by the sector authority. That and when it was
    reviewed is for everybody; who did it and what they noted for those who may read reviews.
    Never changed: the latest one holds.
    """

    catalogue = models.CharField(max_length=60)
    entry = models.CharField(max_length=60)
    reviewed_on = models.DateField()
    link = models.CharField(max_length=10, choices=[(each.value, each.value) for each in LinkState])
    note = models.TextField(blank=True, default="")
    by_name = models.CharField(max_length=200)
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    #: Where the owner stands on the actor tree; the whole sector when it is not in the register.
    path = models.CharField(max_length=200, default=WHOLE_SECTOR)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering = ("-reviewed_on", "-pk")
        indexes = (models.Index(fields=("catalogue", "entry"), name="review_of_entry"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(link__in=[each.value for each in LinkState]), name="review_known_link"
            ),
        )

    def __str__(self) -> str:
        return f"{self.entry} {self.reviewed_on.isoformat()}"


class Reminder(models.Model):
    """That somebody who answers for owners of guidance was written to about what waits for them.

    Made by the sector authority or a timer, once in a calendar month for each person at most; one
    that could not be sent is tried again. Seen by nobody but in the audit trail.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    catalogue = models.CharField(max_length=60)
    #: The first day of the month.
    month = models.DateField()
    #: How many entries waited.
    entries = models.PositiveIntegerField()
    reminded_at = models.DateTimeField()
    has_failed = models.BooleanField(default=False)

    class Meta:
        ordering = ("-month", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "catalogue", "month"), name="reminder_once_a_month"
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.month:%Y-%m}"
