"""Rules for what may be said of indicators, values and starts, whatever door it came through."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from samvern.apps.indicators.models import Indicator
from samvern.apps.indicators.models.indicator import MAX_CODE
from samvern.apps.indicators.models.value import MAX_GROUP, MAX_REASON
from samvern.apps.programmes.rules import line_problems, text_problems
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.indicators import Direction, Frequency, MeasuredOn, Point, read_period

MAX_TITLE: Final = 300
MAX_TEXT: Final = 2_000
MAX_UNIT: Final = 60
MAX_TARGETS: Final = 60
MAX_DAYS: Final = 366
MAX_COUNT: Final = 2**31 - 1
#: A figure farther from nothing is a slip, and means of such are no longer numbers.
MAX_FIGURE: Final = 1e12
_FIRST: Final = date(1990, 1, 1)
_LAST: Final = date(2200, 12, 31)
_TEXTS: Final = {
    "title": MAX_TITLE,
    "definition": MAX_TEXT,
    "unit": MAX_UNIT,
    "source": MAX_TEXT,
    "population": MAX_TEXT,
}


@dataclass(frozen=True)
class IndicatorPlan:
    """What is said of an indicator. ``goals`` and ``measures`` are codes of its programme."""

    code: str
    title: Mapping[str, str]
    direction: Direction
    frequency: Frequency
    measured_on: MeasuredOn = MeasuredOn.ORGANISATIONS
    is_reported: bool = False
    definition: Mapping[str, str] = field(default_factory=dict)
    unit: Mapping[str, str] = field(default_factory=dict)
    source: Mapping[str, str] = field(default_factory=dict)
    population: Mapping[str, str] = field(default_factory=dict)
    lowest: float | None = None
    highest: float | None = None
    baseline: float | None = None
    baseline_on: date | None = None
    targets: tuple[Point, ...] = ()
    owner_id: int | None = None
    days_to_give: int = 30
    goals: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()


@dataclass(frozen=True)
class GivenValue:
    """A value as somebody gives it: of an organisation, a group, or the sector where both are left out.

    ``line`` is its row in a file, for what is said of it.
    """

    period: str
    value: float
    actor_id: int | None = None
    group: str = ""
    taken_on: date | None = None
    count: int | None = None
    lower: float | None = None
    upper: float | None = None
    reason: str = ""
    line: int | None = None

    @property
    def content(self) -> tuple[Any, ...]:
        """What a revision can change, as :attr:`IndicatorValue.content` has it."""
        return (self.value, self.count, self.lower, self.upper, self.taken_on)


@dataclass(frozen=True)
class GivenStart:
    """When an organisation began with a measure; without a day, that it has not begun."""

    actor_id: int
    began_on: date | None
    reason: str = ""
    line: int | None = None


def check_plan(plan: IndicatorPlan, *, goals: Collection[str], measures: Collection[str]) -> None:
    """Refuse an indicator that makes no sense.

    Raises ``InvalidInput`` (``indicator.invalid``) with all problems.
    """
    problems = [
        *_name_problems(plan),
        *_figure_problems(plan),
        *_tie_problems(plan.goals, goals, "goals"),
        *_tie_problems(plan.measures, measures, "measures"),
    ]
    if problems:
        raise InvalidInput("indicator.invalid", problems=problems)


def _name_problems(plan: IndicatorPlan) -> Iterator[Problem]:
    if not plan.code.strip() or any(char.isspace() or char == "/" for char in plan.code):
        yield Problem.of("indicator.code_unusable", where="code")
    yield from line_problems(plan.code, "code", limit=MAX_CODE)
    for name, limit in _TEXTS.items():
        is_required = name in ("title", "definition")
        yield from text_problems(getattr(plan, name), name, limit=limit, is_required=is_required)
    if not 0 <= plan.days_to_give <= MAX_DAYS:
        yield Problem.of("indicator.days_out_of_range", where="days_to_give", most=MAX_DAYS)


def _figure_problems(plan: IndicatorPlan) -> Iterator[Problem]:
    figures = {"lowest": plan.lowest, "highest": plan.highest, "baseline": plan.baseline}
    figures |= {f"targets[{place}]": each.value for place, each in enumerate(plan.targets)}
    for where, figure in figures.items():
        wrong = list(_number_problems(figure, where))
        yield from wrong
        if figure is not None and not wrong and where not in ("lowest", "highest"):
            yield from _scale_problems(plan.lowest, plan.highest, figure, where)
    if (plan.lowest is None) != (plan.highest is None) or (
        plan.lowest is not None and plan.highest is not None and plan.lowest >= plan.highest
    ):
        yield Problem.of("indicator.scale_half", where="highest")
    if (plan.baseline is None) != (plan.baseline_on is None):
        yield Problem.of("indicator.baseline_half", where="baseline")
    yield from _date_problems(plan.baseline_on, "baseline_on")
    days = [each.on for each in plan.targets]
    if len(set(days)) < len(days):
        yield Problem.of("indicator.target_twice", where="targets")
    if len(days) > MAX_TARGETS:
        yield Problem.of("indicator.too_many_targets", where="targets", most=MAX_TARGETS)
    for place, day in enumerate(days):
        yield from _date_problems(day, f"targets[{place}]")
        if plan.baseline_on is not None and day <= plan.baseline_on:
            yield Problem.of("indicator.target_before_baseline", where=f"targets[{place}]")


def _tie_problems(said: Collection[str], known: Collection[str], where: str) -> Iterator[Problem]:
    for code in said:
        if code not in known:
            yield Problem.of("indicator.tie_unknown", where=where, id=code[:60])


def _number_problems(
    figure: float | None, where: str, line: int | None = None
) -> Iterator[Problem]:
    if figure is None:
        return
    if not math.isfinite(figure):
        yield Problem.of("indicator.not_a_number", where=where, line=line)
    elif abs(figure) > MAX_FIGURE:
        yield Problem.of("indicator.figure_too_large", where=where, line=line)


def _scale_problems(
    lowest: float | None, highest: float | None, figure: float, where: str, line: int | None = None
) -> Iterator[Problem]:
    if lowest is not None and highest is not None and not lowest <= figure <= highest:
        yield Problem.of(
            "indicator.off_scale",
            where=where,
            line=line,
            lowest=f"{lowest:.15g}",
            highest=f"{highest:.15g}",
        )


def _date_problems(day: date | None, where: str, line: int | None = None) -> Iterator[Problem]:
    if day is not None and not _FIRST <= day <= _LAST:
        yield Problem.of("indicator.date_out_of_range", where=where, line=line)


def value_problems(indicator: Indicator, given: GivenValue, *, on: date) -> Iterator[Problem]:
    """What is wrong with a value, by itself; ``on`` is today."""
    line = given.line
    yield from _period_problems(indicator, given, on)
    if given.actor_id is not None and given.group:
        yield Problem.of("indicator.of_two_things", where="group", line=line)
    if not indicator.is_of_organisations and (given.actor_id is not None or given.group):
        yield Problem.of("indicator.of_sector_only", where="organisation", line=line)
    yield from _measured_problems(indicator, given)
    for text, where, limit in (
        (given.group, "group", MAX_GROUP),
        (given.reason, "reason", MAX_REASON),
    ):
        yield from _line_problems(text, where, limit, line)


def _measured_problems(indicator: Indicator, given: GivenValue) -> Iterator[Problem]:
    line, lower, upper = given.line, given.lower, given.upper
    for where, figure in (("value", given.value), ("lower", lower), ("upper", upper)):
        wrong = list(_number_problems(figure, where, line))
        yield from wrong
        if figure is not None and not wrong:
            yield from _scale_problems(indicator.lowest, indicator.highest, figure, where, line)
    if (lower is None) != (upper is None):
        yield Problem.of("indicator.interval_half", where="lower", line=line)
    elif lower is not None and upper is not None and not lower <= given.value <= upper:
        yield Problem.of("indicator.outside_interval", where="lower", line=line)
    if given.count is not None and not 1 <= given.count <= MAX_COUNT:
        yield Problem.of("indicator.count_out_of_range", where="count", line=line)


def _period_problems(indicator: Indicator, given: GivenValue, on: date) -> Iterator[Problem]:
    try:
        period = read_period(given.period, indicator.often)
    except InvalidInput as error:
        found = given.period[:20]
        yield Problem.of(error.code, where="period", line=given.line, found=found)
        return
    if period.starts_on > on or (given.taken_on is not None and given.taken_on > on):
        yield Problem.of("indicator.in_the_future", where="period", line=given.line)
    elif given.taken_on is not None and not period.starts_on <= given.taken_on <= period.ends_on:
        yield Problem.of("indicator.day_outside_period", where="period", line=given.line)
    yield from _date_problems(period.starts_on, "period", given.line)


def start_problems(given: GivenStart, *, on: date) -> Iterator[Problem]:
    """What is wrong with a start, by itself; ``on`` is today."""
    if given.began_on is not None and given.began_on > on:
        yield Problem.of("indicator.in_the_future", where="began_on", line=given.line)
    else:
        yield from _date_problems(given.began_on, "began_on", given.line)
    yield from _line_problems(given.reason, "reason", MAX_REASON, given.line)


def _line_problems(text: str, where: str, limit: int, line: int | None) -> Iterator[Problem]:
    for found in line_problems(text, where, limit=limit):
        yield Problem(found.code, found.params, where, line)
