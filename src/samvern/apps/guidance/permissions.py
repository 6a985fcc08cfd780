"""Who may do what with guidance."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import EVERYBODY, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_GUIDANCE = "guidance.read_guidance"


#: What there is to help is for everybody, logged in or not.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {Permission.READ_GUIDANCE: EVERYBODY}
)
