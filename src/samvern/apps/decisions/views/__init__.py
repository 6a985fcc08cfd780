"""The pages of scenarios and decisions: request to query or form and operation, and back."""

from samvern.apps.decisions.views.comparing import compare
from samvern.apps.decisions.views.deciding import (
    decision,
    decision_by_id,
    decision_file,
    decisions,
    take_decision,
)
from samvern.apps.decisions.views.judging import judge
from samvern.apps.decisions.views.scenarios import (
    archive_scenario,
    copy_scenario,
    edit_scenario,
    new_scenario,
    scenario,
    scenario_by_id,
    scenario_file,
    scenarios,
    share_scenario,
)
from samvern.apps.decisions.views.table import table

__all__ = [
    "archive_scenario",
    "compare",
    "copy_scenario",
    "decision",
    "decision_by_id",
    "decision_file",
    "decisions",
    "edit_scenario",
    "judge",
    "new_scenario",
    "scenario",
    "scenario_by_id",
    "scenario_file",
    "scenarios",
    "share_scenario",
    "table",
    "take_decision",
]
