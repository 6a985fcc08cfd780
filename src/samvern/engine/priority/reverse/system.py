"""A ranking model in exact numbers: what the linear programs are made from and checked against.

How far one alternative is ahead of another is a sum over the steps of the criteria. On a linear
scale a step is worth its height times the weight of its group, divided by the number of criteria
in the group. On an ordinal scale the worth of each step is open, and the steps of a criterion are
together worth the weight of its group divided by that number. So in both cases everything is
linear in the *worths*, once it is known which steps each alternative has climbed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from samvern.engine.priority.model import Criterion, RankingModel, RankingScale

_NOTHING = Fraction(0)

#: Numbers of a model count as fractions with denominators up to this, so that a third is a third.
MAX_DENOMINATOR = 10**6


class Kind(StrEnum):
    """What a statement about weights says."""

    AT_LEAST_AS_MUCH = "at_least_as_much"  # the group weighs at least as much as another
    LEAST = "least"  # the group weighs at least a share of all
    MOST = "most"  # the group weighs at most a share of all


@dataclass(frozen=True)
class WeightStatement:
    """One thing that is said about the weights.

    ``other`` is set for comparisons, ``share`` (0..1) for bounds.
    """

    kind: Kind
    group: str
    other: str = ""
    share: Fraction = Fraction(0)

    def coefficients(self, groups: tuple[str, ...]) -> tuple[Fraction, ...]:
        """Give what the statement asks to be zero or more, as a sum over weights that sum to 1."""
        sign = -1 if self.kind is Kind.MOST else 1
        row = dict.fromkeys(groups, Fraction(0) - sign * self.share)
        row[self.group] += sign
        if self.other:
            row[self.other] -= 1
        return tuple(row[group] for group in groups)

    def to_json(self) -> dict[str, object]:
        """Give the statement as the plain values of the published schema."""
        about: dict[str, object] = {"kind": str(self.kind), "group": self.group}
        if self.kind is Kind.AT_LEAST_AS_MUCH:
            return {**about, "other": self.other}
        return {**about, "share": float(self.share)}


@dataclass(frozen=True)
class Cell:
    """What is known of one alternative on one criterion.

    ``levels`` holds the positions of the levels it may stand at, lowest first. ``mean`` holds for
    each step the probability of having climbed it.
    """

    levels: tuple[int, ...]
    mean: tuple[Fraction, ...]

    def climbed(self, step: int) -> tuple[bool, bool]:
        """Whether the step is climbed at the lowest and at the highest level."""
        return self.levels[0] > step, self.levels[-1] > step


#: Which levels some cells are held to, by alternative and position of the criterion.
Held = Mapping[tuple[str, int], tuple[int, ...]]

#: For each criterion, how much of each step an alternative has climbed, 0..1.
Climb = tuple[tuple[Fraction, ...], ...]


@dataclass(frozen=True)
class System:
    """A model in exact numbers.

    Attributes
    ----------
    groups
        In the order of the model.
    criteria
        In the order of the model.
    heights
        For each criterion, how much each step adds on the linear scale.
    cells
        For each alternative, one cell for each criterion.
    weight_statements
        Everything that is said about the weights.
    """

    groups: tuple[str, ...]
    criteria: tuple[Criterion, ...]
    heights: tuple[tuple[Fraction, ...], ...]
    cells: Mapping[str, tuple[Cell, ...]]
    weight_statements: tuple[WeightStatement, ...]
    is_ordinal: bool
    _sizes: Mapping[str, int] = field(repr=False)

    @classmethod
    def of(cls, model: RankingModel) -> System:
        """Take a model over."""
        heights = tuple(tuple(_heights(criterion)) for criterion in model.criteria)
        cells = {
            alternative: tuple(_cell(criterion, row[criterion.id]) for criterion in model.criteria)
            for alternative, row in model.matrix.items()
        }
        sizes = {
            group: sum(criterion.group == group for criterion in model.criteria)
            for group in model.groups
        }
        return cls(
            model.groups,
            model.criteria,
            heights,
            cells,
            tuple(_weight_statements(model)),
            model.scale is RankingScale.ORDINAL,
            sizes,
        )

    def with_open_scales(self) -> System:
        """The same with any increasing scale."""
        return replace(self, is_ordinal=True)

    @cached_property
    def group_of(self) -> tuple[int, ...]:
        """For each criterion, the position of its group."""
        return tuple(self.groups.index(criterion.group) for criterion in self.criteria)

    @cached_property
    def parts(self) -> tuple[Fraction, ...]:
        """For each criterion, its part in the value of its group."""
        return tuple(Fraction(1, self._sizes[criterion.group]) for criterion in self.criteria)

    @property
    def has_uncertain_cells(self) -> bool:
        """Whether any judgement can be read in more than one way."""
        return any(len(cell.levels) > 1 for row in self.cells.values() for cell in row)

    @property
    def has_middle_levels(self) -> bool:
        """Whether the distances between levels can matter at all."""
        return any(len(heights) > 1 for heights in self.heights)

    def mean_climb(self, alternative: str) -> Climb:
        """How far an alternative has climbed on average over the readings."""
        return tuple(cell.mean for cell in self.cells[alternative])

    def worth(self, criterion: int, climb: tuple[Fraction, ...]) -> Fraction:
        """What a climb adds for a unit of the weight of its group, on the linear scale."""
        known = self._worths.get((criterion, climb))
        if known is None:
            known = self.parts[criterion] * risen(self.heights[criterion], climb)
            self._worths[criterion, climb] = known
        return known

    @cached_property
    def _worths(self) -> dict[tuple[int, tuple[Fraction, ...]], Fraction]:
        return {}

    def levels_of(self, alternative: str, criterion: int, held: Held) -> tuple[int, ...]:
        """Which levels a cell may stand at, given what is held."""
        return held.get((alternative, criterion), self.cells[alternative][criterion].levels)

    def extreme_climb(self, alternative: str, held: Held, *, highest: bool) -> Climb:
        """How far an alternative has climbed at its highest or at its lowest reading."""
        end = -1 if highest else 0
        return tuple(
            climb_to(self.levels_of(alternative, at, held)[end], len(heights))
            for at, heights in enumerate(self.heights)
        )


def climb_to(level: int, steps: int) -> tuple[Fraction, ...]:
    """How much of each step is climbed at a level.

    Examples
    --------
    >>> [int(step) for step in climb_to(1, steps=3)]
    [1, 0, 0]
    """
    return tuple(Fraction(level > step) for step in range(steps))


def risen(heights: Sequence[Fraction], climb: Sequence[Fraction]) -> Fraction:
    """How high a climb leads: the heights of all steps, each times how much of it is climbed.

    Most steps are climbed whole or not at all, which needs no arithmetic.

    Examples
    --------
    >>> risen([Fraction(1, 2), Fraction(1, 3)], [Fraction(1), Fraction(1, 2)])
    Fraction(2, 3)
    """
    total = _NOTHING
    for height, share in zip(heights, climb, strict=True):
        if share:
            total += height if share == 1 else height * share
    return total


def _heights(criterion: Criterion) -> Iterator[Fraction]:
    values = [exact(level.value) for level in criterion.levels]
    for lower, higher in pairwise(values):
        yield higher - lower


def _cell(criterion: Criterion, shares: Mapping[str, float]) -> Cell:
    chances = [exact(shares.get(level.level, 0.0)) for level in criterion.levels]
    total = sum(chances)
    mean = tuple(sum(chances[step + 1 :], Fraction(0)) / total for step in range(len(chances) - 1))
    return Cell(tuple(at for at, chance in enumerate(chances) if chance > 0), mean)


def _weight_statements(model: RankingModel) -> Iterator[WeightStatement]:
    rule = model.weights
    for greater, lesser in dict.fromkeys(rule.constraints):
        yield WeightStatement(Kind.AT_LEAST_AS_MUCH, greater, lesser)
    if rule.fixed is not None:
        # Weights that are each at least their share are exactly their shares: they sum to 1.
        weights = {group: exact(rule.fixed.get(group, 0.0)) for group in model.groups}
        total = sum(weights.values())
        for group, weight in weights.items():
            yield WeightStatement(Kind.LEAST, group, share=weight / total)
    for group, (least, most) in rule.intervals.items():
        if least > 0:
            yield WeightStatement(Kind.LEAST, group, share=exact(least))
        if most < 1:
            yield WeightStatement(Kind.MOST, group, share=exact(most))


def exact(number: float) -> Fraction:
    """The simple fraction that a number of a model stands for.

    Examples
    --------
    >>> exact(1 / 3)
    Fraction(1, 3)
    """
    return Fraction(number).limit_denominator(MAX_DENOMINATOR)
