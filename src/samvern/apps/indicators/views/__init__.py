"""Pages of indicators, values and starts."""

from samvern.apps.indicators.views.indicators import (
    catalogue,
    edit_indicator,
    gaps,
    indicator,
    indicators,
    new_indicator,
    resume_indicator,
    retire_indicator,
    take_from_catalogue,
)
from samvern.apps.indicators.views.starts import (
    change_register,
    give_start,
    import_starts,
    open_register,
    register,
    starts,
)
from samvern.apps.indicators.views.values import give_value, import_values, value, withdraw_value

__all__ = [
    "catalogue",
    "change_register",
    "edit_indicator",
    "gaps",
    "give_start",
    "give_value",
    "import_starts",
    "import_values",
    "indicator",
    "indicators",
    "new_indicator",
    "open_register",
    "register",
    "resume_indicator",
    "retire_indicator",
    "starts",
    "take_from_catalogue",
    "value",
    "withdraw_value",
]
