"""What a viewer reads of requirement sets."""

from samvern.apps.frameworks.queries.documents import document_of, documents_of, follow_everywhere
from samvern.apps.frameworks.queries.sets import (
    SetRow,
    latest_sets,
    requirement_for,
    set_for,
    versions_of,
    visible_sets,
)

__all__ = [
    "SetRow",
    "document_of",
    "documents_of",
    "follow_everywhere",
    "latest_sets",
    "requirement_for",
    "set_for",
    "versions_of",
    "visible_sets",
]
