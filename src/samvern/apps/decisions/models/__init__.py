"""Scenarios, decisions, and which decision took the place of which."""

from samvern.apps.decisions.models.decision import Decision, DecisionSharing, Supersession
from samvern.apps.decisions.models.scenario import Level, Scenario, ScenarioSharing

__all__ = [
    "Decision",
    "DecisionSharing",
    "Level",
    "Scenario",
    "ScenarioSharing",
    "Supersession",
]
