"""What people do with indicators, their values, and who began when with a measure."""

from samvern.apps.indicators.operations.giving import Given, give_values, withdraw_value
from samvern.apps.indicators.operations.keeping import (
    add_indicator,
    change_indicator,
    hand_on_indicators,
    resume_indicator,
    retire_indicator,
)
from samvern.apps.indicators.operations.proposing import take_from_catalogue
from samvern.apps.indicators.operations.starting import (
    change_register,
    give_starts,
    open_register,
)

__all__ = [
    "Given",
    "add_indicator",
    "change_indicator",
    "change_register",
    "give_starts",
    "give_values",
    "hand_on_indicators",
    "open_register",
    "resume_indicator",
    "retire_indicator",
    "take_from_catalogue",
    "withdraw_value",
]
