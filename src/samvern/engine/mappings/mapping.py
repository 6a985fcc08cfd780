"""A mapping: what somebody says that one requirement is to another, and how far it can be trusted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.mappings.relations import (
    SHARING,
    Possible,
    Relation,
    possible,
)


class Style(StrEnum):
    """In what way two requirements were compared.

    Source
    ------
    NIST IR 8477, "Mapping relationships between documentary standards, regulations, frameworks,
    and guidelines" (2024).
    """

    CROSSWALK = "crosswalk"  # that they have to do with each other, not how
    SUPPORTIVE = "supportive"  # that one helps with the other
    SET_THEORY = "set_theory"  # what the one asks for, against what the other asks for
    STRUCTURAL = "structural"  # that one is a part of the other


class Rationale(StrEnum):
    """What the comparison rests on (NIST IR 8477)."""

    SYNTACTIC = "syntactic"  # the wording
    SEMANTIC = "semantic"  # the meaning
    FUNCTIONAL = "functional"  # what comes of doing it


class ReviewState(StrEnum):
    """How far others have looked at a mapping."""

    PROPOSED = "proposed"
    REVIEWED = "reviewed"
    REJECTED = "rejected"


@dataclass(frozen=True, order=True)
class RequirementRef:
    """A requirement by the code of its framework and its own."""

    framework: str
    id: str

    def __str__(self) -> str:
        return f"{self.framework} {self.id}"

    def to_json(self) -> dict[str, str]:
        """The requirement as plain values."""
        return {"framework": self.framework, "id": self.id}


@dataclass(frozen=True)
class RequirementMapping:
    """What one mapper says that the source requirement is to the target requirement.

    ``confidence`` is the mapper's own judgement, 0 to 1, not a probability; None when it was not
    given. ``why`` is the reason in words. The versions are those of the two frameworks that the
    mapper read.
    """

    id: str
    source: RequirementRef
    target: RequirementRef
    relation: Relation
    mapper: str
    on: date | None = None
    style: Style = Style.SET_THEORY
    rationale: Rationale | None = None
    why: str = ""
    confidence: float | None = None
    source_version: str = ""
    target_version: str = ""
    state: ReviewState = ReviewState.PROPOSED
    reviewer: str = ""

    @property
    def possible(self) -> Possible:
        """What the source can be to the target if the mapper is right.

        A crosswalk or a supportive mapping says that two requirements have to do with each other
        and not how, whatever relation was put down.

        Examples
        --------
        >>> nsm, iso = RequirementRef("NSM", "2.1.1"), RequirementRef("ISO", "A.8.25")
        >>> loose = RequirementMapping("1", nsm, iso, Relation.EQUAL, "A", style=Style.CROSSWALK)
        >>> loose.possible == SHARING
        True
        """
        says = possible(self.relation)
        is_exact = self.style in (Style.SET_THEORY, Style.STRUCTURAL)
        if is_exact or self.relation in (Relation.NONE, Relation.UNKNOWN):
            return says
        return SHARING

    @property
    def is_reviewed(self) -> bool:
        """Whether somebody other than the mapper has agreed."""
        return self.state is ReviewState.REVIEWED

    @property
    def has_rationale(self) -> bool:
        """Whether the mapper has said what the mapping rests on, in a word or in words."""
        return self.rationale is not None or bool(self.why.strip())


def check_mappings(mappings: Iterable[RequirementMapping]) -> None:
    """Refuse mappings that say nothing, or that their own mapper has reviewed.

    Raises
    ------
    InvalidInput
        ``mappings.invalid`` with all problems, each at the identifier of its mapping.
    """
    every = list(mappings)
    problems = [problem for mapping in every for problem in _problems(mapping)]
    problems += _repeated(every)
    if problems:
        raise InvalidInput("mappings.invalid", problems=problems)


def _problems(mapping: RequirementMapping) -> Iterator[Problem]:
    if mapping.source.framework == mapping.target.framework:
        yield Problem.of(
            "mappings.same_framework", where=mapping.id, framework=mapping.source.framework
        )
    if mapping.confidence is not None and not 0 <= mapping.confidence <= 1:
        yield Problem.of("mappings.confidence", where=mapping.id, found=mapping.confidence)
    if mapping.is_reviewed and mapping.reviewer in ("", mapping.mapper):
        yield Problem.of("mappings.own_review", where=mapping.id, mapper=mapping.mapper)


def _repeated(mappings: Iterable[RequirementMapping]) -> Iterator[Problem]:
    """The same mapper saying two things of the same pair; others may disagree as they like."""
    said: dict[tuple[str, frozenset[RequirementRef]], list[str]] = defaultdict(list)
    for mapping in mappings:
        if mapping.state is not ReviewState.REJECTED:
            pair = frozenset({mapping.source, mapping.target})
            said[mapping.mapper, pair].append(mapping.id)
    for (mapper, _pair), ids in said.items():
        for other in ids[1:]:
            yield Problem.of("mappings.said_twice", where=other, mapper=mapper, first=ids[0])
