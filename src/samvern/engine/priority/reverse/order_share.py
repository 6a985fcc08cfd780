"""In how many of all admissible weightings and readings a decided order comes out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from samvern.engine.priority.draws import ValueDraws
from samvern.engine.priority.lanes import in_lanes
from samvern.engine.priority.model import RankingModel
from samvern.engine.priority.reverse.decided import Before
from samvern.engine.priority.staircase import Board
from samvern.engine.priority.trials import TIE, block_sizes

_STAGE = 7
_BLOCK_CELLS = 2**18


def order_share(model: RankingModel, order: Sequence[Before], samples: int, seed: int) -> float:
    """Estimate how often all statements hold, as a share of the samples.

    Weightings, readings and scales are drawn as by ``rank``, with other random numbers. Scores
    that differ by less than about 1e-9 count as equal, and then a statement holds.
    """
    board = Board.of(model)
    place = {name: at for at, name in enumerate(board.alternatives)}
    firsts = np.array([place[found.first] for found in order])
    seconds = np.array([place[found.second] for found in order])
    counts = in_lanes(partial(_count, board, firsts, seconds), samples, seed, _STAGE)
    return sum(counts) / samples


def _count(
    board: Board,
    firsts: np.ndarray[tuple[int], np.dtype[np.intp]],
    seconds: np.ndarray[tuple[int], np.dtype[np.intp]],
    rng: np.random.Generator,
    samples: int,
) -> int:
    block = max(8, min(samples, _BLOCK_CELLS // max(len(board.alternatives), len(firsts))))
    draws = ValueDraws(board, rng, block)
    held = 0
    for size in block_sizes(samples, block):
        scores = np.zeros((len(board.alternatives), size))
        for value in draws.groups(size, board.weights.draw(rng, size)):
            scores += value
        held += int((scores[firsts] >= scores[seconds] - TIE).all(axis=0).sum())
    return held
