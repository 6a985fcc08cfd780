"""Who may do what with requirement sets."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import EVERYBODY, SIGNED_IN, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_FRAMEWORKS = "frameworks.read_frameworks"
    READ_SHARED = "frameworks.read_shared"
    READ_EDITIONS = "frameworks.read_editions"
    IMPORT_FRAMEWORK = "frameworks.import_framework"


#: What everybody is measured against is for everybody, logged in or not, but for wordings that
#: their licence keeps within the sector. Who changed what and why is read by those who govern.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_FRAMEWORKS: EVERYBODY,
        Permission.READ_SHARED: SIGNED_IN,
        Permission.READ_EDITIONS: frozenset({Role.SECTOR_AUTHORITY, Role.SUPERVISOR}),
        Permission.IMPORT_FRAMEWORK: frozenset({Role.SECTOR_AUTHORITY}),
    }
)
