"""Who may do what with tables that come in."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import Role


class Permission(StrEnum):
    """What this module guards."""

    READ_IMPORTS = "exchange.read_imports"
    IMPORT_TABLE = "exchange.import_table"
    UNDO_IMPORT = "exchange.undo_import"


_AUTHORITY = frozenset({Role.SECTOR_AUTHORITY})

#: All of them count on the tree of the actor that owns the programme. What came in, and why, is
#: for those who govern and for those who see to it that they do.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_IMPORTS: _AUTHORITY | {Role.SUPERVISOR},
        Permission.IMPORT_TABLE: _AUTHORITY,
        Permission.UNDO_IMPORT: _AUTHORITY,
    }
)
