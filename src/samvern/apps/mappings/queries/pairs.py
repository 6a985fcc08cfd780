"""Two sets side by side: which of their requirements are mapped, by whom, and what may be missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from samvern.apps.frameworks import queries as frameworks
from samvern.apps.frameworks.models import Requirement, RequirementSet
from samvern.apps.mappings.models import MappingQuerySet, RequirementMapping
from samvern.apps.mappings.permissions import Permission
from samvern.apps.mappings.queries.following import Following, Standing, following
from samvern.apps.mappings.queries.rows import seen_by, values_of, visible_mappings
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine import frameworks as document
from samvern.engine import mappings as engine
from samvern.engine.alphabet import search_key
from samvern.engine.errors import InvalidInput, NotFound
from samvern.engine.frameworks import Framework
from samvern.engine.mappings import Relation, RequirementRef, ReviewState

#: Relations that say that two requirements have something to do with each other.
_NOT_TELLING = (Relation.NONE.value, Relation.UNKNOWN.value)


@dataclass(frozen=True)
class PairRow:
    """Two sets between which somebody has mapped, and how far that has come."""

    left: RequirementSet
    right: RequirementSet
    mappings: int
    reviewed: int
    rejected: int

    @property
    def proposed(self) -> int:
        """Those that nobody has reviewed."""
        return self.mappings - self.reviewed


@dataclass(frozen=True)
class Tie:
    """A mapping in force between two sets, by where its requirements stand in the versions shown."""

    id: int
    left: Standing
    right: Standing
    relation: str
    state: str

    @property
    def is_plain(self) -> bool:
        """Whether what was said holds for the versions that are shown."""
        return self.left.is_plain and self.right.is_plain

    @property
    def is_telling(self) -> bool:
        """Whether it says that the two have something to do with each other."""
        return self.state != ReviewState.REJECTED.value and self.relation not in _NOT_TELLING


@dataclass(frozen=True)
class Pair:
    """Two versions of two sets, and every mapping in force between these sets."""

    left: RequirementSet
    right: RequirementSet
    documents: tuple[Framework, Framework]
    ties: tuple[Tie, ...]
    may_map: bool

    @property
    def lost(self) -> list[Tie]:
        """Mappings of requirements that these versions do not have."""
        return [tie for tie in self.ties if not (tie.left.ids and tie.right.ids)]

    def by_left(self) -> Mapping[str, list[Tie]]:
        """Mappings by the requirements of the left set."""
        found: dict[str, list[Tie]] = {}
        for tie in self.ties:
            for requirement in tie.left.ids if tie.right.ids else ():
                found.setdefault(requirement, []).append(tie)
        return found

    def by_right(self) -> Mapping[str, list[Tie]]:
        """Mappings by the requirements of the right set."""
        found: dict[str, list[Tie]] = {}
        for tie in self.ties:
            for requirement in tie.right.ids if tie.left.ids else ():
                found.setdefault(requirement, []).append(tie)
        return found


def pairs(viewer: Viewer) -> list[PairRow]:
    """Every two sets that somebody has mapped, by their latest versions, most mappings first."""
    latest = {each.code: each for each in frameworks.visible_sets(viewer)}
    names = ("source__requirement_set__code", "target__requirement_set__code")
    counted = (
        RequirementMapping.objects.visible_to(viewer)
        .in_force()
        .order_by()
        .values_list(*names)
        .annotate(
            every=Count("pk"),
            reviewed=Count("pk", Q(state=ReviewState.REVIEWED.value)),
            rejected=Count("pk", Q(state=ReviewState.REJECTED.value)),
        )
    )
    found: dict[tuple[str, str], list[int]] = {}
    for source, target, *counts in counted:
        first, second = sorted((source, target))
        before = found.get((first, second), [0, 0, 0])
        found[first, second] = [a + b for a, b in zip(before, counts, strict=True)]
    rows = [
        PairRow(latest[first], latest[second], every - rejected, reviewed, rejected)
        for (first, second), (every, reviewed, rejected) in found.items()
    ]
    return sorted(rows, key=lambda row: (-row.mappings, row.left.code, row.right.code))


def sets_to_map(viewer: Viewer) -> list[RequirementSet]:
    """Every version of every set that the viewer sees and that asks for something."""
    asking = set(
        Requirement.objects.visible_to(viewer)
        .filter(is_assessable=True, is_withdrawn=False)
        .order_by()
        .values_list("requirement_set", flat=True)
        .distinct()
    )
    return [each for each in frameworks.visible_sets(viewer) if each.pk in asking]


def set_at(viewer: Viewer, address: str) -> RequirementSet:
    """A version of a set as addresses name it: the code, an at sign and the version.

    Raises
    ------
    NotFound
        ``framework.unknown`` or ``framework.version_unknown``.
    """
    code, _at, version = address.partition("@")
    return frameworks.set_for(viewer, code, version)


def pair_of(viewer: Viewer, left: str, right: str) -> Pair:
    """Two sets side by side, named as :func:`set_at` takes them.

    Raises
    ------
    NotFound
        As :func:`set_at`.
    InvalidInput
        ``mappings.same_framework``.
    """
    sets = set_at(viewer, left), set_at(viewer, right)
    if sets[0].code == sets[1].code:
        raise InvalidInput("mappings.same_framework", framework=sets[0].code)
    places = following(viewer, sets)
    return Pair(
        *sets,
        documents=(places.documents[sets[0].code], places.documents[sets[1].code]),
        ties=tuple(_ties(viewer, sets[0].code, sets[1].code, places)),
        may_map=viewer.may_somewhere(Permission.MAP_REQUIREMENTS),
    )


def between(rows: MappingQuerySet, left: str, right: str) -> MappingQuerySet:
    """Mappings between two sets, whichever of them they start from."""
    return rows.filter(
        Q(source__requirement_set__code=left, target__requirement_set__code=right)
        | Q(source__requirement_set__code=right, target__requirement_set__code=left)
    )


def _ties(viewer: Viewer, left: str, right: str, places: Following) -> Iterator[Tie]:
    rows = between(RequirementMapping.objects.visible_to(viewer).in_force(), left, right)
    for pk, relation, state, *ends in rows.values_list(
        "pk",
        "relation",
        "state",
        "source__requirement_set__code",
        "source__requirement_set__version",
        "source__code",
        "target__requirement_set__code",
        "target__requirement_set__version",
        "target__code",
    ):
        source = places.standing(*ends[:3])
        target = places.standing(*ends[3:])
        is_forwards = ends[0] == left
        yield Tie(pk, *((source, target) if is_forwards else (target, source)), relation, state)


def mappings_of(viewer: Viewer, sets: Sequence[str], state: str = "") -> MappingQuerySet:
    """Mappings in force of one set, between two, or all, as :func:`set_at` names the sets.

    Raises
    ------
    NotFound
        As :func:`set_at`.
    """
    rows = visible_mappings(viewer).in_force()
    for address in sets:
        code = set_at(viewer, address).code
        rows = rows.filter(
            Q(source__requirement_set__code=code) | Q(target__requirement_set__code=code)
        )
    return rows.filter(state=state) if state else rows


def to_write(
    viewer: Viewer, pair: Pair
) -> tuple[list[engine.RequirementMapping], dict[RequirementRef, str]]:
    """The mappings in force between two sets as a file has them, and what requirements are called."""
    rows = between(
        RequirementMapping.objects.visible_to(viewer).in_force(), pair.left.code, pair.right.code
    )
    titles = {
        RequirementRef(found.id, each.id): in_language(each.title)
        for found in pair.documents
        for each in found.requirements
    }
    return [seen_by(viewer, value) for value in values_of(rows)], titles


def mappings_by_id(viewer: Viewer, ids: Iterable[int]) -> list[RequirementMapping]:
    """Those mappings, with everything that a page shows of them."""
    return list(visible_mappings(viewer).filter(pk__in=list(ids)))


def requirement_in(found: Framework, number: str) -> document.Requirement:
    """A requirement of a set that can be mapped. Raises ``NotFound`` (``requirement.unknown``)."""
    for each in found.requirements:
        if each.id == number and each.is_assessable:
            return each
    raise NotFound("requirement.unknown", id=number[:60], version=found.version)


def with_words(
    requirements: Iterable[document.Requirement], words: str
) -> Sequence[document.Requirement]:
    """The requirements that can be mapped and that hold all of the words, in any language."""
    wanted = search_key(words).split()
    return [
        each
        for each in requirements
        if each.is_assessable and all(word in _searched(each) for word in wanted)
    ]


def _searched(requirement: document.Requirement) -> str:
    texts = (requirement.id, *requirement.title.values(), *requirement.text.values())
    return search_key(" ".join(texts))
