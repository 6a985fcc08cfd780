"""Rank the alternatives again and again, and count who came where.

Every sample is one admissible weighting together with one reading of all uncertain judgements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samvern.engine.priority.draws import ValueDraws
from samvern.engine.priority.staircase import Board
from samvern.engine.priority.weights import Array

Counts = npt.NDArray[np.int64]

#: Scores run from 0 to 1; those that lie closer than this share their ranks at random.
TIE = 2.0**-30

# Scores are compared as whole numbers of these parts, so that a tie has 2**16 random outcomes.
_PARTS_OF_SCORE = 2.0**46
# The low bits of a sorting key hold the alternative; 46 + 10 bits fit a 64-bit integer.
_ALTERNATIVE_BITS = 10

# Eight comparisons are counted in one 64-bit addition, one byte for each, which holds 255.
_MOST_SAMPLES = 8 * 255
# Small enough for the processor's cache, large enough to make Python's share small.
_BLOCK_CELLS = 2**18


@dataclass(frozen=True)
class Tally:
    """What the samples came to.

    Attributes
    ----------
    places
        Shape (ranks, alternatives): how often each alternative had each rank, the best first.
    wins
        Shape (alternatives, alternatives): how often the one of the row ranked before the one
        of the column.
    winning_weights
        Shape (groups, alternatives): sum of the weights of all samples that it came first in.
    """

    places: Counts
    wins: Counts
    winning_weights: Array

    def __add__(self, other: Tally) -> Tally:
        """Take the samples of both together."""
        return Tally(
            self.places + other.places,
            self.wins + other.wins,
            self.winning_weights + other.winning_weights,
        )


def run_trials(
    board: Board, progress: Callable[[int], object], rng: np.random.Generator, samples: int
) -> Tally:
    """Draw samples, at least one, and rank the alternatives in each; tell of each block."""
    alternatives = len(board.alternatives)
    block = max(8, min(samples, _MOST_SAMPLES, _BLOCK_CELLS // alternatives))
    table = _RankTable(alternatives, block)
    values = ValueDraws(board, rng, block)
    scores = np.empty((alternatives, block))
    places = np.zeros((alternatives, alternatives), np.int64)
    wins = np.zeros((alternatives, alternatives), np.int64)
    winning_weights = np.zeros((len(board.groups), alternatives))
    for size in block_sizes(samples, block):
        weights = board.weights.draw(rng, size)
        score = scores[:, :size]
        score[:] = 0
        for value in values.groups(size, weights):
            score += value
        order = table.sort(score, rng)
        places += table.count_places(order)
        wins += table.count_wins(order)
        firsts = order[:, 0]
        winning_weights += [np.bincount(firsts, weight, alternatives) for weight in weights]
        progress(size)
    return Tally(places, wins, winning_weights)


def block_sizes(samples: int, block: int) -> Iterator[int]:
    """Cut samples into blocks of at most this size."""
    for start in range(0, samples, block):
        yield min(block, samples - start)


class _RankTable:
    """Sorts and counts blocks of at most so many samples, in memory that is used again."""

    def __init__(self, alternatives: int, block: int) -> None:
        self._ids = np.arange(alternatives)
        self._row_starts = np.arange(0, block * alternatives, alternatives)[:, np.newaxis]
        self._cells = np.empty((block, alternatives), np.int64)
        self._keys = np.empty((block, alternatives), np.int64)
        self._draws = np.empty((block, alternatives))
        rank_type = np.min_scalar_type(alternatives - 1)
        self._rank_of_place = np.tile(self._ids.astype(rank_type), block)
        self._rank_by_sample = np.empty(block * alternatives, rank_type)
        padded = -(-block // 8) * 8
        self._ranks = np.empty((alternatives, padded), rank_type)
        self._is_before = np.empty((alternatives, padded), np.bool_)

    def sort(self, scores: Array, rng: np.random.Generator) -> Counts:
        """Order the alternatives of each sample, ties at random.

        Sorting plain integers is several times as fast as sorting indices by score. So each key
        holds, from high bits to low: the score, a random number, and who it belongs to.

        Returns
        -------
        array of int
            Shape (samples, alternatives): who has the first rank, the second, and so on.
            Overwritten by the next call.
        """
        size = scores.shape[1]
        keys, draws = self._keys[:size], self._draws[:size]
        rng.random(out=draws)
        draws *= TIE
        draws -= scores.T
        draws *= _PARTS_OF_SCORE
        keys[:] = draws
        keys <<= _ALTERNATIVE_BITS
        keys |= self._ids
        keys.sort(axis=1)
        keys &= (1 << _ALTERNATIVE_BITS) - 1
        return keys

    def count_places(self, order: Counts) -> Counts:
        """Count how often each alternative has each rank, shape (ranks, alternatives)."""
        samples, size = order.shape
        cells = np.add(order, self._ids * size, out=self._cells[:samples])
        return np.bincount(cells.ravel(), minlength=size * size).reshape(size, size)

    def count_wins(self, order: Counts) -> Counts:
        """Count how often each alternative ranks before each other one."""
        samples, size = order.shape
        cells = np.add(order, self._row_starts[:samples], out=self._cells[:samples])
        self._rank_by_sample[cells.ravel()] = self._rank_of_place[: order.size]
        ranks = self._ranks
        ranks[:, samples:] = 0  # equal ranks: padding counts for nobody
        ranks[:, :samples] = self._rank_by_sample[: order.size].reshape(samples, size).T
        bytewise = np.zeros((size, size), np.uint64)
        for one in range(size - 1):
            is_before = self._is_before[one + 1 :]
            np.less(ranks[one], ranks[one + 1 :], out=is_before)
            is_before.view(np.uint64).sum(axis=1, out=bytewise[one, one + 1 :])
        wins: Counts = bytewise.view(np.uint8).reshape(size, size, 8).sum(axis=2, dtype=np.int64)
        wins += np.tril(samples - wins.T, -1)
        return wins
