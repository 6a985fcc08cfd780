"""A mapping is recorded, changed and withdrawn by whoever stands by it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from samvern.apps.mappings import queries
from samvern.apps.mappings.keeping import keep, take_version
from samvern.apps.mappings.models import Event, Origin, RequirementMapping
from samvern.apps.mappings.permissions import Permission
from samvern.apps.mappings.rules import (
    Place,
    Said,
    check_ends,
    check_said,
    checked_note,
    is_own,
    require_somewhere,
)
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, NotReady
from samvern.engine.mappings import ReviewState


@transaction.atomic
def record_mapping(
    *, by: Viewer, source: Place, target: Place, said: Said, at: datetime
) -> RequirementMapping:
    """Say what a requirement is to one of another set; it waits for somebody else to review it.

    Raises
    ------
    NotFound
        ``framework.unknown``, ``framework.version_unknown``, ``requirement.unknown``.
    NotAllowed
        Without ``MAP_REQUIREMENTS``.
    InvalidInput
        ``mappings.same_framework``, ``mapping.not_assessable``, ``mapping.invalid``.
    Conflict
        ``mapping.said_already``: the same mapper says something of these two.
    """
    ends = queries.requirement_at(by, source), queries.requirement_at(by, target)
    require_somewhere(by, Permission.MAP_REQUIREMENTS)
    check_ends(*ends)
    check_said(said)
    mapping = RequirementMapping(
        source=ends[0],
        target=ends[1],
        mapper=by.name,
        by_user_id=by.user_id,
        origin=Origin.RECORDED,
        recorded_at=at,
    )
    _say(mapping, said, at)
    _save(mapping)
    keep(mapping, Event.RECORDED, by=by, at=at)
    audit.record(by, "mapping.recorded", mapping, at=at, changes={"relation": mapping.relation})
    return mapping


@transaction.atomic
def change_mapping(
    *, by: Viewer, mapping_id: int, version: int, said: Said, at: datetime
) -> RequirementMapping:
    """Say something else of the same two requirements; a review of what was said is void.

    Parameters
    ----------
    version
        The version of the mapping that the change was made to.

    Raises
    ------
    NotFound
        ``mapping.unknown``.
    NotAllowed
        Without ``MAP_REQUIREMENTS``; ``mapping.not_yours``.
    NotReady
        ``mapping.withdrawn``, ``mapping.nothing_changes``.
    InvalidInput
        ``mapping.invalid``.
    Conflict
        ``mapping.changed_meanwhile``; ``mapping.said_already`` after a rejected one that its
        mapper has said anew.
    """
    mapping = queries.own_mapping(by, mapping_id)
    check_said(said)
    before = mapping.relation
    if said == queries.said_of(mapping):
        raise NotReady("mapping.nothing_changes")
    take_version(mapping, version)
    _say(mapping, said, at)
    mapping.state = ReviewState.PROPOSED.value
    mapping.reviewer, mapping.review_note, mapping.claimed_reviewer = "", "", ""
    mapping.reviewed_by, mapping.reviewed_at = None, None
    _save(mapping)
    keep(mapping, Event.CHANGED, by=by, at=at)
    changes = {"relation": [before, mapping.relation]}
    audit.record(by, "mapping.changed", mapping, at=at, changes=changes)
    return mapping


@transaction.atomic
def withdraw_mapping(
    *, by: Viewer, mapping_id: int, version: int, note: str = "", at: datetime
) -> RequirementMapping:
    """Take a mapping back: it counts nowhere any more, and what it said stays to be read.

    Parameters
    ----------
    note
        Why; needed by those who withdraw what somebody else has said.

    Raises
    ------
    NotFound
        ``mapping.unknown``.
    NotAllowed
        ``mapping.not_yours`` without ``WITHDRAW_ANY``.
    NotReady
        ``mapping.withdrawn``.
    InvalidInput
        ``mapping.invalid``.
    Conflict
        ``mapping.changed_meanwhile``.
    """
    mapping = queries.mapping_to_withdraw(by, mapping_id)
    note = checked_note(note, is_needed=not is_own(by, mapping))
    take_version(mapping, version)
    mapping.withdrawn_at = at
    mapping.save(update_fields=["withdrawn_at"])
    keep(mapping, Event.WITHDRAWN, by=by, at=at, note=note)
    audit.record(by, "mapping.withdrawn", mapping, at=at, changes={"note": note})
    return mapping


def _say(mapping: RequirementMapping, said: Said, at: datetime) -> None:
    mapping.relation, mapping.style = said.relation.value, said.style.value
    mapping.rationale = said.rationale.value if said.rationale else ""
    mapping.why, mapping.confidence = said.why.strip(), said.confidence
    mapping.mapped_on = localdate(at)


def _save(mapping: RequirementMapping) -> None:
    """Save, or tell that the mapper says something of these two already."""
    try:
        with transaction.atomic():
            mapping.save()
    except IntegrityError:
        raise Conflict("mapping.said_already", mapper=mapping.mapper) from None
