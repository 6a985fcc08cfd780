"""How often 95 % intervals hold the truth, where the truth is that nothing happened."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from samvern.engine.effects import Claim, comparison, interrupted_series
from samvern.engine.effects.averages import Average, average
from samvern.engine.effects.by_hand import by_hand
from samvern.engine.effects.spread import half_width, spread, within
from tests.engine.effects.panels import panel_of
from tests.engine.effects.simulated import PERIODS, noise


def coverage_of_comparison(
    starts: Sequence[int | None],
    *,
    runs: int,
    heavy: bool,
    alike: float = 0.5,
    noisier_starters: float = 1.0,
    seed: int = 1,
) -> dict[Average, float]:
    """How often the interval of each average holds no effect.

    Starters may vary so many times as much as the others, which intervals for few cannot know.
    What depends on who starts when is computed once; estimates and intervals are those of
    ``estimate_effect``, which a test holds against this.
    """
    rng = np.random.default_rng(seed)
    drawn = noise(rng, (runs, len(starts), PERIODS), alike=alike, heavy=heavy)
    drawn *= np.where([start is None for start in starts], 1.0, noisier_starters)[:, np.newaxis]
    ready = comparison(panel_of(drawn[0], starts))
    cells = by_hand(ready)
    drawn = drawn[..., ready.times]
    rows = np.array([average(cells, kind).of_cells for kind in Average])
    contrasts = np.tensordot(rows, cells.contrasts, 1)
    estimates, halves = intervals(drawn, cells.group_of, contrasts)
    held = np.abs(estimates) <= halves
    return dict(zip(Average, held.mean(axis=0).tolist(), strict=True))


def intervals(
    outcomes: np.ndarray, group_of: np.ndarray, contrasts: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Estimates and half intervals of many panels at once."""
    means = np.stack(
        [outcomes[..., group_of == group, :].mean(axis=-2) for group in range(group_of.max() + 1)],
        axis=-2,
    )
    estimates = np.einsum("cgt,...gt->...c", contrasts, means)
    return estimates, half_width(*spread(within(outcomes, group_of), contrasts))


def coverage_of_series(
    before: int, after: int, *, runs: int, heavy: bool, alike: float = 0.5, seed: int = 1
) -> tuple[float, float]:
    """How often the intervals of level and slope hold no change."""
    drawn = noise(np.random.default_rng(seed), (runs, before + after), alike=alike, heavy=heavy)
    held = {Claim.INTERVAL_HOLDS_ZERO: 1, Claim.INTERVAL_EXCLUDES_ZERO: 0}
    found = [interrupted_series(values, before) for values in drawn.tolist()]
    level = sum(held[each.level.claim] for each in found)
    slope = sum(held[each.slope.claim] for each in found)
    return level / runs, slope / runs
