"""Who may do what with findings and actions."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import SIGNED_IN, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_FINDINGS = "actions.read_findings"
    READ_REPORTED = "actions.read_reported"
    READ_OWN_ACTIONS = "actions.read_own_actions"
    RAISE_FINDINGS = "actions.raise_findings"
    RAISE_REPORTED = "actions.raise_reported"
    DECIDE_FINDINGS = "actions.decide_findings"
    FOLLOW_UP_OWN = "actions.follow_up_own"
    REMIND_OWNERS = "actions.remind_owners"
    HAND_ON_FINDINGS = "actions.hand_on_findings"


_GOVERNING = frozenset({Role.SECTOR_AUTHORITY, Role.SUPERVISOR})

#: Those who answer for security at an actor, or above it, read all of its findings and decide on
#: them; the sector authority and supervisors read those that are reported, and no others. Whoever
#: owns an action, or was asked to confirm it, follows up that one.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_FINDINGS: frozenset({Role.SECURITY_OFFICER}),
        Permission.READ_REPORTED: _GOVERNING,
        Permission.READ_OWN_ACTIONS: SIGNED_IN,
        Permission.RAISE_FINDINGS: frozenset({Role.SECURITY_OFFICER}),
        Permission.RAISE_REPORTED: _GOVERNING | {Role.SECURITY_OFFICER},
        Permission.DECIDE_FINDINGS: frozenset({Role.SECURITY_OFFICER}),
        Permission.FOLLOW_UP_OWN: SIGNED_IN,
        Permission.REMIND_OWNERS: frozenset({Role.SECTOR_AUTHORITY}),
        Permission.HAND_ON_FINDINGS: frozenset({Role.SECTOR_AUTHORITY}),
    }
)
