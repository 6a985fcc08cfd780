"""Roadmaps of programmes that can be ranked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from samvern.apps.programmes.models import Programme
from samvern.apps.roadmaps import operations
from samvern.apps.roadmaps.models import Plan, PlanScenario, PublishedPlan
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.roadmap import Limit, Period, Resource
from samvern.engine.roadmap.adjusting import Adjustments
from samvern.engine.roadmap.planning import MeasurePlanning, Planning, Spending

AT = datetime(2026, 11, 28, 12, tzinfo=UTC)
FIRST = Period.read("2027-H1")


def planning(*, budget: float = 4.0, periods: int = 4, **more: Any) -> Planning:
    """Three measures that each cost 4, of which the second is a study before the third."""
    said = Planning(
        FIRST,
        periods,
        tuple(
            MeasurePlanning(
                code,
                duration=1,
                costs=(Spending("Directorate", total=4.0),),
                after=("2.1",) if code == "3.1" else None,
                is_decision_point=code == "2.1",
            )
            for code in ("1.1", "2.1", "3.1")
        ),
        (Limit("state", Resource.MONEY, None, (budget,) * periods, title={"en": "State"}),),
        basis={"en": "Estimated by the directorate"},
        money_unit={"en": "million"},
    )
    return replace(said, **more)


def plan(on: Programme, *, by: Viewer = SYSTEM, is_solved: bool = True, **fields: Any) -> Plan:
    """A draft of a programme, planned at once."""
    made = operations.make_plan(
        by=by,
        code=on.code,
        title=fields.pop("title", "Plan A"),
        planning=fields.pop("planning", None) or planning(),
        at=AT,
        **fields,
    )
    if is_solved:
        operations.solve_plan(by=by, plan_id=made.pk, at=AT, is_patient=True)
    return made


def scenario(beside: Plan, *, by: Viewer = SYSTEM, **fields: Any) -> PlanScenario:
    """A scenario in which the first measure is left out, planned at once."""
    made = operations.make_scenario(
        by=by,
        plan_id=beside.pk,
        title=fields.pop("title", "Without the first"),
        reason=fields.pop("reason", "What if?"),
        adjustments=fields.pop("adjustments", Adjustments(excluded=frozenset({"1.1"}))),
        at=AT,
    )
    operations.solve_plan(by=by, plan_id=beside.pk, scenario_id=made.pk, at=AT, is_patient=True)
    return made


def published(of: Plan, *, by: Viewer = SYSTEM, note: str = "The first") -> PublishedPlan:
    """A version of a draft that is planned."""
    of.refresh_from_db()
    return operations.publish_plan(by=by, plan_id=of.pk, version=of.version, note=note, at=AT)
