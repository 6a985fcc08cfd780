"""What a requirement is to those of other sets: as somebody says, and as follows over another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from samvern.apps.frameworks import queries as frameworks
from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.mappings.models import MappingQuerySet, RequirementMapping
from samvern.apps.mappings.permissions import Permission
from samvern.apps.mappings.queries.following import Following, following
from samvern.apps.mappings.queries.pairs import requirement_in
from samvern.apps.mappings.queries.quality import at_hand, revision
from samvern.apps.mappings.queries.rows import seen_by, values_of
from samvern.base.kept import Kept
from samvern.base.viewer import Viewer
from samvern.engine.frameworks import Framework, Requirement
from samvern.engine.mappings import Leads, Path, RequirementRef, leads_into
from samvern.engine.mappings import RequirementMapping as Value
from samvern.engine.mappings.inference import Mapped


@dataclass(frozen=True)
class Composed:
    """Everything that follows for the requirements of a set over two mappings, none over one."""

    set: RequirementSet
    documents: Mapping[str, Framework]
    paths: tuple[Path, ...]


#: Composed for so many sets as stand in some million paths.
_composed: Kept[tuple[Path, ...]] = Kept(limit=1_000_000, weigh=len)


@dataclass(frozen=True)
class Leading:
    """Everything over which answers to other sets could say anything of a set.

    ``leads`` are by what is answered, as it is called in the latest version of its set.
    """

    set: RequirementSet
    places: Following
    leads: Leads

    def at_hand(self, code: str, version: str, requirement: str) -> RequirementRef | None:
        """What a requirement of some version is called where leads begin; None when it was split,
        merged or removed since, so that an answer to it says nothing for certain.
        """
        standing = self.places.standing(code, version, requirement)
        return RequirementRef(code, standing.ids[0]) if standing.is_plain else None


#: Into so many sets as stand in some million leads.
_leading: Kept[Leads] = Kept(
    limit=1_000_000,
    weigh=lambda kept: sum(len(found) for each in kept.values() for found in each.values()),
)


@dataclass(frozen=True)
class MappedTo:
    """A requirement with everything that is said of it and that follows over one more mapping.

    ``paths`` are those over which an answer could say anything, best first for each requirement
    that they lead to. ``to_look_at`` are mappings made against other versions, of a requirement
    that was split, merged or removed since.
    """

    set: RequirementSet
    requirement: Requirement
    documents: Mapping[str, Framework]
    direct: tuple[Value, ...]
    paths: tuple[Path, ...]
    to_look_at: tuple[Value, ...]


def mapped_to(viewer: Viewer, code: str, version: str, requirement: str) -> MappedTo:
    """What one requirement is to those of other sets.

    Raises
    ------
    NotFound
        ``framework.unknown``, ``framework.version_unknown`` or ``requirement.unknown``.
    """
    found = frameworks.set_for(viewer, code, version)
    places = following(viewer, instead=found)
    asked = requirement_in(places.documents[code], requirement)
    ref = RequirementRef(code, requirement)
    rows = RequirementMapping.objects.visible_to(viewer).in_force()
    direct, to_look_at = _held(viewer, _touching(rows, [ref], places), places)
    direct = [each for each in direct if ref in (each.source, each.target)]
    ends = {end for each in direct for end in (each.source, each.target)} - {ref}
    further, _others = _held(viewer, _touching(rows, ends, places), places)
    every = {each.id: each for each in (*direct, *further)}
    paths = [path for path in Mapped(every.values()).paths_from(ref) if path.is_telling]
    return MappedTo(
        found,
        asked,
        places.documents,
        tuple(direct),
        tuple(sorted(paths, key=lambda path: (path.target, path.order()))),
        tuple(each for each in to_look_at if _has_become(each, ref, places)),
    )


def _has_become(value: Value, ref: RequirementRef, places: Following) -> bool:
    """Whether one of the requirements of a mapping lives on in the one that is looked at."""
    ends = (value.source, value.source_version), (value.target, value.target_version)
    return any(
        ref.id in places.standing(end.framework, version, end.id).ids
        for end, version in ends
        if end.framework == ref.framework
    )


def composed(viewer: Viewer, code: str, version: str = "") -> Composed:
    """What the requirements of a set are to others over a third one, where nobody says it straight.

    The best path to each; mappings that tell nothing together are left out.

    Raises
    ------
    NotFound
        ``framework.unknown`` or ``framework.version_unknown``.
    """
    found = frameworks.set_for(viewer, code, version)
    places = following(viewer, instead=found)
    rows = RequirementMapping.objects.visible_to(viewer).in_force()
    sees_names = viewer.may_somewhere(Permission.READ_MAPPERS)
    paths = _composed.get(
        (revision(), places.key, found.pk, sees_names),
        lambda: tuple(_compose(_held(viewer, rows, places)[0], code)),
    )
    return Composed(found, places.documents, paths)


def leading_to(viewer: Viewer, found: RequirementSet) -> Leading:
    """Everything over which answers to other sets could say anything of a set that the viewer sees.

    Computed anew with every change of a mapping or a set, and else not.
    """
    places = following(viewer, instead=found)
    rows = RequirementMapping.objects.visible_to(viewer).in_force()
    sees_names = viewer.may_somewhere(Permission.READ_MAPPERS)
    leads = _leading.get(
        (revision(), places.key, found.pk, sees_names),
        lambda: leads_into(found.code, _held(viewer, rows, places)[0]),
    )
    return Leading(found, places, leads)


def _compose(mappings: Sequence[Value], code: str) -> Iterator[Path]:
    mapped = Mapped(mappings)
    for ref in mapped.requirements:
        if ref.framework != code:
            continue
        best: dict[RequirementRef, Path] = {}
        straight = set()
        for path in mapped.paths_from(ref):
            if len(path.steps) == 1:
                straight.add(path.target)
            elif path.is_telling:
                other = best.get(path.target)
                if other is None or path.order() < other.order():
                    best[path.target] = path
        yield from (best[target] for target in sorted(best.keys() - straight))


def _held(
    viewer: Viewer, rows: MappingQuerySet, places: Following
) -> tuple[list[Value], list[Value]]:
    """Mappings as they hold in the versions that are looked at, and those that do not."""
    held, others = [], []
    for value in values_of(rows):
        now = at_hand(value, places)
        if now is None:
            others.append(seen_by(viewer, value))
        else:
            held.append(seen_by(viewer, now))
    return held, others


def _touching(
    rows: MappingQuerySet, refs: Iterable[RequirementRef], places: Following
) -> MappingQuerySet:
    """Mappings of these requirements, whatever they are called in other versions."""
    numbers: dict[str, set[str]] = {}
    for ref in refs:
        numbers.setdefault(ref.framework, set()).update(places.origins(ref.framework, ref.id))
    wanted = Q(pk__in=())
    for code, found in sorted(numbers.items()):
        wanted |= Q(source__requirement_set__code=code, source__code__in=sorted(found))
        wanted |= Q(target__requirement_set__code=code, target__code__in=sorted(found))
    return rows.filter(wanted)
