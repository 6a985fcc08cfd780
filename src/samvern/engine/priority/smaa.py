"""Stochastic multicriteria acceptability analysis: rank under weights nobody has agreed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial, reduce
from math import sqrt
from operator import add

import numpy as np

from samvern.engine.errors import InvalidInput
from samvern.engine.priority.confidence import confidence_factors, confidence_samples
from samvern.engine.priority.lanes import in_lanes
from samvern.engine.priority.model import Alternative, LeftOut, RankingModel
from samvern.engine.priority.possible import Extremes
from samvern.engine.priority.ranking import RankedAlternative, Ranking
from samvern.engine.priority.staircase import Board
from samvern.engine.priority.trials import Tally, run_trials
from samvern.engine.priority.weights import Array

DEFAULT_SAMPLES = 100_000
MAX_SAMPLES = 10_000_000

#: Half the width of a 95 % interval for a share of one sample at its widest: 1.96 * 0.5.
HALF_WIDTH_OF_ONE = 0.98

_TRIALS, _CONFIDENCE = range(2)


def rank(
    model: RankingModel,
    alternatives: Sequence[Alternative] = (),
    left_out: Sequence[LeftOut] = (),
    *,
    samples: int = DEFAULT_SAMPLES,
    seed: int = 1,
    progress: Callable[[int], object] = lambda done: None,
) -> Ranking:
    """Rank alternatives by SMAA-2, with weights, judgements and scales as open as they are.

    In each sample, weights are drawn uniformly from all that are admitted, and every uncertain
    judgement gets one of its levels. The value of a group is the mean of its criteria, the score
    of an alternative the weighted sum of its groups, and the highest score has rank 1. Scores
    that differ by less than about 1e-9 share their ranks at random.

    Parameters
    ----------
    model
        Criteria, judgements, admissible weights and scale.
    alternatives, left_out
        Names for the result, and what it should remember of where the model came from; so
        ``rank(*ranking_model(programme, level="measure"))`` is complete.
    samples
        How many, from 1 to ``MAX_SAMPLES``. 9,604 give shares to 0.01, 100,000 to 0.0031.
    seed
        Zero or more. The same seed gives the same result, on any number of processors and
        whatever the order of alternatives, groups and criteria in the model.
    progress
        Called now and then, from several threads, with the number of samples done since.

    Raises
    ------
    InvalidInput
        ``ranking.samples_out_of_range``, ``ranking.seed_negative`` or
        ``weights.too_many_orders``.

    Source
    ------
    R. Lahdelma, P. Salminen, "SMAA-2: Stochastic multicriteria acceptability analysis for group
    decision making", Operations Research 49 (2001); for ordinal scales R. Lahdelma,
    K. Miettinen, P. Salminen, "Ordinal criteria in stochastic multicriteria acceptability
    analysis (SMAA)", European Journal of Operational Research 147 (2003); for the sampling error
    T. Tervonen, R. Lahdelma, "Implementing stochastic multicriteria acceptability analysis",
    European Journal of Operational Research 178 (2007).

    Examples
    --------
    >>> from samvern.engine.priority import Criterion, Level, WeightRule
    >>> levels = (Level("low", 0.0), Level("high", 1.0))
    >>> model = RankingModel(
    ...     groups=("effect", "cost"),
    ...     criteria=(Criterion("effect", "effect", levels), Criterion("cost", "cost", levels)),
    ...     matrix={
    ...         "train": {"effect": {"high": 1.0}, "cost": {"low": 1.0}},
    ...         "wait": {"effect": {"low": 1.0}, "cost": {"high": 1.0}},
    ...     },
    ...     weights=WeightRule(constraints=(("effect", "cost"),)),
    ... )
    >>> [found.id for found in rank(model, samples=1000).alternatives]
    ['train', 'wait']
    """
    if not 1 <= samples <= MAX_SAMPLES:
        raise InvalidInput("ranking.samples_out_of_range", got=samples, most=MAX_SAMPLES)
    if seed < 0:
        raise InvalidInput("ranking.seed_negative", got=seed)
    board = Board.of(model)
    tally = reduce(add, in_lanes(partial(run_trials, board, progress), samples, seed, _TRIALS))
    winners = np.flatnonzero(tally.places[0])
    central = (tally.winning_weights[:, winners] / tally.places[0, winners]).T
    readings = confidence_samples(samples, len(board.alternatives), len(winners))
    confidence = confidence_factors(board, winners, central, readings, seed, _CONFIDENCE)
    rank_sums = np.arange(1, len(tally.places) + 1) @ tally.places
    best_first = sorted(range(len(rank_sums)), key=lambda one: (rank_sums[one], one))
    extremes = Extremes(board)
    dominated_by: dict[int, list[str]] = {one: [] for one in best_first}
    for better in best_first:
        for worse in extremes.dominates(better):
            dominated_by[int(worse)].append(board.alternatives[better])
    names = {alternative.id: alternative.name for alternative in alternatives}
    position = {int(winner): at for at, winner in enumerate(winners)}

    def ranked(one: int) -> RankedAlternative:
        at = position.get(one)
        return RankedAlternative(
            id=board.alternatives[one],
            name=names.get(board.alternatives[one], {}),
            rank_acceptability=tuple((tally.places[:, one] / samples).tolist()),
            expected_rank=float(rank_sums[one] / samples),
            central_weights=None if at is None else _by_group(model, board, central[at]),
            confidence=None if at is None else float(confidence[at]),
            dominated_by=tuple(dominated_by[one]),
            potentially_optimal=at is not None or extremes.can_be_first(one),
        )

    return Ranking(
        model=model,
        alternatives=tuple(ranked(one) for one in best_first),
        pairwise=_pairwise(board, tally, best_first, samples),
        samples=samples,
        seed=seed,
        half_width_95=HALF_WIDTH_OF_ONE / sqrt(samples),
        confidence_samples=readings,
        confidence_half_width_95=HALF_WIDTH_OF_ONE / sqrt(readings),
        left_out=tuple(left_out),
    )


def _by_group(model: RankingModel, board: Board, weights: Array) -> Mapping[str, float]:
    found = dict(zip(board.group_ids, weights.tolist(), strict=True))
    return {group: found[group] for group in model.groups}


def _pairwise(
    board: Board, tally: Tally, best_first: Sequence[int], samples: int
) -> Mapping[str, Mapping[str, float]]:
    shares = (tally.wins / samples).tolist()
    ids = board.alternatives
    return {
        ids[one]: {ids[other]: shares[one][other] for other in best_first if other != one}
        for one in best_first
    }
