"""What the pages of a set show: the set with what fits, and one requirement in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from samvern.apps.frameworks.models import Requirement, RequirementSet
from samvern.apps.frameworks.queries.documents import (
    as_requirement,
    document_of,
    documents_of,
    follow_everywhere,
)
from samvern.apps.frameworks.queries.sets import (
    SetRow,
    latest_sets,
    requirement_for,
    version_among,
    versions_of,
)
from samvern.base.kept import Kept
from samvern.base.viewer import Viewer
from samvern.engine import frameworks as engine
from samvern.engine.alphabet import search_key
from samvern.engine.frameworks import NOT_AS_PUBLISHED, WordingStatus

#: What the wordings of a requirement are narrowed down to: anything that is not the publisher's
#: own, or what has not been found.
UNVERIFIED, MISSING = "unverified", "missing"


@dataclass(frozen=True)
class SetFilters:
    """What part of a set to show; empty is all of it."""

    words: str = ""
    heading: str = ""
    audience: str = ""
    wording: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> SetFilters:
        """Read the filters from an address; what is not known counts as nothing."""
        wording = query.get("wording", "")
        return cls(
            words=query.get("q", "").strip(),
            heading=query.get("heading", ""),
            audience=query.get("for", ""),
            wording=wording if wording in (UNVERIFIED, MISSING) else "",
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is narrowed down."""
        return self == SetFilters()


@dataclass(frozen=True)
class SetOutline:
    """A set as it is gone through: its order, what stands above each, words and statuses.

    ``statuses`` are those of every wording of a requirement; ``keys`` what words are looked for in.
    """

    order: tuple[engine.Requirement, ...]
    above: Mapping[str, tuple[engine.Requirement, ...]]
    statuses: Mapping[str, frozenset[WordingStatus]]
    keys: Mapping[str, str]
    counted: Mapping[WordingStatus, int]

    def place(self, code: str) -> int | None:
        """Where a requirement stands in the order; None for one that is withdrawn."""
        return next((n for n, each in enumerate(self.order) if each.id == code), None)


@dataclass(frozen=True)
class ListedSet:
    """A set in the list of all: its latest version, and how many wordings of it are of each status."""

    row: SetRow
    framework: engine.Framework
    counted: Mapping[WordingStatus, int]


@dataclass(frozen=True)
class SetPage:
    """A version of a set with what fits the filters, in order under its headings."""

    set: RequirementSet
    versions: Sequence[RequirementSet]
    framework: engine.Framework
    outline: SetOutline
    listed: Sequence[engine.Requirement]
    withdrawn: Sequence[str] = ()


@dataclass(frozen=True)
class RequirementPage:
    """A requirement with its place in the set, and what became of it in other versions."""

    set: RequirementSet
    row: Requirement
    framework: engine.Framework
    requirement: engine.Requirement
    above: Sequence[engine.Requirement]
    below: Sequence[engine.Requirement]
    previous: engine.Requirement | None
    following: engine.Requirement | None
    versions: Sequence[RequirementSet]
    followed: Mapping[str, engine.Followed] = field(default_factory=dict)


#: As many requirements as there are documents kept.
KEPT: Kept[SetOutline] = Kept(limit=20_000, weigh=lambda kept: 20 + len(kept.order))


def outline_of(found: RequirementSet) -> SetOutline:
    """A set as it is gone through, worked out once for each state of it."""
    return KEPT.get((found.pk, found.revision), lambda: _outline(document_of(found)))


def listed_sets(viewer: Viewer) -> list[ListedSet]:
    """Each set by its latest version, with how far its wordings can be trusted."""
    rows = latest_sets(viewer)
    documents = documents_of(row.set for row in rows)
    return [
        ListedSet(row, framework, outline_of(row.set).counted)
        for row, framework in zip(rows, documents, strict=True)
    ]


