"""Who holds which role where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from samvern.apps.actors.models import Actor, Grant, GrantQuerySet
from samvern.apps.actors.permissions import Permission, may_grant
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import HeldRole, Viewer
from samvern.engine.errors import NotAllowed, NotFound


@dataclass(frozen=True)
class PersonRow:
    """A person with a role. ``actor_id`` is None when it holds for the whole sector."""

    grant_id: int
    user_id: int
    name: str
    email: str
    role: Role
    role_name: str
    actor_id: int | None
    actor: str
    since: date
    until: date | None
    may_end: bool


def held_roles(user_id: int) -> tuple[HeldRole, ...]:
    """The roles a user holds today, each with the part of the tree it holds for."""
    grants = Grant.objects.filter(user_id=user_id).in_force(timezone.localdate())
    return tuple(HeldRole(Role(role), path) for role, path in grants.values_list("role", "path"))


def holders_at(actor: Actor, role: Role, *, on: date | None = None) -> list[User]:
    """The accounts that hold a role at an actor itself, for letters to them; no viewer sees them."""
    held = Grant.objects.filter(actor=actor, role=role, user__is_active=True)
    in_force = held.in_force(on or timezone.localdate()).select_related("user")
    return [each.user for each in in_force.order_by("user_id")]


def grants(viewer: Viewer, *, on: date) -> GrantQuerySet:
    """Every role in force that the viewer may see, by name. Raises ``NotAllowed``."""
    if not viewer.may_somewhere(Permission.READ_PEOPLE):
        raise NotAllowed("permission.missing", permission=str(Permission.READ_PEOPLE))
    visible = Grant.objects.visible_to(viewer).in_force(on)
    return visible.select_related("user", "actor").order_by("user__name", "user_id", "pk")


def grant_for(viewer: Viewer, grant_id: int, *, lock: bool = False) -> Grant:
    """A grant as the viewer sees it, with its person and actor. Raises ``NotFound``."""
    visible = Grant.objects.visible_to(viewer).select_related("user", "actor")
    if lock:
        visible = visible.select_for_update(of=("self",))
    grant = visible.filter(pk=grant_id).first()
    if grant is None:
        raise NotFound("grant.unknown")
    return grant


def grants_at(viewer: Viewer, actor: Actor, *, on: date) -> GrantQuerySet:
    """Every role in force at an actor itself. Raises ``NotAllowed``."""
    viewer.require(Permission.READ_PEOPLE, on=actor)
    return grants(viewer, on=on).filter(actor=actor)


def people_at(viewer: Viewer, actor: Actor, *, on: date) -> tuple[PersonRow, ...] | None:
    """Who holds a role at an actor itself; None for those who may not see it."""
    if not viewer.may(Permission.READ_PEOPLE, on=actor):
        return None
    return tuple(person_rows(viewer, grants_at(viewer, actor, on=on)))


def person_rows(viewer: Viewer, found: Iterable[Grant]) -> list[PersonRow]:
    """Grants as rows; they must come with their users and actors."""
    return [
        PersonRow(
            grant_id=grant.pk,
            user_id=grant.user_id,
            name=grant.user.name,
            email=grant.user.email,
            role=Role(grant.role),
            role_name=grant.get_role_display(),
            actor_id=grant.actor_id,
            actor=grant.actor.name if grant.actor else "",
            since=grant.valid_from,
            until=grant.valid_to,
            may_end=may_grant(viewer, Role(grant.role), grant),
        )
        for grant in found
    ]


def people_one_by_one(viewer: Viewer, held: GrantQuerySet) -> Iterator[PersonRow]:
    """Grants as rows one after the other, however many there are."""
    for grant in held.iterator(chunk_size=2_000):
        yield from person_rows(viewer, [grant])
