"""What alternatives are worth in the worlds that may be: one weighting, one reading of each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.priority.draws import ValueDraws
from samvern.engine.priority.model import RankingModel
from samvern.engine.priority.staircase import Board
from samvern.engine.priority.trials import block_sizes
from samvern.engine.priority.weights import Array

MAX_WORLDS = 100_000
_BLOCK = 1_000


@dataclass(frozen=True)
class Worlds:
    """The worth of alternatives in many worlds.

    ``scores`` has shape (alternatives, worlds): the weighted sum of the groups, from 0 where all
    is at its worst to 1 where all is at its best.
    """

    alternatives: tuple[str, ...]
    scores: Array

    def expected(self) -> dict[str, float]:
        """The mean worth of each alternative."""
        return dict(zip(self.alternatives, self.scores.mean(axis=1).tolist(), strict=True))

    def one(self, world: int) -> dict[str, float]:
        """The worth of each alternative in one world."""
        return dict(zip(self.alternatives, self.scores[:, world].tolist(), strict=True))


def draw_worlds(model: RankingModel, worlds: int, *, seed: int = 1) -> Worlds:
    """Draw worlds as a ranking does, and keep what each alternative scores in each.

    Raises
    ------
    InvalidInput
        ``ranking.samples_out_of_range``, ``ranking.seed_negative`` or
        ``weights.too_many_orders``.

    Examples
    --------
    >>> from samvern.engine.priority import Criterion, Level, RankingModel, WeightRule
    >>> levels = (Level("low", 0.0), Level("high", 1.0))
    >>> model = RankingModel(
    ...     groups=("effect",), criteria=(Criterion("effect", "effect", levels),),
    ...     matrix={"train": {"effect": {"high": 1.0}}, "wait": {"effect": {"low": 1.0}}},
    ...     weights=WeightRule(),
    ... )
    >>> draw_worlds(model, 10).expected()
    {'train': 1.0, 'wait': 0.0}
    """
    if not 1 <= worlds <= MAX_WORLDS:
        raise InvalidInput("ranking.samples_out_of_range", got=worlds, most=MAX_WORLDS)
    if seed < 0:
        raise InvalidInput("ranking.seed_negative", got=seed)
    board = Board.of(model)
    rng = np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed)))
    block = min(worlds, _BLOCK)
    draws = ValueDraws(board, rng, block)
    lowest = _lowest(model, board)
    blocks = []
    for size in block_sizes(worlds, block):
        weights = board.weights.draw(rng, size)
        scores = np.zeros((len(board.alternatives), size)) + lowest @ weights
        for values in draws.groups(size, weights):
            scores += values
        blocks.append(scores)
    return Worlds(board.alternatives, np.concatenate(blocks, axis=1))


def without_groups(model: RankingModel, groups: Collection[str]) -> RankingModel:
    """Leave groups of criteria out of a model, where something else takes care of them.

    Raises
    ------
    InvalidInput
        ``ranking.invalid_model``: nothing would be left to judge by.
    """
    kept = tuple(group for group in model.groups if group not in groups)
    if not kept:
        problem = Problem.of("ranking.no_groups_left", where="groups")
        raise InvalidInput("ranking.invalid_model", problems=[problem])
    criteria = tuple(one for one in model.criteria if one.group in kept)
    names = {one.id for one in criteria}
    weights = model.weights.restricted_to(kept)
    matrix = {
        alternative: {name: cell for name, cell in row.items() if name in names}
        for alternative, row in model.matrix.items()
    }
    return replace(model, groups=kept, criteria=criteria, matrix=matrix, weights=weights)


def _lowest(model: RankingModel, board: Board) -> Array:
    """The mean value of the lowest levels of each group, which the draws leave out."""
    if board.is_ordinal:
        return np.zeros(len(board.group_ids))
    return np.array(
        [
            np.mean([one.levels[0].value for one in model.criteria if one.group == group])
            for group in board.group_ids
        ]
    )
