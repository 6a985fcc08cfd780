"""What waits for somebody other than its mapper to look at it."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.apps.mappings.models import MappingEdition, MappingQuerySet, RequirementMapping
from samvern.apps.mappings.permissions import Permission
from samvern.apps.mappings.queries.rows import visible_mappings
from samvern.apps.mappings.rules import require_somewhere
from samvern.base.viewer import Viewer
from samvern.engine.mappings import ReviewState


@dataclass(frozen=True)
class Waiting:
    """A mapping that waits for a review, and what comes after it."""

    mapping: RequirementMapping
    count: int
    following: int | None


def waiting_for(viewer: Viewer) -> MappingQuerySet:
    """Proposed mappings that the viewer may review: never what is the viewer's own."""
    if not viewer.may_somewhere(Permission.REVIEW_MAPPING):
        return RequirementMapping.objects.none()
    rows = visible_mappings(viewer).in_force().filter(state=ReviewState.PROPOSED.value)
    rows = rows.exclude(mapper__iexact=viewer.name)
    return rows.exclude(by_user=viewer.user_id) if viewer.user_id is not None else rows


def takes_part(viewer: Viewer) -> bool:
    """Whether mapping is the viewer's work: who keeps the sector's mappings, or has mapped or
    reviewed before. Everybody else who may is not asked to.
    """
    if viewer.may_somewhere(Permission.WITHDRAW_ANY):
        return True
    return (
        viewer.user_id is not None
        and MappingEdition.objects.filter(by_user=viewer.user_id).exists()
    )


def next_waiting(viewer: Viewer, *, after: int = 0, mapping: int = 0) -> Waiting | None:
    """The mapping that waits longest, the first one after another that was skipped, or the one
    that is named and waits.

    Raises
    ------
    NotAllowed
        Without ``REVIEW_MAPPING``.
    """
    require_somewhere(viewer, Permission.REVIEW_MAPPING)
    ids = list(waiting_for(viewer).values_list("pk", flat=True))
    if not ids:
        return None
    later = [pk for pk in ids if pk > after] or ids
    chosen = mapping if mapping in ids else later[0]
    found = visible_mappings(viewer).get(pk=chosen)
    return Waiting(found, len(ids), chosen if len(ids) > 1 else None)


def beside(viewer: Viewer, mapping: RequirementMapping) -> list[RequirementMapping]:
    """What others say of the same two requirements, rejected ones left out."""
    ends = (mapping.source_id, mapping.target_id)
    rows = visible_mappings(viewer).in_force().filter(source__in=ends, target__in=ends)
    return list(rows.exclude(pk=mapping.pk).exclude(state=ReviewState.REJECTED.value))


def editions_of(viewer: Viewer, mapping: RequirementMapping) -> list[MappingEdition]:
    """Every state that a mapping was in, as far as the viewer may read it, latest first."""
    return list(MappingEdition.objects.visible_to(viewer).filter(mapping=mapping))
