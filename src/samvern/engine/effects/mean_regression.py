"""Regression to the mean: who starts when things are bad sees them get better anyway."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np

from samvern.engine.effects.comparison import Comparison
from samvern.engine.effects.panel import BoolArray, FloatArray, IntArray

#: Starters that lie so many spreads from the others before the start are no chance sample of all.
#: Half a standard deviation is what Cohen (1988) calls a medium difference.
NOTABLE_GAP: Final = 0.5
#: A correlation from fewer pairs of values says nothing.
_LEAST_PAIRS: Final = 8


class Drift(StrEnum):
    """What regression to the mean may do to an estimate."""

    NOT_KNOWN = "not_known"
    NONE_EXPECTED = "none_expected"
    FLATTERS = "flatters"  # starters would have moved the way of the estimate by themselves
    HIDES = "hides"  # starters would have moved against it


@dataclass(frozen=True)
class MeanRegression:
    """How starters stood before the start, and what that alone would have done.

    ``gap`` is the mean of the starters less that of those not started, in their last period
    before, and ``gap_in_spreads`` the same in standard deviations. ``correlation`` (0..1) is how
    much of such a gap remains until the effect is seen, among those not started; ``expected_drift``
    how much the starters would have come closer without the measure, in the unit of the indicator.
    """

    gap: float
    gap_in_spreads: float | None
    correlation: float | None
    expected_drift: float | None
    drift: Drift

    def to_json(self) -> dict[str, Any]:
        """The figures as plain values."""
        return {
            "gap": self.gap,
            "gap_in_spreads": self.gap_in_spreads,
            "correlation": self.correlation,
            "expected_drift": self.expected_drift,
            "drift": self.drift.value,
        }


def regression_to_the_mean(ready: Comparison, estimate: float) -> MeanRegression:
    """Say whether starters were chosen by how they stood, and how much of an estimate that may be.

    Who starts because a value was unusually low will be higher next time, measure or not: of a gap
    to the others only the share that the correlation over time keeps is expected to last.

    Parameters
    ----------
    ready
        What the estimate was made of.
    estimate
        In the unit of the indicator.

    Source
    ------
    A. G. Barnett, J. C. van der Pols and A. J. Dobson, "Regression to the mean: what it is and how
    to deal with it", International Journal of Epidemiology 34 (2005) 215-220.

    Examples
    --------
    >>> from samvern.engine.effects import EffectPanel, comparison
    >>> panel = EffectPanel(
    ...     ("a", "b", "c"), ("1", "2", "3"), ((0, 0, 4), (4, 2, 4), (4, 6, 4)), ("3", None, None))
    >>> found = regression_to_the_mean(comparison(panel), 4.0)
    >>> found.gap, found.drift
    (-4.0, <Drift.NOT_KNOWN: 'not_known'>)
    """
    alike = [_correlation(ready, lag) for lag in range(len(ready.times))]
    groups = [_of_start(ready, int(start), alike) for start in _starts(ready)]
    sizes = [each.size for each in groups]
    gap = float(np.average([each.gap for each in groups], weights=sizes))
    spread = float(np.sqrt(np.average([each.spread**2 for each in groups], weights=sizes)))
    in_spreads = gap / spread if spread > 0 else None
    kept = [each.kept for each in groups if each.kept is not None]
    if len(kept) < len(groups):
        return MeanRegression(gap, in_spreads, None, None, Drift.NOT_KNOWN)
    drifts = [(share - 1) * each.gap for share, each in zip(kept, groups, strict=True)]
    drift = float(np.average(drifts, weights=sizes))
    correlation = float(np.average(kept, weights=sizes))
    return MeanRegression(gap, in_spreads, correlation, drift, _kind(in_spreads, drift, estimate))


@dataclass(frozen=True)
class _Group:
    """Those who start in one period; ``kept`` is the share of their gap that is expected to last."""

    size: int
    gap: float
    spread: float
    kept: float | None


def _starts(ready: Comparison) -> IntArray:
    """The starts beside which somebody has not started.

    There is always one: whoever is compared with starts later, or never.
    """
    starts = ready.starts[ready.starts <= ready.times[-1]]
    return np.unique(starts[starts < ready.starts.max()])


def _of_start(ready: Comparison, start: int, alike: Sequence[float | None]) -> _Group:
    column = int((ready.times < start - ready.anticipation).sum()) - 1
    own, others = ready.starts == start, ready.starts > start
    values = ready.outcomes[:, column]
    lags = np.flatnonzero(ready.times >= start) - column
    found = [alike[lag] for lag in lags.tolist()]
    known = [each for each in found if each is not None]
    return _Group(
        size=int(own.sum()),
        gap=float(values[own].mean() - values[others].mean()),
        spread=_spread(values, own, others),
        # What is seen longest after rests on the fewest; lags without enough pairs are passed over.
        kept=float(np.mean(known)) if known else None,
    )


def _kind(in_spreads: float | None, drift: float, estimate: float) -> Drift:
    if in_spreads is None:
        return Drift.NOT_KNOWN
    if abs(in_spreads) < NOTABLE_GAP or not drift:
        return Drift.NONE_EXPECTED
    return Drift.FLATTERS if drift * estimate > 0 else Drift.HIDES


def _spread(values: FloatArray, *sides: BoolArray) -> float:
    """The standard deviation around the means of the sides; 0 when nothing varies."""
    free = sum(int(side.sum()) - 1 for side in sides)
    if free < 1:
        return 0.0
    squares = sum(float(((values[side] - values[side].mean()) ** 2).sum()) for side in sides)
    return float(np.sqrt(squares / free))


def _correlation(ready: Comparison, lag: int) -> float | None:
    """How alike values are that lie so many columns apart, among those not started at the later."""
    firsts, laters = [], []
    for column in range(ready.outcomes.shape[1] - lag):
        free = ready.starts > ready.times[column + lag] + ready.anticipation
        first, later = ready.outcomes[free, column], ready.outcomes[free, column + lag]
        if len(first) > 1:
            firsts.append(first - first.mean())
            laters.append(later - later.mean())
    return _alike(np.concatenate(firsts), np.concatenate(laters)) if firsts else None


def _alike(first: FloatArray, later: FloatArray) -> float | None:
    if len(first) < _LEAST_PAIRS:
        return None
    size = float(np.sqrt((first**2).sum() * (later**2).sum()))
    return float(np.clip((first * later).sum() / size, 0, 1)) if size > 0 else None
