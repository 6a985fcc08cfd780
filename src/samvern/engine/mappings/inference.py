"""Answer once: what answers about some requirements say of others, over at most two mappings.

Nothing is multiplied or averaged. A *conclusion* follows from the mappings for certain; whatever
is less is a *suggestion*, which a person accepts or not. Both carry every mapping that they rest
on, so that each can be looked up. Over more than two mappings everything comes to have to do with
everything, so there are no longer paths.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from samvern.engine.mappings.mapping import RequirementMapping, RequirementRef, ReviewState
from samvern.engine.mappings.relations import (
    COVERED,
    COVERING,
    SHARING,
    Possible,
    Relation,
    compose,
    converse,
)


class Answer(StrEnum):
    """Whether an organisation does what a requirement asks for."""

    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT_FULFILLED = "not_fulfilled"


@dataclass(frozen=True)
class Step:
    """A mapping on the way, read from its source to its target or the other way."""

    mapping: RequirementMapping
    is_reversed: bool = False

    @property
    def start(self) -> RequirementRef:
        """Where the step begins."""
        return self.mapping.target if self.is_reversed else self.mapping.source

    @property
    def end(self) -> RequirementRef:
        """Where the step leads."""
        return self.mapping.source if self.is_reversed else self.mapping.target

    @property
    def possible(self) -> Possible:
        """What its start can be to its end."""
        return converse(self.mapping.possible) if self.is_reversed else self.mapping.possible


@dataclass(frozen=True)
class Path:
    """One or two steps from a requirement to another, and what the first can be to the last."""

    steps: tuple[Step, ...]
    possible: Possible

    @property
    def source(self) -> RequirementRef:
        """Where the path begins."""
        return self.steps[0].start

    @property
    def target(self) -> RequirementRef:
        """Where the path leads."""
        return self.steps[-1].end

    @property
    def is_reviewed(self) -> bool:
        """Whether every mapping on the way has been reviewed."""
        return all(step.mapping.is_reviewed for step in self.steps)

    @property
    def confidence(self) -> float | None:
        """The least confidence on the way; None when some mapper gave none."""
        given = [step.mapping.confidence for step in self.steps]
        found = [each for each in given if each is not None]
        return min(found) if len(found) == len(given) else None

    @property
    def is_telling(self) -> bool:
        """Whether an answer about its source says anything of its target."""
        return self.possible <= SHARING

    def to_json(self) -> dict[str, object]:
        """The path as plain values: the mappings by their identifiers, and what remains possible."""
        return {
            "mappings": [step.mapping.id for step in self.steps],
            "possible": sorted(relation.value for relation in self.possible),
            "confidence": self.confidence,
            "is_reviewed": self.is_reviewed,
        }

    def order(self) -> tuple[bool, int, float, tuple[str, ...]]:
        """Best first: reviewed, short, confident."""
        ids = tuple(step.mapping.id for step in self.steps)
        return not self.is_reviewed, len(self.steps), -(self.confidence or 0.0), ids


@dataclass(frozen=True)
class Inference:
    """What the answer about one requirement says of another.

    ``is_certain`` when it follows from the mappings of ``paths``, which then each suffice; else
    it is for a person to judge. Best path first.
    """

    target: RequirementRef
    source: RequirementRef
    answer: Answer
    is_certain: bool
    paths: tuple[Path, ...]

    @property
    def is_reviewed(self) -> bool:
        """Whether it rests on reviewed mappings alone, along one of its paths."""
        return self.paths[0].is_reviewed

    def to_json(self) -> dict[str, object]:
        """The inference as plain values, with everything that it rests on."""
        return {
            "target": self.target.to_json(),
            "source": self.source.to_json(),
            "answer": self.answer.value,
            "is_certain": self.is_certain,
            "paths": [path.to_json() for path in self.paths],
        }


@dataclass(frozen=True)
class Lead:
    """That an answer to one requirement says something of another, and the best path there."""

    target: RequirementRef
    is_certain: bool
    is_reviewed: bool
    path: Path


#: By the requirement that is answered, and by its answer.
Leads = Mapping[RequirementRef, Mapping[Answer, tuple[Lead, ...]]]


class Mapped:
    """Mappings by what they start from, both ways; rejected ones are left out."""

    def __init__(self, mappings: Iterable[RequirementMapping]) -> None:
        self._from: dict[RequirementRef, list[Step]] = defaultdict(list)
        for mapping in mappings:
            if mapping.state is not ReviewState.REJECTED:
                for step in (Step(mapping), Step(mapping, is_reversed=True)):
                    self._from[step.start].append(step)

    @property
    def requirements(self) -> Sequence[RequirementRef]:
        """Everything that has a mapping, in order."""
        return sorted(self._from)

    def paths_from(self, source: RequirementRef) -> Iterator[Path]:
        """Every path of one or two steps to a requirement of another framework.

        Those that tell nothing are among them, for they can contradict others.
        """
        for first in self._from.get(source, ()):
            reached = first.possible
            yield Path((first,), reached)
            for second in self._from[first.end]:
                if second.end.framework != source.framework:
                    yield Path((first, second), _composed(reached, second.possible))


def infer(
    answers: Mapping[RequirementRef, Answer], mappings: Iterable[RequirementMapping]
) -> tuple[Inference, ...]:
    """Say what answers tell of requirements that have none.

    Parameters
    ----------
    answers
        What an organisation has answered. Requirements that do not apply to it are left out.

    Returns
    -------
    tuple of Inference
        By target and source; several for a target whose sources differ, also where they
        contradict each other, which is for a person to settle. Certain ones before others.

    Source
    ------
    Fulfilled is passed on to a requirement that is asked no more of, not fulfilled to one that
    is asked no less of; an overlap passes on nothing for certain, however strong it is.

    Examples
    --------
    >>> small, large = RequirementRef("NIS2", "21.2c"), RequirementRef("NSM", "2.9.1")
    >>> said = RequirementMapping("1", large, small, Relation.SUPERSET, "A")
    >>> [found] = infer({large: Answer.FULFILLED}, [said])
    >>> str(found.target), found.answer.value, found.is_certain
    ('NIS2 21.2c', 'fulfilled', True)
    >>> [found] = infer({large: Answer.NOT_FULFILLED}, [said])
    >>> found.is_certain
    False
    """
    mapped = Mapped(mappings)
    found = []
    for source in sorted(answers):
        telling: dict[tuple[RequirementRef, bool], list[Path]] = defaultdict(list)
        for path in mapped.paths_from(source):
            if path.is_telling and path.target not in answers:
                is_certain = passes_on(answers[source], path.possible)
                telling[path.target, is_certain].append(path)
        for (target, is_certain), paths in telling.items():
            best_first = tuple(sorted(paths, key=Path.order))
            found.append(Inference(target, source, answers[source], is_certain, best_first))
    return tuple(sorted(found, key=lambda each: (each.target, not each.is_certain, each.source)))


def passes_on(answer: Answer, relations: Possible) -> bool:
    """Whether a target has the answer of its source for certain, over what they can be.

    Examples
    --------
    >>> passes_on(Answer.PARTLY, COVERING), passes_on(Answer.NOT_FULFILLED, COVERED)
    (False, True)
    """
    if not relations:
        return False
    if answer is Answer.FULFILLED:
        return relations <= COVERING
    if answer is Answer.NOT_FULFILLED:
        return relations <= COVERED
    return relations == {Relation.EQUAL}


def telling_paths(mappings: Iterable[RequirementMapping]) -> Iterator[Path]:
    """Every path over which an answer could say anything, from every requirement."""
    mapped = Mapped(mappings)
    for source in mapped.requirements:
        yield from (path for path in mapped.paths_from(source) if path.is_telling)


def leads_into(framework: str, mappings: Iterable[RequirementMapping]) -> Leads:
    """What each answer to each requirement would say of those of a framework.

    One lead from a requirement to another: a certain one along its best path, else a hint. It says
    what :func:`infer` says, worked out once for any answers.
    """
    between: dict[tuple[RequirementRef, RequirementRef], list[Path]] = defaultdict(list)
    for path in telling_paths(mappings):
        if path.target.framework == framework:
            between[path.source, path.target].append(path)
    found: dict[RequirementRef, dict[Answer, list[Lead]]] = {}
    for (source, target), paths in sorted(between.items()):
        best_first = sorted(paths, key=Path.order)
        by_answer = found.setdefault(source, {answer: [] for answer in Answer})
        for answer in Answer:
            certain = next((p for p in best_first if passes_on(answer, p.possible)), None)
            path = certain or best_first[0]
            lead = Lead(target, certain is not None, path.is_reviewed, path)
            by_answer[answer].append(lead)
    return {
        source: {answer: tuple(leads) for answer, leads in by_answer.items()}
        for source, by_answer in found.items()
    }


_KNOWN: dict[tuple[Possible, Possible], Possible] = {}


def _composed(first: Possible, second: Possible) -> Possible:
    """:func:`compose`, with the at most 1,024 answers kept."""
    pair = (first, second)
    if pair not in _KNOWN:
        _KNOWN[pair] = compose(first, second)
    return _KNOWN[pair]
