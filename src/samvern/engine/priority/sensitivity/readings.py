"""Samples in which every reading is remembered, so that one of them can be asked about again.

A ranking only needs the sums; here each judgement keeps the steps it climbed, in one byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from samvern.engine.priority.staircase import Board, Mask, Staircase
from samvern.engine.priority.trials import TIE, Counts, block_sizes
from samvern.engine.priority.weights import Array

# Small enough for the processor's cache, large enough to make Python's share small.
_BLOCK_CELLS = 2**18
_LEAST_BLOCK = 64

Steps = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Sample:
    """A block of samples.

    Attributes
    ----------
    factors
        For each criterion, shape (samples,): what its value counts in the score.
    values
        For each criterion, shape (levels, samples): the value of each level above the lowest;
        on a linear scale shape (levels, 1), since it is always the same.
    scores
        Shape (alternatives, samples), with random parts that decide ties, as in a ranking.
    steps
        For each criterion, shape (alternatives, samples): how many steps were climbed.
    """

    factors: tuple[Array, ...]
    values: tuple[Array, ...]
    scores: Array
    steps: tuple[Steps, ...]

    def own_values(self, criterion: int) -> Array:
        """What each alternative has by a criterion in its own reading: (alternatives, samples)."""
        values, steps = self.values[criterion], self.steps[criterion]
        if values.shape[1] == 1:
            return values[:, 0].take(steps)
        return np.take_along_axis(values, steps, axis=0)


def draw_samples(board: Board, rng: np.random.Generator, samples: int) -> Iterator[Sample]:
    """Draw so many samples, at least one, block by block."""
    alternatives = len(board.alternatives)
    block = max(_LEAST_BLOCK, min(samples, _BLOCK_CELLS // alternatives))
    for size in block_sizes(samples, block):
        yield _draw(board, rng, size)


def _draw(board: Board, rng: np.random.Generator, size: int) -> Sample:
    weights = board.weights.draw(rng, size)
    scores = rng.random((len(board.alternatives), size))
    scores *= -TIE
    factors, values, steps = [], [], []
    for weight, group in zip(weights, board.groups, strict=True):
        factor = weight / len(group.criteria)
        for stairs in group.criteria:
            value = _values(stairs, rng, size) if board.is_ordinal else _linear(stairs)
            climbed = _climb(stairs, rng, size)
            factors.append(factor)
            values.append(value)
            steps.append(climbed)
    sample = Sample(tuple(factors), tuple(values), scores, tuple(steps))
    for criterion, factor in enumerate(factors):
        scores += sample.own_values(criterion) * factor
    return sample


def _linear(stairs: Staircase) -> Array:
    return np.concatenate([[0.0], np.cumsum(stairs.heights)])[:, np.newaxis]


def _values(stairs: Staircase, rng: np.random.Generator, size: int) -> Array:
    """Any increasing values from 0 to 1, drawn as in a ranking."""
    heights = rng.standard_exponential((len(stairs.heights), size))
    heights /= heights.sum(axis=0)
    return np.concatenate([np.zeros((1, size)), np.cumsum(heights, axis=0)])


def _climb(stairs: Staircase, rng: np.random.Generator, size: int) -> Steps:
    climbed = np.repeat(stairs.certain.sum(axis=1, dtype=np.uint8)[:, np.newaxis], size, axis=1)
    if stairs.open_steps:
        numbers = rng.random((len(stairs.open_reach), size))
        rows = climbed[stairs.open_rows]
        for step in stairs.open_steps:
            rows += numbers < stairs.open_reach[:, step, np.newaxis]
        climbed[stairs.open_rows] = rows
    return climbed


@dataclass(frozen=True)
class Edge:
    """What each alternative must beat to be at the top, each shape (alternatives, samples).

    Attributes
    ----------
    threshold
        The lowest score at the top when the alternative is left out of it.
    holder
        Whose score that is: who takes the place when the alternative loses it.
    is_in
        Whether the alternative is at the top.
    """

    threshold: Array
    holder: Counts
    is_in: Mask


def the_top(scores: Array, top: int) -> Edge:
    """Find the edge of the top among more alternatives than ``top``, each column on its own.

    Examples
    --------
    >>> edge = the_top(np.array([[0.9], [0.5], [0.3]]), top=1)
    >>> edge.threshold[:, 0].tolist(), edge.holder[:, 0].tolist()
    ([0.5, 0.9, 0.9], [1, 0, 0])
    """
    by_sample = np.ascontiguousarray(-scores.T)
    best = np.argpartition(by_sample, top, axis=1)[:, : top + 1]
    best_scores = np.take_along_axis(by_sample, best, axis=1)
    # The last one that is in, and the first one that is not.
    order = np.argsort(best_scores, axis=1)[:, -2:]
    edge = np.take_along_axis(best, order, axis=1)
    edge_scores = -np.take_along_axis(best_scores, order, axis=1)
    is_in = scores >= edge_scores[:, 0]
    return Edge(
        threshold=np.where(is_in, edge_scores[:, 1], edge_scores[:, 0]),
        holder=np.where(is_in, edge[:, 1], edge[:, 0]),
        is_in=is_in,
    )
