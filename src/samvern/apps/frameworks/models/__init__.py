"""The tables of requirement sets."""

from samvern.apps.frameworks.models.drafts import (
    KEPT_FOR,
    MOST_IN_WAITING,
    MOST_REMEMBERED,
    SetDraft,
    SheetColumns,
)
from samvern.apps.frameworks.models.sets import (
    Origin,
    Requirement,
    RequirementSet,
    SetEdition,
    Sharing,
)

__all__ = [
    "KEPT_FOR",
    "MOST_IN_WAITING",
    "MOST_REMEMBERED",
    "Origin",
    "Requirement",
    "RequirementSet",
    "SetDraft",
    "SetEdition",
    "Sharing",
    "SheetColumns",
]
