"""What people do with mappings."""

from samvern.apps.mappings.operations.importing import import_mappings, load_catalogue
from samvern.apps.mappings.operations.recording import (
    change_mapping,
    record_mapping,
    withdraw_mapping,
)
from samvern.apps.mappings.operations.reviewing import review_mapping

__all__ = [
    "change_mapping",
    "import_mappings",
    "load_catalogue",
    "record_mapping",
    "review_mapping",
    "withdraw_mapping",
]
