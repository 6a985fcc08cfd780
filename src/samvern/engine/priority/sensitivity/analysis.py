"""Ask what would change a ranking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, reduce
from math import sqrt
from operator import add

from samvern.engine.errors import InvalidInput
from samvern.engine.priority.lanes import in_lanes
from samvern.engine.priority.model import Alternative, RankingModel
from samvern.engine.priority.sensitivity.base import Base, in_order
from samvern.engine.priority.sensitivity.information import count_tops, judgement_values
from samvern.engine.priority.sensitivity.result import Sensitivity
from samvern.engine.priority.sensitivity.stability import weight_stability
from samvern.engine.priority.smaa import DEFAULT_SAMPLES, HALF_WIDTH_OF_ONE, MAX_SAMPLES

#: The places that people call the top.
TOP = 3

# Stages of one computation share no random numbers; a ranking has the first ones.
_INFORMATION = 2


def sensitivity(
    model: RankingModel,
    alternatives: Sequence[Alternative] = (),
    *,
    samples: int = DEFAULT_SAMPLES,
    seed: int = 1,
    progress: Callable[[int], object] = lambda done: None,
) -> Sensitivity:
    """Find out what would change a ranking: a weight that moves, a judgement that is settled.

    Weights are moved at the mean judgements, where scores are linear in each of them, so the
    intervals are exact. Judgements are settled one at a time in samples drawn as for a ranking.

    Parameters
    ----------
    model
        Criteria, judgements, admissible weights and scale.
    alternatives
        Names for the result.
    samples
        How many, from 1 to ``MAX_SAMPLES``, as for a ranking. The value of a judgement is known
        better than a share, since every sample tells of every level.
    seed
        Zero or more. The same seed gives the same result, on any number of processors and
        whatever the order of alternatives, groups and criteria in the model.
    progress
        Called now and then, from several threads, with the number of samples done since.

    Raises
    ------
    InvalidInput
        ``ranking.samples_out_of_range``, ``ranking.seed_negative``, ``weights.too_many_orders``
        or ``weights.too_many_corners``.

    Examples
    --------
    >>> from samvern.engine.priority import Criterion, Level, WeightRule
    >>> levels = (Level("low", 0.0), Level("high", 1.0))
    >>> model = RankingModel(
    ...     groups=("effect",),
    ...     criteria=(Criterion("effect", "effect", levels),),
    ...     matrix={
    ...         "train": {"effect": {"high": 1.0}},
    ...         "study": {"effect": {"low": 0.5, "high": 0.5}},
    ...         "wait": {"effect": {"low": 1.0}},
    ...     },
    ...     weights=WeightRule(),
    ... )
    >>> found = sensitivity(model, samples=1000)
    >>> found.top, [(judged.alternative, judged.criterion) for judged in found.judgements]
    (2, [('study', 'effect')])
    """
    if not 1 <= samples <= MAX_SAMPLES:
        raise InvalidInput("ranking.samples_out_of_range", got=samples, most=MAX_SAMPLES)
    if seed < 0:
        raise InvalidInput("ranking.seed_negative", got=seed)
    base = Base.of(model)
    board, scores = base.board, base.scores
    size = len(board.alternatives)
    top = max(1, min(TOP, size - 1))
    if size > 1:
        work = partial(count_tops, board, top, progress)
        counts = reduce(add, in_lanes(work, samples, seed, _INFORMATION))
        judgements = judgement_values(board, base.criteria, counts, samples)
        top_shares = (counts.in_top / samples).tolist()
    else:
        judgements, top_shares = (), [1.0]
    names = {alternative.id: alternative for alternative in alternatives}
    order = [board.alternatives[one] for one in in_order(scores)]
    weights = dict(zip(board.group_ids, base.weights.tolist(), strict=True))
    return Sensitivity(
        model=model,
        alternatives=tuple(names.get(one, Alternative(one)) for one in order),
        scores=dict(zip(board.alternatives, scores.tolist(), strict=True)),
        weights={group: weights[group] for group in model.groups},
        top=top,
        stability=weight_stability(model, base, top),
        top_shares=dict(zip(board.alternatives, top_shares, strict=True)),
        judgements=judgements,
        samples=samples,
        seed=seed,
        half_width_95=HALF_WIDTH_OF_ONE / sqrt(samples),
    )
