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


def next_waiting(viewer: Viewer, *, after: int = 0) -> Waiting | None:
    """The mapping that waits longest, or the first one after another that was skipped.

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
    mapping = visible_mappings(viewer).get(pk=later[0])
    others = [pk for pk in ids if pk != later[0]]
    return Waiting(mapping, len(ids), later[0] if others else None)


def editions_of(viewer: Viewer, mapping: RequirementMapping) -> list[MappingEdition]:
    """Every state that a mapping was in, as far as the viewer may read it, latest first."""
    return list(MappingEdition.objects.visible_to(viewer).filter(mapping=mapping))
