"""Whether a roadmap can be asked for at all: everything that is wrong, at once."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.roadmap.measures import (
    MAX_AMOUNT,
    MAX_LIMITS,
    MAX_MEASURES,
    MAX_PERIODS,
    Limit,
    PlannedMeasure,
    Use,
)
from samvern.engine.roadmap.statement import Statement


def check_problem(problem: Statement) -> None:
    """Refuse a problem that makes no sense; raises InvalidInput ``roadmap.invalid``."""
    problems = list(dict.fromkeys(_problems(problem)))
    if problems:
        raise InvalidInput("roadmap.invalid", problems=problems)


def _problems(problem: Statement) -> Iterator[Problem]:
    yield from _size_problems(problem)
    groups = [group.id for group in problem.alternatives]
    yield from _name_problems([*(one.id for one in problem.measures), *groups], "measures")
    yield from _name_problems([limit.id for limit in problem.limits], "limits")
    for measure in problem.measures:
        yield from _measure_problems(problem, measure)
    for limit in problem.limits:
        yield from _limit_problems(problem, limit)
    yield from _choice_problems(problem)
    yield from _circles(problem)


def _name_problems(names: Iterable[str], where: str) -> Iterator[Problem]:
    for name, times in Counter(names).items():
        if times > 1 or not name:
            yield Problem.of("roadmap.name_twice", where=f"{where}[{name}]", name=name)


def _choice_problems(problem: Statement) -> Iterator[Problem]:
    known = {measure.id for measure in problem.measures}
    for group in problem.alternatives:
        where = f"alternatives[{group.id}].members"
        yield from _unknown(group.members, known, where)
        if len(set(group.members)) < 2:
            yield Problem.of("roadmap.too_few_alternatives", where=where, name=group.id)
    yield from _unknown(problem.pins, known, "pins")
    yield from _unknown(problem.excluded, known, "excluded")
    for name, start in problem.pins.items():
        if not 0 <= start < problem.periods:
            yield _outside(problem, f"pins[{name}]", start)
        if name in problem.excluded:
            yield Problem.of("roadmap.pinned_and_excluded", where=f"pins[{name}]", name=name)


def _size_problems(problem: Statement) -> Iterator[Problem]:
    if not 1 <= problem.periods <= MAX_PERIODS:
        yield Problem.of(
            "roadmap.periods_out_of_range",
            where="periods",
            got=problem.periods,
            most=MAX_PERIODS,
        )
    for where, found, limit in (
        ("measures", len(problem.measures), MAX_MEASURES),
        ("limits", len(problem.limits), MAX_LIMITS),
    ):
        if found > limit:
            yield Problem.of("roadmap.too_many", where=where, got=found, most=limit)
    if not problem.measures:
        yield Problem.of("roadmap.no_measures", where="measures")
    if problem.total_budget is not None:
        yield from _amount_problems([problem.total_budget], "total_budget")
    if problem.periods_after is not None and not 0 <= problem.periods_after <= MAX_PERIODS:
        yield Problem.of(
            "roadmap.periods_after_out_of_range",
            where="periods_after",
            got=problem.periods_after,
            most=MAX_PERIODS,
        )


def _measure_problems(problem: Statement, measure: PlannedMeasure) -> Iterator[Problem]:
    where = f"measures[{measure.id}]"
    if measure.duration < 1:
        yield Problem.of(
            "roadmap.duration_not_positive", where=f"{where}.duration", got=measure.duration
        )
    if measure.value is not None:
        yield from _amount_problems([measure.value], f"{where}.value")
    if not 0 <= measure.earliest < problem.periods:
        yield _outside(problem, f"{where}.earliest", measure.earliest)
    if measure.deadline is not None and not 0 <= measure.deadline < problem.periods:
        yield _outside(problem, f"{where}.deadline", measure.deadline)
    yield from _unknown(measure.after, problem.members_of, f"{where}.after")
    for use in measure.uses:
        yield from _use_problems(measure, use, where)


def _use_problems(measure: PlannedMeasure, use: Use, where: str) -> Iterator[Problem]:
    yield from _amount_problems((*use.during, use.running), f"{where}.{use.resource}")
    if len(use.during) != measure.duration:
        yield Problem.of(
            "roadmap.amounts_and_duration_differ",
            where=f"{where}.{use.resource}",
            got=len(use.during),
            expected=measure.duration,
        )


def _limit_problems(problem: Statement, limit: Limit) -> Iterator[Problem]:
    where = f"limits[{limit.id}]"
    yield from _amount_problems(limit.amounts, where)
    if len(limit.amounts) != problem.periods:
        yield Problem.of(
            "roadmap.amounts_and_periods_differ",
            where=where,
            got=len(limit.amounts),
            expected=problem.periods,
        )


def _amount_problems(amounts: Iterable[float], where: str) -> Iterator[Problem]:
    for amount in amounts:
        if not (math.isfinite(amount) and 0 <= amount <= MAX_AMOUNT):
            yield Problem.of("roadmap.amount_out_of_range", where=where, got=amount)


def _unknown(names: Iterable[str], known: Iterable[str], where: str) -> Iterator[Problem]:
    among = set(known)
    for name in sorted(set(names) - among):
        yield Problem.of("roadmap.unknown_measure", where=where, name=name)


def _outside(problem: Statement, where: str, position: int) -> Problem:
    return Problem.of(
        "roadmap.outside_horizon",
        where=where,
        got=problem.period(position) if abs(position) < 1_000 else position,
        first=problem.period(0),
        last=problem.period(max(problem.periods, 1) - 1),
    )


def _circles(problem: Statement) -> Iterator[Problem]:
    # A group of alternatives is before a measure when any of its members is: a circle through
    # one member only could be got around, but nobody plans so.
    before = {
        measure.id: {one for name in measure.after for one in problem.members_of.get(name, ())}
        for measure in problem.measures
    }
    try:
        TopologicalSorter(before).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        yield Problem.of(
            "roadmap.circle", where=f"measures[{circle[0]}].after", circle=" → ".join(circle)
        )
