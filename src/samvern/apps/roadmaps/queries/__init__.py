"""Reads of roadmaps, for a viewer."""

from samvern.apps.roadmaps.queries.comparison import Column, Comparison, comparison
from samvern.apps.roadmaps.queries.inputs import PlanInput, input_of, planning_of, problem_on
from samvern.apps.roadmaps.queries.lookup import (
    drafts,
    plan_for,
    plans_of,
    programme_for,
    published,
    published_for,
    published_of,
    scenario_for,
)
from samvern.apps.roadmaps.queries.plans import (
    PlanList,
    PlanPage,
    PlanRow,
    VersionRow,
    plan_list,
    plan_page,
    version_rows,
)
from samvern.apps.roadmaps.queries.results import (
    Answer,
    InManyWorlds,
    Points,
    answer_of,
    points_of,
    worlds_found,
)
from samvern.apps.roadmaps.queries.shared import Hit, search
from samvern.apps.roadmaps.queries.standing import Standing, State, standings
from samvern.apps.roadmaps.queries.versions import Version, measure_codes, version_page

__all__ = [
    "Answer",
    "Column",
    "Comparison",
    "Hit",
    "InManyWorlds",
    "PlanInput",
    "PlanList",
    "PlanPage",
    "PlanRow",
    "Points",
    "Standing",
    "State",
    "Version",
    "VersionRow",
    "answer_of",
    "comparison",
    "drafts",
    "input_of",
    "measure_codes",
    "plan_for",
    "plan_list",
    "plan_page",
    "planning_of",
    "plans_of",
    "points_of",
    "problem_on",
    "programme_for",
    "published",
    "published_for",
    "published_of",
    "scenario_for",
    "search",
    "standings",
    "version_page",
    "version_rows",
    "worlds_found",
]
