"""What fits together bounds a relaxation more tightly, and never forbids a plan."""

from __future__ import annotations

from hypothesis import given, settings

from samvern.engine.roadmap import RoadmapProblem, searching
from samvern.engine.roadmap.packing import packed_rows
from samvern.engine.roadmap.programs import WholeProgram, relax
from samvern.engine.roadmap.starts import StartColumns
from tests.engine.roadmap.made_up import with_few_limits
from tests.engine.roadmap.problems import all_plans, is_kept, problems


def _program(model: StartColumns) -> WholeProgram:
    return WholeProgram(model.columns, model.gains(model.value), searching._rows(model))


@given(problems())
@settings(max_examples=60, deadline=None)
def test_every_plan_keeps_the_rows_of_what_fits(problem: RoadmapProblem) -> None:
    model = StartColumns(problem)
    try:
        rows = packed_rows(model, _program(model))
    except TimeoutError:
        return  # nothing is possible, even with broken columns
    for starts in all_plans(problem):
        if is_kept(problem, starts):
            values = model.solution(starts)
            for row in rows:
                assert sum(factor * values[at] for at, factor in row.terms.items()) <= row.upper


def test_many_owners_are_bounded_more_tightly() -> None:
    model = StartColumns(with_few_limits(60, 8, seed=1, owners=6))
    program = _program(model)
    loose = relax(program).bound
    program.rows += packed_rows(model, program)
    assert relax(program).bound < 0.97 * loose
