"""Who may do what with evidence."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import Role


class Permission(StrEnum):
    """What this module guards."""

    READ_EVIDENCE = "evidence.read_evidence"
    KEEP_EVIDENCE = "evidence.keep_evidence"


#: An organisation's evidence is its own: neither the sector authority nor supervisors see it here.
#: What else lets somebody see or add a piece is said by modules above, in ``visibility``.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_EVIDENCE: frozenset({Role.SECURITY_OFFICER}),
        Permission.KEEP_EVIDENCE: frozenset({Role.SECURITY_OFFICER}),
    }
)
