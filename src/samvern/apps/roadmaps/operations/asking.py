"""Planning is asked for: a plan, cost against value, many worlds."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samvern.apps.roadmaps import keeping, working
from samvern.apps.roadmaps.models import Plan, PlanScenario, ResultKind
from samvern.apps.roadmaps.permissions import Permission
from samvern.apps.roadmaps.queries import inputs, lookup, results
from samvern.base import audit
from samvern.base.models import Job
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotReady


def solve_plan(
    *,
    by: Viewer,
    plan_id: int,
    at: datetime,
    scenario_id: int | None = None,
    is_patient: bool = False,
) -> bool:
    """Have a plan made for the figures as they are; True when it is there already.

    A small one is made at once, before anything is written, so that nobody who writes has to wait.

    Parameters
    ----------
    scenario_id
        The scenario that is planned; without one the plan itself.
    is_patient
        Whether whoever asks waits for the answer, however long it takes.

    Raises
    ------
    NotFound, NotAllowed
        ``plan.unknown``, ``plan_scenario.unknown``; without ``PLAN`` there.
    InvalidInput
        ``roadmap.invalid``: nothing can be made of the figures.
    """
    plan, scenario = _asked(by, plan_id, scenario_id)
    found = inputs.input_of(plan, scenario)
    kinds = (ResultKind.ROADMAP, ResultKind.CLASH)
    if results.result_of(plan, found.digest, *kinds) is not None:
        return True
    make = working.plan_fully if is_patient else working.plan_at_once
    answer = make(found.problem)
    with transaction.atomic():
        if answer is not None:
            working.keep(plan, working.Kept(answer[0], found.digest, answer[1], 1), at)
        else:
            keeping.ask(by, results.SOLVE, plan, scenario, found.digest, at)
        audit.record(by, "plan.solved", scenario or plan, at=at, path=plan.programme.path)
    return answer is not None


@transaction.atomic
def compare_costs(*, by: Viewer, plan_id: int, at: datetime) -> Job:
    """Have plans made with less and less money.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput
        As :func:`solve_plan`.
    NotReady
        ``plan.not_solved``: there is no plan to compare with.
    """
    plan, _scenario = _asked(by, plan_id, None)
    found = inputs.input_of(plan)
    _require_plan(plan, found.digest)
    job = keeping.ask(by, results.PARETO, plan, None, found.digest, at)
    audit.record(by, "plan.costs_compared", plan, at=at, path=plan.programme.path)
    return job


@transaction.atomic
def plan_in_worlds(*, by: Viewer, plan_id: int, at: datetime) -> Job:
    """Have plans made in many worlds of weights and judgements.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput
        As :func:`solve_plan`; ``roadmap.no_worlds`` where nothing of worth is uncertain.
    NotReady
        ``plan.not_solved``: there is no plan to compare with.
    """
    plan, _scenario = _asked(by, plan_id, None)
    found = inputs.input_of(plan)
    if inputs.worlds_of(plan.programme, found.planning, 1) is None:
        raise InvalidInput("roadmap.no_worlds")
    _require_plan(plan, found.digest)
    job = keeping.ask(by, results.WORLDS, plan, None, found.digest, at)
    audit.record(by, "plan.worlds_asked", plan, at=at, path=plan.programme.path)
    return job


def _require_plan(plan: Plan, digest: str) -> None:
    """Where no plan is possible, or none is known, there is nothing to make many of."""
    if results.result_of(plan, digest, ResultKind.ROADMAP) is None:
        raise NotReady("plan.not_solved")


def _asked(by: Viewer, plan_id: int, scenario_id: int | None) -> tuple[Plan, PlanScenario | None]:
    plan = lookup.plan_for(by, plan_id)
    by.require(Permission.PLAN, on=plan.programme)
    if scenario_id is None:
        return plan, None
    return plan, lookup.scenario_for(by, scenario_id, plan_id=plan_id)
