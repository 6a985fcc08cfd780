"""Who may do what with programmes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from samvern.base.permissions import EVERYBODY, SIGNED_IN, Role
from samvern.base.viewer import OnTree, Viewer


class Permission(StrEnum):
    """What this module guards."""

    READ_PROGRAMMES = "programmes.read_programmes"
    READ_SHARED = "programmes.read_shared"
    READ_DRAFTS = "programmes.read_drafts"
    READ_JUDGEMENT_REASONS = "programmes.read_judgement_reasons"
    READ_FINDINGS = "programmes.read_findings"
    IMPORT_PROGRAMME = "programmes.import_programme"
    GOVERN_PROGRAMME = "programmes.govern_programme"
    EDIT_MEASURE = "programmes.edit_measure"
    RECORD_JUDGEMENT = "programmes.record_judgement"
    TIE_FINDINGS = "programmes.tie_findings"


_AUTHORITY = frozenset({Role.SECTOR_AUTHORITY})

#: A programme shared with the sector is read by everybody with a grant, a draft by the
#: authority alone. ``EDIT_MEASURE`` counts on the tree of an actor that owns the measure;
#: ``GOVERN_PROGRAMME`` on that of the actor that owns the programme, and covers all of it.
HELD_BY: Mapping[Permission, frozenset[Role]] = MappingProxyType(
    {
        Permission.READ_PROGRAMMES: EVERYBODY,
        Permission.READ_SHARED: SIGNED_IN,
        Permission.READ_DRAFTS: _AUTHORITY,
        Permission.READ_JUDGEMENT_REASONS: frozenset(
            {Role.SECTOR_AUTHORITY, Role.MEASURE_OWNER, Role.SUPERVISOR}
        ),
        Permission.READ_FINDINGS: frozenset(
            {
                Role.SECTOR_AUTHORITY,
                Role.MEASURE_OWNER,
                Role.SUPERVISOR,
                Role.SECURITY_OFFICER,
            }
        ),
        Permission.IMPORT_PROGRAMME: _AUTHORITY,
        Permission.GOVERN_PROGRAMME: _AUTHORITY,
        Permission.EDIT_MEASURE: frozenset({Role.SECTOR_AUTHORITY, Role.MEASURE_OWNER}),
        Permission.RECORD_JUDGEMENT: _AUTHORITY,
        Permission.TIE_FINDINGS: frozenset({Role.SECTOR_AUTHORITY, Role.SECURITY_OFFICER}),
    }
)


def may_edit_measure(viewer: Viewer, programme: OnTree, owners: Iterable[OnTree]) -> bool:
    """Whether a measure may be edited: by those who govern its programme or answer for it."""
    return viewer.may(Permission.GOVERN_PROGRAMME, programme) or any(
        viewer.may(Permission.EDIT_MEASURE, owner) for owner in owners
    )
