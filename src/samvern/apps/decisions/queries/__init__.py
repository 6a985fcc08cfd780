"""Reads of scenarios and decisions, for a viewer."""

from samvern.apps.decisions.queries.figures import figures_of, figures_on, frozen_figures
from samvern.apps.decisions.queries.lookup import (
    decision_for,
    decisions_of,
    scenario_for,
    scenarios_of,
    visible_decisions,
    visible_scenarios,
)

__all__ = [
    "decision_for",
    "decisions_of",
    "figures_of",
    "figures_on",
    "frozen_figures",
    "scenario_for",
    "scenarios_of",
    "visible_decisions",
    "visible_scenarios",
]
