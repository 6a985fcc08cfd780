"""Who may do what with indicators, their values, and who began when with a measure."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import EVERYBODY, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_INDICATORS = "indicators.read_indicators"
    READ_OWN_VALUES = "indicators.read_own_values"
    READ_REPORTED = "indicators.read_reported"
    READ_AS_OWNER = "indicators.read_as_owner"
    KEEP_INDICATORS = "indicators.keep_indicators"
    GIVE_VALUES = "indicators.give_values"
    GIVE_OWN_VALUES = "indicators.give_own_values"
    GIVE_AS_OWNER = "indicators.give_as_owner"


_AUTHORITY = frozenset({Role.SECTOR_AUTHORITY})
_OFFICER = frozenset({Role.SECURITY_OFFICER})
_OWNER = frozenset({Role.MEASURE_OWNER})

#: An indicator is seen with its programme. ``READ_OWN_VALUES`` and ``GIVE_OWN_VALUES`` count for a role
#: at the organisation that is measured, or above it; a role in the whole sector makes nobody a part of
#: it. ``READ_REPORTED`` and ``GIVE_VALUES`` count on the tree of the actor that governs the programme, and
#: reach what is marked as reported. ``READ_AS_OWNER`` and ``GIVE_AS_OWNER`` count at the actor that owns
#: the indicator, and reach the values of groups and of the sector.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_INDICATORS: EVERYBODY,
        Permission.READ_OWN_VALUES: _OFFICER,
        Permission.READ_REPORTED: _AUTHORITY | {Role.SUPERVISOR},
        Permission.READ_AS_OWNER: _OWNER,
        Permission.KEEP_INDICATORS: _AUTHORITY,
        Permission.GIVE_VALUES: _AUTHORITY,
        Permission.GIVE_OWN_VALUES: _OFFICER,
        Permission.GIVE_AS_OWNER: _OWNER,
    }
)
