"""What happened to findings and actions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samvern.apps.actions.models.actions import Action
from samvern.apps.actions.models.findings import Finding
from samvern.base.models import User
from samvern.base.viewer import Viewer


class ChangeQuerySet(models.QuerySet["Change"]):
    """Reads of changes."""

    def visible_to(self, viewer: Viewer) -> ChangeQuerySet:
        """Those of findings that the viewer sees, and of the viewer's own actions."""
        findings, own = Finding.objects.visible_to(viewer), Action.objects.own(viewer)
        return self.filter(Q(finding__in=findings) | Q(action__in=own))


class Change(models.Model):
    """One thing that happened to a finding, or to one of its actions: who, what, when.

    ``changes`` is field to ``[before, after]``, ``note`` what was said with it. Written with every
    change and never changed itself. Seen with the finding; those of an action with the action.
    """

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="changes")
    action = models.ForeignKey(Action, models.CASCADE, null=True, related_name="changes")
    what = models.CharField(max_length=40)
    changes = models.JSONField(default=dict)
    note = models.TextField(blank=True, default="")
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.finding_id} {self.what}"
