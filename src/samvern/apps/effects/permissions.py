"""Who may do what with studies of effect."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import EVERYBODY, SIGNED_IN, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_EVIDENCE = "effects.read_evidence"
    READ_PUBLISHED = "effects.read_published"
    READ_STUDIES = "effects.read_studies"
    KEEP_STUDIES = "effects.keep_studies"
    PUBLISH = "effects.publish"


_AUTHORITY = frozenset({Role.SECTOR_AUTHORITY})

#: ``READ_EVIDENCE`` shows what is marked for everybody, ``READ_PUBLISHED`` what is published to the
#: sector, both with the programme. The others count on the tree of the actor that owns the
#: programme: its authority studies, and the supervisor reads along. None of them shows what an
#: organisation's own value is; that is for the rules of indicators.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_EVIDENCE: EVERYBODY,
        Permission.READ_PUBLISHED: SIGNED_IN,
        Permission.READ_STUDIES: frozenset({Role.SECTOR_AUTHORITY, Role.SUPERVISOR}),
        Permission.KEEP_STUDIES: _AUTHORITY,
        Permission.PUBLISH: _AUTHORITY,
    }
)
