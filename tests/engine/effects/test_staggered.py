"""Comparing those who start at different times with those who have not started."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import pytest
from diff_diff import CallawaySantAnna
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.effects import (
    Claim,
    Control,
    EffectPanel,
    Estimate,
    LeftOut,
    Moment,
    PreTrend,
    Reason,
    StaggeredEffect,
    comparison,
    estimate_effect,
)
from samvern.engine.effects.averages import Average, average, large_sample_errors, since_start
from samvern.engine.effects.by_diff_diff import by_diff_diff
from samvern.engine.effects.by_hand import by_hand
from samvern.engine.errors import InvalidInput, NotReady
from tests.engine.effects.panels import panel_of, panels, shuffled, with_outcomes

CONTROLS = st.sampled_from(Control)


def figures(found: StaggeredEffect) -> np.ndarray:
    """Every figure of a result in one row, nothing as 0."""
    estimates: list[Estimate] = [
        *found.averages.values(),
        *(each.estimate for each in found.since_start),
        *(each.estimate for each in found.by_start),
        *(each.estimate for each in found.group_time),
    ]
    return np.array(
        [[each.value, each.error or 0, (each.high or 0) - (each.low or 0)] for each in estimates]
    ).ravel()


@given(panels(), CONTROLS, st.integers(0, 2))
def test_the_package_and_the_hand_agree(
    panel: EffectPanel, control: Control, anticipation: int
) -> None:
    try:
        ready = comparison(panel, control=control, anticipation=anticipation)
    except NotReady:
        return
    hand = by_hand(ready)
    effects, errors = by_diff_diff(ready).of(hand.start, hand.time)
    assert effects == pytest.approx(hand.effects, abs=1e-12)
    by_influence = np.sqrt((hand.influence**2).mean(axis=0) / len(ready.organisations))
    assert errors == pytest.approx(by_influence, abs=1e-12)
    by_contrast = np.einsum("cgt,gt->c", hand.contrasts, group_means(ready.outcomes, hand.group_of))
    assert by_contrast == pytest.approx(hand.effects, abs=1e-12)


def group_means(outcomes: np.ndarray, group_of: np.ndarray) -> np.ndarray:
    return np.array([outcomes[group_of == g].mean(axis=0) for g in range(group_of.max() + 1)])


@given(panels(with_never=True), CONTROLS)
def test_averages_are_those_of_the_package(panel: EffectPanel, control: Control) -> None:
    import pandas as pd

    ready = comparison(panel, control=control)
    cells = by_hand(ready)
    organisations, periods = ready.outcomes.shape
    starts = [0 if start is None else int(start) for start in panel.starts]
    table = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(organisations), periods),
            "time": np.tile([int(label) for label in panel.periods], organisations),
            "start": np.repeat(starts, periods),
            "outcome": ready.outcomes.ravel(),
        }
    )
    named = "never_treated" if control is Control.NEVER else "not_yet_treated"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fitted = CallawaySantAnna(named, estimation_method="reg", base_period="universal").fit(
            table, outcome="outcome", unit="unit", time="time", first_treat="start"
        )
        moments = fitted.aggregate("event_study")
    simple = average(cells, Average.SIMPLE)
    assert simple.of_cells @ cells.effects == pytest.approx(fitted.overall_att, abs=1e-12)
    (by_hand_error,) = large_sample_errors(cells, [simple], cells.effects)
    assert by_hand_error == pytest.approx(fitted.overall_se, abs=1e-12)
    for moment, effect, error in zip(moments.event_time, moments.att, moments.se, strict=True):
        if (cells.since == moment).any():
            weights = since_start(cells, int(moment))
            assert weights.of_cells @ cells.effects == pytest.approx(effect, abs=1e-12)
            (found,) = large_sample_errors(cells, [weights], cells.effects)
            assert found == pytest.approx(error, abs=1e-12)


@given(panels(), CONTROLS, st.integers(0, 100))
def test_order_and_levels_carry_no_meaning_and_units_scale(
    panel: EffectPanel, control: Control, seed: int
) -> None:
    found = figures(estimate_effect(panel, control=control))
    assert figures(estimate_effect(shuffled(panel, seed), control=control)) == pytest.approx(
        found, abs=1e-9
    )
    rng = np.random.default_rng(seed)
    table = panel.table()
    levels = rng.normal(size=(len(table), 1)) + rng.normal(size=table.shape[1]) + 7
    moved = estimate_effect(with_outcomes(panel, table + levels), control=control)
    assert figures(moved) == pytest.approx(found, abs=1e-9)
    scaled = estimate_effect(with_outcomes(panel, 100 * table), control=control)
    assert figures(scaled) == pytest.approx(100 * found, abs=1e-7)


@given(panels(), CONTROLS, st.floats(-5, 5))
def test_an_effect_that_is_the_same_for_all_is_found_on_top_of_what_was_there(
    panel: EffectPanel, control: Control, effect: float
) -> None:
    started = panel.start_positions(10**6)[:, np.newaxis] <= np.arange(len(panel.periods))
    lifted = with_outcomes(panel, panel.table() + effect * started)
    without, found = (estimate_effect(each, control=control) for each in (panel, lifted))
    for kind in Average:
        gained = found.averages[kind].value - without.averages[kind].value
        assert gained == pytest.approx(effect, abs=1e-9)
    before = [each.estimate.value for each in found.since_start if each.periods < 0]
    assert before == pytest.approx(
        [each.estimate.value for each in without.since_start if each.periods < 0], abs=1e-9
    )


def steps(starts: list[int | None], periods: int = 6, effect: float = 3.0) -> EffectPanel:
    """Outcomes that rise by an effect at the start, with a little noise."""
    noise = np.random.default_rng(4).normal(scale=0.1, size=(len(starts), periods))
    started = np.array(
        [[start is not None and at >= start for at in range(periods)] for start in starts]
    )
    return panel_of(noise + effect * started, starts)


def test_below_eight_organisations_nothing_is_claimed_and_no_interval_shown() -> None:
    found = estimate_effect(steps([2, 2, 3, None, None, None, None]))
    assert found.claim is Claim.NONE_TOO_FEW
    assert found.pre_trend is PreTrend.NOT_JUDGED
    assert found.estimate.value == pytest.approx(3, abs=0.3)
    assert not figures(found)[1::3].any()
    enough = estimate_effect(steps([2, 2, 3, 3, None, None, None, None]))
    assert enough.claim is Claim.INTERVAL_EXCLUDES_ZERO


@pytest.mark.parametrize("starts", [[2] + [None] * 9, [2] * 9 + [None]])
def test_one_alone_on_a_side_claims_nothing(starts: list[int | None]) -> None:
    assert estimate_effect(steps(starts)).claim is Claim.NONE_TOO_FEW


def test_where_everybody_starts_the_last_to_start_are_compared_with_until_they_do() -> None:
    starts: list[int | None] = [2, 2, 2, 3, 3, 3, 5, 5, 5]
    found = estimate_effect(steps(starts, periods=8), control=Control.NEVER)
    assert (found.asked_control, found.control) == (Control.NEVER, Control.NOT_YET)
    assert found.last_clean == "2004"
    assert {each.period for each in found.group_time} == {"2000", "2001", "2002", "2003", "2004"}
    assert {each.start for each in found.by_start} == {"2002", "2003"}
    assert found.estimate.value == pytest.approx(3, abs=0.3)


def test_whoever_is_left_out_is_named_with_the_reason() -> None:
    panel = steps([0, 2, 2, 3, 3, None, None, None, None, None])
    rows = [list(row) for row in panel.outcomes]
    rows[1][4] = None
    found = estimate_effect(replace(panel, outcomes=tuple(map(tuple, rows))))
    assert found.left_out == (
        LeftOut("o0000", Reason.STARTED_TOO_EARLY),
        LeftOut("o0001", Reason.MISSING_VALUES),
    )
    assert found.organisations == 8


def test_a_period_that_few_report_is_left_out_rather_than_those_who_do_not() -> None:
    panel = steps([2, 2, 4, 4, None, None, None, None])
    rows = [list(row) for row in panel.outcomes]
    for row in rows[:5]:
        row[3] = None
    found = estimate_effect(replace(panel, outcomes=tuple(map(tuple, rows))))
    assert found.periods_left_out == ("2003",)
    assert not found.left_out
    assert [each.periods for each in found.since_start] == [-4, -3, -2, -1, 0, 1, 2, 3]
    assert found.since_start[3].moment is Moment.BASE


def test_a_drift_before_the_start_is_found() -> None:
    starts: list[int | None] = [4] * 6 + [None] * 6
    panel = steps(starts, periods=8, effect=0)
    drift = np.where(panel.start_positions(99)[:, np.newaxis] == 4, np.arange(8), 0)
    assert estimate_effect(panel).pre_trend is PreTrend.NONE_FOUND
    assert estimate_effect(with_outcomes(panel, panel.table() + drift)).pre_trend is PreTrend.FOUND


def test_what_changes_in_anticipation_counts_neither_before_nor_after() -> None:
    starts: list[int | None] = [4] * 5 + [None] * 5
    early = steps([3] * 5 + [None] * 5, periods=8)
    panel = panel_of(early.table(), starts)
    found = estimate_effect(panel, anticipation=1)
    moments = {each.periods: each for each in found.since_start}
    assert moments[-1].moment is Moment.ANTICIPATION
    assert moments[-2].moment is Moment.BASE
    assert moments[-1].estimate.value == pytest.approx(3, abs=0.3)
    assert found.estimate.value == pytest.approx(3, abs=0.3)
    assert found.pre_trend is PreTrend.NONE_FOUND
    assert estimate_effect(panel).estimate.value == pytest.approx(0, abs=0.3)


def test_where_nothing_varies_nothing_is_claimed() -> None:
    rows = np.zeros((10, 4))
    rows[:5, 2:] = 1
    found = estimate_effect(panel_of(rows, [2] * 5 + [None] * 5))
    assert (found.estimate.value, found.claim) == (1, Claim.DESCRIPTION_ONLY)


@pytest.mark.parametrize(
    ("starts", "code"),
    [
        ([None] * 9, "effect.no_starters"),
        ([0] * 4 + [None] * 5, "effect.no_starters"),
        ([3] * 9, "effect.no_comparison"),
    ],
)
def test_what_cannot_be_compared_is_refused(starts: list[int | None], code: str) -> None:
    with pytest.raises(NotReady) as refused:
        estimate_effect(steps(starts))
    assert refused.value.code == code


def test_a_negative_anticipation_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"effect\.anticipation_negative"):
        estimate_effect(steps([2, None]), anticipation=-1)


def test_the_result_is_plain_values() -> None:
    import json

    found = estimate_effect(steps([2, 2, 3, 3, None, None, None, None]))
    plain = json.loads(json.dumps(found.to_json()))
    assert plain["averages"]["group"]["value"] == found.estimate.value
    assert plain["claim"] == "interval_excludes_zero"
