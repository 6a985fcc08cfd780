"""Group-time effects by the package diff-diff: the one place that knows it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from samvern.engine.effects.comparison import NEVER, Comparison, Control
from samvern.engine.effects.panel import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class GroupTime:
    """Effects by start and time, both as positions among the periods of the panel.

    ``errors`` are the package's own, for large samples.
    """

    effects: dict[tuple[int, int], float]
    errors: dict[tuple[int, int], float]

    def of(self, starts: IntArray, times: IntArray) -> tuple[FloatArray, FloatArray]:
        """Effects and errors in the order of starts and times.

        Raises
        ------
        KeyError
            For a start and time that the package did not give.
        """
        places = [(int(start), int(time)) for start, time in zip(starts, times, strict=True)]
        return (
            np.array([self.effects[place] for place in places]),
            np.array([self.errors[place] for place in places]),
        )


def by_diff_diff(ready: Comparison) -> GroupTime:
    """Compute group-time effects with diff-diff.

    Without covariates its doubly robust, weighting and regression estimators are one and the same;
    the last is the fastest. Its base is the last period before the start, for earlier periods too.

    Source
    ------
    The package diff-diff 3.13 (MIT), after Callaway and Sant'Anna (2021).

    Examples
    --------
    >>> from samvern.engine.effects import EffectPanel, comparison
    >>> panel = EffectPanel(
    ...     ("a", "b", "c", "d"), ("1", "2", "3"),
    ...     ((0, 1, 5), (0, 1, 7), (0, 2, 3), (0, 2, 3)), ("3", "3", None, None))
    >>> by_diff_diff(comparison(panel)).effects[2, 2]
    4.0
    """
    import pandas as pd
    from diff_diff import CallawaySantAnna

    organisations, periods = ready.outcomes.shape
    # The package counts periods from 1 and lets 0 stand for never.
    table = pd.DataFrame(
        {
            "unit": np.repeat(np.arange(organisations), periods),
            "time": np.tile(ready.times + 1, organisations),
            "start": np.repeat(np.where(ready.starts == NEVER, 0, ready.starts + 1), periods),
            "outcome": ready.outcomes.ravel(),
        }
    )
    estimator = CallawaySantAnna(
        control_group="not_yet_treated" if ready.control is Control.NOT_YET else "never_treated",
        anticipation=ready.anticipation,
        estimation_method="reg",
        base_period="universal",
    )
    found = estimator.fit(table, outcome="outcome", unit="unit", time="time", first_treat="start")
    cells = {
        (int(start) - 1, int(time) - 1): cell
        for (start, time), cell in found.group_time_effects.items()
    }
    return GroupTime(
        {place: float(cell["effect"]) for place, cell in cells.items()},
        {place: float(cell["se"]) for place, cell in cells.items()},
    )
