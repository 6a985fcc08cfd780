"""How far mappings can be trusted, over all of them or between two sets."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace

from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.mappings.models import MappingEdition, RequirementMapping
from samvern.apps.mappings.queries.following import Following, following
from samvern.apps.mappings.queries.pairs import between
from samvern.apps.mappings.queries.rows import values_of
from samvern.base.kept import Kept
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import Framework
from samvern.engine.mappings import MappingQuality, RequirementRef
from samvern.engine.mappings import RequirementMapping as Value
from samvern.engine.mappings import quality as quality_of


@dataclass(frozen=True)
class Looked:
    """Mappings that were looked over, and those that could not be."""

    quality: MappingQuality
    documents: tuple[Framework, ...]
    #: Made against another version, of requirements that were split, merged or removed since.
    to_look_at: tuple[int, ...]


_looked: Kept[Looked] = Kept(limit=16)


def revision() -> tuple[int, Hashable]:
    """New with every change of any mapping, so that what is computed from all can be kept.

    States are only ever added, so that their number tells one from another; the last one's own
    mark tells databases apart.
    """
    last = MappingEdition.objects.order_by("-pk").values_list("revision", flat=True).first()
    return MappingEdition.objects.count(), last


def look_over(viewer: Viewer, sets: tuple[RequirementSet, RequirementSet] | None = None) -> Looked:
    """Look all mappings over that the viewer sees, or those between two sets."""
    places = following(viewer, sets)
    key = (revision(), bool(sets), places.key)
    return _looked.get(key, lambda: _look(viewer, places, sets))


def _look(
    viewer: Viewer, places: Following, sets: tuple[RequirementSet, RequirementSet] | None
) -> Looked:
    rows = RequirementMapping.objects.visible_to(viewer).in_force()
    if sets:
        rows = between(rows, sets[0].code, sets[1].code)
    held, to_look_at = [], []
    for value in values_of(rows):
        now = at_hand(value, places)
        if now is None:
            to_look_at.append(int(value.id))
        else:
            held.append(now)
    documents = tuple(places.documents.values())
    return Looked(quality_of(held, _all(documents)), documents, tuple(to_look_at))


def at_hand(value: Value, places: Following) -> Value | None:
    """A mapping by what its requirements are called in the versions that are looked at.

    None where one of them was split, merged or removed, and nothing can be said without looking.
    """
    source = places.standing(value.source.framework, value.source_version, value.source.id)
    target = places.standing(value.target.framework, value.target_version, value.target.id)
    if not (source.is_plain and target.is_plain):
        return None
    if (source.ids[0], target.ids[0]) == (value.source.id, value.target.id):
        return value
    return replace(
        value,
        source=RequirementRef(value.source.framework, source.ids[0]),
        target=RequirementRef(value.target.framework, target.ids[0]),
    )


def _all(documents: Iterable[Framework]) -> Iterator[RequirementRef]:
    for document in documents:
        for each in document.requirements:
            if each.is_assessable:
                yield RequirementRef(document.id, each.id)
