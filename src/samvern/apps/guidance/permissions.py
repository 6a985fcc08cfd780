"""Who may do what with guidance."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import EVERYBODY, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_GUIDANCE = "guidance.read_guidance"
    READ_REVIEWS = "guidance.read_reviews"
    REVIEW_GUIDANCE = "guidance.review_guidance"
    REMIND_OWNERS = "guidance.remind_owners"


#: What there is to help is for everybody, logged in or not. Those who answer for an owner look
#: through what it owns; the sector authority does for all.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_GUIDANCE: EVERYBODY,
        Permission.READ_REVIEWS: frozenset(
            {
                Role.SECTOR_AUTHORITY,
                Role.SUPERVISOR,
                Role.SECURITY_OFFICER,
                Role.MEASURE_OWNER,
            }
        ),
        Permission.REVIEW_GUIDANCE: frozenset(
            {Role.SECTOR_AUTHORITY, Role.SECURITY_OFFICER, Role.MEASURE_OWNER}
        ),
        Permission.REMIND_OWNERS: frozenset({Role.SECTOR_AUTHORITY}),
    }
)
