"""The pages of panels: request to query or form and operation, and back."""

from samvern.apps.panels.views.judging import judge
from samvern.apps.panels.views.panels import (
    close_panel,
    drop_panel,
    invite_judges,
    open_panel,
    panel,
    panel_by_id,
    panels,
)
from samvern.apps.panels.views.planning import change_panel, plan_panel
from samvern.apps.panels.views.results import record_result, result, save_as_scenario

__all__ = [
    "change_panel",
    "close_panel",
    "drop_panel",
    "invite_judges",
    "judge",
    "open_panel",
    "panel",
    "panel_by_id",
    "panels",
    "plan_panel",
    "record_result",
    "result",
    "save_as_scenario",
]
