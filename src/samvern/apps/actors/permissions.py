"""Who may do what with actors."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import SIGNED_IN, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_ACTORS = "actors.read_actors"
    READ_PEOPLE = "actors.read_people"
    EDIT_ACTOR = "actors.edit_actor"
    RECORD_SUCCESSION = "actors.record_succession"
    MANAGE_PEOPLE = "actors.manage_people"


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
    }
)
