"""What people do with requirement sets."""

from samvern.apps.frameworks.operations.arrivals import (
    put_back,
    take_in_draft,
    take_in_release,
    take_in_table,
)
from samvern.apps.frameworks.operations.drafts import (
    choose_sheet,
    discard_file,
    forget_columns,
    keep_file,
    keep_table,
    say_columns,
    say_source,
)
from samvern.apps.frameworks.operations.taking_in import TakenIn, load_catalogue, take_in

__all__ = [
    "TakenIn",
    "choose_sheet",
    "discard_file",
    "forget_columns",
    "keep_file",
    "keep_table",
    "load_catalogue",
    "put_back",
    "say_columns",
    "say_source",
    "take_in",
    "take_in_draft",
    "take_in_release",
    "take_in_table",
]
