"""Which single uncertain judgement matters most: how the top would change if it were known.

Source
------
R. A. Howard, "Information value theory", IEEE Transactions on Systems Science and Cybernetics 2
(1966), for the question; here what information changes is not a price but who is at the top.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt

import numpy as np

from samvern.engine.priority.model import Criterion
from samvern.engine.priority.sensitivity.readings import Sample, draw_samples, the_top
from samvern.engine.priority.staircase import Board, Mask, Staircase
from samvern.engine.priority.trials import Counts
from samvern.engine.priority.weights import Array

#: Half the width of a 95 % interval, in standard errors.
_STANDARD_ERRORS = 1.96

_NO_MOVE = 1e-12

#: Of those who would take a place, so many are told.
_MOST_TAKERS = 3


@dataclass(frozen=True)
class LevelShare:
    """A level that a judgement can have: how likely it is, and how often the top would follow."""

    level: str
    probability: float
    top_share: float

    def to_json(self) -> dict[str, object]:
        """Give it as the plain values of the published schema."""
        return {
            "level": self.level,
            "probability": self.probability,
            "top_share": self.top_share,
        }


@dataclass(frozen=True)
class JudgementValue:
    """What it would be worth to know one judgement.

    Attributes
    ----------
    value
        By how much the share in which the alternative is at the top would move on average, if
        the judgement were known. When it enters the top exactly one other leaves, and the other
        way round; so its own change is the whole change.
    half_width_95
        With 95 % probability the value lies at most this far from its true one.
    levels
        The levels that are possible, the worst first; the share never falls from one to the next.
    gains
        Who would take its place at the top if the judgement fell from its best level to its
        worst, as shares of the samples in which it would lose its place: the most likely few.
    """

    alternative: str
    criterion: str
    group: str
    value: float
    half_width_95: float
    levels: tuple[LevelShare, ...]
    gains: Mapping[str, float]

    @property
    def is_distinct(self) -> bool:
        """Whether the value can be told from none at all."""
        return self.value > self.half_width_95

    def to_json(self) -> dict[str, object]:
        """Give it as the plain values of the published schema."""
        return {
            "alternative": self.alternative,
            "criterion": self.criterion,
            "group": self.group,
            "value": self.value,
            "half_width_95": self.half_width_95,
            "is_distinct": self.is_distinct,
            "levels": [level.to_json() for level in self.levels],
            "gains": dict(self.gains),
        }


@dataclass(frozen=True)
class TopCounts:
    """What samples say of the top.

    Attributes
    ----------
    in_top
        Shape (alternatives,): how often each one is at the top.
    at_level
        For each criterion, shape (levels, alternatives): how often each one would be at the
        top if its judgement by this criterion were the level, all else as it was drawn.
    losses
        Shape (2, n): for a judgement and one who takes the place (a number for both together,
        see ``_code``), how often that happens between the best level and the worst.
    """

    in_top: Counts
    at_level: tuple[Counts, ...]
    losses: Counts

    def __add__(self, other: TopCounts) -> TopCounts:
        """Take the samples of both together."""
        return TopCounts(
            self.in_top + other.in_top,
            tuple(a + b for a, b in zip(self.at_level, other.at_level, strict=True)),
            _merged([self.losses, other.losses]),
        )


def count_tops(
    board: Board,
    top: int,
    progress: Callable[[int], object],
    rng: np.random.Generator,
    samples: int,
) -> TopCounts:
    """Draw samples, at least one, and ask in each of them what another level would change.

    One reading at a time is replaced; weights, scales and all other readings stay as they were
    drawn. So every sample tells of every level, and levels are compared in the same world.
    """
    alternatives = len(board.alternatives)
    stairs = [each for group in board.groups for each in group.criteria]
    in_top = np.zeros(alternatives, np.int64)
    at_level = [np.zeros((len(each.heights) + 1, alternatives), np.int64) for each in stairs]
    losses = [np.empty((2, 0), np.int64)]
    for sample in draw_samples(board, rng, samples):
        edge = the_top(sample.scores, top)
        in_top += edge.is_in.sum(axis=1)
        codes = []
        for criterion, each in enumerate(stairs):
            rows = np.flatnonzero(each.uncertain.any(axis=1))
            if rows.size:
                needed = _needed(sample, criterion, edge.threshold, rows)
                for level, value in enumerate(sample.values[criterion]):
                    at_level[criterion][level, rows] += (needed < value).sum(axis=1)
                lost = _is_lost(sample, criterion, each, needed, rows)
                row, column = np.nonzero(lost)
                taker = edge.holder[rows[row], column]
                codes.append(_code(criterion, rows[row], taker, alternatives))
        if codes:
            losses.append(np.stack(np.unique(np.concatenate(codes), return_counts=True)))
        progress(sample.scores.shape[1])
    return TopCounts(in_top, tuple(at_level), _merged(losses))


def judgement_values(
    board: Board, criteria: tuple[Criterion, ...], counts: TopCounts, samples: int
) -> tuple[JudgementValue, ...]:
    """Make values of counts, one for each uncertain judgement.

    Returns
    -------
    tuple of JudgementValue
        The greatest value first; equal ones by alternative and criterion.
    """
    stairs = [each for group in board.groups for each in group.criteria]
    takers = _takers(board, counts.losses)
    found = [
        _judgement_value(
            board.alternatives[one],
            criterion,
            _chances(each, one),
            counts.at_level[at][:, one],
            samples,
            takers.get((at, one), {}),
        )
        for at, (criterion, each) in enumerate(zip(criteria, stairs, strict=True))
        for one in np.flatnonzero(each.uncertain.any(axis=1)).tolist()
    ]
    return tuple(sorted(found, key=lambda it: (-it.value, it.alternative, it.criterion)))


def _judgement_value(
    alternative: str,
    criterion: Criterion,
    chances: Array,
    counts: Counts,
    samples: int,
    gains: Mapping[str, float],
) -> JudgementValue:
    possible = np.flatnonzero(chances)
    chances, counts = chances[possible], counts[possible]
    shares = counts / samples
    moves = shares - chances @ shares
    # What is lost in the sum must not count as a move, nor as one way to move.
    moves[np.abs(moves) < _NO_MOVE] = 0.0
    # A sample's part of the value is the sum of these over the levels that put the alternative
    # at the top in it: all levels from some point on, so counts alone give the variance.
    parts = chances * (np.sign(moves) - chances @ np.sign(moves))
    part_from = np.append(np.cumsum(parts[::-1])[::-1], 0.0)
    often = np.diff(np.concatenate([[0], counts, [samples]])) / samples
    mean = float(often @ part_from)
    variance = max(0.0, float(often @ (part_from - mean) ** 2))
    return JudgementValue(
        alternative=alternative,
        criterion=criterion.id,
        group=criterion.group,
        value=float(chances @ np.abs(moves)),
        half_width_95=_STANDARD_ERRORS * sqrt(variance / samples),
        levels=tuple(
            LevelShare(criterion.levels[level].level, float(chance), float(share))
            for level, chance, share in zip(possible.tolist(), chances, shares, strict=True)
        ),
        gains=gains,
    )


def _chances(stairs: Staircase, one: int) -> Array:
    """The probability of each level."""
    return -np.diff(np.concatenate([[1.0], stairs.reach[one], [0.0]]))


def _needed(sample: Sample, criterion: int, threshold: Array, rows: Counts) -> Array:
    """The value by a criterion above which an alternative is at the top, all else as drawn."""
    factor = sample.factors[criterion]
    rest = sample.scores[rows] - sample.own_values(criterion)[rows] * factor
    with np.errstate(divide="ignore", invalid="ignore"):
        needed: Array = (threshold[rows] - rest) / factor
    return needed


def _is_lost(
    sample: Sample, criterion: int, stairs: Staircase, needed: Array, rows: Counts
) -> Mask:
    """Where an alternative is at the top with its best level and not with its worst."""
    values = sample.values[criterion]
    worst = stairs.certain[rows].sum(axis=1)
    best = stairs.possible[rows].sum(axis=1)
    lost: Mask = (needed < values[best]) & ~(needed < values[worst])
    return lost


def _code(criterion: int, rows: Counts, takers: Counts, alternatives: int) -> Counts:
    """Put a criterion, an alternative and who takes its place into one number."""
    code: Counts = (criterion * alternatives + rows) * alternatives + takers
    return code


def _takers(board: Board, losses: Counts) -> dict[tuple[int, int], dict[str, float]]:
    """Take the numbers apart: for each judgement, who takes the place, in which share."""
    size = len(board.alternatives)
    found: dict[tuple[int, int], dict[str, int]] = {}
    for code, often in sorted(losses.T.tolist(), key=lambda entry: (-entry[1], entry[0])):
        judgement, taker = divmod(code, size)
        found.setdefault(divmod(judgement, size), {})[board.alternatives[taker]] = often
    return {
        key: {
            taker: often / sum(counts.values())
            for taker, often in list(counts.items())[:_MOST_TAKERS]
        }
        for key, counts in found.items()
    }


def _merged(losses: list[Counts]) -> Counts:
    codes, often = np.concatenate(losses, axis=1)
    unique, place = np.unique(codes, return_inverse=True)
    return np.stack([unique, np.bincount(place, often, len(unique)).astype(np.int64)])
