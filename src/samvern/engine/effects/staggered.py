"""The effect of a measure that organisations start at different times, by comparing with others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import numpy as np

from samvern.engine.effects.averages import (
    HEADLINE,
    Average,
    Weights,
    average,
    large_sample_errors,
    of_start,
    since_start,
)
from samvern.engine.effects.by_diff_diff import by_diff_diff
from samvern.engine.effects.by_hand import Cells, by_hand, must_agree
from samvern.engine.effects.claims import (
    LEAST_ON_A_SIDE,
    LEAST_ORGANISATIONS,
    LEVEL,
    Claim,
    Estimate,
)
from samvern.engine.effects.comparison import Comparison, Control, LeftOut, comparison
from samvern.engine.effects.panel import EffectPanel, FloatArray
from samvern.engine.effects.spread import LEAST_OWN_SPREAD, Within, half_width, spread, within
from samvern.engine.errors import NotReady

#: An error below this share of the largest outcome comes from how computers count.
_ROUNDING: Final = 1e-8


class Moment(StrEnum):
    """Where a number of periods since the start lies."""

    BEFORE = "before"
    BASE = "base"  # the period that all others are held against
    ANTICIPATION = "anticipation"  # before the start, and already changed perhaps
    AFTER = "after"


class PreTrend(StrEnum):
    """Whether starters and others already went apart before the start."""

    NOT_SEEN = "not_seen"  # no period to see it in
    NOT_JUDGED = "not_judged"  # too few organisations
    NONE_FOUND = "none_found"  # no proof that there is none: few organisations show little
    FOUND = "found"


@dataclass(frozen=True)
class GroupTimeEffect:
    """The effect in one period on those who started in one."""

    start: str
    period: str
    since_start: int
    organisations: int
    compared_with: int
    estimate: Estimate


@dataclass(frozen=True)
class SinceStart:
    """The effect so many periods after the start; negative before it.

    ``organisations`` are those that are seen then: what changes from one moment to the next may be
    who they are.
    """

    periods: int
    moment: Moment
    organisations: int
    estimate: Estimate


@dataclass(frozen=True)
class ByStart:
    """The effect on those who started in one period, the mean of all periods from then on."""

    start: str
    organisations: int
    estimate: Estimate


@dataclass(frozen=True)
class StaggeredEffect:
    """What starters gained over what they would have had, as those compared with went on.

    ``starters`` have an effect of their own here, ``compared`` are those they were compared with;
    someone who starts late may be both, so ``organisations`` may be fewer than the sum.
    ``small_groups`` is whether some groups were so small that the spread of all stood for theirs.
    """

    control: Control
    asked_control: Control
    anticipation: int
    organisations: int
    starters: int
    compared: int
    averages: Mapping[Average, Estimate]
    since_start: tuple[SinceStart, ...]
    by_start: tuple[ByStart, ...]
    group_time: tuple[GroupTimeEffect, ...]
    pre_trend: PreTrend
    claim: Claim
    small_groups: bool = False
    left_out: tuple[LeftOut, ...] = ()
    periods_left_out: tuple[str, ...] = ()
    last_clean: str | None = None
    headline: Average = HEADLINE

    @property
    def estimate(self) -> Estimate:
        """The average that stands first."""
        return self.averages[self.headline]

    def to_json(self) -> dict[str, Any]:
        """The effect as plain values."""
        return {
            "control": self.control.value,
            "asked_control": self.asked_control.value,
            "anticipation": self.anticipation,
            "organisations": self.organisations,
            "starters": self.starters,
            "compared": self.compared,
            "headline": self.headline.value,
            "claim": self.claim.value,
            "pre_trend": self.pre_trend.value,
            "averages": {kind.value: found.to_json() for kind, found in self.averages.items()},
            "since_start": [
                {
                    "periods": each.periods,
                    "moment": each.moment.value,
                    "organisations": each.organisations,
                    **each.estimate.to_json(),
                }
                for each in self.since_start
            ],
            "by_start": [
                {
                    "start": each.start,
                    "organisations": each.organisations,
                    **each.estimate.to_json(),
                }
                for each in self.by_start
            ],
            "group_time": [
                {
                    "start": each.start,
                    "period": each.period,
                    "since_start": each.since_start,
                    "organisations": each.organisations,
                    "compared_with": each.compared_with,
                    **each.estimate.to_json(),
                }
                for each in self.group_time
            ],
            "small_groups": self.small_groups,
            "left_out": [[each.organisation, each.reason.value] for each in self.left_out],
            "periods_left_out": list(self.periods_left_out),
            "last_clean": self.last_clean,
        }


def estimate_effect(
    panel: EffectPanel, *, control: Control = Control.NOT_YET, anticipation: int = 0
) -> StaggeredEffect:
    """Estimate the effect of a measure that organisations start at different times.

    Each start is compared with those who have not started, as the mean of their changes since the
    last period before it. That holds as far as both would have gone the same way without the
    measure; the moments before the start show whether they did.

    Parameters
    ----------
    panel
        Outcomes of at least one starter and one to compare with; organisations with missing values
        are left out and named.
    control
        With whom to compare. Where everybody starts it is those who have not started yet, up to
        the last period in which somebody has not.
    anticipation
        For how many periods before its start an organisation may already have changed; these
        count neither before nor after.

    Returns
    -------
    StaggeredEffect
        Estimates in the unit of the indicator. Intervals are of Student's t, organisations being
        what varies; none where fewer than eight organisations take part, or fewer than two start
        or are compared with.

    Raises
    ------
    InvalidInput
        ``effect.anticipation_negative``.
    NotReady
        ``effect.no_starters``, ``effect.no_comparison``.
    SamvernError
        ``effect.two_ways_differ`` when the package and the computation by hand do not agree.

    Source
    ------
    B. Callaway and P. H. C. Sant'Anna, "Difference-in-differences with multiple time periods",
    Journal of Econometrics 225 (2021) 200-230; intervals as in ``docs/decisions/0020-effect.md``.

    Examples
    --------
    >>> rows = [(10, 11, 12)] * 6 + [(10, 15, 16), (10, 15, 17)]
    >>> panel = EffectPanel(
    ...     tuple("abcdefgh"), ("1", "2", "3"), tuple(rows), (None,) * 6 + ("2", "2"))
    >>> found = estimate_effect(panel)
    >>> found.estimate.value, found.claim, found.pre_trend
    (4.25, <Claim.INTERVAL_EXCLUDES_ZERO: 'interval_excludes_zero'>,
     <PreTrend.NOT_SEEN: 'not_seen'>)
    """
    ready = comparison(panel, control=control, anticipation=anticipation)
    cells = by_hand(ready)
    after = cells.since >= 0
    if not after.any():
        raise NotReady("effect.no_comparison")
    effects, errors = by_diff_diff(ready).of(cells.start, cells.time)
    must_agree(effects, cells.effects, ready.outcomes)

    starters = np.isin(cells.groups, cells.start[after])
    compares = cells.compares[after].any(axis=0)
    counts = [int(cells.sizes[who].sum()) for who in (starters, compares, starters | compares)]
    varies = within(ready.outcomes, cells.group_of)
    judge = _Judge(ready, cells, effects, errors, varies, few=_too_few(*counts))
    moments = tuple(_moments(judge))
    averages = dict(zip(Average, judge.of([average(cells, kind) for kind in Average]), strict=True))
    return StaggeredEffect(
        control=ready.control,
        asked_control=control,
        anticipation=anticipation,
        organisations=counts[2],
        starters=counts[0],
        compared=counts[1],
        averages=averages,
        since_start=moments,
        by_start=tuple(_by_start(judge)),
        group_time=tuple(_group_time(judge)),
        pre_trend=_pre_trend(moments, judge.few),
        claim=Claim.NONE_TOO_FEW if judge.few else averages[HEADLINE].claim,
        small_groups=bool((cells.sizes < LEAST_OWN_SPREAD).any()),
        left_out=ready.left_out,
        periods_left_out=ready.periods_left_out,
        last_clean=ready.last_clean,
    )


def _too_few(starters: int, compared: int, organisations: int) -> bool:
    return organisations < LEAST_ORGANISATIONS or min(starters, compared) < LEAST_ON_A_SIDE


@dataclass(frozen=True, eq=False)
class _Judge:
    """Turns weights of cells into estimates; without intervals where there are too few."""

    ready: Comparison
    cells: Cells
    effects: FloatArray
    errors: FloatArray
    within: Within
    few: bool

    def of(self, weights: Sequence[Weights]) -> list[Estimate]:
        """The estimate of each average of cells."""
        rows = np.array([each.of_cells for each in weights])
        contrasts = np.tensordot(rows, self.cells.contrasts, 1)
        large = large_sample_errors(self.cells, weights, self.effects)
        return self._estimates(rows @ self.effects, contrasts, large)

    def of_cells(self) -> list[Estimate]:
        """The estimate of each cell, with the package's own error."""
        return self._estimates(self.effects, self.cells.contrasts, self.errors)

    def _estimates(
        self, values: FloatArray, contrasts: FloatArray, large: FloatArray
    ) -> list[Estimate]:
        plain = [
            Estimate(float(value), large_sample_error=float(error))
            for value, error in zip(values, large, strict=True)
        ]
        if self.few:
            return [Estimate(each.value) for each in plain]
        errors, degrees = spread(self.within, contrasts)
        # Where nothing varies there is nothing to judge an effect by.
        least = _ROUNDING * float(np.abs(self.ready.outcomes).max())
        judged = errors > least
        halves = half_width(errors, degrees)
        return [
            replace(
                each,
                error=float(error),
                degrees=float(free),
                low=each.value - float(half),
                high=each.value + float(half),
            )
            if is_judged
            else each
            for each, error, free, half, is_judged in zip(
                plain, errors, degrees, halves, judged, strict=True
            )
        ]


