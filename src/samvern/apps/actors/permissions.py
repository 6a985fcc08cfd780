"""Who may do what with actors."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import GRANTABLE, SIGNED_IN, Role
from samvern.base.viewer import WHOLE_SECTOR, OnTree, Viewer


class Permission(StrEnum):
    """What this module guards."""

    READ_ACTORS = "actors.read_actors"
    READ_PEOPLE = "actors.read_people"
    EDIT_ACTOR = "actors.edit_actor"
    RECORD_SUCCESSION = "actors.record_succession"
    MANAGE_PEOPLE = "actors.manage_people"
    READ_POPULATIONS = "actors.read_populations"
    MANAGE_POPULATIONS = "actors.manage_populations"
    READ_IMPORTS = "actors.read_imports"
    IMPORT_REGISTER = "actors.import_register"


#: The register itself holds public facts, so everybody with a grant reads all of it; who
#: holds which role at an actor is for those who answer for that actor.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_ACTORS: SIGNED_IN,
        Permission.READ_PEOPLE: frozenset(
            {Role.SECTOR_AUTHORITY, Role.SECURITY_OFFICER, Role.SUPERVISOR}
        ),
        Permission.EDIT_ACTOR: frozenset({Role.SECTOR_AUTHORITY, Role.SECURITY_OFFICER}),
        Permission.RECORD_SUCCESSION: frozenset({Role.SECTOR_AUTHORITY}),
        Permission.MANAGE_PEOPLE: frozenset({Role.SECTOR_AUTHORITY, Role.SECURITY_OFFICER}),
        Permission.READ_POPULATIONS: frozenset({Role.SECTOR_AUTHORITY, Role.SUPERVISOR}),
        Permission.MANAGE_POPULATIONS: frozenset({Role.SECTOR_AUTHORITY}),
        Permission.READ_IMPORTS: frozenset({Role.SECTOR_AUTHORITY, Role.SUPERVISOR}),
        Permission.IMPORT_REGISTER: frozenset({Role.SECTOR_AUTHORITY}),
    }
)

#: Which roles the holder of a role may give to others and take from them, where that role is
#: held. Nobody gives more than they hold: the place must lie within the giver's own.
GRANTED_BY: Mapping[Role, frozenset[Role]] = MappingProxyType(
    {
        Role.SECTOR_AUTHORITY: frozenset(GRANTABLE),
        Role.SECURITY_OFFICER: frozenset(
            {Role.SECURITY_OFFICER, Role.CONTRIBUTOR, Role.LOG_CONTROLLER, Role.MEASURE_OWNER}
        ),
    }
)


def may_grant(viewer: Viewer, role: Role, on: OnTree | None) -> bool:
    """Whether the viewer may give or end a role at an actor, or in the whole sector without one.

    The supervisor's role and the sector authority's are given by the sector authority only.
    """
    return viewer.may(Permission.MANAGE_PEOPLE, on) and role in grantable_by(viewer, on)


def grantable_by(viewer: Viewer, on: OnTree | None) -> frozenset[Role]:
    """The roles that the viewer's own roles let them give there."""
    place = on.path if on is not None else WHOLE_SECTOR
    reaching = [held.role for held in viewer.held if place.startswith(held.path)]
    return frozenset().union(*(GRANTED_BY.get(role, frozenset()) for role in reaching))
