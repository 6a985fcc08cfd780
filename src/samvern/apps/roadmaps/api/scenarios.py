"""Scenarios beside a roadmap, in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from samvern.apps.roadmaps import models, operations, queries
from samvern.apps.roadmaps.api.shapes import (
    Adjusted,
    Key,
    Lines,
    RoadmapAnswer,
    Title,
    Version,
    answer_out,
)
from samvern.base.endpoints import Incoming, idempotent, viewer_of
from samvern.engine.roadmap.adjusting import Adjustments
from samvern.engine.roadmap.relaxing import GivesWay

router = Router()


class PlanScenarioOut(Schema):
    """A scenario beside a roadmap."""

    id: int
    plan: int
    title: str
    reason: str
    adjustments: dict[str, Any]
    author: str
    version: int
    made_at: datetime
    changed_at: datetime
    archived_at: datetime | None


class NewPlanScenario(Incoming):
    """A new scenario."""

    title: Title
    reason: Lines = ""
    adjustments: Adjusted


class PlanScenarioChange(Incoming):
    """What a scenario is to be from now on."""

    version: Version
    title: Title
    reason: Lines = ""
    adjustments: Adjusted


class RoadmapWayOut(Incoming):
    """Which of the ways out, where no plan keeps all rules, and what its scenario is called."""

    gives_way: GivesWay
    title: Title


class PlanScenarioArchiving(Incoming):
    """The version that is put away."""

    version: Version


@router.get("/roadmaps/{plan_id}/scenarios", response=list[PlanScenarioOut])
def list_plan_scenarios(request: HttpRequest, plan_id: Key) -> list[PlanScenarioOut]:
    """The scenarios beside a roadmap, those put away included."""
    plan = queries.plan_for(viewer_of(request), plan_id)
    return [_scenario(row) for row in plan.scenarios.all()]


@router.post("/roadmaps/{plan_id}/scenarios", response={201: PlanScenarioOut})
@idempotent
def make_plan_scenario(
    request: HttpRequest, plan_id: Key, new: NewPlanScenario
) -> Status[PlanScenarioOut]:
    """Make a scenario beside a roadmap, and have it planned."""
    made = operations.make_scenario(
        by=viewer_of(request),
        plan_id=plan_id,
        title=new.title,
        reason=new.reason,
        adjustments=Adjustments.from_json(new.adjustments),
        at=timezone.now(),
    )
    return Status(201, _scenario(made))


@router.post("/roadmaps/{plan_id}/ways-out", response={201: PlanScenarioOut})
@idempotent
def apply_relaxation(
    request: HttpRequest, plan_id: Key, chosen: RoadmapWayOut
) -> Status[PlanScenarioOut]:
    """Make a scenario of a way out, where no plan keeps all rules."""
    made = operations.apply_relaxation(
        by=viewer_of(request), plan_id=plan_id, at=timezone.now(), **chosen.model_dump()
    )
    return Status(201, _scenario(made))


@router.put("/plan-scenarios/{scenario_id}", response=PlanScenarioOut)
@idempotent
def edit_plan_scenario(
    request: HttpRequest, scenario_id: Key, change: PlanScenarioChange
) -> PlanScenarioOut:
    """Change a scenario, and have it planned."""
    edited = operations.edit_scenario(
        by=viewer_of(request),
        scenario_id=scenario_id,
        version=change.version,
        title=change.title,
        reason=change.reason,
        adjustments=Adjustments.from_json(change.adjustments),
        at=timezone.now(),
    )
    return _scenario(edited)


@router.get("/plan-scenarios/{scenario_id}/plan", response=RoadmapAnswer)
def get_scenario_answer(request: HttpRequest, scenario_id: Key) -> RoadmapAnswer:
    """What happens when in a scenario."""
    scenario = queries.scenario_for(viewer_of(request), scenario_id)
    return answer_out(queries.answer_of(scenario.plan, scenario))


@router.post("/plan-scenarios/{scenario_id}/archive", response=PlanScenarioOut)
@idempotent
def archive_plan_scenario(
    request: HttpRequest, scenario_id: Key, change: PlanScenarioArchiving
) -> PlanScenarioOut:
    """Put a scenario away; it is kept."""
    archived = operations.archive_scenario(
        by=viewer_of(request), scenario_id=scenario_id, version=change.version, at=timezone.now()
    )
    return _scenario(archived)


def _scenario(row: models.PlanScenario) -> PlanScenarioOut:
    return PlanScenarioOut(
        id=row.pk,
        plan=row.plan_id,
        title=row.title,
        reason=row.reason,
        adjustments=row.adjustments,
        author=row.author_name,
        version=row.version,
        made_at=row.made_at,
        changed_at=row.changed_at,
        archived_at=row.archived_at,
    )
