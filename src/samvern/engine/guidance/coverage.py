"""Who guides what, for whom: where nobody does, and where several do without each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samvern.engine.frameworks import Framework, Reference
from samvern.engine.guidance.catalogue import GuidanceCatalogue, GuidanceEntry, Help
from samvern.engine.programme.document import Text

#: The name of the "framework" whose requirements are the catalogue's own subjects.
SUBJECTS = "subjects"

#: Kinds of actors that have systems of their own to protect: whom a map is of when nobody says.
ORGANISATIONS = (
    "regional_authority",
    "hospital_trust",
    "pharmacy_trust",
    "ict_company",
    "municipality",
    "gp_office",
    "dentist",
    "psychologist",
    "supplier",
)


class Coverage(StrEnum):
    """How a topic is guided for somebody, by how many owners that are known."""

    NOBODY = "nobody"
    GENERAL = "general"  # one owner at most, and nothing written for this kind of actor
    ONE = "one"  # one owner at most, with something for this kind of actor
    SEVERAL = "several"


@dataclass(frozen=True)
class Topic:
    """A row of the map: a requirement, or a subject of the catalogue.

    ``under`` are the headings above it: guidance for a heading is guidance for what is below.
    """

    reference: Reference
    title: Text
    under: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guide:
    """An entry that helps with a topic.

    ``by_way_of`` is the entry that a source names and that has since become part of this one;
    ``heading`` is the heading that it was said of, when it was not said of the topic itself.
    ``is_published`` is False where only the keeper of the catalogue reads it so.
    """

    entry: str
    owner: str
    is_for_everybody: bool
    is_published: bool
    places: tuple[str, ...] = ()
    by_way_of: str = ""
    heading: str = ""

    def to_json(self) -> dict[str, object]:
        """The guide as plain values."""
        return {
            "entry": self.entry,
            "owner": self.owner or None,
            "is_for_everybody": self.is_for_everybody,
            "is_published": self.is_published,
            "places": list(self.places),
            "by_way_of": self.by_way_of or None,
            "heading": self.heading or None,
        }


@dataclass(frozen=True)
class Cell:
    """Everything that helps one kind of actor with one topic."""

    topic: Topic
    audience: str
    guides: tuple[Guide, ...]

    @property
    def owners(self) -> tuple[str, ...]:
        """Who guides, each once; an owner that nobody knows may be any of them."""
        return tuple(dict.fromkeys(guide.owner for guide in self.guides if guide.owner))

    @property
    def coverage(self) -> Coverage:
        """How many guide, and whether anything is for this kind of actor in particular."""
        if not self.guides:
            return Coverage.NOBODY
        if len(self.owners) > 1:
            return Coverage.SEVERAL
        is_general = all(guide.is_for_everybody for guide in self.guides)
        return Coverage.GENERAL if is_general else Coverage.ONE


@dataclass(frozen=True)
class GuidanceMap:
    """Topics by kinds of actors, every pair once, in the order they were asked for."""

    topics: tuple[Topic, ...]
    audiences: tuple[str, ...]
    cells: tuple[Cell, ...]

    def cell(self, topic: Reference, audience: str) -> Cell:
        """One pair; KeyError when it was not asked for."""
        for cell in self.cells:
            if cell.topic.reference == topic and cell.audience == audience:
                return cell
        raise KeyError((topic, audience))

    def row(self, topic: Topic) -> tuple[Cell, ...]:
        """The cells of a topic."""
        return tuple(cell for cell in self.cells if cell.topic == topic)

    @property
    def gaps(self) -> tuple[Cell, ...]:
        """What nobody guides."""
        return tuple(cell for cell in self.cells if cell.coverage is Coverage.NOBODY)

    @property
    def overlaps(self) -> tuple[Cell, ...]:
        """What several owners guide, those with most owners first."""
        several = [cell for cell in self.cells if cell.coverage is Coverage.SEVERAL]
        return tuple(sorted(several, key=lambda cell: -len(cell.owners)))

    def to_json(self) -> dict[str, object]:
        """The map as plain values."""
        return {
            "audiences": list(self.audiences),
            "topics": [
                {
                    "framework": topic.reference.framework,
                    "id": topic.reference.id,
                    "title": dict(topic.title),
                    "cells": [
                        {
                            "audience": cell.audience,
                            "coverage": cell.coverage.value,
                            "owners": list(cell.owners),
                            "guides": [guide.to_json() for guide in cell.guides],
                        }
                        for cell in self.row(topic)
                    ],
                }
                for topic in self.topics
            ],
        }


def topics_of(framework: Framework) -> tuple[Topic, ...]:
    """What can be fulfilled in a requirement set, in its order."""
    parents = {each.id: each.parent for each in framework.requirements}
    return tuple(
        Topic(Reference(framework.id, each.id), each.title, tuple(_above(each.id, parents)))
        for each in framework.requirements
        if each.is_assessable
    )


def _above(identifier: str, parents: Mapping[str, str]) -> Iterator[str]:
    seen = {identifier}
    while (identifier := parents.get(identifier, "")) and identifier not in seen:
        seen.add(identifier)
        yield identifier


def subject_topics(catalogue: GuidanceCatalogue) -> tuple[Topic, ...]:
    """The catalogue's own subjects as topics."""
    return tuple(Topic(Reference(SUBJECTS, each.id), each.title) for each in catalogue.subjects)


