"""What can be read of indicators, their values, and who began when with a measure."""

from samvern.apps.indicators.queries.checking import (
    Change,
    CheckedRow,
    StartCheck,
    ValueCheck,
    check_starts,
    check_values,
)
from samvern.apps.indicators.queries.lookup import (
    indicator_for,
    indicators,
    may_give_any,
    may_give_of,
    may_give_starts,
    may_give_whole,
    may_keep,
    register_for,
    start_for,
    value_for,
)
from samvern.apps.indicators.queries.panel import PanelRow, panel_of, starts_of

__all__ = [
    "Change",
    "CheckedRow",
    "PanelRow",
    "StartCheck",
    "ValueCheck",
    "check_starts",
    "check_values",
    "indicator_for",
    "indicators",
    "may_give_any",
    "may_give_of",
    "may_give_starts",
    "may_give_whole",
    "may_keep",
    "panel_of",
    "register_for",
    "start_for",
    "starts_of",
    "value_for",
]
