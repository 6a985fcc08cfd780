"""Reads of actors, for a viewer."""

from __future__ import annotations

from django.utils import timezone

from samvern.apps.actors.models import Grant
from samvern.base.permissions import Role
from samvern.base.viewer import HeldRole


def held_roles(user_id: int) -> tuple[HeldRole, ...]:
    """The roles a user holds today, each with the part of the tree it holds for."""
    grants = Grant.objects.filter(user_id=user_id).in_force(timezone.localdate())
    return tuple(
        HeldRole(Role(role), path) for role, path in grants.values_list("role", "path")
    )
