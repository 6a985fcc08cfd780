"""Panels for tests: made at random, and one with the moments of a published example."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from samvern.engine.effects import EffectPanel


def panel_of(outcomes: np.ndarray, starts: Sequence[int | None]) -> EffectPanel:
    """A panel of an array, organisations by periods; starts as positions, NaN as missing."""
    rows = [[None if np.isnan(value) else float(value) for value in row] for row in outcomes]
    labels = tuple(str(2000 + period) for period in range(outcomes.shape[1]))
    return EffectPanel(
        organisations=tuple(f"o{number:04}" for number in range(len(rows))),
        periods=labels,
        outcomes=tuple(map(tuple, rows)),
        starts=tuple(None if start is None else labels[start] for start in starts),
    )


def shuffled(panel: EffectPanel, seed: int) -> EffectPanel:
    """The same organisations in another order."""
    order = np.random.default_rng(seed).permutation(len(panel.organisations))
    return EffectPanel(
        tuple(panel.organisations[at] for at in order),
        panel.periods,
        tuple(panel.outcomes[at] for at in order),
        tuple(panel.starts[at] for at in order),
    )


def with_outcomes(panel: EffectPanel, outcomes: np.ndarray) -> EffectPanel:
    """The same panel with other values."""
    return replace(panel, outcomes=tuple(tuple(row) for row in outcomes.tolist()))


@st.composite
def panels(draw: st.DrawFn, *, with_never: bool | None = None) -> EffectPanel:
    """Complete panels in which somebody can be compared; with those who never start, or without."""
    periods = draw(st.integers(3, 8))
    never = draw(st.booleans()) if with_never is None else with_never
    start = st.integers(1, periods - 1)
    starts: list[int | None] = draw(st.lists(start, min_size=2, max_size=14))
    if never:
        starts += [None] * draw(st.integers(1, 5))
    else:
        starts += [periods - 1, 1]
    seed = draw(st.integers(0, 10**6))
    values = np.random.default_rng(seed).normal(size=(len(starts), periods))
    return panel_of(values, starts)


#: The moments of ``mpdta``, the example that ships with the packages of this method: log teen
#: employment in 500 counties, 2003 to 2007, by the year in which the minimum wage rose. Counts,
#: means by year, and covariances (lower triangle by rows), computed from the copy in moderndid
#: 0.2.0 (MIT). The method sees nothing else of the data, so a panel with these moments has the same
#: estimates and errors; the data themselves are not here.
MPDTA_YEARS = ("2003", "2004", "2005", "2006", "2007")
MPDTA = {
    None: (
        309,
        [5.6546300225, 5.59199999814, 5.60480843375, 5.63889628205, 5.66113254037],
        [
            *[2.17049372534, 2.20340173248, 2.26598708484, 2.2127051439, 2.26580768187],
            *[2.28841353775, 2.18628758018, 2.24141869573, 2.25825668553, 2.26828371531],
            *[2.19600296361, 2.25177209494, 2.26730561523, 2.26502197643, 2.28837296299],
        ],
    ),
    "2004": (
        20,
        [6.17969683359, 6.10656356301, 6.05945208674, 6.02670435425, 6.08538798837],
        [
            *[2.19701888791, 2.22797588334, 2.26829873821, 2.28788252485, 2.32569303152],
            *[2.39668304903, 2.3199533709, 2.35901389179, 2.42837090575, 2.46634057234],
            *[2.25315007627, 2.28640471842, 2.35745176403, 2.39069259201, 2.3295945022],
        ],
    ),
    "2006": (
        40,
        [6.57399362823, 6.5178837163, 6.52794133316, 6.55743457451, 6.54304096823],
        [
            *[1.61186720417, 1.59426593709, 1.59506087387, 1.62072445415, 1.62391578791],
            *[1.66544915302, 1.64032184438, 1.64335248442, 1.68213307538, 1.70643229785],
            *[1.65142660709, 1.65365033009, 1.69436936264, 1.71539611384, 1.7344966253],
        ],
    ),
    "2007": (
        131,
        [5.84290649638, 5.81078312761, 5.82086567033, 5.82386639925, 5.82004824684],
        [
            *[2.29308576906, 2.2966575311, 2.31742666992, 2.29133475189, 2.30869260462],
            *[2.32574271359, 2.28939333684, 2.30841571487, 2.31855026659, 2.33643681821],
            *[2.26509642221, 2.28526949481, 2.2953290721, 2.30601226732, 2.30087470396],
        ],
    ),
}


def like_mpdta() -> EffectPanel:
    """A panel with the moments of ``mpdta``."""
    outcomes: list[tuple[float, ...]] = []
    starts: list[str | None] = []
    rng = np.random.default_rng(1)
    for start, (count, means, lower) in MPDTA.items():
        covariance = np.zeros((5, 5))
        covariance[np.tril_indices(5)] = lower
        covariance += np.tril(covariance, -1).T
        noise = rng.normal(size=(count, 5))
        noise, _ = np.linalg.qr(noise - noise.mean(axis=0))
        values = np.array(means) + np.sqrt(count - 1) * noise @ np.linalg.cholesky(covariance).T
        outcomes += [tuple(row) for row in values.tolist()]
        starts += [start] * count
    names = tuple(f"county {number}" for number in range(len(starts)))
    return EffectPanel(names, MPDTA_YEARS, tuple(outcomes), tuple(starts))