def map_guidance(
    catalogue: GuidanceCatalogue,
    topics: Sequence[Topic],
    audiences: Sequence[str],
    *,
    owner_today: Mapping[str, str] | None = None,
) -> GuidanceMap:
    """Say for each topic and kind of actor what helps, and who owns it.

    What is planned or has ended helps nobody. What has become part of another entry helps by way
    of that one.

    Parameters
    ----------
    topics
        Rows, as :func:`topics_of` and :func:`subject_topics` give them, each once.
    audiences
        Kinds of actors, each once.
    owner_today
        Who holds today what a name once held; names left out hold it still.

    Examples
    --------
    >>> from samvern.engine.guidance.catalogue import GuidanceKind
    >>> first = Reference("F", "1")
    >>> guide = GuidanceEntry(
    ...     "a", GuidanceKind.GUIDE, {}, "NSM", audience=("gp_office",), helps=(Help(first),)
    ... )
    >>> shelf = GuidanceCatalogue("c", "1", {}, "P", entries=(guide,))
    >>> found = map_guidance(shelf, [Topic(first, {})], ["gp_office", "municipality"])
    >>> [cell.coverage.value for cell in found.cells]
    ['one', 'nobody']
    """
    told = _by_topic(catalogue)
    today = owner_today or {}
    cells = []
    for topic in topics:
        helping = list(_helping(topic, told))
        for audience in audiences:
            meant = [each for each in helping if each[0].is_for(audience)]
            cells.append(Cell(topic, audience, _guides(meant, today)))
    return GuidanceMap(tuple(topics), tuple(audiences), tuple(cells))


#: An entry in use, what is said of it, the entry it was said of, and the heading it was said of.
_Helping = tuple[GuidanceEntry, Help, GuidanceEntry, str]


def _by_topic(
    catalogue: GuidanceCatalogue,
) -> Mapping[Reference, list[tuple[GuidanceEntry, Help, GuidanceEntry]]]:
    found: dict[Reference, list[tuple[GuidanceEntry, Help, GuidanceEntry]]] = {}
    for named in catalogue.entries:
        used = catalogue.successor(named)
        if used is None:
            continue
        about = [Help(Reference(SUBJECTS, each), said_in=None) for each in named.subjects]
        for help_ in (*named.helps, *about):
            found.setdefault(help_.with_, []).append((used, help_, named))
    return found


def _helping(
    topic: Topic,
    told: Mapping[Reference, list[tuple[GuidanceEntry, Help, GuidanceEntry]]],
) -> Iterator[_Helping]:
    for identifier in (topic.reference.id, *topic.under):
        heading = "" if identifier == topic.reference.id else identifier
        for used, help_, named in told.get(Reference(topic.reference.framework, identifier), ()):
            yield used, help_, named, heading


def _guides(helping: Iterable[_Helping], today: Mapping[str, str]) -> tuple[Guide, ...]:
    """One for each entry; what a source says of the topic itself goes before the rest."""
    by_entry: dict[str, list[_Helping]] = {}
    for each in helping:
        by_entry.setdefault(each[0].id, []).append(each)
    return tuple(_guide(said, today) for _id, said in sorted(by_entry.items()))


def _guide(said: Sequence[_Helping], today: Mapping[str, str]) -> Guide:
    used = said[0][0]
    nearest = min(said, key=lambda each: (bool(each[3]), each[2] is not used))
    places = dict.fromkeys(help_.place for _used, help_, _named, _heading in said if help_.place)
    return Guide(
        entry=used.id,
        owner=today.get(used.owner, used.owner),
        is_for_everybody=not used.audience,
        is_published=any(help_.is_published for _used, help_, _named, _heading in said),
        places=tuple(places),
        by_way_of="" if nearest[2] is used else nearest[2].id,
        heading=nearest[3],
    )
