"""Who may do what with rounds and reports."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import SIGNED_IN, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_ROUNDS = "reporting.read_rounds"
    READ_PLANNED = "reporting.read_planned"
    READ_OWN = "reporting.read_own"
    READ_HANDED = "reporting.read_handed"
    READ_SUBMITTED = "reporting.read_submitted"
    RUN_ROUND = "reporting.run_round"
    REPORT = "reporting.report"
    REPORT_HANDED = "reporting.report_handed"
    REPORT_ON_BEHALF = "reporting.report_on_behalf"
    HAND_OVER = "reporting.hand_over"
    REVIEW = "reporting.review"


_AUTHORITY = frozenset({Role.SECTOR_AUTHORITY})
_OWNER = frozenset({Role.MEASURE_OWNER})
_OVERSIGHT = frozenset({Role.SECTOR_AUTHORITY, Role.SUPERVISOR})

#: ``READ_OWN``, ``REPORT`` and ``HAND_OVER`` count on the tree of an actor that owned the measure when
#: the round was opened. ``READ_HANDED`` and ``REPORT_HANDED`` count there too, and only for the person to
#: whom a report was handed. The others count on the tree of the actor that governs the programme, and
#: reach what was *handed in*, never a draft. ``READ_ROUNDS`` leads to the list, in which each finds the
#: rounds that they see.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_ROUNDS: _OVERSIGHT | _OWNER,
        Permission.READ_PLANNED: _AUTHORITY,
        Permission.READ_OWN: _OWNER,
        Permission.READ_HANDED: SIGNED_IN,
        Permission.READ_SUBMITTED: _OVERSIGHT,
        Permission.RUN_ROUND: _AUTHORITY,
        Permission.REPORT: _OWNER,
        Permission.REPORT_HANDED: SIGNED_IN,
        Permission.REPORT_ON_BEHALF: _AUTHORITY,
        Permission.HAND_OVER: _OWNER,
        Permission.REVIEW: _AUTHORITY,
    }
)
