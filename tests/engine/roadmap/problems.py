"""Small problems of all sorts, and the slow obvious way to solve them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import strategies as st

from samvern.engine.roadmap import (
    Alternatives,
    Limit,
    Period,
    PlannedMeasure,
    Resource,
    RoadmapProblem,
    Use,
)

FIRST = Period.read("2027-H1")
NAMES = "abcde"
OWNERS = ("directorate", "region")


@st.composite
def problems(draw: st.DrawFn, *, most_measures: int = 4, most_periods: int = 4) -> RoadmapProblem:
    """Problems that may or may not have a plan, with everything that a plan can have."""
    periods = draw(st.integers(1, most_periods))
    names = NAMES[: draw(st.integers(1, most_measures))]
    groups: tuple[Alternatives, ...] = ()
    if len(names) > 2 and draw(st.booleans()):
        groups = (Alternatives("g", tuple(names[:2]), draw(st.booleans())),)
    measures = tuple(draw(_measures(name, names[: names.index(name)], periods)) for name in names)
    limits = tuple(draw(_limits(f"l{at}", periods)) for at in range(draw(st.integers(0, 2))))
    pins = draw(st.dictionaries(st.sampled_from(names), st.integers(0, periods - 1), max_size=1))
    out = draw(st.frozensets(st.sampled_from(names), max_size=1)) - pins.keys()
    return RoadmapProblem(
        FIRST,
        periods,
        measures,
        limits,
        groups,
        pins,
        out,
        draw(st.none() | st.integers(0, 25).map(float)),
        draw(st.integers(0, 4)),
    )


@st.composite
def _measures(draw: st.DrawFn, name: str, earlier: str, periods: int) -> PlannedMeasure:
    duration = draw(st.integers(1, 3))
    amounts = st.integers(0, 6).map(float)
    uses = tuple(
        Use(
            resource,
            draw(st.sampled_from(OWNERS)),
            tuple(draw(st.lists(amounts, min_size=duration, max_size=duration))),
            draw(st.integers(0, 2).map(float)),
        )
        for resource in draw(st.lists(st.sampled_from(Resource), max_size=2))
    )
    after = draw(st.frozensets(st.sampled_from(earlier), max_size=1)) if earlier else ()
    return PlannedMeasure(
        name,
        duration,
        draw(st.none() | st.integers(0, 9).map(float)),
        uses,
        tuple(after),
        draw(st.integers(0, periods - 1)) if draw(st.booleans()) else 0,
        draw(st.none() | st.integers(0, periods - 1)),
        draw(st.sampled_from([False, False, True])),
    )


@st.composite
def _limits(draw: st.DrawFn, name: str, periods: int) -> Limit:
    amounts = st.integers(0, 10).map(float)
    return Limit(
        name,
        draw(st.sampled_from(Resource)),
        draw(st.none() | st.just(OWNERS[:1])),
        tuple(draw(st.lists(amounts, min_size=periods, max_size=periods))),
        draw(st.booleans()),
    )


def all_plans(problem: RoadmapProblem) -> Iterator[Mapping[str, int]]:
    """Every way to start measures so that their work ends within the horizon."""
    choices = [
        [None, *range(problem.periods - measure.duration + 1)] for measure in problem.measures
    ]
    for starts in product(*choices):
        yield {
            measure.id: start
            for measure, start in zip(problem.measures, starts, strict=True)
            if start is not None
        }


def is_kept(problem: RoadmapProblem, starts: Mapping[str, int]) -> bool:
    """Whether a plan keeps every rule, told period by period as somebody would on paper."""
    return (
        all(_is_in_time(problem, measure, starts) for measure in problem.measures)
        and all(
            int(group.is_must) <= sum(one in starts for one in group.members) <= 1
            for group in problem.alternatives
        )
        and all(_has_room(problem, limit, starts) for limit in problem.limits)
        and (problem.total_budget is None or _spent(problem, starts) <= problem.total_budget)
    )


def _is_in_time(
    problem: RoadmapProblem, measure: PlannedMeasure, starts: Mapping[str, int]
) -> bool:
    start = starts.get(measure.id)
    if start is None:
        return not measure.is_must and measure.id not in problem.pins
    last = problem.periods - 1 if measure.deadline is None else measure.deadline
    done = {name: starts[name] + problem.by_id[name].duration for name in starts}
    return (
        start >= measure.earliest
        and done[measure.id] <= last + 1
        and problem.pins.get(measure.id, start) == start
        and measure.id not in problem.excluded
        and all(
            any(done.get(one, 99) <= start for one in problem.members_of[before])
            for before in measure.after
        )
    )


def _has_room(problem: RoadmapProblem, limit: Limit, starts: Mapping[str, int]) -> bool:
    left = 0.0
    for period, amount in enumerate(limit.amounts):
        left = amount + (left if limit.carries_over else 0.0)
        left -= sum(
            _amount(use, period - starts[name])
            for name in starts
            for use in problem.by_id[name].uses
            if limit.counts(use)
        )
        if left < 0:
            return False
    return True


def _spent(problem: RoadmapProblem, starts: Mapping[str, int]) -> float:
    return sum(
        _amount(use, period - starts[name])
        for period in range(problem.periods)
        for name in starts
        for use in problem.by_id[name].uses
        if use.resource == Resource.MONEY
    )


def _amount(use: Use, worked: int) -> float:
    if worked < 0:
        return 0.0
    return use.during[worked] if worked < len(use.during) else use.running


def worth(problem: RoadmapProblem, starts: Mapping[str, int]) -> float:
    """What a plan is worth, counted period by period."""
    last = problem.periods + problem.weight_after
    return sum(
        (problem.by_id[name].value or 0.0) * (last - start - problem.by_id[name].duration)
        for name, start in starts.items()
    )
