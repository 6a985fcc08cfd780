"""The pages of roadmaps: request to query or form and operation, and back."""

from samvern.apps.roadmaps.views.asking import costs, solve, solve_scenario, worlds
from samvern.apps.roadmaps.views.figures import (
    alternatives,
    edit_plan,
    limits,
    measure,
    move_measure,
)
from samvern.apps.roadmaps.views.files import (
    plan_calendar,
    plan_from_file,
    planning_file,
    replace_figures,
)
from samvern.apps.roadmaps.views.plans import (
    archive_plan,
    new_plan,
    plan,
    plan_by_id,
    plans,
)
from samvern.apps.roadmaps.views.scenarios import (
    apply_relaxation,
    archive_scenario,
    edit_scenario,
    new_scenario,
    scenario,
    scenarios,
)
from samvern.apps.roadmaps.views.versions import (
    publish,
    version,
    version_calendar,
    version_record,
    withdraw,
)

__all__ = [
    "alternatives",
    "apply_relaxation",
    "archive_plan",
    "archive_scenario",
    "costs",
    "edit_plan",
    "edit_scenario",
    "limits",
    "measure",
    "move_measure",
    "new_plan",
    "new_scenario",
    "plan",
    "plan_by_id",
    "plan_calendar",
    "plan_from_file",
    "planning_file",
    "plans",
    "publish",
    "replace_figures",
    "scenario",
    "scenarios",
    "solve",
    "solve_scenario",
    "version",
    "version_calendar",
    "version_record",
    "withdraw",
    "worlds",
]
