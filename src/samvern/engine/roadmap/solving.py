"""Find a roadmap: the plan of most value within what there is to spend, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samvern.engine.roadmap.ledger import Ledger
from samvern.engine.roadmap.left_out import possible_starts, ready_at, why_left_out
from samvern.engine.roadmap.measures import PlannedMeasure
from samvern.engine.roadmap.plan import Roadmap
from samvern.engine.roadmap.problem import RoadmapProblem
from samvern.engine.roadmap.programs import Effort
from samvern.engine.roadmap.searching import search
from samvern.engine.roadmap.starts import StartColumns

#: Of two plans of the same value the cheaper one is chosen: all money together weighs this share
#: of all value together.
SHARE_OF_COST = 1e-6

_DEFAULT = Effort()


def solve_roadmap(
    problem: RoadmapProblem,
    effort: Effort = _DEFAULT,
    *,
    begin: Mapping[str, int] | None = None,
) -> Roadmap:
    """Plan the measures so that they are worth most, from when each is done.

    Parameters
    ----------
    problem
        What there is to plan and to spend.
    effort
        How hard to search. Without the clock as the end of it, the same problem has the same plan
        on every machine.
    begin
        The starts of a plan to begin from, when one is known; it need not keep the constraints.

    Raises
    ------
    NotReady
        ``roadmap.infeasible``: no plan keeps all constraints; ``roadmap.not_found``: none was
        found with this effort, and it is not known whether there is one.

    Source
    ------
    R. Kolisch, A. Sprecher, "PSPLIB: a project scheduling problem library", European Journal of
    Operational Research 96 (1997), for the problem. Solved by HiGHS.

    Examples
    --------
    >>> from samvern.engine.roadmap import Limit, Period, PlannedMeasure, Resource, Use
    >>> def one(name, value, after=()):
    ...     cost = Use(Resource.MONEY, "directorate", (10.0,))
    ...     return PlannedMeasure(name, duration=1, value=value, uses=(cost,), after=after)
    >>> budget = Limit("budget", Resource.MONEY, None, (10.0, 10.0, 0.0))
    >>> problem = RoadmapProblem(
    ...     Period.read("2027-H1"), 3, (one("map", 1), one("study", 0), one("train", 5, ("study",))),
    ...     (budget,),
    ... )
    >>> solve_roadmap(problem).starts
    {'study': 0, 'train': 1}
    """
    model = StartColumns(problem)
    price = _price(model)
    gains = model.gains(
        lambda measure, start: model.value(measure, start) - price * model.cost(measure, start)
    )
    found = search(model, gains, effort, begin)
    # The bound is on value less the little that cost weighs; no plan costs more than this.
    bound = found.bound + price * _most_cost(model)
    starts = _improved(problem, found.starts)
    value = sum(model.value(problem.by_id[name], start) for name, start in starts.items())
    return Roadmap(
        problem,
        dict(sorted(starts.items())),
        value,
        max(bound, value),
        found.ending,
        why_left_out(problem, starts),
    )


def _price(model: StartColumns) -> float:
    most = sum(
        (model.value(measure, 0) for measure in model.problem.measures if model.starts(measure)),
        start=0.0,
    )
    cost = sum(
        model.cost(measure, 0) for measure in model.problem.measures if model.starts(measure)
    )
    return SHARE_OF_COST * most / cost if cost else 0.0


def _most_cost(model: StartColumns) -> float:
    return sum(
        max(model.cost(measure, start) for start in range(model.starts(measure)))
        for measure in model.problem.measures
        if model.starts(measure)
    )


def _improved(problem: RoadmapProblem, starts: Mapping[str, int]) -> dict[str, int]:
    """Start earlier, or put in, whatever there is room for as the rest stands.

    A plan within the gap may leave room unused, which nobody who reads it would understand.
    """
    needed = _needed(problem, starts)
    plan = {name: start for name, start in starts.items() if name in needed}
    ledger = Ledger(problem)
    for name, start in plan.items():
        ledger.add(problem.by_id[name], start)
    order = sorted(problem.measures, key=lambda one: (-(one.value or 0.0), one.id))
    moved = True
    while moved:
        moved = False
        for measure in order:
            better = _earlier(problem, plan, ledger, measure)
            if better is not None:
                if measure.id in plan:
                    ledger.remove(measure, plan[measure.id])
                ledger.add(measure, better)
                plan[measure.id] = better
                moved = True
    return plan


def _needed(problem: RoadmapProblem, starts: Mapping[str, int]) -> set[str]:
    """What is in a plan for its own sake, and what comes before that."""
    of_choice = {one for group in problem.alternatives if group.is_must for one in group.members}
    waiting = [
        name
        for name in starts
        if problem.by_id[name].value
        or problem.by_id[name].is_must
        or name in problem.pins
        or name in of_choice
    ]
    needed: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            before = (problem.members_of[one] for one in problem.by_id[name].after)
            waiting += [one for members in before for one in members if one in starts]
    return needed


def _earlier(
    problem: RoadmapProblem, plan: Mapping[str, int], ledger: Ledger, measure: PlannedMeasure
) -> int | None:
    now = plan.get(measure.id)
    if measure.id in problem.pins or measure.id in problem.excluded:
        return None
    if now is None and (not measure.value or _is_taken(problem, plan, measure.id)):
        return None
    ready = ready_at(problem, plan, measure)
    if isinstance(ready, str):
        return None
    if now is not None:
        ledger.remove(measure, now)
    possible: Sequence[int] = [
        start
        for start in possible_starts(problem, measure)
        if start >= ready and (now is None or start < now)
    ]
    found = next((start for start in possible if ledger.has_room(measure, start)), None)
    if now is not None:
        ledger.add(measure, now)
    return found


def _is_taken(problem: RoadmapProblem, plan: Mapping[str, int], name: str) -> bool:
    return any(
        name in group.members and any(member in plan for member in group.members)
        for group in problem.alternatives
    )
