"""What was seen before and after the start: a description, never an effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from samvern.engine.effects.claims import Claim
from samvern.engine.effects.panel import EffectPanel
from samvern.engine.errors import NotReady


@dataclass(frozen=True)
class BeforeAfter:
    """Means over starters of their own means, in the unit of the indicator.

    ``rose`` and ``fell`` count starters by the direction of their change. ``claim`` says that nothing
    is claimed: what would have happened without the measure is not looked at.
    """

    organisations: int
    before: float
    after: float
    median_change: float
    rose: int
    fell: int
    claim: Claim = Claim.DESCRIPTION_ONLY

    @property
    def change(self) -> float:
        """How much the mean has changed."""
        return self.after - self.before

    def to_json(self) -> dict[str, Any]:
        """The description as plain values."""
        return {
            "organisations": self.organisations,
            "before": self.before,
            "after": self.after,
            "change": self.change,
            "median_change": self.median_change,
            "rose": self.rose,
            "fell": self.fell,
            "claim": self.claim.value,
        }


def before_after(panel: EffectPanel) -> BeforeAfter:
    """Describe starters before and after their start.

    Starters with at least one value before and one from the start on count, each the same; others
    do not count, nor do missing values.

    Raises
    ------
    NotReady
        ``effect.no_starters`` when no starter has values on both sides.

    Examples
    --------
    >>> panel = EffectPanel(("a", "b"), ("1", "2"), ((1, 4), (3, None)), ("2", "2"))
    >>> found = before_after(panel)
    >>> found.organisations, found.change
    (1, 3.0)
    """
    position = {label: at for at, label in enumerate(panel.periods)}
    pairs = []
    for row, start in zip(panel.outcomes, panel.starts, strict=True):
        if start is None:
            continue
        sides = _known(row[: position[start]]), _known(row[position[start] :])
        if all(sides):
            pairs.append((fmean(sides[0]), fmean(sides[1])))
    if not pairs:
        raise NotReady("effect.no_starters")
    changes = [after - before for before, after in pairs]
    return BeforeAfter(
        organisations=len(pairs),
        before=fmean(before for before, _after in pairs),
        after=fmean(after for _before, after in pairs),
        median_change=median(changes),
        rose=sum(change > 0 for change in changes),
        fell=sum(change < 0 for change in changes),
    )


def mean_series(panel: EffectPanel) -> tuple[tuple[float | None, ...], int] | None:
    """The mean of the starters over time, and where they start; None unless all start together.

    Of several starters only those without missing values count, or somebody's coming and going
    would look like a change; if none is without, nor is there a series.

    Examples
    --------
    >>> mean_series(EffectPanel(("a", "b"), ("1", "2"), ((1, 4), (3, 6)), ("2", "2")))
    ((2.0, 5.0), 1)
    """
    started = [
        (row, start)
        for row, start in zip(panel.outcomes, panel.starts, strict=True)
        if start is not None
    ]
    if len({start for _row, start in started}) != 1:
        return None
    start_at = panel.periods.index(started[0][1])
    if len(started) == 1:
        return started[0][0], start_at
    complete = [row for row, _start in started if None not in row]
    if not complete:
        return None
    return tuple(fmean(_known(column)) for column in zip(*complete, strict=True)), start_at


def _known(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None]
