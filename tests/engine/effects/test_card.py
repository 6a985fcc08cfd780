"""What a card says: the method, the level, the verdict and its reservations."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.effects import (
    Better,
    Claim,
    Control,
    Drift,
    EffectCard,
    EffectPanel,
    EvidenceLevel,
    Method,
    PreTrend,
    ReservationCode,
    Verdict,
    before_after,
    comparison,
    effect_card,
    mean_series,
    regression_to_the_mean,
)
from samvern.engine.effects.evidence import level_of_comparison
from tests.engine.effects.panels import panel_of, panels, with_outcomes
from tests.engine.effects.simulated import noise


def panel(starts: Sequence[int | None], periods: int = 6, effect: float = 3.0) -> EffectPanel:
    values = noise(np.random.default_rng(4), (len(starts), periods), alike=0, heavy=False) / 10
    started = [[start is not None and at >= start for at in range(periods)] for start in starts]
    return panel_of(values + effect * np.array(started), starts)


def codes(card: EffectCard) -> set[ReservationCode]:
    return {each.code for each in card.reservations}


COMPARED = [2, 2, 3, 3, 4, 4, None, None, None, None]


@pytest.mark.parametrize(
    ("effect", "better", "verdict"),
    [
        (3, Better.HIGHER, Verdict.EFFECT_BETTER),
        (3, Better.LOWER, Verdict.EFFECT_WORSE),
        (-3, Better.LOWER, Verdict.EFFECT_BETTER),
        (0, Better.HIGHER, Verdict.NO_EFFECT_SHOWN),
    ],
)
def test_a_comparison_claims_by_its_interval(
    effect: float, better: Better, verdict: Verdict
) -> None:
    card = effect_card(panel(COMPARED, effect=effect), better=better)
    assert (card.method, card.level) == (Method.COMPARISON, EvidenceLevel.COMPARISON)
    assert card.verdict is verdict
    assert (card.starters, card.description and card.description.organisations) == (6, 6)


def test_a_lot_stands_above_a_comparison() -> None:
    card = effect_card(panel(COMPARED), better=Better.HIGHER, by_lot=True)
    assert card.level is EvidenceLevel.LOT
    assert not codes(card) & {ReservationCode.PRE_TREND, ReservationCode.REGRESSION_FLATTERS}


def test_where_both_went_apart_before_the_start_only_a_description_is_left() -> None:
    drifting = panel([4] * 6 + [None] * 6, periods=7, effect=0)
    drift = np.where(drifting.start_positions(99)[:, np.newaxis] == 4, np.arange(7), 0)
    card = effect_card(with_outcomes(drifting, drifting.table() + drift), better=Better.HIGHER)
    assert (card.level, card.claim) == (EvidenceLevel.DESCRIPTION, Claim.DESCRIPTION_ONLY)
    assert card.estimate is not None
    assert card.estimate.low is None
    assert ReservationCode.PRE_TREND in codes(card)
    assert card.verdict is Verdict.WENT_BETTER


def test_few_organisations_claim_nothing_and_say_how_many() -> None:
    card = effect_card(panel([2, 2, 3, None, None]), better=Better.HIGHER)
    assert (card.level, card.claim) == (EvidenceLevel.DESCRIPTION, Claim.NONE_TOO_FEW)
    few = next(e for e in card.reservations if e.code is ReservationCode.FEW_ORGANISATIONS)
    assert dict(few.params)["organisations"] == 5


@pytest.mark.parametrize("organisations", [1, 9])
def test_where_all_start_together_their_series_is_looked_at(organisations: int) -> None:
    card = effect_card(panel([14] * organisations, periods=28), better=Better.HIGHER)
    assert (card.method, card.level) == (Method.SERIES, EvidenceLevel.SERIES)
    assert card.verdict is Verdict.EFFECT_BETTER
    assert {ReservationCode.SOMETHING_ELSE, ReservationCode.SEASONS} <= codes(card)


def test_a_short_series_describes() -> None:
    card = effect_card(panel([3] * 9, periods=6), better=Better.LOWER)
    assert (card.level, card.verdict) == (EvidenceLevel.DESCRIPTION, Verdict.WENT_WORSE)
    assert card.claim is Claim.DESCRIPTION_ONLY


def test_what_is_only_rounding_is_no_change() -> None:
    rows = [[10.1 + organisation + 1.5 * at for at in range(6)] for organisation in range(13)]
    card = effect_card(panel_of(np.array(rows), [3] * 13), better=Better.HIGHER)
    assert (card.method, card.verdict) == (Method.SERIES, Verdict.STAYED)
    assert card.estimate is not None
    assert card.estimate.value == 0


def test_without_values_on_both_sides_nothing_is_known() -> None:
    card = effect_card(panel([None] * 9), better=Better.HIGHER)
    assert (card.level, card.method, card.verdict) == (
        EvidenceLevel.NONE,
        Method.NONE,
        Verdict.UNKNOWN,
    )
    assert card.estimate is None


@given(panels(), st.sampled_from(Better), st.booleans(), st.sampled_from(Control))
def test_no_card_shows_an_interval_without_a_claim(
    made: EffectPanel, better: Better, by_lot: bool, control: Control
) -> None:
    card = effect_card(made, better=better, by_lot=by_lot, control=control)
    assert card.estimate is not None
    assert (card.estimate.low is not None) is card.claim.is_made
    assert card.claim.is_made is (card.level.rank > EvidenceLevel.DESCRIPTION.rank)
    if len(made.organisations) < 8:
        assert not card.claim.is_made
    assert json.loads(json.dumps(card.to_json()))["level"] == card.level.value


def test_before_and_after_is_never_more_than_a_description() -> None:
    found = before_after(panel([3] * 30, effect=100))
    assert found.change == pytest.approx(100, abs=1)
    assert (found.claim, found.rose, found.fell) == (Claim.DESCRIPTION_ONLY, 30, 0)


def test_a_mean_series_is_of_those_without_missing_values() -> None:
    rows = np.array([[1.0, 3.0, 5.0], [3.0, 5.0, 7.0], [9.0, np.nan, 9.0], [0.0, 0.0, 0.0]])
    assert mean_series(panel_of(rows, [2, 2, 2, None])) == ((2, 4, 6), 2)
    assert mean_series(panel_of(rows, [2, 1, 2, None])) is None


def chosen_low(correlation: float, seed: int) -> EffectPanel:
    """Four hundred organisations of which the lowest start, though the measure does nothing."""
    rng = np.random.default_rng(seed)
    own = rng.normal(size=(400, 1)) * np.sqrt(correlation)
    values = own + rng.normal(size=(400, 6)) * np.sqrt(1 - correlation)
    low = values[:, 2] < np.quantile(values[:, 2], 0.25)
    return panel_of(values, [3 if each else None for each in low])


@pytest.mark.parametrize("correlation", [0.2, 0.5, 0.8])
def test_those_who_start_because_they_were_low_come_closer_by_themselves(
    correlation: float,
) -> None:
    made = chosen_low(correlation, seed=5)
    card = effect_card(made, better=Better.HIGHER)
    assert card.mean_regression is not None
    assert card.estimate is not None
    assert card.mean_regression.drift is Drift.FLATTERS
    # All that the comparison shows is regression to the mean. Those not started are a chosen part
    # too, whose own correlation is smaller, so the drift is somewhat overstated.
    drift = card.mean_regression.expected_drift
    assert drift is not None
    assert drift == pytest.approx(card.estimate.value, rel=0.35)
    assert ReservationCode.REGRESSION_FLATTERS in codes(card)


def test_those_chosen_at_random_are_not_suspected() -> None:
    rng = np.random.default_rng(6)
    values = rng.normal(size=(200, 1)) + rng.normal(size=(200, 6))
    made = panel_of(values, [3] * 100 + [None] * 100)
    found = regression_to_the_mean(comparison(made), 1.0)
    assert found.drift is Drift.NONE_EXPECTED
    assert abs(found.gap_in_spreads or 9) < 0.5


def test_a_drift_against_the_estimate_hides_an_effect() -> None:
    made = chosen_low(0.5, seed=5)
    assert regression_to_the_mean(comparison(made), -1.0).drift is Drift.HIDES


@given(st.sampled_from(Claim), st.sampled_from(PreTrend), st.booleans())
def test_no_level_above_a_description_without_a_claim(
    claim: Claim, pre_trend: PreTrend, by_lot: bool
) -> None:
    level = level_of_comparison(claim, pre_trend, by_lot=by_lot)
    assert (level.rank > EvidenceLevel.DESCRIPTION.rank) <= claim.is_made
    assert level_of_comparison(claim, pre_trend, by_lot=True).rank >= level.rank
