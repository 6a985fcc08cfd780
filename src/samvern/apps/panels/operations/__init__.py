"""What can be done with panels; every verb checks, saves, and tells the audit trail."""

from samvern.apps.panels.operations.judging import (
    give_opinions,
    record_result,
    save_as_scenario,
)
from samvern.apps.panels.operations.planning import (
    change_panel,
    close_panel,
    drop_panel,
    invite_judges,
    open_panel,
    plan_panel,
)

__all__ = [
    "change_panel",
    "close_panel",
    "drop_panel",
    "give_opinions",
    "invite_judges",
    "open_panel",
    "plan_panel",
    "record_result",
    "save_as_scenario",
]
