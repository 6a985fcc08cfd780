"""The plan against the slow obvious way, and what must hold whatever the problem."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from samvern.engine.errors import NotReady
from samvern.engine.roadmap import (
    Effort,
    Ending,
    Limit,
    PlannedMeasure,
    Reason,
    Resource,
    RoadmapProblem,
    Use,
    searching,
    solve_roadmap,
)
from samvern.engine.roadmap.ledger import broken_constraints
from samvern.engine.roadmap.pareto import Point, next_point, pareto_points, undominated
from samvern.engine.roadmap.record import (
    problem_digest,
    problem_to_json,
    read_problem,
    read_result,
    result_to_json,
)
from tests.engine.roadmap.made_up import as_in_a_programme, with_few_limits
from tests.engine.roadmap.problems import FIRST, all_plans, is_kept, problems, worth

EXACT = Effort(gap=0.0)


@given(problems())
@settings(max_examples=80, deadline=None)
def test_no_plan_that_keeps_the_rules_is_worth_more(problem: RoadmapProblem) -> None:
    best = max(
        (worth(problem, starts) for starts in all_plans(problem) if is_kept(problem, starts)),
        default=None,
    )
    if best is None:
        with pytest.raises(NotReady, match=r"roadmap\.infeasible"):
            solve_roadmap(problem, EXACT)
        return
    found = solve_roadmap(problem, EXACT)
    assert is_kept(problem, found.starts)
    assert found.value == pytest.approx(worth(problem, found.starts))
    assert found.value == pytest.approx(best)
    assert found.bound >= best - 1e-6
    assert found.ending == Ending.PROVEN
    assert {one.id for one in found.left_out} == {
        measure.id for measure in problem.measures
    } - found.starts.keys()


@pytest.fixture
def in_turns(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Small problems are searched as large ones are."""
    monkeypatch.setattr(searching, "LEAST_COLUMNS", 1)
    monkeypatch.setattr(searching, "PARTS", (4, 4))
    return monkeypatch


@pytest.mark.parametrize("few_limits", [0, 9])
@given(problem=problems())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nor_is_any_worth_more_when_the_search_goes_in_turns(
    in_turns: pytest.MonkeyPatch, few_limits: int, problem: RoadmapProblem
) -> None:
    in_turns.setattr(searching, "FEW_LIMITS", few_limits)
    test_no_plan_that_keeps_the_rules_is_worth_more.hypothesis.inner_test(problem)  # type: ignore[attr-defined]


@pytest.mark.usefixtures("in_turns")
def test_a_search_in_turns_finds_the_same_plan_again() -> None:
    problem = as_in_a_programme(18, 6, seed=3, owners=3, share=0.9)
    effort = Effort(gap=0.0, nodes=3)
    found = solve_roadmap(problem, effort)
    assert solve_roadmap(problem, effort).starts == found.starts
    assert not broken_constraints(problem, found.starts)
    assert found.value <= found.bound


@pytest.mark.parametrize("owners", [1, 6])
def test_when_the_time_is_up_there_is_a_plan_and_its_gap(owners: int) -> None:
    problem = with_few_limits(60, 8, seed=1, owners=owners)
    found = solve_roadmap(problem, Effort(gap=0.0, seconds=0.0))
    assert found.ending == Ending.CLOCK
    assert found.starts
    assert not broken_constraints(problem, found.starts)
    assert 0 < found.gap < 0.5


@given(problems())
@settings(max_examples=25, deadline=None)
def test_the_order_of_what_is_given_carries_no_meaning(problem: RoadmapProblem) -> None:
    turned = replace(problem, measures=problem.measures[::-1], limits=problem.limits[::-1])
    try:
        found = solve_roadmap(problem, EXACT)
    except NotReady:
        with pytest.raises(NotReady):
            solve_roadmap(turned, EXACT)
        return
    assert solve_roadmap(turned, EXACT).value == pytest.approx(found.value)
    assert solve_roadmap(problem, EXACT).starts == found.starts  # and again, the same plan


@given(problems())
@settings(max_examples=25, deadline=None)
def test_more_money_never_makes_the_plan_worth_less(problem: RoadmapProblem) -> None:
    richer = replace(
        problem,
        total_budget=None,
        limits=tuple(
            replace(one, amounts=tuple(amount + 1 for amount in one.amounts))
            for one in problem.limits
        ),
    )
    try:
        found = solve_roadmap(problem, EXACT)
    except NotReady:
        return
    assert solve_roadmap(richer, EXACT).value >= found.value - 1e-9


