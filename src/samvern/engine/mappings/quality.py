"""How far a set of mappings can be trusted: what is reviewed, argued for, contradicted, missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from samvern.engine.mappings.inference import Mapped, Path
from samvern.engine.mappings.mapping import RequirementMapping, RequirementRef, ReviewState
from samvern.engine.mappings.relations import ANY, Possible, Relation, converse


@dataclass(frozen=True)
class Disagreement:
    """Mappings of the same two requirements that cannot all be right; all of them are kept."""

    source: RequirementRef
    target: RequirementRef
    mappings: tuple[RequirementMapping, ...]


@dataclass(frozen=True)
class Contradiction:
    """Paths between two requirements that cannot all hold, though no two mappings disagree.

    Without any one of them, the others can hold.
    """

    source: RequirementRef
    target: RequirementRef
    paths: tuple[Path, ...]


@dataclass(frozen=True)
class MappingQuality:
    """What is known of a set of mappings; rejected ones count nowhere.

    ``unmapped`` names, for each framework, the requirements that no mapping tells anything of:
    a mapping that says ``none`` or ``unknown`` does not count. ``not_found`` are requirements that
    are mapped and that their frameworks do not have.
    """

    mappings: int
    reviewed: int
    with_rationale: int
    by_relation: Mapping[Relation, int]
    disagreements: tuple[Disagreement, ...]
    contradictions: tuple[Contradiction, ...]
    unmapped: Mapping[str, tuple[str, ...]]
    not_found: tuple[RequirementRef, ...]

    @property
    def reviewed_share(self) -> float | None:
        """Share that somebody other than the mapper has agreed to; None without mappings."""
        return self.reviewed / self.mappings if self.mappings else None

    @property
    def rationale_share(self) -> float | None:
        """Share that says what it rests on; None without mappings."""
        return self.with_rationale / self.mappings if self.mappings else None

    def to_json(self) -> dict[str, object]:
        """The quality as plain values; mappings by their identifiers."""
        return {
            "mappings": self.mappings,
            "reviewed": self.reviewed,
            "with_rationale": self.with_rationale,
            "by_relation": {each.value: count for each, count in sorted(self.by_relation.items())},
            "disagreements": [
                {
                    "source": each.source.to_json(),
                    "target": each.target.to_json(),
                    "mappings": [mapping.id for mapping in each.mappings],
                }
                for each in self.disagreements
            ],
            "contradictions": [
                {
                    "source": each.source.to_json(),
                    "target": each.target.to_json(),
                    "paths": [path.to_json() for path in each.paths],
                }
                for each in self.contradictions
            ],
            "unmapped": {framework: list(ids) for framework, ids in self.unmapped.items()},
            "not_found": [each.to_json() for each in self.not_found],
        }


def quality(
    mappings: Iterable[RequirementMapping], requirements: Iterable[RequirementRef]
) -> MappingQuality:
    """Look a set of mappings over.

    Parameters
    ----------
    requirements
        All requirements that can be mapped, of all frameworks that are spoken of.

    Examples
    --------
    >>> nsm, iso = RequirementRef("NSM", "2.1.1"), RequirementRef("ISO", "A.8.25")
    >>> said = RequirementMapping("1", nsm, iso, Relation.SUBSET, "A")
    >>> found = quality([said], [nsm, iso, RequirementRef("ISO", "A.8.26")])
    >>> found.reviewed_share, dict(found.unmapped)
    (0.0, {'NSM': (), 'ISO': ('A.8.26',)})
    """
    kept = [mapping for mapping in mappings if mapping.state is not ReviewState.REJECTED]
    disagreements = tuple(_disagreements(kept))
    told = {
        end
        for mapping in kept
        if mapping.relation not in (Relation.NONE, Relation.UNKNOWN)
        for end in (mapping.source, mapping.target)
    }
    known = dict.fromkeys(requirements)
    ends = {end for mapping in kept for end in (mapping.source, mapping.target)}
    unmapped: dict[str, list[str]] = {}
    for requirement in known:
        missing = unmapped.setdefault(requirement.framework, [])
        if requirement not in told:
            missing.append(requirement.id)
    return MappingQuality(
        mappings=len(kept),
        reviewed=sum(mapping.is_reviewed for mapping in kept),
        with_rationale=sum(mapping.has_rationale for mapping in kept),
        by_relation=Counter(mapping.relation for mapping in kept),
        disagreements=disagreements,
        contradictions=tuple(_contradictions(kept, disagreements)),
        unmapped={framework: tuple(ids) for framework, ids in unmapped.items()},
        not_found=tuple(
            sorted(end for end in ends if end.framework in unmapped and end not in known)
        ),
    )


def _disagreements(mappings: Iterable[RequirementMapping]) -> Iterable[Disagreement]:
    of_pair: dict[tuple[RequirementRef, RequirementRef], list[RequirementMapping]]
    of_pair = defaultdict(list)
    for mapping in mappings:
        first, second = sorted((mapping.source, mapping.target))
        of_pair[first, second].append(mapping)
    for (first, second), said in sorted(of_pair.items()):
        if not _in_common(_seen_from(first, mapping) for mapping in said):
            yield Disagreement(first, second, tuple(said))


def _seen_from(start: RequirementRef, mapping: RequirementMapping) -> Possible:
    return mapping.possible if mapping.source == start else converse(mapping.possible)


def _in_common(every: Iterable[Possible]) -> Possible:
    return ANY.intersection(*every)


def _contradictions(
    mappings: Sequence[RequirementMapping], disagreements: Iterable[Disagreement]
) -> Iterable[Contradiction]:
    """Pairs whose paths leave nothing possible, those of disagreeing mappings left out.

    A mapping that others disagree with would contradict everything around it; it is told of once.
    """
    disputed = {mapping.id for each in disagreements for mapping in each.mappings}
    mapped = Mapped(mapping for mapping in mappings if mapping.id not in disputed)
    for source in mapped.requirements:
        paths: dict[RequirementRef, list[Path]] = defaultdict(list)
        for path in mapped.paths_from(source):
            if source < path.target and path.possible != ANY:
                paths[path.target].append(path)
        for target, every in sorted(paths.items()):
            if not _in_common(path.possible for path in every):
                yield Contradiction(source, target, _fewest(every))


def _fewest(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Leave out paths, the weakest first, as long as the rest contradict each other."""
    kept = sorted(paths, key=Path.order)
    for path in reversed(list(kept)):
        others = [other for other in kept if other is not path]
        if not _in_common(other.possible for other in others):
            kept = others
    return tuple(kept)
