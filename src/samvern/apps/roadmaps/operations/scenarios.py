"""Scenarios beside a plan are made, changed and put away."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from samvern.apps.roadmaps import keeping
from samvern.apps.roadmaps.models import Plan, PlanScenario
from samvern.apps.roadmaps.permissions import Permission
from samvern.apps.roadmaps.queries import inputs, lookup, results
from samvern.apps.roadmaps.rules import check_title, check_words
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, NotReady
from samvern.engine.roadmap.adjusting import Adjustments, adjustments_of
from samvern.engine.roadmap.relaxing import GivesWay


@transaction.atomic
def make_scenario(
    *,
    by: Viewer,
    plan_id: int,
    title: str,
    adjustments: Adjustments,
    at: datetime,
    reason: str = "",
) -> PlanScenario:
    """Make a scenario beside a plan.

    Raises
    ------
    NotFound, NotAllowed
        ``plan.unknown``; without ``PLAN`` there.
    InvalidInput
        ``roadmap.invalid`` with all problems.
    NotReady
        ``plan.archived``.
    """
    plan = _plan(by, plan_id)
    scenario = PlanScenario(
        plan=plan,
        title=check_title(title),
        reason=check_words(reason, "reason", is_required=False),
        adjustments=adjustments.to_json(),
        author_name=by.name,
        made_at=at,
        changed_at=at,
    )
    found = inputs.input_of(plan, scenario)
    scenario.save()
    keeping.ask(by, results.SOLVE, plan, scenario, found.digest, at)
    audit.record(by, "plan_scenario.made", scenario, at=at, path=plan.programme.path)
    return scenario


@transaction.atomic
def apply_relaxation(
    *, by: Viewer, plan_id: int, gives_way: GivesWay, title: str, at: datetime
) -> PlanScenario:
    """Make a scenario of one way out, where no plan keeps all rules.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput, NotReady
        As :func:`make_scenario`; ``roadmap.no_such_way_out`` when the figures have changed since.
    """
    plan = _plan(by, plan_id)
    answer = results.answer_of(plan)
    way = next((one for one in answer.relaxations if one.gives_way == gives_way), None)
    if way is None or answer.found is None:
        raise NotReady("roadmap.no_such_way_out")
    adjustments = adjustments_of(answer.found.problem, way)
    return make_scenario(by=by, plan_id=plan_id, title=title, adjustments=adjustments, at=at)


@transaction.atomic
def edit_scenario(
    *,
    by: Viewer,
    scenario_id: int,
    version: int,
    title: str,
    adjustments: Adjustments,
    at: datetime,
    reason: str = "",
) -> PlanScenario:
    """Change what a scenario says.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput, NotReady
        As :func:`make_scenario`; ``plan_scenario.unknown``, ``plan_scenario.archived``.
    Conflict
        ``plan_scenario.changed_meanwhile``: nothing was changed.
    """
    scenario = _open_scenario(by, scenario_id)
    after = {
        "title": check_title(title),
        "reason": check_words(reason, "reason", is_required=False),
        "adjustments": adjustments.to_json(),
    }
    changed = [name for name, value in after.items() if getattr(scenario, name) != value]
    for name in changed:
        setattr(scenario, name, after[name])
    found = inputs.input_of(scenario.plan, scenario)
    _take_version(scenario, version, at=at)
    scenario.save(update_fields=[*changed])
    keeping.ask(by, results.SOLVE, scenario.plan, scenario, found.digest, at)
    path = scenario.plan.programme.path
    audit.record(
        by, "plan_scenario.edited", scenario, at=at, path=path, changes={"fields": changed}
    )
    return scenario


@transaction.atomic
def archive_scenario(*, by: Viewer, scenario_id: int, version: int, at: datetime) -> PlanScenario:
    """Put a scenario away: it is kept, but stands in no list.

    Raises
    ------
    NotFound, NotAllowed, NotReady, Conflict
        As :func:`edit_scenario`.
    """
    scenario = _open_scenario(by, scenario_id)
    _take_version(scenario, version, at=at)
    scenario.archived_at = at
    scenario.save(update_fields=["archived_at"])
    path = scenario.plan.programme.path
    audit.record(by, "plan_scenario.archived", scenario, at=at, path=path)
    return scenario


def _plan(by: Viewer, plan_id: int) -> Plan:
    plan = lookup.plan_for(by, plan_id)
    by.require(Permission.PLAN, on=plan.programme)
    if plan.archived_at is not None:
        raise NotReady("plan.archived")
    return plan


def _open_scenario(by: Viewer, scenario_id: int) -> PlanScenario:
    scenario = lookup.scenario_for(by, scenario_id)
    by.require(Permission.PLAN, on=scenario.plan.programme)
    if scenario.archived_at is not None:
        raise NotReady("plan_scenario.archived")
    if scenario.plan.archived_at is not None:
        raise NotReady("plan.archived")
    return scenario


def _take_version(scenario: PlanScenario, version: int, *, at: datetime) -> None:
    """Count the version up if it is the one the editor saw; SQLite knows no row locks."""
    seen = PlanScenario.objects.filter(
        pk=scenario.pk, version=version, archived_at=scenario.archived_at
    )
    if not seen.update(version=F("version") + 1, changed_at=at):
        raise Conflict("plan_scenario.changed_meanwhile")
    scenario.version = version + 1
    scenario.changed_at = at
