"""The tables of requirement sets."""

from samvern.apps.frameworks.models.sets import (
    Origin,
    Requirement,
    RequirementSet,
    SetEdition,
    Sharing,
)

__all__ = ["Origin", "Requirement", "RequirementSet", "SetEdition", "Sharing"]
