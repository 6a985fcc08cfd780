"""The effect card of a measure: the best that its values allow to say, as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from samvern.engine.effects.averages import Average
from samvern.engine.effects.before_after import BeforeAfter, before_after, mean_series
from samvern.engine.effects.claims import Claim, Estimate
from samvern.engine.effects.comparison import Control, Reason, comparison
from samvern.engine.effects.evidence import EvidenceLevel, level_of_comparison, level_of_series
from samvern.engine.effects.interrupted import LEAST_POINTS, SeriesEffect, interrupted_series
from samvern.engine.effects.mean_regression import Drift, MeanRegression, regression_to_the_mean
from samvern.engine.effects.panel import EffectPanel
from samvern.engine.effects.staggered import PreTrend, StaggeredEffect, estimate_effect
from samvern.engine.errors import NotReady

#: How far sums of the same numbers in another order may lie apart, seen from the largest of them.
_ROUNDING: Final = 1e-9


class Better(StrEnum):
    """Which way an indicator is to go."""

    HIGHER = "higher"
    LOWER = "lower"


class Method(StrEnum):
    """What the figure of a card comes from."""

    NONE = "none"
    BEFORE_AFTER = "before_after"
    SERIES = "series"
    COMPARISON = "comparison"


class Verdict(StrEnum):
    """What a card says in one word."""

    UNKNOWN = "unknown"  # nothing to say
    WENT_BETTER = "went_better"  # a description
    WENT_WORSE = "went_worse"
    STAYED = "stayed"
    EFFECT_BETTER = "effect_better"  # a claim
    EFFECT_WORSE = "effect_worse"
    NO_EFFECT_SHOWN = "no_effect_shown"


class ReservationCode(StrEnum):
    """What a reader has to know beside the figure."""

    SAME_WAY = "same_way"  # what a comparison takes for granted
    FEW_ORGANISATIONS = "few_organisations"  # organisations, starters, compared
    NOTHING_VARIES = "nothing_varies"
    FEW_POINTS = "few_points"  # before, after
    PRE_TREND = "pre_trend"
    PAST_NOT_SEEN = "past_not_seen"
    REGRESSION_FLATTERS = "regression_flatters"  # gap, drift
    REGRESSION_HIDES = "regression_hides"  # gap, drift
    REGRESSION_NOT_KNOWN = "regression_not_known"
    SMALL_GROUPS = "small_groups"
    EVERYBODY_STARTS = "everybody_starts"  # period
    MISSING_VALUES = "missing_values"  # organisations
    STARTED_TOO_EARLY = "started_too_early"  # organisations
    PERIODS_LEFT_OUT = "periods_left_out"  # periods
    SEASONS = "seasons"
    SOMETHING_ELSE = "something_else"  # what happened at the same time looks the same
    NOT_COMPARED = "not_compared"
    NOT_THIS_WAY = "not_this_way"  # the values do not fit the one way that was asked for


@dataclass(frozen=True)
class Reservation:
    """A reservation with its figures, in the unit of the indicator or as counts."""

    code: ReservationCode
    params: tuple[tuple[str, float | str], ...] = ()

    @classmethod
    def of(cls, code: ReservationCode, **params: float | str) -> Reservation:
        """Make one from keyword parameters."""
        return cls(code, tuple(sorted(params.items())))


@dataclass(frozen=True)
class EffectCard:
    """What is known of the effect of a measure on one indicator.

    ``estimate`` is in the unit of the indicator, without an interval where nothing is claimed, and
    None when there is nothing to say; ``average`` is
    which average of a comparison it is. ``starters`` counts those whose values it comes from,
    ``compared`` those beside them. The parts that it was made from stand with it.
    """

    level: EvidenceLevel
    method: Method
    claim: Claim
    verdict: Verdict
    better: Better
    by_lot: bool
    estimate: Estimate | None = None
    average: Average | None = None
    starters: int = 0
    compared: int = 0
    reservations: tuple[Reservation, ...] = ()
    comparison: StaggeredEffect | None = None
    series: SeriesEffect | None = None
    description: BeforeAfter | None = None
    mean_regression: MeanRegression | None = None

    def to_json(self) -> dict[str, Any]:
        """The card as plain values."""
        return {
            "level": self.level.value,
            "method": self.method.value,
            "claim": self.claim.value,
            "verdict": self.verdict.value,
            "better": self.better.value,
            "by_lot": self.by_lot,
            "estimate": self.estimate and self.estimate.to_json(),
            "average": self.average and self.average.value,
            "starters": self.starters,
            "compared": self.compared,
            "reservations": [
                {"code": each.code.value, **dict(each.params)} for each in self.reservations
            ],
            "comparison": self.comparison and self.comparison.to_json(),
            "series": self.series and self.series.to_json(),
            "description": self.description and self.description.to_json(),
            "mean_regression": self.mean_regression and self.mean_regression.to_json(),
        }


def effect_card(
    panel: EffectPanel,
    *,
    better: Better,
    by_lot: bool = False,
    control: Control = Control.NOT_YET,
    anticipation: int = 0,
    only: Method | None = None,
) -> EffectCard:
    """Say the best that the values of a measure allow.

    The method with the highest evidence level is shown: a comparison with others, an interrupted
    series of the starters' mean where they all start together, or what was seen before and after.
    At the same level the comparison stands before the description.

    Parameters
    ----------
    better
        Which way the indicator is to go.
    by_lot
        Whether who started when was drawn by lot.
    control, anticipation
        As for :func:`samvern.engine.effects.estimate_effect`.
    only
        The one method to look with; where it does not fit the values, nothing is said.

    Raises
    ------
    InvalidInput
        ``effect.anticipation_negative``.

    Examples
    --------
    >>> panel = EffectPanel(("a", "b"), ("1", "2"), ((1, 4), (3, 5)), ("2", "2"))
    >>> card = effect_card(panel, better=Better.HIGHER)
    >>> card.level, card.verdict, card.estimate.value
    (<EvidenceLevel.DESCRIPTION: 'description'>, <Verdict.WENT_BETTER: 'went_better'>, 2.5)
    """
    plain = EffectCard(
        EvidenceLevel.NONE, Method.NONE, Claim.DESCRIPTION_ONLY, Verdict.UNKNOWN, better, by_lot
    )
    made = (
        _by_comparison(plain, panel, control, anticipation),
        _by_series(plain, panel),
        _by_description(plain, panel),
    )
    cards = [card for card in made if card and only in (None, card.method)]
    if only is not None and not cards and any(made):
        plain = replace(plain, reservations=(Reservation.of(ReservationCode.NOT_THIS_WAY),))
    found = max(cards, key=lambda card: card.level.rank, default=plain)
    found = replace(found, estimate=_without_rounding(found.estimate, panel))
    kept = {part: _first(cards, part) for part in ("comparison", "series", "description")}
    return replace(found, **kept, verdict=_verdict(found))


def _without_rounding(estimate: Estimate | None, panel: EffectPanel) -> Estimate | None:
    """The estimate, nothing where it is no more than what adding up in another order gives."""
    if estimate is None or estimate.error is not None:
        return estimate
    largest = max(abs(value or 0.0) for row in panel.outcomes for value in row)
    return Estimate(0.0) if abs(estimate.value) <= _ROUNDING * largest else estimate


def _first(cards: list[EffectCard], part: str) -> Any:
    return next((getattr(card, part) for card in cards if getattr(card, part)), None)


def _by_comparison(
    plain: EffectCard, panel: EffectPanel, control: Control, anticipation: int
) -> EffectCard | None:
    try:
        found = estimate_effect(panel, control=control, anticipation=anticipation)
    except NotReady:
        return None
    ready = comparison(panel, control=control, anticipation=anticipation)
    mean = regression_to_the_mean(ready, found.estimate.value)
    level = level_of_comparison(found.claim, found.pre_trend, by_lot=plain.by_lot)
    claim, estimate = found.claim, found.estimate
    if claim.is_made and level is EvidenceLevel.DESCRIPTION:
        claim, estimate = Claim.DESCRIPTION_ONLY, Estimate(estimate.value)
    return replace(
        plain,
        level=level,
        method=Method.COMPARISON,
        claim=claim,
        estimate=estimate,
        average=found.headline,
        starters=found.starters,
        compared=found.compared,
        reservations=tuple(_reservations(found, mean, by_lot=plain.by_lot)),
        comparison=found,
        mean_regression=mean,
    )


def _by_series(plain: EffectCard, panel: EffectPanel) -> EffectCard | None:
    series = mean_series(panel)
    if series is None:
        return None
    try:
        found = interrupted_series(*series)
    except NotReady:
        return None
    codes = [ReservationCode.SOMETHING_ELSE, ReservationCode.SEASONS]
    reservations = [Reservation.of(code) for code in codes]
    if min(found.before, found.after) < LEAST_POINTS:
        few = Reservation.of(ReservationCode.FEW_POINTS, before=found.before, after=found.after)
        reservations.insert(0, few)
    elif not found.claim.is_made:
        reservations.insert(0, Reservation.of(ReservationCode.NOTHING_VARIES))
    return replace(
        plain,
        level=level_of_series(found.claim),
        method=Method.SERIES,
        claim=found.claim,
        estimate=found.level,
        starters=len(panel.starters),
        reservations=tuple(reservations),
        series=found,
    )


def _by_description(plain: EffectCard, panel: EffectPanel) -> EffectCard | None:
    try:
        found = before_after(panel)
    except NotReady:
        return None
    return replace(
        plain,
        level=EvidenceLevel.DESCRIPTION,
        method=Method.BEFORE_AFTER,
        estimate=Estimate(found.change),
        starters=found.organisations,
        reservations=(Reservation.of(ReservationCode.NOT_COMPARED),),
        description=found,
    )


def _reservations(
    found: StaggeredEffect, mean: MeanRegression, *, by_lot: bool
) -> Iterator[Reservation]:
    if found.claim.is_made and not by_lot and found.pre_trend is not PreTrend.FOUND:
        yield Reservation.of(ReservationCode.SAME_WAY)
    if found.claim is Claim.NONE_TOO_FEW:
        yield Reservation.of(
            ReservationCode.FEW_ORGANISATIONS,
            organisations=found.organisations,
            starters=found.starters,
            compared=found.compared,
        )
    elif not found.claim.is_made:
        yield Reservation.of(ReservationCode.NOTHING_VARIES)
    if not by_lot:
        yield from _of_the_past(found.pre_trend, mean)
    if found.small_groups and found.claim.is_made:
        yield Reservation.of(ReservationCode.SMALL_GROUPS)
    yield from _of_what_is_left_out(found)


def _of_what_is_left_out(found: StaggeredEffect) -> Iterator[Reservation]:
    if found.last_clean:
        yield Reservation.of(ReservationCode.EVERYBODY_STARTS, period=found.last_clean)
    for reason, code in (
        (Reason.MISSING_VALUES, ReservationCode.MISSING_VALUES),
        (Reason.STARTED_TOO_EARLY, ReservationCode.STARTED_TOO_EARLY),
    ):
        count = sum(each.reason is reason for each in found.left_out)
        if count:
            yield Reservation.of(code, organisations=count)
    if found.periods_left_out:
        yield Reservation.of(ReservationCode.PERIODS_LEFT_OUT, periods=len(found.periods_left_out))


def _of_the_past(pre_trend: PreTrend, mean: MeanRegression) -> Iterator[Reservation]:
    if pre_trend is PreTrend.FOUND:
        yield Reservation.of(ReservationCode.PRE_TREND)
    if pre_trend is PreTrend.NOT_SEEN:
        yield Reservation.of(ReservationCode.PAST_NOT_SEEN)
    if mean.drift is Drift.NOT_KNOWN:
        yield Reservation.of(ReservationCode.REGRESSION_NOT_KNOWN)
    if mean.drift in (Drift.FLATTERS, Drift.HIDES):
        code = ReservationCode(f"regression_{mean.drift.value}")
        yield Reservation.of(code, gap=mean.gap, drift=mean.expected_drift or 0.0)


def _verdict(card: EffectCard) -> Verdict:
    if card.estimate is None:
        return Verdict.UNKNOWN
    if card.claim is Claim.INTERVAL_HOLDS_ZERO:
        return Verdict.NO_EFFECT_SHOWN
    signed = card.estimate.value if card.better is Better.HIGHER else -card.estimate.value
    if card.claim is Claim.INTERVAL_EXCLUDES_ZERO:
        return Verdict.EFFECT_BETTER if signed > 0 else Verdict.EFFECT_WORSE
    if not signed:
        return Verdict.STAYED
    return Verdict.WENT_BETTER if signed > 0 else Verdict.WENT_WORSE
