"""Reads of scenarios and decisions, for a viewer."""

from samvern.apps.decisions.queries.comparison import BASIS, Compared, Comparison, comparison
from samvern.apps.decisions.queries.decisions import (
    DecisionList,
    DecisionPage,
    DecisionStart,
    decision_in,
    decision_list,
    decision_page,
    decision_start,
)
from samvern.apps.decisions.queries.figures import figures_of, figures_on, frozen_figures
from samvern.apps.decisions.queries.lookup import (
    decision_for,
    decisions_of,
    require_somewhere,
    scenario_for,
    scenarios_of,
    visible_decisions,
    visible_scenarios,
)
from samvern.apps.decisions.queries.rows import DecisionRow, ScenarioRow
from samvern.apps.decisions.queries.scenarios import (
    Names,
    ScenarioList,
    ScenarioPage,
    ScenarioStart,
    names_of,
    scenario_in,
    scenario_list,
    scenario_page,
    scenario_start,
    with_judgement,
)
from samvern.apps.decisions.queries.shared import Hits, News, news, search
from samvern.apps.decisions.queries.verifying import Verified, verified

__all__ = [
    "BASIS",
    "Compared",
    "Comparison",
    "DecisionList",
    "DecisionPage",
    "DecisionRow",
    "DecisionStart",
    "Hits",
    "Names",
    "News",
    "ScenarioList",
    "ScenarioPage",
    "ScenarioRow",
    "ScenarioStart",
    "Verified",
    "comparison",
    "decision_for",
    "decision_in",
    "decision_list",
    "decision_page",
    "decision_start",
    "decisions_of",
    "figures_of",
    "figures_on",
    "frozen_figures",
    "names_of",
    "news",
    "require_somewhere",
    "scenario_for",
    "scenario_in",
    "scenario_list",
    "scenario_page",
    "scenario_start",
    "scenarios_of",
    "search",
    "verified",
    "visible_decisions",
    "visible_scenarios",
    "with_judgement",
]
