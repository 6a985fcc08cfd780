"""One series before and after a measure: whether its level or its slope changed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from scipy import special

from samvern.engine.effects.claims import LEVEL, Claim, Estimate
from samvern.engine.effects.panel import FloatArray, IntArray
from samvern.engine.errors import InvalidInput, NotReady

#: With fewer points than this on one side nothing is claimed.
LEAST_POINTS: Final = 12
#: A line needs two points, and one more to miss it.
_LEAST_FOR_A_LINE: Final = 3
#: How alike neighbouring points may be. Values below zero are left out: they would only make the
#: interval narrower, and in indicators of organisations the next point is like the last.
_CORRELATIONS: Final = np.linspace(0.0, 0.99, 100)
#: What is left of the variance when the lines fit perfectly, as computers count.
_ROUNDING: Final = 1e-12


@dataclass(frozen=True)
class SeriesEffect:
    """How a series changed where the measure started.

    ``level`` is the jump in the first period with the measure, ``slope`` the change of the slope
    for each period after it, both against the line before. ``correlation`` is how alike neighbouring
    points are once the lines are taken away (0..1). ``claim`` is that of the level.
    """

    before: int
    after: int
    level: Estimate
    slope: Estimate
    slope_before: float
    correlation: float
    claim: Claim

    def to_json(self) -> dict[str, Any]:
        """The effect as plain values."""
        return {
            "before": self.before,
            "after": self.after,
            "level": self.level.to_json(),
            "slope": self.slope.to_json(),
            "slope_before": self.slope_before,
            "correlation": self.correlation,
            "claim": self.claim.value,
        }


def interrupted_series(values: Sequence[float | None], start: int) -> SeriesEffect:
    """Estimate how the level and the slope of a series changed at a start.

    A line before and a line after, with errors of which each is like the one before it (AR(1)). How
    alike is not known, and taking one value for it makes intervals too narrow; so they are averaged
    over all of them, each as likely as the series makes it (its restricted likelihood, times the
    reference weight ``1 / sqrt(1 - r**2)``). Seasons are not taken out.

    Parameters
    ----------
    values
        In the unit of the indicator, one for each period, equally far apart; None where missing.
    start
        Position of the first period with the measure.

    Returns
    -------
    SeriesEffect
        Intervals from the average of Student's t with points less four degrees of freedom; none,
        and no claim, with fewer than twelve points on a side.

    Raises
    ------
    InvalidInput
        ``series.not_finite``.
    NotReady
        ``series.too_short`` with fewer than three points on a side.

    Source
    ------
    J. L. Bernal, S. Cummins and A. Gasparrini, "Interrupted time series regression for the
    evaluation of public health interventions", International Journal of Epidemiology 46 (2017). The
    average over the correlation: A. Zellner and G. C. Tiao, Journal of the American Statistical
    Association 59 (1964). Measured in ``docs/decisions/0020-effect.md``.

    Examples
    --------
    >>> wave = [0.3, -0.2, 0.1, -0.4, 0.2, 0.0] * 4
    >>> found = interrupted_series([w + (5 if at >= 12 else 0) for at, w in enumerate(wave)], 12)
    >>> round(found.level.value, 1), found.claim
    (5.1, <Claim.INTERVAL_EXCLUDES_ZERO: 'interval_excludes_zero'>)
    """
    observed = np.array([math.nan if value is None else value for value in values], np.float64)
    if np.isinf(observed).any():
        raise InvalidInput("series.not_finite")
    times = np.flatnonzero(~np.isnan(observed))
    before, after = int((times < start).sum()), int((times >= start).sum())
    if min(before, after) < _LEAST_FOR_A_LINE:
        raise NotReady("series.too_short", least=_LEAST_FOR_A_LINE, before=before, after=after)
    fit = _fit(observed[times], times, start)
    enough = min(before, after) >= LEAST_POINTS and fit.varies
    level, slope = (fit.estimate(place, enough) for place in (_LEVEL, _SLOPE))
    return SeriesEffect(
        before=before,
        after=after,
        level=level,
        slope=slope,
        slope_before=float(fit.weights @ fit.values[:, _SLOPE_BEFORE]),
        correlation=float(fit.weights @ _CORRELATIONS),
        claim=level.claim if enough else Claim.DESCRIPTION_ONLY,
    )


_SLOPE_BEFORE, _LEVEL, _SLOPE = 1, 2, 3


@dataclass(frozen=True, eq=False)
class _Fit:
    """What each correlation gives, and how likely it is: correlations by coefficients."""

    values: FloatArray
    errors: FloatArray
    weights: FloatArray
    free: int
    varies: bool

    def estimate(self, place: int, enough: bool) -> Estimate:
        """The average over correlations, with its interval if there are enough points."""
        values, errors = self.values[:, place], self.errors[:, place]
        value = float(self.weights @ values)
        if not enough:
            return Estimate(value)
        squares = errors**2 * self.free / (self.free - 2) + (values - value) ** 2
        low, high = (self._quantile(place, share) for share in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
        return Estimate(value, math.sqrt(self.weights @ squares), float(self.free), low, high)

    def _quantile(self, place: int, share: float) -> float:
        from scipy.optimize import brentq  # takes long to load, and most cards need none

        values, errors = self.values[:, place], self.errors[:, place]
        reach = special.stdtrit(self.free, share) * errors + values

        def missed(value: float) -> float:
            below = special.stdtr(self.free, (value - values) / errors)
            return float(self.weights @ below) - share

        # No quantile of an average lies outside those of its parts.
        return float(brentq(missed, reach.min(), reach.max()))


def _fit(observed: FloatArray, times: IntArray, start: int) -> _Fit:
    """Generalised least squares for each correlation; every point depends on the one before it."""
    count, scale = len(times), float(times[-1] - times[0])
    since = (times - start) / scale
    after = times >= start
    design = np.column_stack([np.ones(count), since, after, after * since])
    table = np.column_stack([design, observed])

    gaps = _CORRELATIONS[:, np.newaxis] ** np.diff(times)
    left = np.sqrt(1 - gaps**2)
    whitened = np.empty((len(_CORRELATIONS), *table.shape))
    whitened[:, 0] = table[0]
    whitened[:, 1:] = (table[1:] - gaps[..., np.newaxis] * table[:-1]) / left[..., np.newaxis]
    lines, points = whitened[..., :-1], whitened[..., -1:]
    squares = np.swapaxes(lines, 1, 2) @ lines
    inverse = np.linalg.inv(squares)
    values = inverse @ (np.swapaxes(lines, 1, 2) @ points)
    residuals = ((points - lines @ values) ** 2).sum(axis=(1, 2))

    free = count - design.shape[1]
    scatter = float(((observed - observed.mean()) ** 2).sum())
    varies = bool(free > 2 and residuals.min() > _ROUNDING * max(scatter, _ROUNDING))
    weights = np.full(len(_CORRELATIONS), 1 / len(_CORRELATIONS))
    if varies:
        likely = (
            -np.log(left).sum(axis=1)
            - np.linalg.slogdet(squares)[1] / 2
            - free / 2 * np.log(residuals)
            - np.log(1 - _CORRELATIONS**2) / 2
        )
        weights = np.exp(likely - likely.max())
        weights /= weights.sum()
    variances = np.diagonal(inverse, axis1=1, axis2=2) * residuals[:, np.newaxis] / max(free, 1)
    units = np.array([1, 1 / scale, 1, 1 / scale])
    return _Fit(values[..., 0] * units, np.sqrt(variances) * units, weights, free, varies)
