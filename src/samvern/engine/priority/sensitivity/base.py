"""Where the alternatives stand on average: mean weights, mean values, mean scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samvern.engine.priority.model import Criterion, RankingModel
from samvern.engine.priority.staircase import Board
from samvern.engine.priority.weights import Array

#: Scores that lie closer than this share their place, as in a ranking.
TIE = 1e-9


@dataclass(frozen=True)
class Base:
    """The point from which one weight is moved, or one pair is explained.

    Attributes
    ----------
    board, criteria
        The model in the order of the board; criteria by group and within it by identifier.
    weights
        Shape (groups,): the fixed weights, or the mean of all admissible ones, which is exact
        without intervals and rests on many draws with them (see ``WeightSpace.centroid``).
    criterion_values
        Shape (criteria, alternatives): the mean value of each judgement above its lowest level;
        on an ordinal scale also the mean over all increasing scales, whose steps are equal.
    """

    board: Board
    criteria: tuple[Criterion, ...]
    weights: Array
    criterion_values: Array

    @classmethod
    def of(cls, model: RankingModel) -> Base:
        """Work out where a model stands.

        Raises
        ------
        InvalidInput
            ``weights.too_many_orders`` or ``weights.too_many_corners``.
        """
        board = Board.of(model)
        values = [
            stairs.reach @ (_equal_steps(stairs.heights) if board.is_ordinal else stairs.heights)
            for group in board.groups
            for stairs in group.criteria
        ]
        return cls(board, criteria_of(model, board), board.weights.centroid(), np.stack(values))

    @property
    def values(self) -> Array:
        """Shape (alternatives, groups): the mean value of each group, that of its criteria."""
        ends = np.cumsum([len(group.criteria) for group in self.board.groups])[:-1]
        parts = np.split(self.criterion_values, ends)
        return np.stack([part.mean(axis=0) for part in parts], axis=1)

    @property
    def scores(self) -> Array:
        """Shape (alternatives,): the expected score above that of the lowest levels.

        Weights, readings and scales are independent, so the mean of the products is the product
        of the means.
        """
        scores: Array = self.values @ self.weights
        return scores


def criteria_of(model: RankingModel, board: Board) -> tuple[Criterion, ...]:
    """The criteria in the order in which the groups of a board hold them."""
    by_id = sorted(model.criteria, key=lambda criterion: criterion.id)
    return tuple(each for group in board.group_ids for each in by_id if each.group == group)


def in_order(scores: Array, tie_break: Sequence[float] = ()) -> list[int]:
    """Sort positions by score, the highest first; ties by ``tie_break``, then by position."""
    ranked = sorted(range(len(scores)), key=lambda one: -scores[one])
    tied: list[list[int]] = []
    for one in ranked:
        if tied and scores[tied[-1][-1]] - scores[one] <= TIE:
            tied[-1].append(one)
        else:
            tied.append([one])
    place = tie_break or range(len(scores))
    return [one for group in tied for one in sorted(group, key=lambda i: (place[i], i))]


def _equal_steps(heights: Array) -> Array:
    return np.full(len(heights), 1 / len(heights))
