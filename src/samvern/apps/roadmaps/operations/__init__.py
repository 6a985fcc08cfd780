"""What can be done with roadmaps; every verb checks, saves, and tells the trail."""

from samvern.apps.roadmaps.operations.asking import compare_costs, plan_in_worlds, solve_plan
from samvern.apps.roadmaps.operations.planning import (
    archive_plan,
    edit_plan,
    make_plan,
    move_measure,
    plan_measure,
)
from samvern.apps.roadmaps.operations.publishing import publish_plan, withdraw_plan
from samvern.apps.roadmaps.operations.scenarios import (
    apply_relaxation,
    archive_scenario,
    edit_scenario,
    make_scenario,
)

__all__ = [
    "apply_relaxation",
    "archive_plan",
    "archive_scenario",
    "compare_costs",
    "edit_plan",
    "edit_scenario",
    "make_plan",
    "make_scenario",
    "move_measure",
    "plan_in_worlds",
    "plan_measure",
    "publish_plan",
    "solve_plan",
    "withdraw_plan",
]
