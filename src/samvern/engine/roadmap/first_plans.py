"""Plans to begin a search from: made by filling up, and kept to every rule.

Source
------
C. Phillips, C. Stein, J. Wein, "Minimizing average completion time in the presence of release
dates", Mathematical Programming 82 (1998), for the order in which a relaxation has begun a share of
each; A. S. Schulz, M. Skutella, "Scheduling unrelated machines by randomized rounding", SIAM
Journal on Discrete Mathematics 15 (2002), for a share at random for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from samvern.engine.roadmap.ledger import Ledger, broken_constraints
from samvern.engine.roadmap.left_out import possible_starts, ready_at
from samvern.engine.roadmap.measures import PlannedMeasure
from samvern.engine.roadmap.problem import RoadmapProblem
from samvern.engine.roadmap.starts import StartColumns

#: How many orders are tried of those that a relaxation suggests: half a second for 200 measures.
ORDERS = 60

# A share that is reached but for the solver's rounding is reached.
_ROUNDING = 1e-9

Order = Callable[[PlannedMeasure], tuple[float, str]]


def filled_up(
    problem: RoadmapProblem, starts: Mapping[str, int], order: Order | None = None
) -> dict[str, int] | None:
    """Put into a plan what is worth most for what it takes, as early as there is room.

    What must be comes first, and before anything its predecessors. None if rules are broken.
    """
    ledger, plan = Ledger(problem), dict(starts)
    for name, start in plan.items():
        ledger.add(problem.by_id[name], start)
    given = order or by_worth(problem)
    wanted = _wanted(problem)
    for measure in sorted(problem.measures, key=lambda one: (one.id not in wanted, *given(one))):
        _put_in(problem, ledger, plan, measure)
    return None if broken_constraints(problem, plan) else plan


def filled_up_along(
    model: StartColumns, values: Sequence[float], seed: int
) -> Iterator[dict[str, int]]:
    """Plans by filling up in the order in which a relaxation has begun a share of each measure.

    ``values`` are the columns of the relaxation. The shares are at random with a seed.
    """
    rng = np.random.default_rng(seed)
    begun = [
        np.cumsum([values[column] for column in model.ever(measure)])
        for measure in model.problem.measures
    ]
    for _turn in range(ORDERS):
        shares = rng.random(len(begun)) + _ROUNDING
        periods = [np.searchsorted(each, share) for each, share in zip(begun, shares, strict=True)]
        # Within a period in any order.
        places = dict(
            zip(model.problem.by_id, np.asarray(periods) + rng.random(len(begun)), strict=True)
        )
        found = filled_up(model.problem, {}, _by_place(places))
        if found is not None:
            yield found


def _by_place(places: Mapping[str, float]) -> Order:
    return lambda measure: (float(places[measure.id]), measure.id)


def by_worth(problem: RoadmapProblem) -> Order:
    """The order of what is worth most for the share that it takes of what there is."""
    ledger = Ledger(problem)
    room = np.where(np.isfinite(ledger.available), ledger.available, 0.0).sum(axis=1)
    room = np.maximum(room, 1e-9)

    def order(measure: PlannedMeasure) -> tuple[float, str]:
        possible = possible_starts(problem, measure)
        if not possible:
            return (0.0, measure.id)
        share = float((ledger.takes(measure, possible[0]).sum(axis=1) / room).sum())
        return (-(measure.value or 0.0) / (share + 1e-6), measure.id)

    return order


def asked_for(problem: RoadmapProblem) -> RoadmapProblem:
    """The problem without what nobody has asked for and nothing that is asked for waits for.

    It has a plan if and only if the problem has one: what is not in a plan takes nothing.
    """
    kept: set[str] = set()
    waiting = sorted(_wanted(problem))
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept.add(name)
            after = problem.by_id[name].after
            waiting += [one for before in after for one in problem.members_of[before]]
    groups = (
        replace(group, members=tuple(one for one in group.members if one in kept))
        for group in problem.alternatives
    )
    return replace(
        problem,
        measures=tuple(measure for measure in problem.measures if measure.id in kept),
        alternatives=tuple(group for group in groups if len(group.members) > 1),
        excluded=problem.excluded & kept,
    )


def _wanted(problem: RoadmapProblem) -> set[str]:
    """What must be, is pinned, or is one of some of which one must be."""
    musts = {measure.id for measure in problem.measures if measure.is_must}
    return musts.union(
        problem.pins,
        *(group.members for group in problem.alternatives if group.is_must),
    )


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
