"""What clashes, and what would help, against the slow obvious way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from hypothesis import assume, given, settings

from samvern.engine.roadmap import (
    Constraint,
    Limit,
    PlannedMeasure,
    Resource,
    RoadmapProblem,
    Rule,
    Use,
)
from samvern.engine.roadmap.adjusting import adjust, adjustments_of
from samvern.engine.roadmap.clashes import find_clash
from samvern.engine.roadmap.constraints import constraints_of
from samvern.engine.roadmap.ledger import broken_constraints
from samvern.engine.roadmap.relaxing import GivesWay, find_relaxations
from tests.engine.roadmap.problems import FIRST, all_plans, is_kept, problems


def _clashes(problem: RoadmapProblem, kept: Sequence[Constraint]) -> bool:
    return all(broken_constraints(problem, starts) & set(kept) for starts in all_plans(problem))


@given(problems(most_measures=3, most_periods=2))
@settings(max_examples=40, deadline=None)
def test_the_clash_is_one_and_none_is_smaller(problem: RoadmapProblem) -> None:
    found = find_clash(problem)
    has_plan = any(is_kept(problem, starts) for starts in all_plans(problem))
    assert (found is None) == has_plan
    assume(found is not None)
    assert found is not None
    assert found.is_smallest
    assert _clashes(problem, found.constraints)
    every = list(constraints_of(problem))
    size = len(found.constraints) - 1
    assert not any(_clashes(problem, fewer) for fewer in combinations(every, size))


@given(problems(most_measures=3, most_periods=3))
@settings(max_examples=30, deadline=None)
def test_giving_up_the_fewest_rules_makes_a_plan_possible(problem: RoadmapProblem) -> None:
    ways = {way.gives_way: way for way in find_relaxations(problem)}
    fewest = min(len(broken_constraints(problem, starts)) for starts in all_plans(problem))
    if not fewest:
        assert not ways
        return
    given_up = {change.constraint for change in ways[GivesWay.ANYTHING].changes}
    assert len(given_up) == fewest
    assert any(broken_constraints(problem, starts) <= given_up for starts in all_plans(problem))


@given(problems(most_measures=3, most_periods=3))
@settings(max_examples=60, deadline=None)
def test_the_money_that_is_lacking_is_the_least_that_helps(problem: RoadmapProblem) -> None:
    ways = {way.gives_way: way for way in find_relaxations(problem)}
    if GivesWay.MONEY not in ways:
        return
    money = {limit.id for limit in problem.limits if limit.resource == Resource.MONEY}

    def lacking(starts: dict[str, int]) -> float | None:
        broken = broken_constraints(problem, starts)
        if any(
            one.rule != Rule.TOTAL and not (one.rule == Rule.LIMIT and one.subject in money)
            for one in broken
        ):
            return None
        return _overrun(problem, starts)

    least = min(
        amount for starts in all_plans(problem) if (amount := lacking(dict(starts))) is not None
    )
    assert abs(ways[GivesWay.MONEY].total - least) < 1e-4


def _overrun(problem: RoadmapProblem, starts: dict[str, int]) -> float:
    from samvern.engine.roadmap.ledger import Ledger

    ledger = Ledger(problem)
    for name, start in starts.items():
        ledger.add(problem.by_id[name], start)
    most: dict[str, float] = {}
    lacking = 0.0
    carry_over = {limit.id for limit in problem.limits if limit.carries_over}
    for over in ledger.overruns():
        if over.limit in carry_over:
            # What comes in once is there in every later period.
            most[over.limit] = max(most.get(over.limit, 0.0), over.amount)
        else:
            lacking += over.amount
    return lacking + sum(most.values())


@given(problems(most_measures=3, most_periods=3))
@settings(max_examples=40, deadline=None)
def test_whatever_gives_way_makes_a_plan_possible(problem: RoadmapProblem) -> None:
    for way in find_relaxations(problem):
        adjusted = adjust(problem, adjustments_of(problem, way))
        assert any(is_kept(adjusted, starts) for starts in all_plans(adjusted)), way


def test_a_measure_longer_than_the_horizon_clashes_by_itself() -> None:
    problem = RoadmapProblem(FIRST, 2, (PlannedMeasure("long", 3, 1.0, is_must=True),))
    found = find_clash(problem)
    assert found is not None
    assert found.constraints == (Constraint(Rule.MUST, "long"),)


def test_deadlines_move_as_little_as_they_must() -> None:
    def one(name: str, **more: object) -> PlannedMeasure:
        uses = (Use(Resource.EFFORT, "region", (5.0,)),)
        return PlannedMeasure(name, 1, 1.0, uses, is_must=True, **more)  # type: ignore[arg-type]

    staff = Limit("staff", Resource.EFFORT, ("region",), (5.0, 5.0, 5.0))
    problem = RoadmapProblem(
        FIRST, 3, (one("a", deadline=0), one("b", deadline=0), one("c", deadline=1)), (staff,)
    )
    ways = {way.gives_way: way for way in find_relaxations(problem)}
    assert ways[GivesWay.DEADLINE].total == 2
    assert ways[GivesWay.EFFORT].total == 5
    assert ways[GivesWay.WISHES].total == 1
    assert GivesWay.MONEY not in ways
