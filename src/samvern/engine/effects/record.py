"""Effect cards read back from plain values, as they were kept, and without what names anybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from samvern.engine.effects.averages import Average
from samvern.engine.effects.before_after import BeforeAfter
from samvern.engine.effects.card import (
    Better,
    EffectCard,
    Method,
    Reservation,
    ReservationCode,
    Verdict,
)
from samvern.engine.effects.claims import Claim, Estimate
from samvern.engine.effects.comparison import Control, LeftOut, Reason
from samvern.engine.effects.evidence import EvidenceLevel
from samvern.engine.effects.interrupted import SeriesEffect
from samvern.engine.effects.mean_regression import Drift, MeanRegression
from samvern.engine.effects.staggered import (
    ByStart,
    GroupTimeEffect,
    Moment,
    PreTrend,
    SinceStart,
    StaggeredEffect,
)

#: What stands in the way of an organisation that is counted and not named.
UNNAMED: Final = ""


def without_names(card: EffectCard) -> EffectCard:
    """The card with the organisations that were left out counted only."""
    if card.comparison is None:
        return card
    left_out = tuple(LeftOut(UNNAMED, each.reason) for each in card.comparison.left_out)
    return replace(card, comparison=replace(card.comparison, left_out=left_out))


def read_card(values: Mapping[str, Any]) -> EffectCard:
    """Read what :meth:`EffectCard.to_json` gave.

    Examples
    --------
    >>> from samvern.engine.effects import EffectPanel, effect_card
    >>> panel = EffectPanel(("a", "b"), ("1", "2"), ((1, 4), (3, 5)), ("2", None))
    >>> card = effect_card(panel, better=Better.HIGHER)
    >>> read_card(card.to_json()) == card
    True
    """
    estimate, average = values["estimate"], values["average"]
    found, series = values["comparison"], values["series"]
    description, mean = values["description"], values["mean_regression"]
    return EffectCard(
        level=EvidenceLevel(values["level"]),
        method=Method(values["method"]),
        claim=Claim(values["claim"]),
        verdict=Verdict(values["verdict"]),
        better=Better(values["better"]),
        by_lot=values["by_lot"],
        estimate=estimate and _estimate(estimate),
        average=average and Average(average),
        starters=values["starters"],
        compared=values["compared"],
        reservations=tuple(_reservation(each) for each in values["reservations"]),
        comparison=found and _comparison(found),
        series=series and _series(series),
        description=description and _description(description),
        mean_regression=mean and MeanRegression(**{**mean, "drift": Drift(mean["drift"])}),
    )


def _estimate(values: Mapping[str, Any]) -> Estimate:
    return Estimate(**{name: values[name] for name in Estimate.__dataclass_fields__})


def _reservation(values: Mapping[str, Any]) -> Reservation:
    params = {name: value for name, value in values.items() if name != "code"}
    return Reservation.of(ReservationCode(values["code"]), **params)


def _comparison(values: Mapping[str, Any]) -> StaggeredEffect:
    return StaggeredEffect(
        control=Control(values["control"]),
        asked_control=Control(values["asked_control"]),
        anticipation=values["anticipation"],
        organisations=values["organisations"],
        starters=values["starters"],
        compared=values["compared"],
        averages={Average(kind): _estimate(each) for kind, each in values["averages"].items()},
        since_start=tuple(
            SinceStart(
                each["periods"], Moment(each["moment"]), each["organisations"], _estimate(each)
            )
            for each in values["since_start"]
        ),
        by_start=tuple(
            ByStart(each["start"], each["organisations"], _estimate(each))
            for each in values["by_start"]
        ),
        group_time=tuple(
            GroupTimeEffect(
                each["start"],
                each["period"],
                each["since_start"],
                each["organisations"],
                each["compared_with"],
                _estimate(each),
            )
            for each in values["group_time"]
        ),
        pre_trend=PreTrend(values["pre_trend"]),
        claim=Claim(values["claim"]),
        small_groups=values["small_groups"],
        left_out=tuple(LeftOut(name, Reason(why)) for name, why in values["left_out"]),
        periods_left_out=tuple(values["periods_left_out"]),
        last_clean=values["last_clean"],
        headline=Average(values["headline"]),
    )


def _series(values: Mapping[str, Any]) -> SeriesEffect:
    return SeriesEffect(
        before=values["before"],
        after=values["after"],
        level=_estimate(values["level"]),
        slope=_estimate(values["slope"]),
        slope_before=values["slope_before"],
        correlation=values["correlation"],
        claim=Claim(values["claim"]),
    )


def _description(values: Mapping[str, Any]) -> BeforeAfter:
    return BeforeAfter(
        organisations=values["organisations"],
        before=values["before"],
        after=values["after"],
        median_change=values["median_change"],
        rose=values["rose"],
        fell=values["fell"],
        claim=Claim(values["claim"]),
    )
