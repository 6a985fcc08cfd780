"""Who may do what with snapshots and papers."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import EVERYBODY, SIGNED_IN, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_PAPERS = "papers.read_papers"
    READ_FOR_SECTOR = "papers.read_for_sector"
    READ_FOR_AUTHORITY = "papers.read_for_authority"
    READ_OWN = "papers.read_own"
    READ_DRAFTS = "papers.read_drafts"
    FREEZE = "papers.freeze"
    WRITE = "papers.write"
    APPROVE = "papers.approve"
    PUBLISH = "papers.publish"


_AUTHORITY = frozenset({Role.SECTOR_AUTHORITY})

#: ``READ_PAPERS``, ``READ_FOR_SECTOR``, ``READ_FOR_AUTHORITY`` and ``READ_OWN`` reach what is
#: *published*: to everybody, to those with a role, to the authority and supervisors, and to those who
#: own the measure of a sheet (on the tree of that owner). All others count on the tree of the actor that
#: governs the programme.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_PAPERS: EVERYBODY,
        Permission.READ_FOR_SECTOR: SIGNED_IN,
        Permission.READ_FOR_AUTHORITY: frozenset({Role.SECTOR_AUTHORITY, Role.SUPERVISOR}),
        Permission.READ_OWN: frozenset({Role.MEASURE_OWNER}),
        Permission.READ_DRAFTS: _AUTHORITY,
        Permission.FREEZE: _AUTHORITY,
        Permission.WRITE: _AUTHORITY,
        Permission.APPROVE: _AUTHORITY,
        Permission.PUBLISH: _AUTHORITY,
    }
)
