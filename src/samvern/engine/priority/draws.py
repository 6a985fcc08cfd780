"""Readings of uncertain judgements: random values of every alternative in every group.

A step of a staircase is climbed when a random 16-bit number is below its reach. A reach seldom
is a whole number of 65,536 parts, so it is rounded anew for each block of samples, up or down at
random and right on average: within a block no probability is off by more than 1/65,536, and over
many blocks none is biased (but for a reach above 65,535 parts, which stays at that number).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from samvern.engine.priority.staircase import Board, CriterionGroup, Mask, Staircase
from samvern.engine.priority.weights import Array

_PARTS = 2**16


class ValueDraws:
    """Draws values of the alternatives, group by group, into memory that is used again.

    Parameters
    ----------
    board
        The model.
    rng
        Where randomness comes from.
    block
        The largest number of samples that will be asked for at a time.
    """

    def __init__(self, board: Board, rng: np.random.Generator, block: int) -> None:
        self._groups = board.groups
        self._draw = self._draw_ordinal if board.is_ordinal else self._draw_linear
        self._rng = rng
        shape = (len(board.alternatives), block)
        self._values = np.empty(shape)
        self._rise = np.empty(shape)
        self._climbed = np.empty(shape, np.bool_)
        heights = max(len(group.heights) for group in board.groups)
        count_type = max(
            (group.certain_steps.dtype for group in board.groups), key=lambda found: found.itemsize
        )
        self._counts = np.empty((heights, *shape), count_type)

    def groups(self, samples: int, factors: Iterable[Array | float]) -> Iterator[Array]:
        """Draw one reading of all judgements, and of the scales when these are open, per sample.

        Parameters
        ----------
        samples
            At most the size of a block.
        factors
            What to multiply the values of each group with: a number, or one for each sample.

        Yields
        ------
        array
            For each group in turn, shape (alternatives, samples): the mean of its criteria above
            their lowest levels, times its factor. Overwritten by the next group.
        """
        values = self._values[:, :samples]
        for group, factor in zip(self._groups, factors, strict=True):
            self._draw(group, factor / len(group.criteria), values)
            yield values

    def _draw_linear(self, group: CriterionGroup, factor: Array | float, values: Array) -> None:
        """Count steps of equal height as small whole numbers, and multiply once at the end."""
        counts = self._counts[: len(group.heights), :, : values.shape[1]]
        counts[:] = group.certain_steps[:, :, np.newaxis]
        for stairs, height_of_step in zip(group.criteria, group.height_of_step, strict=True):
            for step, climbed in self._climb(stairs, values.shape[1]):
                counts[height_of_step[step]][stairs.open_rows] += climbed.view(np.uint8)
        values[:] = counts[0]
        values *= group.heights[0] * factor
        for height, count in zip(group.heights[1:], counts[1:], strict=True):
            values += self._times(count, height * factor)

    def _draw_ordinal(self, group: CriterionGroup, factor: Array | float, values: Array) -> None:
        """Add up steps whose heights differ from sample to sample."""
        values[:] = 0
        for stairs in group.criteria:
            heights = self._increasing_scale(len(stairs.heights), values.shape[1])
            heights *= factor
            for step, height in enumerate(heights):
                values[stairs.certain[:, step]] += height
            for step, climbed in self._climb(stairs, values.shape[1]):
                values[stairs.open_rows] += self._times(climbed, heights[step])

    def _times(self, counts: npt.NDArray[np.generic], height: Array | float) -> Array:
        """Multiply without new memory, which costs more than the multiplication."""
        product = self._rise[: counts.shape[0], : counts.shape[1]]
        product[:] = counts
        product *= height
        return product

    def _climb(self, stairs: Staircase, samples: int) -> Iterator[tuple[int, Mask]]:
        """Draw readings of a criterion; give for each open step who climbs it, when."""
        if not stairs.open_steps:
            return
        rows = len(stairs.open_reach)
        parts = np.floor(stairs.open_reach * _PARTS + self._rng.random((rows, 1)))
        below = np.minimum(parts, _PARTS - 1).astype(np.uint16)
        numbers = self._numbers_of_16_bits(rows, samples)
        climbed = self._climbed[:rows, :samples]
        for step in stairs.open_steps:
            yield step, np.less(numbers, below[:, step, np.newaxis], out=climbed)

    def _increasing_scale(self, steps: int, samples: int) -> Array:
        """Draw the heights of steps from 0 to 1, shape (steps, samples).

        The gaps between sorted uniforms, 0 and 1 are distributed as exponential draws divided
        by their sum.
        """
        heights = self._rng.standard_exponential((steps, samples))
        heights /= heights.sum(axis=0)
        return heights

    def _numbers_of_16_bits(self, rows: int, columns: int) -> npt.NDArray[np.uint16]:
        words = -(-columns // 4)
        raw = np.asarray(self._rng.bit_generator.random_raw(rows * words))
        return raw.view(np.uint16).reshape(rows, words * 4)[:, :columns]
