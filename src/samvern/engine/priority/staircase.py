"""A ranking model as arrays, in an order that does not depend on the order of the input.

A criterion's levels are a staircase. An alternative stands at the foot and has climbed each step
with a known probability; its value is the sum of the heights of the steps it has climbed. The
value of the lowest level is left out: it is the same for all, so it moves nobody's rank.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from samvern.engine.priority.model import Criterion, RankingModel, RankingScale
from samvern.engine.priority.weights import Array, WeightSpace

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Staircase:
    """One criterion.

    Attributes
    ----------
    heights
        Shape (steps,): how much each step adds on the linear scale.
    reach
        Shape (alternatives, steps): probability of having climbed the step; exactly 1 and 0
        where that is certain. Never increases from one step to the next.
    """

    heights: Array
    reach: Array

    @cached_property
    def certain(self) -> Mask:
        """Shape (alternatives, steps): climbed in every reading."""
        return np.equal(self.reach, 1)

    @cached_property
    def possible(self) -> Mask:
        """Shape (alternatives, steps): climbed in at least one reading."""
        return np.greater(self.reach, 0)

    @cached_property
    def uncertain(self) -> Mask:
        """Shape (alternatives, steps): climbed in some readings and not in others."""
        return self.possible & ~self.certain

    @cached_property
    def open_rows(self) -> npt.NDArray[np.intp] | slice:
        """The alternatives with more than one reading, to index rows with."""
        has_several = self.uncertain.any(axis=1)
        return slice(None) if has_several.all() else np.flatnonzero(has_several)

    @cached_property
    def open_reach(self) -> Array:
        """Shape (open rows, steps): the reach of uncertain steps, 0 for the certain ones."""
        return np.where(self.uncertain, self.reach, 0.0)[self.open_rows]

    @cached_property
    def open_steps(self) -> tuple[int, ...]:
        """The steps that are uncertain for somebody."""
        return tuple(np.flatnonzero(self.uncertain.any(axis=0)).tolist())


@dataclass(frozen=True)
class CriterionGroup:
    """The criteria of one group."""

    criteria: tuple[Staircase, ...]

    @cached_property
    def heights(self) -> Array:
        """The different heights that steps of the group have."""
        # Not np.unique, which loads numpy.ma: that takes longer than many a whole question.
        found = {height for stairs in self.criteria for height in stairs.heights.tolist()}
        return np.array(sorted(found))

    @cached_property
    def height_of_step(self) -> tuple[tuple[int, ...], ...]:
        """For each criterion and step, which of the heights it has."""
        return tuple(
            tuple(np.searchsorted(self.heights, stairs.heights).tolist())
            for stairs in self.criteria
        )

    @cached_property
    def certain_steps(self) -> npt.NDArray[np.unsignedinteger]:
        """Shape (heights, alternatives): how many steps of a height are certainly climbed.

        In the smallest type that could count all steps of the group.
        """
        heights = np.concatenate([stairs.heights for stairs in self.criteria])
        certain = np.concatenate([stairs.certain for stairs in self.criteria], axis=1)
        counts = [certain[:, heights == height].sum(axis=1) for height in self.heights]
        return np.stack(counts).astype(np.min_scalar_type(len(heights)))


@dataclass(frozen=True)
class Board:
    """A whole model: alternatives, groups and the criteria within a group sorted by identifier.

    ``groups`` and the weights stand in the order of ``group_ids``.
    """

    alternatives: tuple[str, ...]
    group_ids: tuple[str, ...]
    groups: tuple[CriterionGroup, ...]
    weights: WeightSpace
    is_ordinal: bool

    @classmethod
    def of(cls, model: RankingModel) -> Board:
        """Set up a model.

        Raises
        ------
        InvalidInput
            ``weights.too_many_orders``.
        """
        alternatives = tuple(sorted(model.matrix))
        group_ids = tuple(sorted(model.groups))
        criteria = sorted(model.criteria, key=lambda criterion: criterion.id)
        groups = tuple(
            CriterionGroup(
                tuple(
                    Staircase(_heights(criterion), _reach(model, criterion, alternatives))
                    for criterion in criteria
                    if criterion.group == group
                )
            )
            for group in group_ids
        )
        weights = WeightSpace.of(model.weights, group_ids)
        is_ordinal = model.scale is RankingScale.ORDINAL
        return cls(alternatives, group_ids, groups, weights, is_ordinal)


def _heights(criterion: Criterion) -> Array:
    # Equal steps must be equal numbers, because they are counted together when values are
    # drawn; rounding removes the difference between 0.3 - 0.2 and 0.2 - 0.1.
    return np.diff([level.value for level in criterion.levels]).round(12)


def _reach(model: RankingModel, criterion: Criterion, alternatives: tuple[str, ...]) -> Array:
    cells = [model.matrix[alternative][criterion.id] for alternative in alternatives]
    shares = np.array(
        [[cell.get(level.level, 0.0) for level in criterion.levels] for cell in cells]
    )
    # A share of 0 leaves a running sum exactly as it is, so certain steps come out as exactly 1.
    from_above = np.cumsum(shares[:, ::-1], axis=1)[:, ::-1]
    reach: Array = from_above[:, 1:] / from_above[:, :1]
    return reach
