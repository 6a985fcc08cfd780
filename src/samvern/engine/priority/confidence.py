"""How sure an alternative would be to come first if everyone agreed on the weights that suit it."""

from __future__ import annotations

from functools import partial
from itertools import repeat

import numpy as np

from samvern.engine.priority.draws import ValueDraws
from samvern.engine.priority.lanes import in_lanes
from samvern.engine.priority.staircase import Board
from samvern.engine.priority.trials import TIE, Counts, block_sizes
from samvern.engine.priority.weights import Array

#: Scores are computed for every alternative at every central weighting; when that would be more
#: than this, fewer samples are taken, but not fewer than give 0.01 either way.
_MOST_SCORES = 10**8
_LEAST_SAMPLES = 9_604

# Values become whole numbers of 1/_GRID, and weights are rounded to the same grid. Sums of their
# products are then exact: no order of summation, and so no machine, gives another result.
_GRID = 2.0**23

# Up to so many products OpenBLAS starts no threads of its own; the lanes are threads enough.
_BLOCK_PRODUCTS = 2**18


def confidence_samples(samples: int, alternatives: int, weightings: int) -> int:
    """Say how many readings a confidence factor rests on."""
    affordable = _MOST_SCORES // max(1, alternatives * weightings)
    return min(samples, max(_LEAST_SAMPLES, affordable))


def confidence_factors(
    board: Board, owners: Counts, weightings: Array, samples: int, seed: int, stage: int
) -> Array:
    """Estimate for some alternatives how often each is first at one weighting of its own.

    Parameters
    ----------
    board
        The model.
    owners
        Shape (n,): positions of the alternatives.
    weightings
        Shape (n, groups): the weighting of each.
    samples, seed, stage
        How many readings, and which (see ``in_lanes``).

    Returns
    -------
    array
        Shape (n,), shares 0..1.
    """
    rounded = np.column_stack([np.round(weightings * _GRID) / _GRID, np.ones(len(owners))])
    wins = in_lanes(partial(_count_firsts, board, owners, rounded), samples, seed, stage)
    firsts: Counts = np.sum(wins, axis=0)
    return firsts / samples


def _count_firsts(
    board: Board, owners: Counts, weightings: Array, rng: np.random.Generator, samples: int
) -> Counts:
    alternatives, groups = len(board.alternatives), len(board.groups)
    block = max(8, min(samples, _BLOCK_PRODUCTS // weightings.size))
    draws = ValueDraws(board, rng, block)
    values = np.zeros((groups + 1, alternatives, block))
    ties = np.empty((alternatives, block))
    score, best, own = np.empty((3, len(owners), block))
    row_of = {int(owner): row for row, owner in enumerate(owners)}
    firsts = np.zeros(len(owners), np.int64)
    for size in block_sizes(samples, block):
        for group, value in enumerate(draws.groups(size, repeat(_GRID, groups))):
            np.rint(value, out=values[group, :, :size])
        # The last layer decides ties: random numbers smaller than any other difference.
        rng.random(out=ties)
        np.floor(ties * (TIE * _GRID**2), out=ties)
        np.divide(ties, _GRID, out=values[groups])
        best.fill(-1)
        for alternative in range(alternatives):
            np.matmul(weightings, values[:, alternative], out=score)
            if alternative in row_of:
                own[row_of[alternative]] = score[row_of[alternative]]
            np.maximum(best, score, out=best)
        firsts += (own == best)[:, :size].sum(axis=1)
    return firsts
