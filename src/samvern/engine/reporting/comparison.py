"""A report beside the one of the period before: what is better, what worse, what has moved."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from samvern.engine.reporting.light import Dimension, Light, is_worse
from samvern.engine.reporting.report import ReportValues


class Trend(StrEnum):
    """How a light moved since the period before."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    UNTOLD = "untold"  # one of the two says nothing, or that nobody knows


@dataclass(frozen=True)
class DimensionChange:
    """A dimension then and now."""

    dimension: Dimension
    before: Light | None
    now: Light | None
    trend: Trend


@dataclass(frozen=True)
class ReportChange:
    """Everything that moved between two reports of a measure; None for what either does not say.

    ``slipped_days`` is how much later the same milestone is now expected; another milestone has not
    slipped.
    """

    dimensions: tuple[DimensionChange, ...]
    done_points: int | None
    spent_nok_ore: int | None
    forecast_nok_ore: int | None
    slipped_days: int | None


def compare_reports(before: ReportValues, now: ReportValues) -> ReportChange:
    """Hold a report against the one of the period before.

    Examples
    --------
    >>> from samvern.engine.reporting.report import Said
    >>> then = ReportValues({Dimension.TIME: Said(Light.GREEN)}, forecast_nok_ore=100)
    >>> now = ReportValues({Dimension.TIME: Said(Light.RED, "Late")}, forecast_nok_ore=130)
    >>> found = compare_reports(then, now)
    >>> found.dimensions[1].trend.value, found.forecast_nok_ore
    ('worse', 30)
    """
    is_same_milestone = bool(now.milestone) and now.milestone == before.milestone
    slipped = None
    if is_same_milestone and before.milestone_expected_on and now.milestone_expected_on:
        slipped = (now.milestone_expected_on - before.milestone_expected_on).days
    return ReportChange(
        dimensions=tuple(_change(each, before, now) for each in Dimension),
        done_points=_difference(before.done_percent, now.done_percent),
        spent_nok_ore=_difference(before.spent_nok_ore, now.spent_nok_ore),
        forecast_nok_ore=_difference(before.forecast_nok_ore, now.forecast_nok_ore),
        slipped_days=slipped,
    )


def trend_of(before: Light | None, now: Light | None) -> Trend:
    """How one light moved."""
    told = {Light.GREEN, Light.YELLOW, Light.RED}
    if before is None or now is None or not {before, now} <= told:
        return Trend.UNTOLD
    if is_worse(now, before):
        return Trend.WORSE
    return Trend.BETTER if is_worse(before, now) else Trend.SAME


def _change(dimension: Dimension, before: ReportValues, now: ReportValues) -> DimensionChange:
    then, this = before.of(dimension).light, now.of(dimension).light
    return DimensionChange(dimension, then, this, trend_of(then, this))


def _difference(before: int | None, now: int | None) -> int | None:
    return None if before is None or now is None else now - before