def _measure(name: str, value: float | None, cost: float, **more: object) -> PlannedMeasure:
    uses = (Use(Resource.MONEY, "directorate", (cost,)),)
    return PlannedMeasure(name, 1, value, uses, **more)  # type: ignore[arg-type]


def _problem(*measures: PlannedMeasure, **more: object) -> RoadmapProblem:
    budget = Limit("budget", Resource.MONEY, None, (10.0, 10.0))
    return RoadmapProblem(FIRST, 2, measures, (budget,), **more)  # type: ignore[arg-type]


def test_amounts_of_millions_keep_the_budget_to_the_penny() -> None:
    measures = [_measure(f"m{at}", 1.0, 33_333_333.34) for at in range(3)]
    budget = Limit("budget", Resource.MONEY, None, (100_000_000.0,))
    found = solve_roadmap(RoadmapProblem(FIRST, 1, tuple(measures), (budget,)))
    assert len(found.starts) == 2  # three would cost two hundredths too much


def test_everything_left_out_says_why() -> None:
    problem = _problem(
        _measure("big", 9, 10),
        _measure("bigger", 5, 14),
        _measure("unjudged", None, 1),
        _measure("by hand", 9, 1),
        _measure("follows", 9, 0, after=("bigger",)),
        _measure("late", 9, 1, deadline=0, earliest=1),
        excluded=frozenset({"by hand"}),
    )
    found = {one.id: one for one in solve_roadmap(problem, EXACT).left_out}
    assert {name: one.reason for name, one in found.items()} == {
        "bigger": Reason.NO_ROOM,
        "unjudged": Reason.NO_VALUE,
        "by hand": Reason.EXCLUDED,
        "follows": Reason.BEFORE,
        "late": Reason.TIME,
    }
    assert found["follows"].subject == "bigger"
    (missing,) = found["bigger"].missing
    assert (missing.limit, missing.period, missing.amount) == ("budget", 1, 4.0)


def test_what_is_worth_nothing_is_planned_only_for_what_needs_it() -> None:
    problem = _problem(
        _measure("study", 0, 1), _measure("train", 5, 1, after=("study",)), _measure("idle", 0, 1)
    )
    assert dict(solve_roadmap(problem).starts) == {"study": 0, "train": 1}


def test_what_follows_a_study_is_conditional_on_it_at_any_distance() -> None:
    problem = RoadmapProblem(
        FIRST,
        3,
        (
            _measure("study", 0, 0, is_decision_point=True),
            _measure("build", 2, 0, after=("study",)),
            _measure("train", 2, 0, after=("build",)),
        ),
    )
    found = solve_roadmap(problem)
    conditional = {one["id"]: one["conditional_on"] for one in found.to_json()["measures"]}  # type: ignore[attr-defined]
    assert conditional == {"study": [], "build": ["study"], "train": ["study"]}


def test_a_plan_within_the_gap_leaves_no_room_that_could_be_used() -> None:
    problem = _problem(*(_measure(f"m{at}", 1.0, 1.0) for at in range(20)))
    found = solve_roadmap(problem, Effort(gap=0.5))
    assert len(found.starts) == 20
    assert found.value == found.bound


def test_a_start_from_another_plan_gives_the_same_value() -> None:
    problem = _problem(*(_measure(f"m{at}", 1.0 + at, 3.0) for at in range(9)))
    found = solve_roadmap(problem, EXACT)
    again = solve_roadmap(problem, EXACT, begin={"m0": 1, "m1": 0, "unknown": 3})
    assert again.value == pytest.approx(found.value)


@given(problems())
@settings(max_examples=25, deadline=None)
def test_a_problem_and_its_plan_are_the_same_when_kept_and_read(problem: RoadmapProblem) -> None:
    kept = json.loads(json.dumps(problem_to_json(problem)))
    again = read_problem(kept)
    assert again == problem
    assert problem_digest(again) == problem_digest(problem)
    try:
        found = solve_roadmap(problem, EXACT)
    except NotReady:
        return
    assert read_result(again, json.loads(json.dumps(result_to_json(found)))) == found


def test_pareto_in_steps_is_as_at_once() -> None:
    problem = _problem(*(_measure(f"m{at}", 1.0 + at, 3.0) for at in range(5)))
    found: list[Point] = []
    while (point := next_point(problem, found, 4, EXACT)) is not None:
        found.append(point)
    assert undominated(found) == pareto_points(problem, 4, EXACT)
    assert [point.cost for point in found] == sorted((point.cost for point in found), reverse=True)
