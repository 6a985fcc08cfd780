"""The pages of requirement sets: request to query or form and operation, and back."""

from samvern.apps.frameworks.views.arriving import draft, put_back, release
from samvern.apps.frameworks.views.comparing import comparison, edition, editions
from samvern.apps.frameworks.views.drafts import columns, sheet, source
from samvern.apps.frameworks.views.files import oscal_file, set_file
from samvern.apps.frameworks.views.importing import choose, discard, forget_columns
from samvern.apps.frameworks.views.reading import latest, requirement, requirement_set, sets

__all__ = [
    "choose",
    "columns",
    "comparison",
    "discard",
    "draft",
    "edition",
    "editions",
    "forget_columns",
    "latest",
    "oscal_file",
    "put_back",
    "release",
    "requirement",
    "requirement_set",
    "set_file",
    "sets",
    "sheet",
    "source",
]
