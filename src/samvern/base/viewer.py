"""Who is looking: built once for each request, token or command, and passed inwards.

Inner code never takes a request. What a viewer may do follows from the roles held and the
part of the actor tree each is held on; an API token can narrow that, never widen it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Protocol

from django.db.models import Q

from samvern.base.permissions import Role, holders
from samvern.engine.errors import NotAllowed

if TYPE_CHECKING:
    from samvern.base.models import User

#: The path that contains every actor.
WHOLE_SECTOR = "/"


class OnTree(Protocol):
    """Anything that stands on the actor tree: ``path`` is like ``/12/57/``."""

    @property
    def path(self) -> str:
        """Identifiers from the top of the tree down to here."""
        ...


@dataclass(frozen=True)
class HeldRole:
    """A role held on one actor and all below it; :data:`WHOLE_SECTOR` is all of them."""

    role: Role
    path: str = WHOLE_SECTOR


@dataclass(frozen=True)
class Viewer:
    """Somebody who reads or acts. ``scopes`` narrows a token; ``None`` narrows nothing."""

    user_id: int | None = None
    name: str = ""
    held: tuple[HeldRole, ...] = ()
    language: str = "nb"
    channel: str = "web"
    scopes: frozenset[str] | None = None

    @property
    def is_signed_in(self) -> bool:
        """Whether a person or token stands behind this viewer."""
        return self.user_id is not None

    @property
    def roles(self) -> frozenset[Role]:
        """Every role held anywhere, the public included."""
        return frozenset(held.role for held in self.held) | {Role.PUBLIC}

    @property
    def place(self) -> str:
        """The lowest place on the actor tree above every role held: where entries in the
        trail about this person stand, so that those who answer for that place see them.
        """
        branches = [held.path.strip("/").split("/") for held in self.held]
        shared = takewhile(lambda steps: len(set(steps)) == 1, zip(*branches, strict=False))
        path = "/".join(steps[0] for steps in shared)
        return f"/{path}/" if path else WHOLE_SECTOR

    def paths(self, permission: str) -> tuple[str, ...]:
        """The parts of the actor tree on which this viewer holds a permission."""
        allowed = holders(permission)
        found = [held.path for held in self.held if held.role in allowed]
        if Role.PUBLIC in allowed:
            found.append(WHOLE_SECTOR)
        if WHOLE_SECTOR in found:
            return (WHOLE_SECTOR,)
        return tuple(sorted(set(found)))

    def may(self, permission: str, on: OnTree | None = None) -> bool:
        """Whether the permission is held on that actor, or on the whole sector without one."""
        if not self.reaches(permission):
            return False
        place = on.path if on is not None else WHOLE_SECTOR
        return any(place.startswith(path) for path in self.paths(permission))

    def may_somewhere(self, permission: str) -> bool:
        """Whether the permission is held on any actor at all."""
        return self.reaches(permission) and bool(self.paths(permission))

    def require(self, permission: str, on: OnTree | None = None) -> None:
        """Raise ``NotAllowed`` unless :meth:`may`."""
        if not self.may(permission, on):
            raise NotAllowed("permission.missing", permission=str(permission))

    def within(self, permission: str, field: str = "path") -> Q:
        """A condition that keeps the rows whose ``field`` lies where the permission is held."""
        if not self.may_somewhere(permission):
            return Q(pk__in=())
        condition = Q()
        for path in self.paths(permission):
            if path == WHOLE_SECTOR:
                return Q()
            condition |= Q(**{f"{field}__startswith": path})
        return condition

    def at_places(self, permission: str, field: str = "path") -> Q:
        """As :meth:`within`, where only a role held at an actor counts, on it and all below it:
        a role in the whole sector makes nobody a part of the organisation.
        """
        condition = Q(pk__in=())
        if self.reaches(permission):
            allowed = holders(permission)
            for held in self.held:
                if held.role in allowed and held.path != WHOLE_SECTOR:
                    condition |= Q(**{f"{field}__startswith": held.path})
        return condition

    def reaches(self, permission: str) -> bool:
        """Whether a token's scopes reach a permission, held or not: ``read`` the reads, else ``write``."""
        if self.scopes is None:
            return True
        verb = str(permission).rpartition(".")[2]
        return ("read" if verb.startswith("read") else "write") in self.scopes


ANONYMOUS = Viewer()

#: The system itself: set-up, demo data and the reactions to facts.
SYSTEM = Viewer(
    name="Samvern",
    held=tuple(HeldRole(role) for role in Role),
    channel="system",
)

GrantSource = Callable[[int], tuple[HeldRole, ...]]
_grant_sources: list[GrantSource] = []


def register_grant_source(source: GrantSource) -> None:
    """Say where grants are kept. The actor module does: grants are rows on its tree."""
    if source not in _grant_sources:
        _grant_sources.append(source)


def viewer_for(user: User, *, channel: str = "web", scopes: frozenset[str] | None = None) -> Viewer:
    """The viewer that a user is, with every grant in force; nobody when inactive."""
    if not user.is_active:
        return ANONYMOUS
    return Viewer(
        user_id=user.pk,
        name=user.name,
        held=tuple(held for source in _grant_sources for held in source(user.pk)),
        language=user.language,
        channel=channel,
        scopes=scopes,
    )
