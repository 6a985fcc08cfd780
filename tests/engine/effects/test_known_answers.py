"""A published example, to the digits that its packages print."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest

from samvern.engine.effects import (
    LEAST_ORGANISATIONS,
    LEVEL,
    Average,
    Claim,
    Control,
    EffectPanel,
    PreTrend,
    estimate_effect,
)
from tests.engine.effects.panels import like_mpdta


@pytest.fixture(scope="module")
def panel() -> EffectPanel:
    return like_mpdta()


def test_averages_and_their_errors(panel: EffectPanel) -> None:
    found = estimate_effect(panel, control=Control.NEVER)
    printed = {
        kind: (round(each.value, 5), round(each.large_sample_error or 0, 5))
        for kind, each in found.averages.items()
    }
    assert printed == {
        Average.SIMPLE: (-0.03995, 0.01203),
        Average.GROUP: (-0.03102, 0.01245),
        Average.DYNAMIC: (-0.07724, 0.01996),
    }
    assert (found.starters, found.compared, found.organisations) == (191, 309, 500)
    assert found.estimate is found.averages[Average.GROUP]
    assert found.claim is Claim.INTERVAL_EXCLUDES_ZERO


def test_effects_by_start_and_since_it(panel: EffectPanel) -> None:
    found = estimate_effect(panel, control=Control.NEVER)
    after = {
        each.periods: round(each.estimate.value, 4)
        for each in found.since_start
        if each.periods >= 0
    }
    assert after == {0: -0.0199, 1: -0.0510, 2: -0.1373, 3: -0.1008}
    by_start = {each.start: round(each.estimate.value, 4) for each in found.by_start}
    assert by_start == {"2004": -0.0797, "2006": -0.0229, "2007": -0.0261}
    cells = {(each.start, each.period): each.estimate.value for each in found.group_time}
    assert cells["2004", "2004"] == pytest.approx(-0.0105, abs=5e-5)
    assert cells["2006", "2006"] == pytest.approx(-0.0046, abs=5e-5)
    assert found.pre_trend is PreTrend.NONE_FOUND


def test_one_regression_for_all_would_have_said_something_else(panel: EffectPanel) -> None:
    started = panel.start_positions(9)[:, np.newaxis] <= np.arange(len(panel.periods))
    outcome, treated = (_within_both(each) for each in (panel.table(), started.astype(float)))
    assert (outcome * treated).sum() / (treated**2).sum() == pytest.approx(-0.03655, abs=5e-6)


def _within_both(table: np.ndarray) -> np.ndarray:
    """What is left when the means of organisations and of periods are taken out."""
    whole = table.mean()
    return table - table.mean(axis=1, keepdims=True) - table.mean(axis=0) + whole


def test_nothing_could_be_shown_with_fewer_organisations_than_are_asked_for() -> None:
    rarest = {count: 2 / comb(count, count // 2) for count in (4, 6, LEAST_ORGANISATIONS)}
    assert rarest[4] == pytest.approx(1 / 3)
    assert rarest[6] == pytest.approx(0.1)
    assert rarest[LEAST_ORGANISATIONS] < 1 - LEVEL < 2 / comb(LEAST_ORGANISATIONS - 1, 3)


def test_with_many_organisations_errors_for_few_are_those_for_many(panel: EffectPanel) -> None:
    found = estimate_effect(panel, control=Control.NEVER)
    for each in found.averages.values():
        assert each.error == pytest.approx(each.large_sample_error, rel=0.03)
