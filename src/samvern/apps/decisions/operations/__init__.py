"""What can be done with scenarios and decisions; every verb checks, saves, and tells the trail."""

from samvern.apps.decisions.operations.decisions import supersede_decision, take_decision
from samvern.apps.decisions.operations.scenarios import (
    archive_scenario,
    copy_scenario,
    edit_scenario,
    save_scenario,
    share_scenario,
)

__all__ = [
    "archive_scenario",
    "copy_scenario",
    "edit_scenario",
    "save_scenario",
    "share_scenario",
    "supersede_decision",
    "take_decision",
]
