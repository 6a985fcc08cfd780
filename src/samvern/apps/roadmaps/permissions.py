"""Who may do what with roadmaps."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import EVERYBODY, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_PUBLISHED = "roadmaps.read_published"
    READ_DRAFTS = "roadmaps.read_drafts"
    PLAN = "roadmaps.plan"
    PUBLISH = "roadmaps.publish"


_AUTHORITY = frozenset({Role.SECTOR_AUTHORITY})

#: What is published is read by whoever reads the programme. ``READ_DRAFTS``, ``PLAN`` and
#: ``PUBLISH`` count on the tree of the actor that owns the programme: its authority plans, and the
#: supervisor reads what it plans.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_PUBLISHED: EVERYBODY,
        Permission.READ_DRAFTS: frozenset({Role.SECTOR_AUTHORITY, Role.SUPERVISOR}),
        Permission.PLAN: _AUTHORITY,
        Permission.PUBLISH: _AUTHORITY,
    }
)