def set_page(viewer: Viewer, code: str, version: str, filters: SetFilters) -> SetPage:
    """A version of a set and what of it fits.

    Raises
    ------
    NotFound
        ``framework.unknown`` or ``framework.version_unknown``.
    """
    versions = versions_of(viewer, code)
    found = version_among(versions, version)
    outline = outline_of(found)
    return SetPage(
        set=found,
        versions=versions,
        framework=document_of(found),
        outline=outline,
        listed=_listed(found, outline, filters),
        withdrawn=withdrawn_in(found),
    )


def withdrawn_in(found: RequirementSet) -> list[str]:
    """Numbers of requirements that earlier states of the version had and this one has not."""
    gone = Requirement.objects.filter(requirement_set=found, is_withdrawn=True)
    return list(gone.values_list("code", flat=True))


def requirement_page(viewer: Viewer, code: str, version: str, requirement: str) -> RequirementPage:
    """One requirement; a withdrawn one too, as it last was.

    Raises
    ------
    NotFound
        ``framework.unknown``, ``framework.version_unknown`` or ``requirement.unknown``.
    """
    versions = versions_of(viewer, code)
    found = version_among(versions, version)
    row = requirement_for(viewer, found, requirement)
    outline, framework = outline_of(found), document_of(found)
    place = outline.place(requirement)
    if place is None:
        gone = as_requirement(row)
        return RequirementPage(found, row, framework, gone, (), (), None, None, versions)
    order = outline.order
    return RequirementPage(
        set=found,
        row=row,
        framework=framework,
        requirement=order[place],
        above=outline.above[requirement],
        below=[each for each in order if each.parent == requirement],
        previous=order[place - 1] if place else None,
        following=order[place + 1] if place + 1 < len(order) else None,
        versions=versions,
        followed=follow_everywhere(viewer, found, requirement) if len(versions) > 1 else {},
    )


def _outline(framework: engine.Framework) -> SetOutline:
    order = tuple(each for each, _depth in engine.in_tree_order(framework.requirements))
    above: dict[str, tuple[engine.Requirement, ...]] = {}
    by_id = {each.id: each for each in order}
    for each in order:  # a heading stands before what is under it
        parent = by_id.get(each.parent)
        above[each.id] = (*above[parent.id], parent) if parent else ()
    statuses: dict[str, set[WordingStatus]] = {each.id: set() for each in order}
    counted: dict[WordingStatus, int] = {}
    for wording in framework.wordings():
        statuses[wording.requirement].add(wording.status)
        counted[wording.status] = counted.get(wording.status, 0) + 1
    keys = {
        each.id: search_key(" ".join((each.id, *each.title.values(), *each.text.values())))
        for each in order
    }
    settled = {code: frozenset(said) for code, said in statuses.items()}
    return SetOutline(order, above, settled, keys, counted)


def _listed(
    found: RequirementSet, outline: SetOutline, filters: SetFilters
) -> list[engine.Requirement]:
    """What fits, in order; a heading only where nothing under it does."""
    words = search_key(filters.words).split()
    fits = [
        each
        for each in outline.order
        if all(word in outline.keys[each.id] for word in words)
        and _stands_under(each, filters.heading, outline)
        and _is_for(each, found, filters.audience)
        and _is_worded(outline.statuses[each.id], filters.wording)
    ]
    over = {above.id for each in fits for above in outline.above[each.id]}
    return [each for each in fits if each.is_assessable or each.id not in over]


def _stands_under(each: engine.Requirement, heading: str, outline: SetOutline) -> bool:
    return not heading or heading in (each.id, *(above.id for above in outline.above[each.id]))


def _is_for(each: engine.Requirement, found: RequirementSet, audience: str) -> bool:
    named: Iterable[str] = each.applies_to or found.applies_to
    return not audience or not named or audience in named


def _is_worded(statuses: frozenset[WordingStatus], wording: str) -> bool:
    if wording == MISSING:
        return WordingStatus.MISSING in statuses
    return not wording or bool(statuses & NOT_AS_PUBLISHED)
