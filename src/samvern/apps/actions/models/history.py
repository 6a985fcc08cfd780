"""What happened to findings and actions, and who was written to about them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from samvern.apps.actions.models.actions import Action
from samvern.apps.actions.models.findings import Decision, Finding
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


class Notice(models.Model):
    """That somebody was written to about a deadline of an action or an accepted risk.

    ``key`` is the reminder's, so that nothing goes out twice; one that could not be sent is tried
    again. Made by the sector authority or a timer; seen by nobody but in the audit trail.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    action = models.ForeignKey(Action, models.CASCADE, null=True, related_name="+")
    decision = models.ForeignKey(Decision, models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=120)
    reminded_at = models.DateTimeField()
    has_failed = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(action__isnull=True, decision__isnull=False)
                | Q(action__isnull=False, decision__isnull=True),
                name="notice_of_one_thing",
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
