"""What a small clinic's way through its short check needs beside the answers."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from samvern.apps.assessments.models.assessment import Assessment, owned
from samvern.base.viewer import Viewer
from samvern.engine.assessments import MAX_NAME

MAX_KEY: Final = 20


class ShortCheckQuerySet(models.QuerySet["ShortCheck"]):
    """Reads of short checks."""

    def visible_to(self, viewer: Viewer) -> ShortCheckQuerySet:
        """To those who see every answer of the assessment."""
        return self.filter(owned(viewer, "assessment__"))


class ShortCheck(models.Model):
    """What a clinic has, which supplier it has, and the address at which it goes on.

    ``facts`` says of each fact of the check whether it holds; what does not hold is not asked
    about. ``supplier`` is told once and goes into every answer that a supplier is to give. ``key``
    is the last part of the address: it leads whoever may answer to the next question, and lets
    nobody in. Written by the clinic's security officer, seen by those who own the assessment.
    """

    assessment = models.OneToOneField(Assessment, models.CASCADE, related_name="short_check")
    key = models.CharField(max_length=MAX_KEY, unique=True)
    facts = models.JSONField(default=dict)
    supplier = models.CharField(_("Supplier"), max_length=MAX_NAME, blank=True, default="")
    told_at = models.DateTimeField()

    objects = ShortCheckQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~models.Q(key=""), name="short_check_has_key"),
        )

    def __str__(self) -> str:
        return f"Short check {self.pk}"

    @property
    def path(self) -> str:
        """Where it stands on the actor tree: with its assessment."""
        return self.assessment.path
