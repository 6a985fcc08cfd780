"""One series before and after: level, slope and how sure they are."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.effects import Claim, SeriesEffect, interrupted_series
from samvern.engine.errors import InvalidInput, NotReady
from tests.engine.effects.simulated import noise

SEEDS = st.integers(0, 10**6)


def series(seed: int, before: int = 14, after: int = 13, alike: float = 0.5) -> np.ndarray:
    return noise(np.random.default_rng(seed), (before + after,), alike=alike, heavy=False)


def figures(found: SeriesEffect) -> list[float | None]:
    return [
        figure
        for each in (found.level, found.slope)
        for figure in (each.value, each.error, each.low, each.high)
    ]


def slowly(values: np.ndarray, times: np.ndarray, start: int) -> tuple[np.ndarray, float]:
    """Coefficients and correlation by whole matrices, as the textbook writes them."""
    after = (times >= start).astype(float)
    design = np.column_stack([np.ones(len(times)), times - start, after, after * (times - start)])
    likely, coefficients = [], []
    correlations = np.linspace(0, 0.99, 100)
    for each in correlations:
        alike = each ** np.abs(np.subtract.outer(times, times)).astype(float)
        inverse = np.linalg.inv(alike)
        bread = design.T @ inverse @ design
        found = np.linalg.solve(bread, design.T @ inverse @ values)
        left = values - design @ found
        likely.append(
            -np.linalg.slogdet(alike)[1] / 2
            - np.linalg.slogdet(bread)[1] / 2
            - (len(times) - 4) / 2 * np.log(left @ inverse @ left)
            - np.log(1 - each**2) / 2
        )
        coefficients.append(found)
    weights = np.exp(np.array(likely) - max(likely))
    weights /= weights.sum()
    return weights @ np.array(coefficients), float(weights @ correlations)


@given(SEEDS, st.sets(st.integers(0, 26), max_size=6))
def test_it_is_what_whole_matrices_give_missing_points_too(seed: int, missing: set[int]) -> None:
    values = series(seed)
    known = np.array([at for at in range(27) if at not in missing])
    given_values = [None if at in missing else float(each) for at, each in enumerate(values)]
    found = interrupted_series(given_values, 14)
    coefficients, correlation = slowly(values[known], known, 14)
    got = [found.slope_before, found.level.value, found.slope.value, found.correlation]
    assert got == pytest.approx([*coefficients[1:], correlation], rel=1e-6, abs=1e-8)


@given(SEEDS, st.floats(-50, 50), st.floats(-5, 5), st.floats(0.01, 100))
def test_a_line_under_it_changes_nothing_and_units_scale(
    seed: int, height: float, slope: float, scale: float
) -> None:
    values = series(seed)
    found = figures(interrupted_series(values.tolist(), 14))
    lined = values + height + slope * np.arange(len(values))
    assert figures(interrupted_series(lined.tolist(), 14)) == pytest.approx(found, abs=1e-6)
    scaled = figures(interrupted_series((scale * values).tolist(), 14))
    assert scaled == pytest.approx([scale * each for each in found], rel=1e-6, abs=1e-6)


@given(SEEDS, st.floats(-9, 9), st.floats(-2, 2))
def test_a_jump_and_a_bend_are_found_on_top_of_what_was_there(
    seed: int, jump: float, bend: float
) -> None:
    values, after = series(seed), np.arange(27) >= 14
    changed = values + after * (jump + bend * (np.arange(27) - 14))
    without, found = (interrupted_series(each.tolist(), 14) for each in (values, changed))
    assert found.level.value - without.level.value == pytest.approx(jump, abs=1e-6)
    assert found.slope.value - without.slope.value == pytest.approx(bend, abs=1e-6)
    width = (found.level.high or 0) - (found.level.low or 0)
    assert width == pytest.approx((without.level.high or 0) - (without.level.low or 0), rel=1e-6)


def test_the_interval_holds_its_estimate_and_widens_the_more_alike_neighbours_are() -> None:
    widths = []
    for alike in (0.0, 0.8):
        of_alike = []
        for seed in range(20):
            level = interrupted_series(series(seed, 24, 24, alike).tolist(), 24).level
            assert level.low is not None
            assert level.high is not None
            assert level.low < level.value < level.high
            of_alike.append((level.high - level.low) / float(np.std(series(seed, 24, 24, alike))))
        widths.append(np.median(of_alike))
    assert widths[0] < widths[1]


@pytest.mark.parametrize(("before", "after"), [(11, 30), (30, 11)])
def test_with_eleven_points_on_a_side_nothing_is_claimed(before: int, after: int) -> None:
    values = series(3, before, after) + 50 * (np.arange(before + after) >= before)
    found = interrupted_series(values.tolist(), before)
    assert (found.claim, found.level.low) == (Claim.DESCRIPTION_ONLY, None)
    assert found.level.value == pytest.approx(50, abs=5)
    assert (found.before, found.after) == (before, after)


def test_missing_points_do_not_count() -> None:
    values = series(3, 12, 12).tolist()
    assert interrupted_series(values, 12).claim is not Claim.DESCRIPTION_ONLY
    assert interrupted_series([None, *values[1:]], 12).claim is Claim.DESCRIPTION_ONLY


def test_a_series_without_noise_claims_nothing() -> None:
    found = interrupted_series([1.0] * 12 + [4.0] * 12, 12)
    assert (found.level.value, found.claim) == (pytest.approx(3), Claim.DESCRIPTION_ONLY)


def test_what_cannot_be_a_series_is_refused() -> None:
    with pytest.raises(NotReady) as short:
        interrupted_series([1, 2, None, 4, 5, 6], 3)
    assert short.value.code == "series.too_short"
    with pytest.raises(InvalidInput) as infinite:
        interrupted_series([1, 2, 3, float("inf"), 5, 6], 3)
    assert infinite.value.code == "series.not_finite"
