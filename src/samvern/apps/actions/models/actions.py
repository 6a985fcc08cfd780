"""Actions, and who saw that they work."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.actions.models.findings import Finding
from samvern.apps.actions.models.words import ACTION_STATE_NAMES, VERDICT_NAMES, values
from samvern.apps.actions.permissions import Permission
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict
from samvern.engine.follow_up import REMAINING, ActionState, Verdict


class ActionQuerySet(models.QuerySet["Action"]):
    """Reads of actions."""

    def visible_to(self, viewer: Viewer) -> ActionQuerySet:
        """Those of findings that the viewer sees, and one's own."""
        seen = Q(finding__in=Finding.objects.visible_to(viewer))
        return self.filter(seen | _own(viewer))

    def own(self, viewer: Viewer) -> ActionQuerySet:
        """Those that the viewer owns or was asked to confirm, while holding a role at the actor."""
        return self.filter(_own(viewer))

    def remaining(self) -> ActionQuerySet:
        """Those that are neither confirmed nor cancelled."""
        return self.filter(state__in=[each.value for each in REMAINING])

    def overdue(self, *, on: date) -> ActionQuerySet:
        """Those that were to be done before a day, and are not."""
        return self.filter(overdue(on))


def overdue(on: date) -> Q:
    """Of actions: they were to be done before a day, and are not."""
    return Q(state__in=(ActionState.PLANNED.value, ActionState.ONGOING.value), due_on__lt=on)


def _own(viewer: Viewer) -> Q:
    if viewer.user_id is None:
        return Q(pk__in=())
    mine = Q(owner_id=viewer.user_id) | Q(verifier_id=viewer.user_id)
    return mine & viewer.within(Permission.READ_OWN_ACTIONS, "finding__actor__path")


class Action(models.Model):
    """What is to be done about a finding: by whom, by when, and whether it works.

    Planned, changed and cancelled by those who answer for security at the actor. Its owner says
    that it is done; somebody else, ``verifier`` when named, says that it works. Seen with the
    finding, and by its owner and verifier. ``position`` names who owns it where no account does.
    """

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="actions")
    what = models.CharField(_("What is to be done"), max_length=500)
    owner = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.CharField(_("Position"), max_length=120, blank=True, default="")
    verifier = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("Due"))
    state = models.CharField(
        max_length=10,
        choices=[(key.value, name) for key, name in ACTION_STATE_NAMES.items()],
        default=ActionState.PLANNED.value,
    )
    planned_at = models.DateTimeField()
    done_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    done_by_name = models.CharField(max_length=200, blank=True, default="")
    done_at = models.DateTimeField(null=True, blank=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    verified_by_name = models.CharField(max_length=200, blank=True, default="")
    verified_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=values(ActionState)), name="action_known_state"
            ),
            models.CheckConstraint(
                condition=(Q(owner__isnull=True) & ~Q(position=""))
                | Q(owner__isnull=False, position=""),
                name="action_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(verifier__isnull=True)
                | Q(owner__isnull=True)
                | ~Q(verifier=F("owner")),
                name="action_verifier_not_owner",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=(ActionState.DONE.value, ActionState.VERIFIED.value),
                    done_by__isnull=False,
                    done_at__isnull=False,
                )
                | (
                    ~Q(state__in=(ActionState.DONE.value, ActionState.VERIFIED.value))
                    & Q(done_by__isnull=True, done_at__isnull=True)
                ),
                name="action_done_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ActionState.VERIFIED.value,
                    verified_by__isnull=False,
                    verified_at__isnull=False,
                )
                | (
                    ~Q(state=ActionState.VERIFIED.value)
                    & Q(verified_by__isnull=True, verified_at__isnull=True)
                ),
                name="action_verified_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True)
                | (
                    ~Q(verified_by=F("done_by"))
                    & ~Q(verified_by_name=F("done_by_name"))
                    & (Q(owner__isnull=True) | ~Q(verified_by=F("owner")))
                ),
                name="action_verified_by_other",
            ),
        )
        indexes = (
            models.Index(fields=("owner", "state", "due_on"), name="action_of_owner"),
            models.Index(fields=("state", "due_on"), name="action_by_due"),
            # Whether one finding has something overdue; without it SQLite reads all that is.
            models.Index(fields=("finding", "state", "due_on"), name="action_of_finding_due"),
        )

    def __str__(self) -> str:
        """A number and no more, as of a finding."""
        return f"F{self.finding_id}-{self.pk}"

    @property
    def path(self) -> str:
        """Where the action stands on the actor tree."""
        return self.finding.path

    @property
    def owner_name(self) -> str:
        """Who is to do it: a person, or a position."""
        return self.owner.name if self.owner else self.position

    def save_over(self, version: int, *fields: str) -> None:
        """Save fields that were changed in that version of the action.

        Raises ``Conflict`` (``action.changed``) when somebody else has saved since. One statement
        compares and saves, so this holds on databases without row locks too.
        """
        self.version = version + 1
        named = [field for field in self._meta.concrete_fields if field.name in fields]
        values: dict[str, Any] = {each.attname: getattr(self, each.attname) for each in named}
        mine = type(self).objects.filter(pk=self.pk, version=version)
        if not mine.update(**values, version=self.version):
            raise Conflict("action.changed")


class VerificationQuerySet(models.QuerySet["Verification"]):
    """Reads of verifications."""

    def visible_to(self, viewer: Viewer) -> VerificationQuerySet:
        """Those of actions that the viewer sees."""
        return self.filter(action__in=Action.objects.visible_to(viewer))


class Verification(models.Model):
    """That somebody other than those who did it looked whether an action works, and what they saw.

    Made by the verifier, or by whoever answers for security at the actor; seen with the action.
    Never changed: the latest one holds.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="verifications")
    verdict = models.CharField(
        max_length=14, choices=[(key.value, name) for key, name in VERDICT_NAMES.items()]
    )
    seen = models.TextField()
    done_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    verified_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    verified_by_name = models.CharField(max_length=200)
    verified_at = models.DateTimeField()

    objects = VerificationQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(verdict__in=values(Verdict)), name="verification_known_verdict"
            ),
            models.CheckConstraint(
                condition=~Q(verified_by=F("done_by")), name="verification_by_other"
            ),
            models.CheckConstraint(condition=~Q(seen=""), name="verification_says_what_was_seen"),
        )

    def __str__(self) -> str:
        return f"{self.action_id} {self.verdict}"
