"""The pages on which a table comes in: request to query or form and operation, and back."""

from samvern.apps.exchange.views.checking import check
from samvern.apps.exchange.views.columns import columns, sheet, words
from samvern.apps.exchange.views.files import choose, discard
from samvern.apps.exchange.views.imports import import_by_id, table_import, undo
from samvern.apps.exchange.views.remembered import remembered, remembered_by_id, rename

__all__ = [
    "check",
    "choose",
    "columns",
    "discard",
    "import_by_id",
    "remembered",
    "remembered_by_id",
    "rename",
    "sheet",
    "table_import",
    "undo",
    "words",
]
