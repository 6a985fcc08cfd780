"""What shows that an action is done, or works."""

from __future__ import annotations

from django.db import models

from samvern.apps.actions.models.actions import Action
from samvern.apps.evidence.models import Evidence
from samvern.base.viewer import Viewer


class ActionEvidenceQuerySet(models.QuerySet["ActionEvidence"]):
    """Reads of what actions rest on."""

    def visible_to(self, viewer: Viewer) -> ActionEvidenceQuerySet:
        """Of actions that the viewer sees, the evidence that the viewer follows."""
        return self.filter(
            action__in=Action.objects.visible_to(viewer),
            evidence__in=Evidence.objects.followed_by(viewer),
        )


class ActionEvidence(models.Model):
    """That a piece of evidence shows that an action is done, or works.

    Put there and taken away by whoever follows the action up. Its owner and verifier see the piece
    with it. The sector authority and supervisors see none of it, also of what is reported, and also
    where they see the piece because it was handed in: what it came to show later is not theirs.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="evidence")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="+")
    added_by_name = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    objects = ActionEvidenceQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("action", "evidence"), name="action_evidence_once"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.evidence}"
