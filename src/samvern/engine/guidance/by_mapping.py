"""Where nobody guides a requirement, what there is for requirements that are mapped to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from samvern.engine.frameworks import Reference
from samvern.engine.guidance.catalogue import GuidanceCatalogue
from samvern.engine.guidance.coverage import Cell, Coverage, Topic, map_guidance
from samvern.engine.mappings import COVERED, Path, RequirementMapping, RequirementRef
from samvern.engine.mappings.inference import Mapped


@dataclass(frozen=True)
class MappedHelp:
    """Guidance for another requirement, for somebody who has none for a topic.

    ``is_certain`` when that requirement asks for all that the topic does, so that whoever follows
    the guidance does what the topic asks for; else it may help with a part. ``path`` leads from the
    topic to the requirement.
    """

    gap: Cell
    guided: Cell
    path: Path
    is_certain: bool

    def to_json(self) -> dict[str, object]:
        """What helps, as plain values, with everything that it rests on."""
        return {
            "topic": str(self.gap.topic.reference),
            "audience": self.gap.audience,
            "requirement": str(self.guided.topic.reference),
            "is_certain": self.is_certain,
            "guides": [guide.to_json() for guide in self.guided.guides],
            "path": self.path.to_json(),
        }


def help_by_mapping(
    gaps: Iterable[Cell],
    catalogue: GuidanceCatalogue,
    mappings: Iterable[RequirementMapping],
    *,
    topics: Iterable[Topic] = (),
    owner_today: Mapping[str, str] | None = None,
) -> tuple[MappedHelp, ...]:
    """Say what there is by way of mappings, where nobody guides.

    Parameters
    ----------
    gaps
        Cells of a map that nobody guides.
    topics
        What is known of requirements of other sets: their titles, and the headings over them.
    owner_today
        Who holds today what a name once held; names left out hold it still.

    Returns
    -------
    tuple of MappedHelp
        In the order of the gaps; what is certain first, then what rests on reviewed and short
        paths.

    Examples
    --------
    >>> from samvern.engine.guidance.catalogue import GuidanceEntry, GuidanceKind, Help
    >>> from samvern.engine.mappings import Relation
    >>> guide = GuidanceEntry("a", GuidanceKind.GUIDE, {}, "NSM", helps=(Help(Reference("G", "9")),))
    >>> shelf = GuidanceCatalogue("c", "1", {}, "P", entries=(guide,))
    >>> gaps = map_guidance(shelf, [Topic(Reference("F", "1"), {})], ["dentist"]).gaps
    >>> small, large = RequirementRef("F", "1"), RequirementRef("G", "9")
    >>> said = RequirementMapping("1", small, large, Relation.SUBSET, "A")
    >>> [found] = help_by_mapping(gaps, shelf, [said])
    >>> str(found.guided.topic.reference), found.is_certain
    ('G 9', True)
    """
    mapped, known = Mapped(mappings), {topic.reference: topic for topic in topics}
    found = []
    for topic, cells in _by_topic(gaps):
        ways = _ways(topic, mapped)
        there = map_guidance(
            catalogue,
            [known.get(reference, Topic(reference, {})) for reference in ways],
            [cell.audience for cell in cells],
            owner_today=owner_today,
        )
        gap_for = {cell.audience: cell for cell in cells}
        found += [
            MappedHelp(gap_for[cell.audience], cell, *ways[cell.topic.reference])
            for cell in there.cells
            if cell.coverage is not Coverage.NOBODY
        ]
    return tuple(found)


def closed_by_mapping(helps: Iterable[MappedHelp]) -> frozenset[tuple[Reference, str]]:
    """The topics and kinds of actors that have what they ask for after all, for certain."""
    return frozenset(
        (each.gap.topic.reference, each.gap.audience) for each in helps if each.is_certain
    )


def _by_topic(gaps: Iterable[Cell]) -> Iterator[tuple[Topic, Sequence[Cell]]]:
    found: dict[Reference, list[Cell]] = defaultdict(list)
    for cell in gaps:
        found[cell.topic.reference].append(cell)
    return ((cells[0].topic, cells) for cells in found.values())


def _ways(topic: Topic, mapped: Mapped) -> Mapping[Reference, tuple[Path, bool]]:
    """The best path to each requirement that the topic has to do with, and whether it is certain."""
    reference = topic.reference
    found: dict[Reference, list[Path]] = defaultdict(list)
    for path in mapped.paths_from(RequirementRef(reference.framework, reference.id)):
        if path.is_telling:
            found[Reference(path.target.framework, path.target.id)].append(path)
    best = {target: min(paths, key=_order) for target, paths in found.items()}
    ranked = sorted(best, key=lambda each: _order(best[each]))
    return {target: (best[target], _is_covered(best[target])) for target in ranked}


def _is_covered(path: Path) -> bool:
    """Whether what the path leads to asks for all that its source does."""
    return path.possible <= COVERED


def _order(path: Path) -> tuple[object, ...]:
    return not _is_covered(path), *path.order()
