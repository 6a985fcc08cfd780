"""Who may do what with campaigns and assessments."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import SIGNED_IN, Role


class Permission(StrEnum):
    """What this module guards."""

    READ_OWN = "assessments.read_own"
    READ_DELEGATED = "assessments.read_delegated"
    READ_REPORTED = "assessments.read_reported"
    READ_CAMPAIGNS = "assessments.read_campaigns"
    RUN_CAMPAIGN = "assessments.run_campaign"
    START_ASSESSMENT = "assessments.start_assessment"
    ANSWER = "assessments.answer"
    ANSWER_DELEGATED = "assessments.answer_delegated"
    ANSWER_ON_BEHALF = "assessments.answer_on_behalf"
    DELEGATE = "assessments.delegate"
    SUBMIT = "assessments.submit"
    REVIEW_OWN = "assessments.review_own"
    REVIEW_REPORTED = "assessments.review_reported"
    READ_ASKED_OF_SUPPLIER = "assessments.read_asked_of_supplier"
    REPLY_AS_SUPPLIER = "assessments.reply_as_supplier"


_AUTHORITY = frozenset({Role.SECTOR_AUTHORITY})
_OFFICER = frozenset({Role.SECURITY_OFFICER})

#: What an organisation answers is a list of its weaknesses, so nobody reads it for their role's sake
#: alone: its own security officers do, and those above it in ownership. What is delegated counts only
#: together with the delegation. ``READ_REPORTED`` and ``REVIEW_REPORTED`` reach what was *submitted*
#: in an assessment that was said to be reported before the first answer, and nothing else.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_OWN: _OFFICER,
        Permission.READ_DELEGATED: SIGNED_IN,
        Permission.READ_REPORTED: frozenset({Role.SECTOR_AUTHORITY, Role.SUPERVISOR}),
        Permission.READ_CAMPAIGNS: frozenset({Role.SECTOR_AUTHORITY, Role.SUPERVISOR}),
        Permission.RUN_CAMPAIGN: _AUTHORITY,
        Permission.START_ASSESSMENT: _OFFICER,
        Permission.ANSWER: _OFFICER,
        Permission.ANSWER_DELEGATED: SIGNED_IN,
        Permission.ANSWER_ON_BEHALF: _AUTHORITY,
        Permission.DELEGATE: _OFFICER,
        Permission.SUBMIT: _OFFICER,
        Permission.REVIEW_OWN: _OFFICER,
        Permission.REVIEW_REPORTED: _AUTHORITY,
        Permission.READ_ASKED_OF_SUPPLIER: _OFFICER,
        Permission.REPLY_AS_SUPPLIER: _OFFICER,
    }
)
