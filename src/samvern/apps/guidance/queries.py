"""What a viewer reads of guidance: what was found, one entry, the map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from samvern.apps.guidance import catalogue
from samvern.apps.guidance.permissions import Permission
from samvern.base.viewer import Viewer
from samvern.engine.alphabet import sort_key
from samvern.engine.errors import NotFound
from samvern.engine.frameworks import Framework, Reference
from samvern.engine.guidance import (
    ORGANISATIONS,
    SUBJECTS,
    GuidanceCatalogue,
    GuidanceEntry,
    GuidanceGroup,
    GuidanceMap,
    Hit,
    Life,
    map_guidance,
    subject_topics,
    topics_of,
)
from samvern.engine.programme.document import Text, in_language

#: The requirement set that the map is of when nobody has chosen.
USUAL_SET = "grunnleggende-tiltak-0.7"


@dataclass(frozen=True)
class Filters:
    """What part of the catalogue to show; empty is everything that is in use."""

    words: str = ""
    audience: str = ""
    group: str = ""
    with_unusable: bool = False

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> Filters:
        """Read the filters from an address; what is not known counts as nothing."""
        group = query.get("group", "")
        return cls(
            words=query.get("q", "").strip(),
            audience=query.get("for", "") if query.get("for", "") in audiences() else "",
            group=group if group in {each.value for each in GuidanceGroup} else "",
            with_unusable=query.get("all", "") == "1",
        )


@dataclass(frozen=True)
class EntryPage:
    """An entry with what it points at: the requirements it helps with, what took over from it."""

    catalogue: GuidanceCatalogue
    entry: GuidanceEntry
    requirements: Mapping[Reference, Text] = field(default_factory=dict)
    successor: GuidanceEntry | None = None
    predecessors: tuple[GuidanceEntry, ...] = ()


def whole(viewer: Viewer) -> GuidanceCatalogue:
    """The catalogue that is shown. Raises ``NotAllowed``."""
    viewer.require(Permission.READ_GUIDANCE)
    return catalogue.shipped()


def audiences() -> tuple[str, ...]:
    """Every kind of actor that something is for in particular, or that maps are of."""
    named = {kind for each in catalogue.shipped().entries for kind in each.audience}
    return (*ORGANISATIONS, *sorted(named.difference(ORGANISATIONS)))


def search(viewer: Viewer, filters: Filters, *, language: str) -> list[Hit]:
    """What fits: best first where words were given, else by title.

    Raises
    ------
    NotAllowed
        For a token that may not read.
    """
    found = whole(viewer)
    group = GuidanceGroup(filters.group) if filters.group else None
    if filters.words:
        return catalogue.index().search(
            filters.words,
            audience=filters.audience,
            group=group,
            with_unusable=filters.with_unusable,
        )
    listed = [
        each
        for each in found.entries
        if (not filters.audience or each.is_for(filters.audience))
        and (group is None or each.group is group)
        and (filters.with_unusable or each.life is Life.IN_USE)
    ]
    listed.sort(key=lambda each: (sort_key(in_language(each.title, language)), each.id))
    return [Hit(each, 1.0, ()) for each in listed]


def entry_page(viewer: Viewer, identifier: str) -> EntryPage:
    """Everything about one entry. Raises ``NotFound`` (``guidance.unknown``)."""
    found = whole(viewer)
    entry = found.entry(identifier)
    if entry is None:
        raise NotFound("guidance.unknown", id=identifier)
    titles = {
        Reference(framework.id, each.id): each.title
        for framework in catalogue.requirement_sets().values()
        for each in framework.requirements
    }
    return EntryPage(
        catalogue=found,
        entry=entry,
        requirements={help_.with_: titles.get(help_.with_, {}) for help_ in entry.helps},
        successor=found.successor(entry) if entry.moved_into else None,
        predecessors=tuple(each for each in found.entries if each.moved_into == entry.id),
    )


def sets_to_map() -> Mapping[str, Framework]:
    """The requirement sets that a map can be of."""
    return catalogue.requirement_sets()


def guidance_map(viewer: Viewer, of: str, kinds: Sequence[str] = ()) -> GuidanceMap:
    """What nobody guides and what several do.

    Parameters
    ----------
    of
        Code and version of a requirement set, or ``subjects``.
    kinds
        Kinds of actors; the usual ones when left out.

    Raises
    ------
    NotFound
        ``guidance.set_unknown``.
    """
    found = whole(viewer)
    if of == SUBJECTS:
        topics = subject_topics(found)
    else:
        framework = catalogue.requirement_sets().get(of)
        if framework is None:
            raise NotFound("guidance.set_unknown", id=of)
        topics = topics_of(framework)
    return map_guidance(found, topics, tuple(dict.fromkeys(kinds)) or ORGANISATIONS)
