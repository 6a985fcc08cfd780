"""Who holds which role where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from samvern.apps.actors.models.actor import Actor
from samvern.apps.actors.permissions import Permission
from samvern.base.models import User
from samvern.base.permissions import GRANTABLE, ROLE_NAMES
from samvern.base.viewer import WHOLE_SECTOR, Viewer

if TYPE_CHECKING:
    from datetime import date


class GrantQuerySet(models.QuerySet["Grant"]):
    """Reads of grants."""

    def visible_to(self, viewer: Viewer) -> GrantQuerySet:
        """Grants at actors whose people the viewer may see, and one's own."""
        if viewer.may(Permission.READ_PEOPLE):
            return self
        own = Q(user_id=viewer.user_id) if viewer.is_signed_in else Q(pk__in=())
        return self.filter(viewer.within(Permission.READ_PEOPLE) | own)

    def in_force(self, on: date) -> GrantQuerySet:
        """Grants that hold on a date."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), valid_from__lte=on)


class Grant(models.Model):
    """A role that a person holds at an actor and everything below it.

    Without an actor it holds for the whole sector. Given and ended by those who manage
    people there; never deleted, so that the past can be explained.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(
        _("Role"), max_length=20, choices=[(role.value, ROLE_NAMES[role]) for role in GRANTABLE]
    )
    actor = models.ForeignKey(Actor, models.PROTECT, null=True, blank=True, related_name="grants")
    #: The actor's path, or ``/`` for the whole sector; kept in step when an actor moves.
    path = models.CharField(max_length=200, default="/", db_index=True, editable=False)
    valid_from = models.DateField(_("From"))
    valid_to = models.DateField(_("Until"), null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("user", "role", "path"),
                condition=Q(valid_to__isnull=True),
                name="grant_held_once",
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in GRANTABLE]), name="grant_known_role"
            ),
            models.CheckConstraint(
                condition=Q(actor__isnull=True, path=WHOLE_SECTOR)
                | (Q(actor__isnull=False) & ~Q(path=WHOLE_SECTOR)),
                name="grant_path_of_actor",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="grant_ends_after_start",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
