"""Several people's judgements of the same thing: combined by a stated rule, and how they differ.

An *opinion* is a probability for each level of a scale, lowest level first; more than one
possible level says that the judge is unsure. Opinions are never averaged away: ``spread`` says
how far they lie apart, and how much of what is open is disagreement rather than doubt.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, combinations

from samvern.engine.errors import InvalidInput, Problem

Opinion = Mapping[str, float]

#: In the logarithmic pool nobody's opinion of a level that somebody thinks possible counts as
#: less than this, so that no single judge can rule a level out for all.
LOG_FLOOR = 0.01
#: How far from 1 the probabilities of an opinion may sum; they are divided by their sum.
SUM_TOLERANCE = 1e-6
#: Shares below this are rounding errors.
_NOTHING = 1e-12


class PoolRule(StrEnum):
    """How several opinions become one."""

    LINEAR = "linear"  # the weighted mean of the probabilities
    LOGARITHMIC = "logarithmic"  # the weighted geometric mean, divided by its sum
    MEDIAN = "median"  # the weighted median of the cumulative probabilities


@dataclass(frozen=True)
class Spread:
    """How far several opinions of the same thing lie apart.

    Attributes
    ----------
    judges
        How many opinions there are.
    shares
        Weighted share of the judges at each level; one who is unsure is divided over levels.
    median
        The lowest level that at least half of the shares stand at or below.
    lowest, highest
        The lowest and the highest median level of any judge.
    disagreement
        How far judges lie apart, 0 (all say the same) to 1 (half are certain of the lowest
        level, half of the highest): the part of the ordinal dispersion that lies between them.
    doubt
        How unsure judges are themselves, on the same scale: the part within them. The two add
        up to the dispersion of ``shares``.
    agreement
        Van der Eijk's A of the shares: 1 all on one level, 0 spread evenly, -1 split between
        the two ends. Unlike ``disagreement`` it cannot tell doubt from difference.
    bits_between, bits_within
        The same division in bits, blind to how far apart levels are: the entropy of the mean
        opinion less the mean entropy (the Jensen-Shannon divergence), and the mean entropy.
    """

    judges: int
    shares: Mapping[str, float]
    median: str
    lowest: str
    highest: str
    disagreement: float
    doubt: float
    agreement: float
    bits_between: float
    bits_within: float


def combine(
    opinions: Sequence[Opinion],
    levels: Sequence[str],
    rule: PoolRule,
    weights: Sequence[float] | None = None,
) -> dict[str, float]:
    """Combine opinions into one by a stated rule.

    Parameters
    ----------
    opinions
        One or more; a level that is not named has probability 0.
    levels
        The scale, lowest first.
    rule
        How they are combined. With :attr:`PoolRule.LOGARITHMIC`, a level that somebody thinks
        possible counts at least :data:`LOG_FLOOR` with everybody (or as much as the one who
        gives it most, if that is less); a level that nobody thinks possible stays out.
    weights
        How much each opinion counts, positive; only proportions matter. Equal when not given.

    Returns
    -------
    dict of str to float
        Level to probability, in the order of the scale, levels with none left out.

    Raises
    ------
    InvalidInput
        ``pooling.invalid`` with all problems.

    Source
    ------
    Linear: M. Stone, "The opinion pool", Annals of Mathematical Statistics 32 (1961).
    Logarithmic: C. Genest, J. V. Zidek, "Combining probability distributions: a critique and an
    annotated bibliography", Statistical Science 1 (1986). Median: S. C. Hora, B. R. Fransen,
    N. Hawkins, I. Susel, "Median aggregation of distribution functions", Decision Analysis 10
    (2013); of an even number of judges, the mean of the two in the middle.

    Examples
    --------
    >>> low, high = {"low": 1.0}, {"high": 1.0}
    >>> combine([low, high], ("low", "medium", "high"), PoolRule.LINEAR)
    {'low': 0.5, 'high': 0.5}
    >>> combine([low, high], ("low", "medium", "high"), PoolRule.LINEAR, weights=[3, 1])
    {'low': 0.75, 'high': 0.25}
    >>> combine([low, low, high], ("low", "medium", "high"), PoolRule.MEDIAN)
    {'low': 1.0}
    >>> pooled = combine([low, low, high], ("low", "medium", "high"), PoolRule.LOGARITHMIC)
    >>> {level: round(share, 3) for level, share in pooled.items()}
    {'low': 0.823, 'high': 0.177}
    """
    rows, shares = _checked(opinions, levels, weights)
    pool = {
        PoolRule.LINEAR: _linear,
        PoolRule.LOGARITHMIC: _logarithmic,
        PoolRule.MEDIAN: _median,
    }[rule]
    found = pool(rows, shares)
    kept = [share if share > _NOTHING else 0.0 for share in found]
    total = math.fsum(kept)
    return {level: share / total for level, share in zip(levels, kept, strict=True) if share}


def spread(
    opinions: Sequence[Opinion], levels: Sequence[str], weights: Sequence[float] | None = None
) -> Spread:
    """Say how far opinions lie apart, and how much of that is doubt rather than difference.

    Parameters
    ----------
    opinions, levels, weights
        As in :func:`combine`; a scale has at least two levels.

    Raises
    ------
    InvalidInput
        ``pooling.invalid`` with all problems.

    Source
    ------
    Dispersion: J. Blair, M. G. Lacy, "Statistics of ordinal variation", Sociological Methods
    and Research 28 (2000), divided into its parts between and within judges by the law of total
    variance. Agreement: C. van der Eijk, "Measuring agreement in ordered rating scales", Quality
    and Quantity 35 (2001). Bits: J. Lin, "Divergence measures based on the Shannon entropy",
    IEEE Transactions on Information Theory 37 (1991).

    Examples
    --------
    >>> scale = ("low", "medium", "high")
    >>> split = spread([{"low": 1.0}, {"high": 1.0}], scale)
    >>> split.disagreement, split.doubt, split.agreement, split.bits_between
    (1.0, 0.0, -1.0, 1.0)
    >>> unsure = spread([{"low": 0.5, "high": 0.5}] * 2, scale)
    >>> unsure.disagreement, unsure.doubt, unsure.agreement, unsure.bits_between
    (0.0, 1.0, -1.0, 0.0)
    >>> near = spread([{"low": 1.0}, {"low": 1.0}, {"medium": 1.0}], scale)
    >>> near.median, near.lowest, near.highest, round(near.disagreement, 2)
    ('low', 'low', 'medium', 0.44)
    """
    rows, shares = _checked(opinions, levels, weights)
    mean = _linear(rows, shares)
    medians = [_median_place(row) for row in rows]
    within = math.fsum(share * _dispersion(row) for share, row in zip(shares, rows, strict=True))
    doubt_bits = math.fsum(share * _bits(row) for share, row in zip(shares, rows, strict=True))
    return Spread(
        judges=len(rows),
        shares=dict(zip(levels, mean, strict=True)),
        median=levels[_median_place(mean)],
        lowest=levels[min(medians)],
        highest=levels[max(medians)],
        disagreement=_from_0_to_1(_dispersion(mean) - within),
        doubt=_from_0_to_1(within),
        agreement=agreement(mean),
        bits_between=max(0.0, _bits(mean) - doubt_bits),
        bits_within=doubt_bits,
    )


def agreement(shares: Sequence[float]) -> float:
    """Van der Eijk's A of shares over the levels of an ordered scale, -1 to 1.

    The shares are taken apart into layers, each the same on all levels it covers; the agreement
    of a layer follows from which levels it covers, and the layers count by their size.

    Source
    ------
    C. van der Eijk, "Measuring agreement in ordered rating scales", Quality and Quantity 35
    (2001), whose examples these are.

    Examples
    --------
    >>> agreement([0, 0, 1, 0, 0]), agreement([1, 1, 1, 1, 1]), agreement([1, 0, 0, 0, 1])
    (1.0, 0.0, -1.0)
    >>> agreement([0, 1, 1, 0, 0])
    0.75
    """
    total = math.fsum(shares)
    left = [share / total for share in shares]
    found = 0.0
    while any(share > _NOTHING for share in left):
        covered = [share > _NOTHING for share in left]
        least = min(share for share in left if share > _NOTHING)
        found += least * sum(covered) * _agreement_of_layer(covered)
        left = [share - least if share > _NOTHING else 0.0 for share in left]
    return max(-1.0, min(1.0, found))


def _agreement_of_layer(covered: Sequence[bool]) -> float:
    """The agreement of those who stand alike on the covered levels."""
    size, levels = sum(covered), len(covered)
    if size == 1:
        return 1.0
    if size == levels:
        return 0.0
    triples = list(combinations(covered, 3))
    one_peak = sum(triple in ((True, True, False), (False, True, True)) for triple in triples)
    two_peaks = sum(triple == (True, False, True) for triple in triples)
    unimodality = ((levels - 2) * one_peak - (levels - 1) * two_peaks) / (
        (levels - 2) * (one_peak + two_peaks)
    )
    return unimodality * (1 - (size - 1) / (levels - 1))


def _linear(rows: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    return [
        math.fsum(weight * share for weight, share in zip(weights, column, strict=True))
        for column in zip(*rows, strict=True)
    ]


def _logarithmic(rows: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    logs = []
    for column in zip(*rows, strict=True):
        floor = min(LOG_FLOOR, max(column))
        logs.append(
            math.fsum(
                weight * math.log(max(share, floor))
                for weight, share in zip(weights, column, strict=True)
            )
            if floor
            else -math.inf
        )
    highest = max(logs)
    return [math.exp(log - highest) for log in logs]


def _median(rows: Sequence[Sequence[float]], weights: Sequence[float]) -> list[float]:
    cumulative = [list(accumulate(row)) for row in rows]
    medians = [_middle(column, weights) for column in zip(*cumulative, strict=True)]
    return [upper - lower for lower, upper in zip([0.0, *medians], medians, strict=False)]


def _middle(values: Sequence[float], weights: Sequence[float]) -> float:
    """The weighted median; the mean of the two in the middle where it falls between them."""
    ordered = sorted(zip(values, weights, strict=True))
    below = list(accumulate(weight for _value, weight in ordered))
    half = below[-1] / 2
    lower = next(v for (v, _w), sum_ in zip(ordered, below, strict=True) if sum_ > half - _NOTHING)
    upper = next(v for (v, _w), sum_ in zip(ordered, below, strict=True) if sum_ > half + _NOTHING)
    return (lower + upper) / 2


def _median_place(row: Sequence[float]) -> int:
    return next(place for place, share in enumerate(accumulate(row)) if share > 0.5 - SUM_TOLERANCE)


def _dispersion(row: Sequence[float]) -> float:
    """How far a distribution is from certainty, 0 to 1; 1 is half at either end."""
    steps = list(accumulate(row))[:-1]
    return 4 / len(steps) * math.fsum(step * (1 - step) for step in steps)


def _bits(row: Sequence[float]) -> float:
    return math.fsum(-share * math.log2(share) for share in row if share > 0)


def _from_0_to_1(value: float) -> float:
    return max(0.0, min(1.0, value))


def _checked(
    opinions: Sequence[Opinion], levels: Sequence[str], weights: Sequence[float] | None
) -> tuple[list[list[float]], list[float]]:
    """The opinions as rows over the scale, and the weights, both divided by their sums."""
    problems = list(_problems(opinions, levels, weights))
    if problems:
        raise InvalidInput("pooling.invalid", problems=problems)
    given = weights if weights is not None else [1.0] * len(opinions)
    total = math.fsum(given)
    rows = []
    for opinion in opinions:
        whole = math.fsum(opinion.values())
        rows.append([opinion.get(level, 0.0) / whole for level in levels])
    return rows, [weight / total for weight in given]


def _problems(
    opinions: Sequence[Opinion], levels: Sequence[str], weights: Sequence[float] | None
) -> Iterator[Problem]:
    if len(levels) < 2 or len(set(levels)) < len(levels):
        yield Problem.of("pooling.scale", where="levels", got=len(set(levels)))
    if not opinions:
        yield Problem.of("pooling.nobody", where="opinions")
    for index, opinion in enumerate(opinions):
        yield from opinion_problems(opinion, levels, f"opinions[{index}]")
    if weights is None:
        return
    if len(weights) != len(opinions):
        yield Problem.of(
            "pooling.weights_for_others", where="weights", got=len(weights), judges=len(opinions)
        )
    for index, weight in enumerate(weights):
        if not (0 < weight < math.inf):
            yield Problem.of("pooling.weight_not_positive", where=f"weights[{index}]", got=weight)


def opinion_problems(opinion: Opinion, levels: Sequence[str], where: str) -> Iterator[Problem]:
    """Yield what is wrong with an opinion on a scale."""
    for level, share in opinion.items():
        if level not in levels:
            known = ", ".join(levels)
            yield Problem.of("judgement.unknown_level", where=where, level=level, known=known)
        # Not written the other way round: a share that is no number is not in range either.
        if not 0 <= share <= 1 + SUM_TOLERANCE:
            yield Problem.of("judgement.share", where=f"{where}.{level}", found=share)
    total = math.fsum(opinion.values())
    if not abs(total - 1) <= SUM_TOLERANCE:
        yield Problem.of("judgement.sum", where=where, total=f"{total:.6g}")
