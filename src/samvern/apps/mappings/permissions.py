"""Who may do what with mappings."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import EVERYBODY, SIGNED_IN, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_MAPPINGS = "mappings.read_mappings"
    READ_MAPPERS = "mappings.read_mappers"
    MAP_REQUIREMENTS = "mappings.map_requirements"
    REVIEW_MAPPING = "mappings.review_mapping"
    WITHDRAW_ANY = "mappings.withdraw_any"


_MAPPERS = frozenset({Role.SECTOR_AUTHORITY, Role.SECURITY_OFFICER})

#: What a requirement is to another is for everybody; who said so, and how it came to be, for those
#: with a role. Whoever maps may review, but never what is their own.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_MAPPINGS: EVERYBODY,
        Permission.READ_MAPPERS: SIGNED_IN,
        Permission.MAP_REQUIREMENTS: _MAPPERS,
        Permission.REVIEW_MAPPING: _MAPPERS,
        Permission.WITHDRAW_ANY: frozenset({Role.SECTOR_AUTHORITY}),
    }
)
