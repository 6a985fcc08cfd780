"""What came of planning, found by the digest of what it was made from, or how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from samvern.apps.roadmaps.models import Plan, PlanResult, PlanScenario, ResultKind
from samvern.apps.roadmaps.models.result import PlanResultQuerySet
from samvern.apps.roadmaps.queries.inputs import PlanInput, input_of, worlds_digest
from samvern.base.jobs.queries import job_of
from samvern.base.models import Job
from samvern.engine.errors import InvalidInput, SamvernError
from samvern.engine.roadmap import Roadmap
from samvern.engine.roadmap.clashes import Clash
from samvern.engine.roadmap.pareto import DEFAULT_POINTS, Point, undominated
from samvern.engine.roadmap.record import read_no_plan, read_result
from samvern.engine.roadmap.relaxing import Relaxation
from samvern.engine.roadmap.worlds import DEFAULT_WORLDS, InWorlds

#: The kinds of jobs, by what they compute.
SOLVE, PARETO, WORLDS = "roadmaps.solve", "roadmaps.pareto", "roadmaps.worlds"

#: Into how many steps money is cut, and in how many worlds a plan is made.
POINTS: Final = DEFAULT_POINTS
WORLD_COUNT: Final = DEFAULT_WORLDS


@dataclass(frozen=True)
class Answer:
    """Where a plan, or a scenario beside it, stands.

    Attributes
    ----------
    found
        What it is made from; None when it no longer fits its programme, which ``error`` tells.
    roadmap
        The plan for exactly these figures, if there is one.
    clash, relaxations
        Why there is no plan that keeps all rules, and what would help.
    job
        What is under way, or what stopped it.
    """

    found: PlanInput | None
    error: SamvernError | None = None
    roadmap: Roadmap | None = None
    clash: Clash | None = None
    relaxations: tuple[Relaxation, ...] = ()
    job: Job | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is an answer, be it that there is no plan."""
        return self.roadmap is not None or self.clash is not None


@dataclass(frozen=True)
class Points:
    """Cost against value, the cheapest first; how many points of how many have been tried."""

    points: tuple[Point, ...]
    is_complete: bool
    done: int
    total: int
    job: Job | None


@dataclass(frozen=True)
class InManyWorlds:
    """In how many worlds each measure is planned, as far as it has come."""

    found: InWorlds | None
    is_complete: bool
    done: int
    total: int
    job: Job | None


def answer_of(plan: Plan, scenario: PlanScenario | None = None) -> Answer:
    """The answer to exactly what is asked now; nothing of what was asked before."""
    try:
        found = input_of(plan, scenario)
    except InvalidInput as error:
        return Answer(None, error)
    for result in _results(plan, found.digest, ResultKind.ROADMAP, ResultKind.CLASH):
        if result.kind == ResultKind.ROADMAP:
            return Answer(found, roadmap=read_result(found.problem, result.content))
        clash, ways = read_no_plan(found.problem, result.content)
        return Answer(found, clash=clash, relaxations=ways)
    return Answer(found, job=job_of(SOLVE, job_key(plan, found.digest, scenario)))


def points_of(plan: Plan, found: PlanInput) -> Points:
    """Cost against value for exactly these figures."""
    job = job_of(PARETO, job_key(plan, found.digest))
    for result in _results(plan, found.digest, ResultKind.PARETO):
        points = read_points(result.content)
        is_complete = result.is_complete
        return Points(
            undominated(points), is_complete, len(points), POINTS, None if is_complete else job
        )
    return Points((), is_complete=False, done=0, total=POINTS, job=job)


def worlds_found(plan: Plan, found: PlanInput) -> InManyWorlds:
    """In how many worlds each measure is planned, for exactly these figures and judgements."""
    digest = worlds_digest(plan, found, WORLD_COUNT)
    job = job_of(WORLDS, job_key(plan, digest))
    for result in _results(plan, digest, ResultKind.WORLDS):
        worlds = read_worlds(result.content)
        is_complete = result.is_complete
        return InManyWorlds(
            worlds, is_complete, worlds.worlds, WORLD_COUNT, None if is_complete else job
        )
    return InManyWorlds(None, is_complete=False, done=0, total=WORLD_COUNT, job=job)


def result_of(plan: Plan, digest: str, *kinds: ResultKind) -> PlanResult | None:
    """What was computed for a digest, if anything was."""
    return _results(plan, digest, *kinds).first()


def job_key(plan: Plan, digest: str, scenario: PlanScenario | None = None) -> str:
    """What makes a job the only one for what it computes, and for whom."""
    beside = f"{plan.pk}.{scenario.pk}" if scenario else str(plan.pk)
    return f"{beside}/{digest}"


def points_to_json(points: tuple[Point, ...]) -> dict[str, Any]:
    """Points as they are kept, in the order in which they were found."""
    return {"points": [{**vars(point), "starts": dict(point.starts)} for point in points]}


def read_points(content: Mapping[str, Any]) -> tuple[Point, ...]:
    """Read what :func:`points_to_json` gave."""
    return tuple(Point(**values) for values in content["points"])


def worlds_to_json(worlds: InWorlds) -> dict[str, Any]:
    """Worlds as they are kept."""
    return {
        "worlds": worlds.worlds,
        "planned": dict(worlds.planned),
        "starts": {
            name: {str(start): times for start, times in each.items()}
            for name, each in worlds.starts.items()
        },
    }


def read_worlds(content: Mapping[str, Any]) -> InWorlds:
    """Read what :func:`worlds_to_json` gave."""
    starts = {
        name: {int(start): times for start, times in each.items()}
        for name, each in content["starts"].items()
    }
    return InWorlds(content["worlds"], content["planned"], starts)


def _results(plan: Plan, digest: str, *kinds: ResultKind) -> PlanResultQuerySet:
    return PlanResult.objects.filter(plan=plan, digest=digest, kind__in=kinds)
