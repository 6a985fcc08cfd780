"""What people do with tables that come in: choose, say, take in, take back, remember."""

from samvern.apps.exchange.operations.drafts import (
    choose_sheet,
    discard_file,
    keep_file,
    say_columns,
)
from samvern.apps.exchange.operations.importing import import_draft, import_table, undo_import
from samvern.apps.exchange.operations.remembering import (
    forget_columns,
    remember_columns,
    rename_columns,
)

__all__ = [
    "choose_sheet",
    "discard_file",
    "forget_columns",
    "import_draft",
    "import_table",
    "keep_file",
    "remember_columns",
    "rename_columns",
    "say_columns",
    "undo_import",
]
