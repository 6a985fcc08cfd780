"""The shapes of what people put in about actors, roles, imports and populations."""

from samvern.apps.actors.forms.directory import (
    CeaseForm,
    EditActorForm,
    GrantForm,
    MoveForm,
    NewActorForm,
    NewPersonForm,
    OperationForm,
    RegisterFilesForm,
    RegisterFilterForm,
    SuccessionForm,
    VersionedForm,
    facts_of,
)
from samvern.apps.actors.forms.places import PlaceFilterForm
from samvern.apps.actors.forms.populations import ByHandForm, DrawForm, PopulationForm

__all__ = [
    "ByHandForm",
    "CeaseForm",
    "DrawForm",
    "EditActorForm",
    "GrantForm",
    "MoveForm",
    "NewActorForm",
    "NewPersonForm",
    "OperationForm",
    "PlaceFilterForm",
    "PopulationForm",
    "RegisterFilesForm",
    "RegisterFilterForm",
    "SuccessionForm",
    "VersionedForm",
    "facts_of",
]
