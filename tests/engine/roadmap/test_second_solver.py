"""Two solvers, two programs, two processes: the same best plans."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from samvern.engine.errors import NotReady
from samvern.engine.roadmap import Effort, RoadmapProblem, solve_roadmap
from samvern.engine.roadmap.record import problem_to_json
from tests.engine.roadmap.made_up import as_in_a_programme, with_few_limits

ROOT = Path(__file__).parents[3]
EXACT = Effort(gap=0.0)


def _worth(problem: RoadmapProblem) -> int | None:
    try:
        return round(solve_roadmap(problem, EXACT).value)
    except NotReady as error:
        return None if error.code == "roadmap.infeasible" else -1


def test_another_solver_finds_plans_of_the_same_worth_and_none_where_there_is_none() -> None:
    problems = [
        with_few_limits(21, 8, seed=1),
        with_few_limits(14, 6, seed=2, owners=3),
        *(as_in_a_programme(18, 6, seed, owners=3, share=0.9) for seed in range(3, 7)),
        # With so little to spend there is no plan for what must be.
        as_in_a_programme(18, 6, seed=7, owners=3, share=0.03),
    ]
    found = [_worth(problem) for problem in problems]
    told = json.dumps(
        [{**problem_to_json(one), "periods_after": one.weight_after} for one in problems]
    )
    command = [sys.executable, "-m", "tests.engine.roadmap.second_solver"]
    other = subprocess.run(
        command, cwd=ROOT, input=told, check=True, capture_output=True, text=True
    )
    assert json.loads(other.stdout) == found
    assert None in found
    assert len(set(found)) > 4
