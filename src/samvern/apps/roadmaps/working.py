"""Planning behind the pages: a plan, cost against value a point at a time, worlds some at a time.

What takes long is computed before the transaction of a step; the step then keeps it under the digest
of what it was computed from. A worker that is killed leaves what was kept, and the next goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from samvern.apps.roadmaps.models import Plan, PlanResult, PlanScenario, ResultKind
from samvern.apps.roadmaps.queries.inputs import PlanInput, input_of, worlds_digest, worlds_of
from samvern.apps.roadmaps.queries.results import (
    POINTS,
    WORLD_COUNT,
    points_to_json,
    read_points,
    read_worlds,
    result_of,
    worlds_to_json,
)
from samvern.base.jobs import Progress, Work
from samvern.engine.errors import InvalidInput, NotReady
from samvern.engine.roadmap import Effort, Ending, RoadmapProblem, solve_roadmap
from samvern.engine.roadmap.clashes import find_clash
from samvern.engine.roadmap.pareto import next_point
from samvern.engine.roadmap.record import no_plan_to_json, result_to_json
from samvern.engine.roadmap.relaxing import find_relaxations
from samvern.engine.roadmap.worlds import plan_in_worlds

#: So many worlds at a time take some seconds.
BATCH: Final = 5

#: What is planned at once while somebody waits: so few starts to choose between, for so long.
_FEW_STARTS: Final = 400
_AT_ONCE: Final = Effort(seconds=2.0)


@dataclass(frozen=True)
class Kept:
    """A result, or a part of one, to be kept."""

    kind: ResultKind
    digest: str
    content: dict[str, Any]
    done: int
    is_complete: bool = True


def plan_at_once(problem: RoadmapProblem) -> tuple[ResultKind, dict[str, Any]] | None:
    """The plan of a small problem, if it is proven in no time: the same that a worker would find."""
    if len(problem.measures) * problem.periods > _FEW_STARTS:
        return None
    try:
        roadmap = solve_roadmap(problem, _AT_ONCE)
    except NotReady:
        return None
    is_proven = roadmap.ending == Ending.PROVEN
    return (ResultKind.ROADMAP, result_to_json(roadmap)) if is_proven else None


def plan_fully(problem: RoadmapProblem) -> tuple[ResultKind, dict[str, Any]]:
    """The plan of a problem, or why there is none, however long that takes.

    Raises
    ------
    NotReady
        ``roadmap.not_found``.
    """
    try:
        return ResultKind.ROADMAP, result_to_json(solve_roadmap(problem))
    except NotReady as error:
        if error.code != "roadmap.infeasible":
            raise
    content = no_plan_to_json(problem, find_clash(problem), find_relaxations(problem))
    return ResultKind.CLASH, content


def keep(plan: Plan, found: Kept, at: Any) -> None:
    """Keep a result under its digest; what is there already for the same input gives way to it."""
    PlanResult.objects.update_or_create(
        plan=plan,
        kind=found.kind,
        digest=found.digest,
        defaults={
            "content": found.content,
            "is_complete": found.is_complete,
            "made_at": at,
        },
    )


def compute_plan(work: Work) -> Kept | None:
    """Plan, or find out why there is no plan; None when that is known, or no longer asked."""
    plan, found = _asked(work)
    if found is None:
        return None
    digest = found.digest
    if result_of(plan, digest, ResultKind.ROADMAP, ResultKind.CLASH) is not None:
        return None
    try:
        kind, content = plan_fully(found.problem)
    except NotReady as error:
        # The same search would end the same: no second try would mend it.
        raise InvalidInput(error.code) from None
    return Kept(kind, digest, content, 1)


def compute_point(work: Work) -> Kept | None:
    """The next point of cost against value."""
    plan, found = _asked(work)
    if found is None:
        return None
    result = result_of(plan, found.digest, ResultKind.PARETO)
    points = read_points(result.content) if result else ()
    if result is not None and result.is_complete:
        return None
    point = next_point(found.problem, points, POINTS)
    content = points_to_json(points if point is None else (*points, point))
    is_complete = point is None or len(points) + 1 == POINTS
    done = POINTS if is_complete else len(points) + 1
    return Kept(ResultKind.PARETO, found.digest, content, done, is_complete)


def compute_worlds(work: Work) -> Kept | None:
    """The plans of the next worlds."""
    plan, found = _asked(work)
    if found is None:
        return None
    digest = worlds_digest(plan, found, WORLD_COUNT)
    drawn = worlds_of(plan.programme, found.planning, WORLD_COUNT)
    if drawn is None:
        raise InvalidInput("roadmap.no_worlds")
    result = result_of(plan, digest, ResultKind.WORLDS)
    before = read_worlds(result.content) if result else None
    done = before.worlds if before else 0
    if done >= WORLD_COUNT:
        return None
    said = {one.id for one in found.planning.measures if one.value is not None}
    values = [
        {name: value for name, value in drawn.one(world).items() if name not in said}
        for world in range(done, min(done + BATCH, WORLD_COUNT))
    ]
    base = result_of(plan, found.digest, ResultKind.ROADMAP)
    begin = base.content["starts"] if base else None
    planned = plan_in_worlds(found.problem, values, begin=begin)
    together = planned if before is None else before + planned
    is_complete = together.worlds >= WORLD_COUNT
    content = worlds_to_json(together)
    return Kept(ResultKind.WORLDS, digest, content, together.worlds, is_complete)


def advance(work: Work) -> Progress:
    """Keep what was computed; without anything to keep the job is done."""
    found = work.computed
    if not isinstance(found, Kept):
        return Progress(work.cursor, work.total or work.done, work.total, is_finished=True)
    keep(Plan.objects.get(pk=work.content["plan"]), found, work.at)
    return Progress(None, found.done, work.total, is_finished=found.is_complete)


def _asked(work: Work) -> tuple[Plan, PlanInput | None]:
    """The plan, and what it is made from if that is still what was asked for."""
    plans = Plan.objects.select_related("programme")
    plan = plans.get(pk=work.content["plan"])
    scenario = None
    if work.content["scenario"] is not None:
        scenario = PlanScenario.objects.get(pk=work.content["scenario"])
    try:
        found = input_of(plan, scenario)
    except InvalidInput:
        return plan, None  # it was changed since, so that nothing can be made of it
    return plan, found if found.digest == work.content["digest"] else None
