"""Who may do what with scenarios and decisions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import SIGNED_IN, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_SCENARIOS = "decisions.read_scenarios"
    READ_AUTHORITY_SCENARIOS = "decisions.read_authority_scenarios"
    SAVE_SCENARIO = "decisions.save_scenario"
    SHARE_SCENARIO = "decisions.share_scenario"
    READ_DECISIONS = "decisions.read_decisions"
    READ_AUTHORITY_DECISIONS = "decisions.read_authority_decisions"
    TAKE_DECISION = "decisions.take_decision"


_AUTHORITY = frozenset({Role.SECTOR_AUTHORITY})

#: Whoever answers for measures or for security may think aloud in scenarios of their own and
#: hand them to the authority. What the whole sector sees, and what is decided, is the
#: authority's: ``SHARE_SCENARIO``, ``TAKE_DECISION`` and the two permissions to read what is
#: for the authority count on the tree of the actor that owns the programme. The public holds
#: none of these.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_SCENARIOS: SIGNED_IN,
        Permission.READ_AUTHORITY_SCENARIOS: _AUTHORITY,
        Permission.SAVE_SCENARIO: frozenset(
            {Role.SECTOR_AUTHORITY, Role.MEASURE_OWNER, Role.SECURITY_OFFICER}
        ),
        Permission.SHARE_SCENARIO: _AUTHORITY,
        Permission.READ_DECISIONS: SIGNED_IN,
        Permission.READ_AUTHORITY_DECISIONS: frozenset({Role.SECTOR_AUTHORITY, Role.SUPERVISOR}),
        Permission.TAKE_DECISION: _AUTHORITY,
    }
)
