"""What a ranking is computed from: criteria in groups, and what is known of each alternative."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.priority.reading import Reader
from samvern.engine.priority.weight_rule import WeightRule, read_rule
from samvern.engine.programme.document import Text

#: How far from 1 the probabilities of a cell may sum; they are divided by their sum.
SUM_TOLERANCE = 1e-6

#: A model may come from anywhere; these limits keep its ranking within seconds and megabytes.
MAX_ALTERNATIVES = 1000
MAX_GROUPS = 50
MAX_CRITERIA = 200
MAX_LEVELS = 100


class RankingScale(StrEnum):
    """How far apart the levels of a criterion are."""

    LINEAR = "linear"  # as their values say
    ORDINAL = "ordinal"  # unknown: any increasing values from 0 to 1


@dataclass(frozen=True)
class Level:
    """A level of a criterion and its value, 0..1, higher being better."""

    level: str
    value: float


@dataclass(frozen=True)
class Criterion:
    """What alternatives are judged by; ``levels`` run from worst to best, at least two."""

    id: str
    group: str
    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Alternative:
    """One of the things that are ranked."""

    id: str
    name: Text = field(default_factory=dict)


@dataclass(frozen=True)
class LeftOut:
    """Judgements that the programme leaves out, and by its code what the ranking did then.

    ``left_out.criterion``
        Nobody judged any alternative by these criteria: the ranking does without them.
    ``left_out.inherited``
        These measures are not judged themselves: their focus area's judgement stands in.
    ``left_out.unknown``
        These alternatives are not judged by these criteria: every level is equally likely.
    """

    code: str
    criteria: tuple[str, ...]
    alternatives: tuple[str, ...] = ()

    def to_json(self) -> dict[str, object]:
        """Give the record as the plain values of the published schema."""
        return {
            "code": self.code,
            "criteria": list(self.criteria),
            "alternatives": list(self.alternatives),
        }


@dataclass(frozen=True)
class RankingModel:
    """Everything a ranking rests on; it can be recomputed from this alone.

    ``matrix`` maps alternative to criterion to level to probability. Each cell is known for
    itself: readings of different cells are independent. A level that is not named has
    probability 0.

    Raises
    ------
    InvalidInput
        ``ranking.invalid_model`` with all problems, on construction.
    """

    groups: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    matrix: Mapping[str, Mapping[str, Mapping[str, float]]]
    weights: WeightRule
    scale: RankingScale = RankingScale.LINEAR

    def __post_init__(self) -> None:
        """Refuse a model that makes no sense."""
        problems = list(dict.fromkeys(_problems(self)))
        if problems:
            raise InvalidInput("ranking.invalid_model", problems=problems)

    @property
    def alternatives(self) -> tuple[str, ...]:
        """The identifiers of the alternatives, in the order of the matrix."""
        return tuple(self.matrix)

    def to_json(self) -> dict[str, object]:
        """Give the model as the plain values of the published schema."""
        return {
            "groups": list(self.groups),
            "criteria": [
                {
                    "id": criterion.id,
                    "group": criterion.group,
                    "levels": [
                        {"level": level.level, "value": level.value} for level in criterion.levels
                    ],
                }
                for criterion in self.criteria
            ],
            "matrix": {
                alternative: {criterion: dict(cell) for criterion, cell in row.items()}
                for alternative, row in self.matrix.items()
            },
            "weights": self.weights.to_json(),
            "scale": str(self.scale),
        }

    @classmethod
    def from_json(cls, value: object) -> RankingModel:
        """Read a model as ``to_json`` writes it, from a source that nobody has checked.

        Raises
        ------
        InvalidInput
            ``ranking.invalid_model`` with all problems of shape, or else all of sense.
        """
        reader = Reader()
        required = ("groups", "criteria", "matrix", "weights", "scale")
        found = reader.fields(value, "", required)
        groups = tuple(
            reader.text(item, at) for at, item in reader.items(found["groups"], "groups")
        )
        criteria = tuple(
            _read_criterion(reader, item, at)
            for at, item in reader.items(found["criteria"], "criteria")
        )
        matrix = {
            alternative: {
                criterion: {
                    level: reader.number(share, f"matrix.{alternative}.{criterion}.{level}")
                    for level, share in reader.entries(cell, f"matrix.{alternative}.{criterion}")
                }
                for criterion, cell in reader.entries(row, f"matrix.{alternative}")
            }
            for alternative, row in reader.entries(found["matrix"], "matrix")
        }
        weights = read_rule(reader, found["weights"], "weights")
        scale = reader.text(found["scale"], "scale")
        if scale and scale not in set(RankingScale):
            reader.problems.append(unknown_scale(scale))
        reader.finish("ranking.invalid_model")
        return cls(groups, criteria, matrix, weights, RankingScale(scale))


def unknown_scale(scale: str) -> Problem:
    """Say that there is no such scale."""
    known = ", ".join(RankingScale)
    return Problem.of("ranking.unknown_scale", where="scale", got=scale, known=known)


def _read_criterion(reader: Reader, value: object, where: str) -> Criterion:
    found = reader.fields(value, where, required=("id", "group", "levels"))
    levels = []
    for at, item in reader.items(found["levels"], f"{where}.levels"):
        level = reader.fields(item, at, required=("level", "value"))
        name = reader.text(level["level"], f"{at}.level")
        levels.append(Level(name, reader.number(level["value"], f"{at}.value")))
    name = reader.text(found["id"], f"{where}.id")
    group = reader.text(found["group"], f"{where}.group")
    return Criterion(name, group, tuple(levels))


def _problems(model: RankingModel) -> Iterator[Problem]:
    yield from _size_problems("groups", len(model.groups), 1, MAX_GROUPS)
    yield from _size_problems("criteria", len(model.criteria), 1, MAX_CRITERIA)
    yield from _size_problems("matrix", len(model.matrix), 1, MAX_ALTERNATIVES)
    yield from _repeated(model.groups, "groups")
    yield from _repeated((criterion.id for criterion in model.criteria), "criteria")
    for group in model.groups:
        if all(criterion.group != group for criterion in model.criteria):
            yield Problem.of("ranking.empty_group", where="groups", group=group)
    for index, criterion in enumerate(model.criteria):
        if criterion.group not in model.groups:
            known = ", ".join(model.groups)
            yield Problem.of(
                "ranking.unknown_group",
                where=f"criteria[{index}].group",
                group=criterion.group,
                known=known,
            )
        yield from _level_problems(criterion, f"criteria[{index}].levels")
    yield from model.weights.problems(model.groups)
    criteria = {criterion.id: criterion for criterion in model.criteria}
    for alternative, row in model.matrix.items():
        yield from _row_problems(row, criteria, f"matrix.{alternative}")


def _size_problems(where: str, size: int, least: int, most: int) -> Iterator[Problem]:
    if not least <= size <= most:
        yield Problem.of("ranking.size_out_of_range", where=where, got=size, least=least, most=most)


def _repeated(names: Iterable[str], where: str) -> Iterator[Problem]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Problem.of("ranking.repeated", where=where, id=name)


def _level_problems(criterion: Criterion, where: str) -> Iterator[Problem]:
    yield from _size_problems(where, len(criterion.levels), 2, MAX_LEVELS)
    yield from _repeated((level.level for level in criterion.levels), where)
    for index, level in enumerate(criterion.levels):
        if not 0 <= level.value <= 1:
            at = f"{where}[{index}].value"
            yield Problem.of("ranking.value_out_of_range", where=at, got=level.value)
    if any(lower.value >= higher.value for lower, higher in pairwise(criterion.levels)):
        yield Problem.of("ranking.values_not_increasing", where=where)


def _row_problems(
    row: Mapping[str, Mapping[str, float]], criteria: Mapping[str, Criterion], where: str
) -> Iterator[Problem]:
    for name in row:
        if name not in criteria:
            yield Problem.of("ranking.unknown_criterion", where=where, criterion=name)
    for name, criterion in criteria.items():
        if name in row:
            yield from cell_problems(row[name], criterion, f"{where}.{name}")
        else:
            yield Problem.of("ranking.missing_cell", where=where, criterion=name)


def cell_problems(cell: Mapping[str, float], criterion: Criterion, where: str) -> Iterator[Problem]:
    """Yield what is wrong with the probabilities of the levels of a criterion."""
    known = [level.level for level in criterion.levels]
    for level, share in cell.items():
        if level not in known:
            yield Problem.of(
                "ranking.unknown_level", where=where, level=level, known=", ".join(known)
            )
        if not 0 <= share <= 1 + SUM_TOLERANCE:
            yield Problem.of(
                "ranking.probability_out_of_range", where=f"{where}.{level}", got=share
            )
    total = sum(cell.values())
    if not math.isclose(total, 1, abs_tol=SUM_TOLERANCE):
        yield Problem.of("ranking.probabilities_do_not_sum", where=where, sum=total)
