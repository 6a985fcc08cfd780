"""Better plans from a plan: most of it stands, and the rest is planned anew, again and again.

A search over all plans at once finds good ones late, and needs one early to pass over the rest.
Sub-problems are chosen at random with a seed and limited by steps, so the same problem has the
same plan.

Source
------
P. Shaw, "Using constraint programming and local search methods to solve vehicle routing
problems", Principles and Practice of Constraint Programming (1998): large neighbourhood search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from samvern.engine.roadmap.ledger import Ledger, broken_constraints
from samvern.engine.roadmap.left_out import possible_starts, ready_at
from samvern.engine.roadmap.measures import PlannedMeasure
from samvern.engine.roadmap.problem import RoadmapProblem
from samvern.engine.roadmap.programs import Effort, WholeProgram, maximise
from samvern.engine.roadmap.starts import StartColumns

#: Problems with fewer columns are searched at once: there is nothing to be gained before.
LEAST_COLUMNS = 300

#: How many sub-problems are looked at, and how many measures are planned anew in each.
ROUNDS = 40
FREED = 50

_SUB_PROBLEM = Effort(gap=0.001, nodes=100, seconds=5.0)


def greedy_plan(problem: RoadmapProblem) -> dict[str, int] | None:
    """Put in what is worth most for what it takes, as early as there is room; None if rules break.

    What must be comes first, and before anything its predecessors.
    """
    ledger, plan = Ledger(problem), dict[str, int]()
    for measure in _by_worth(problem, ledger):
        _put_in(problem, ledger, plan, measure)
    return None if broken_constraints(problem, plan) else plan


def improved_plan(
    model: StartColumns, gains: Mapping[int, float], starts: Mapping[str, int], *, seed: int = 1
) -> dict[str, int]:
    """Plan parts of a plan anew while the rest of it stands, and keep what is worth more."""
    problem = model.problem
    rng = np.random.default_rng(seed)
    rows = [*model.structure, *(row for found in model.rows.values() for row in found)]
    best = dict(starts)
    worth = _worth(model, gains, best)
    for freed in _neighbourhoods(problem, rng):
        begin = model.solution(best)
        program = WholeProgram(model.columns, dict(gains), rows)
        program.fixed = {
            column: begin[column]
            for measure in problem.measures
            if measure.id not in freed
            for column in model.ever(measure)
        }
        try:
            found = maximise(program, _SUB_PROBLEM, begin=begin)
        except TimeoutError:
            continue
        if found is None or found.best <= worth + 1e-9 * abs(worth):
            continue
        tried = model.starts_in(found.values)
        if not broken_constraints(problem, tried):
            best, worth = tried, found.best
    return best


def _worth(model: StartColumns, gains: Mapping[int, float], starts: Mapping[str, int]) -> float:
    values = model.solution(starts)
    return sum(gain * values[column] for column, gain in gains.items())


def _neighbourhoods(problem: RoadmapProblem, rng: np.random.Generator) -> Iterator[frozenset[str]]:
    """Measures that have to do with each other: of the same owners, and in the same chains."""
    names = [measure.id for measure in problem.measures]
    related = _related(problem)
    for _ in range(ROUNDS):
        freed: set[str] = set()
        order = [names[at] for at in rng.permutation(len(names))]
        for name in order:
            freed |= {name, *rng.permutation(sorted(related[name]))[: FREED // 4]}
            if len(freed) >= min(FREED, len(names) // 2):
                break
        yield frozenset(freed)


def _related(problem: RoadmapProblem) -> Mapping[str, set[str]]:
    of_owner: dict[str, set[str]] = {}
    for measure in problem.measures:
        for use in measure.uses:
            of_owner.setdefault(use.of, set()).add(measure.id)
    related = {measure.id: set[str]() for measure in problem.measures}
    for measure in problem.measures:
        for use in measure.uses:
            related[measure.id] |= of_owner[use.of]
        for name in measure.after:
            for before in problem.members_of[name]:
                related[measure.id].add(before)
                related[before].add(measure.id)
    return related


def _by_worth(problem: RoadmapProblem, ledger: Ledger) -> list[PlannedMeasure]:
    room = np.where(np.isfinite(ledger.available), ledger.available, 0.0).sum(axis=1)
    room = np.maximum(room, 1e-9)

    def order(measure: PlannedMeasure) -> tuple[bool, float, str]:
        possible = possible_starts(problem, measure)
        if not possible:
            return (True, 0.0, measure.id)
        share = float((ledger.takes(measure, possible[0]).sum(axis=1) / room).sum())
        is_wanted = measure.is_must or measure.id in problem.pins
        return (not is_wanted, -(measure.value or 0.0) / (share + 1e-6), measure.id)

    return sorted(problem.measures, key=order)


def _put_in(
    problem: RoadmapProblem, ledger: Ledger, plan: dict[str, int], measure: PlannedMeasure
) -> bool:
    """Put a measure in with what comes before it, or leave everything as it was."""
    if measure.id in plan:
        return True
    is_taken = any(
        measure.id in group.members and any(one in plan for one in group.members)
        for group in problem.alternatives
    )
    if measure.id in problem.excluded or is_taken:
        return False
    before = dict(plan)
    used = ledger.used
    start = None
    if all(_put_in_one_of(problem, ledger, plan, name) for name in measure.after):
        start = _first_start(problem, ledger, plan, measure)
    if start is None:
        plan.clear()
        plan.update(before)
        ledger.used = used
        return False
    ledger.add(measure, start)
    plan[measure.id] = start
    return True


def _put_in_one_of(
    problem: RoadmapProblem, ledger: Ledger, plan: dict[str, int], name: str
) -> bool:
    members = problem.members_of[name]
    return any(one in plan for one in members) or any(
        _put_in(problem, ledger, plan, problem.by_id[one]) for one in members
    )


def _first_start(
    problem: RoadmapProblem, ledger: Ledger, plan: Mapping[str, int], measure: PlannedMeasure
) -> int | None:
    ready = ready_at(problem, plan, measure)
    if isinstance(ready, str):
        return None
    pinned = problem.pins.get(measure.id)
    possible = [
        start
        for start in possible_starts(problem, measure)
        if start >= ready and pinned in {None, start}
    ]
    return next((start for start in possible if ledger.has_room(measure, start)), None)
