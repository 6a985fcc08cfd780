"""Intervals are honest: 95 % intervals hold the truth at least 93 % of the time.

4,000 runs tell a share near 95 % to within 0.0034 (one standard error), 1,000 to within 0.007.
``python -m tests.performance.bench_effects`` does the same with more runs.
"""

from __future__ import annotations

import numpy as np
import pytest

from samvern.engine.effects import comparison, estimate_effect
from samvern.engine.effects.averages import Average, average
from samvern.engine.effects.by_hand import by_hand
from tests.engine.effects.coverage import coverage_of_comparison, coverage_of_series, intervals
from tests.engine.effects.panels import panel_of
from tests.engine.effects.simulated import DESIGNS, PERIODS, noise

LEAST = 0.93


@pytest.mark.parametrize("heavy", [False, True], ids=["normal", "heavy tails"])
@pytest.mark.parametrize("design", DESIGNS)
def test_intervals_of_a_comparison_hold_the_truth(design: str, heavy: bool) -> None:
    found = coverage_of_comparison(DESIGNS[design], runs=4_000, heavy=heavy)
    assert min(found.values()) >= LEAST, found


@pytest.mark.parametrize(
    ("before", "after", "heavy"), [(12, 12, False), (12, 12, True), (24, 24, True)]
)
def test_intervals_of_a_series_hold_the_truth(before: int, after: int, heavy: bool) -> None:
    found = coverage_of_series(before, after, runs=1_000, heavy=heavy)
    assert min(found) >= LEAST, found


@pytest.mark.parametrize("design", DESIGNS)
def test_what_is_simulated_is_what_is_estimated(design: str) -> None:
    starts = DESIGNS[design]
    outcomes = noise(np.random.default_rng(7), (len(starts), PERIODS), alike=0.5, heavy=True)
    panel = panel_of(outcomes, starts)
    ready, found = comparison(panel), estimate_effect(panel)
    cells = by_hand(ready)
    for kind in Average:
        rows = average(cells, kind).of_cells[np.newaxis]
        contrasts = np.tensordot(rows, cells.contrasts, 1)
        estimates, halves = intervals(ready.outcomes, cells.group_of, contrasts)
        assert found.averages[kind].value == pytest.approx(estimates[0], abs=1e-9)
        assert found.averages[kind].high == pytest.approx(estimates[0] + halves[0], abs=1e-9)
