"""A plan and scenarios beside it, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.apps.roadmaps.models import Plan, PlanScenario
from samvern.apps.roadmaps.permissions import Permission
from samvern.apps.roadmaps.queries.lookup import plan_for
from samvern.apps.roadmaps.queries.results import Answer, answer_of
from samvern.base.viewer import Viewer


@dataclass(frozen=True)
class Column:
    """The plan itself, without a scenario, or a scenario beside it."""

    scenario: PlanScenario | None
    answer: Answer


@dataclass(frozen=True)
class Comparison:
    """The plan first, then its scenarios."""

    programme: ProgrammeHead
    plan: Plan
    columns: tuple[Column, ...]
    scenarios: tuple[PlanScenario, ...]
    may_plan: bool


def comparison(viewer: Viewer, code: str, plan_id: int, chosen: Sequence[str] = ()) -> Comparison:
    """The plan beside the chosen scenarios, or the last three of them. Raises ``NotFound``."""
    plan = plan_for(viewer, plan_id, code=code)
    scenarios = list(plan.scenarios.current())
    for scenario in scenarios:
        scenario.plan = plan
    shown = [each for each in scenarios if str(each.pk) in chosen] or scenarios[-3:]
    return Comparison(
        programme=programmes.head_of(viewer, plan.programme),
        plan=plan,
        columns=tuple(
            Column(scenario, answer_of(plan, scenario)) for scenario in (None, *shown[:4])
        ),
        scenarios=tuple(scenarios),
        may_plan=plan.archived_at is None and viewer.may(Permission.PLAN, on=plan.programme),
    )
