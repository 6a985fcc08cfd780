"""Who may do what with panels."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import SIGNED_IN, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_INVITED = "panels.read_invited"
    READ_RESULTS = "panels.read_results"
    READ_PLANNED = "panels.read_planned"
    RUN_PANEL = "panels.run_panel"
    GIVE_OPINION = "panels.give_opinion"


_AUTHORITY = frozenset({Role.SECTOR_AUTHORITY})

#: ``READ_INVITED`` and ``GIVE_OPINION`` count only together with an invitation to the panel.
#: The results of a closed panel are read by those who also read who judged a programme, and why.
#: ``READ_PLANNED`` and ``RUN_PANEL`` count on the tree of the actor that owns the programme.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_INVITED: SIGNED_IN,
        Permission.READ_RESULTS: frozenset(
            {Role.SECTOR_AUTHORITY, Role.MEASURE_OWNER, Role.SUPERVISOR}
        ),
        Permission.READ_PLANNED: _AUTHORITY,
        Permission.RUN_PANEL: _AUTHORITY,
        Permission.GIVE_OPINION: SIGNED_IN,
    }
)
