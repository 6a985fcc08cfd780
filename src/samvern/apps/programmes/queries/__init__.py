"""Reads of programmes, for a viewer."""

from samvern.apps.programmes.queries.document import document_of, judgement_value, read_document
from samvern.apps.programmes.queries.lookup import (
    editable_values,
    focus_area_for,
    measure_by_id,
    measure_for,
    next_position,
    owning_actors,
    programme_by_id,
    programme_for,
    shipped_programmes,
)

__all__ = [
    "document_of",
    "editable_values",
    "focus_area_for",
    "judgement_value",
    "measure_by_id",
    "measure_for",
    "next_position",
    "owning_actors",
    "programme_by_id",
    "programme_for",
    "read_document",
    "shipped_programmes",
]
