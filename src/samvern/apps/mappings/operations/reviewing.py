"""Somebody else looks at a mapping: four eyes, by account and by name."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samvern.apps.mappings import queries
from samvern.apps.mappings.keeping import keep, take_version
from samvern.apps.mappings.models import Event, RequirementMapping
from samvern.apps.mappings.permissions import Permission
from samvern.apps.mappings.rules import checked_note, is_own, require_somewhere
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed, NotReady
from samvern.engine.mappings import ReviewState


@transaction.atomic
def review_mapping(
    *, by: Viewer, mapping_id: int, version: int, agrees: bool, note: str = "", at: datetime
) -> RequirementMapping:
    """Agree with a proposed mapping, or reject it; a rejected one counts nowhere, and stays.

    Parameters
    ----------
    version
        The version of the mapping that was looked at.
    note
        Why; needed to reject.

    Raises
    ------
    NotFound
        ``mapping.unknown``.
    NotAllowed
        Without ``REVIEW_MAPPING``; ``mappings.own_review`` of what is the viewer's own.
    NotReady
        ``mapping.withdrawn``, ``mapping.reviewed_already``.
    InvalidInput
        ``mapping.invalid``.
    Conflict
        ``mapping.changed_meanwhile``.
    """
    mapping = queries.mapping_for(by, mapping_id)
    require_somewhere(by, Permission.REVIEW_MAPPING)
    if is_own(by, mapping):
        raise NotAllowed("mappings.own_review", mapper=mapping.mapper)
    if mapping.withdrawn_at:
        raise NotReady("mapping.withdrawn")
    note = checked_note(note, is_needed=not agrees)
    take_version(mapping, version)
    if mapping.state != ReviewState.PROPOSED.value:
        raise NotReady("mapping.reviewed_already")
    mapping.state = (ReviewState.REVIEWED if agrees else ReviewState.REJECTED).value
    mapping.reviewer, mapping.reviewed_by_id = by.name, by.user_id
    mapping.reviewed_at, mapping.review_note = at, note
    mapping.save()
    keep(mapping, Event.AGREED if agrees else Event.REJECTED, by=by, at=at, note=note)
    action = "mapping.agreed" if agrees else "mapping.rejected"
    audit.record(by, action, mapping, at=at, changes={"state": mapping.state, "note": note})
    return mapping