def _moments(judge: _Judge) -> Iterator[SinceStart]:
    """Every moment, the base among them with an effect of nothing."""
    cells, anticipation = judge.cells, judge.ready.anticipation
    moments = [int(each) for each in np.unique(cells.since)]
    estimates = judge.of([since_start(cells, each) for each in moments])
    found = dict(zip(moments, estimates, strict=True))
    base = -1 - anticipation
    found.setdefault(base, Estimate(0.0))
    for periods in sorted(found):
        is_base = periods not in moments
        here = cells.base - cells.start == base if is_base else cells.since == periods
        starts = np.isin(cells.groups, cells.start[here])
        yield SinceStart(
            periods,
            Moment.BASE if is_base else _moment(periods, anticipation),
            int(cells.sizes[starts].sum()),
            found[periods],
        )


def _moment(periods: int, anticipation: int) -> Moment:
    if periods >= 0:
        return Moment.AFTER
    return Moment.ANTICIPATION if periods >= -anticipation else Moment.BEFORE


def _by_start(judge: _Judge) -> Iterator[ByStart]:
    cells = judge.cells
    starts = np.unique(cells.start[cells.since >= 0])
    estimates = judge.of([of_start(cells, int(start)) for start in starts])
    sizes = dict(zip(cells.groups.tolist(), cells.sizes.tolist(), strict=True))
    for start, estimate in zip(starts.tolist(), estimates, strict=True):
        yield ByStart(judge.ready.labels[start], sizes[start], estimate)


def _group_time(judge: _Judge) -> Iterator[GroupTimeEffect]:
    cells, labels = judge.cells, judge.ready.labels
    for place, estimate in enumerate(judge.of_cells()):
        yield GroupTimeEffect(
            labels[cells.start[place]],
            labels[cells.time[place]],
            int(cells.since[place]),
            int(cells.treated[place]),
            int(cells.compared[place]),
            estimate,
        )


def _pre_trend(moments: Iterable[SinceStart], few: bool) -> PreTrend:
    """Whether any moment before differs from the base, all of them judged together (Bonferroni)."""
    before = [each.estimate for each in moments if each.moment is Moment.BEFORE]
    if not before:
        return PreTrend.NOT_SEEN
    if few:
        return PreTrend.NOT_JUDGED
    level = 1 - (1 - LEVEL) / len(before)
    for each in before:
        if each.error is None or each.degrees is None:
            if each.value:
                return PreTrend.NOT_JUDGED
            continue
        half = half_width(np.array(each.error), np.array(each.degrees), level)
        if abs(each.value) > half:
            return PreTrend.FOUND
    return PreTrend.NONE_FOUND
