"""The pages of requirement sets: request to query and back."""

from samvern.apps.frameworks.views.comparing import comparison, edition, editions
from samvern.apps.frameworks.views.files import oscal_file, set_file
from samvern.apps.frameworks.views.reading import latest, requirement, requirement_set, sets

__all__ = [
    "comparison",
    "edition",
    "editions",
    "latest",
    "oscal_file",
    "requirement",
    "requirement_set",
    "set_file",
    "sets",
]
