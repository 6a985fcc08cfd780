"""The pages of mappings: request to query or form and operation, and back."""

from samvern.apps.mappings.views.importing import import_file
from samvern.apps.mappings.views.reading import (
    mapping,
    of_set,
    pair_file,
    pairs,
    quality,
)
from samvern.apps.mappings.views.saying import change, pair, reviews, withdraw

__all__ = [
    "change",
    "import_file",
    "mapping",
    "of_set",
    "pair",
    "pair_file",
    "pairs",
    "quality",
    "reviews",
    "withdraw",
]
