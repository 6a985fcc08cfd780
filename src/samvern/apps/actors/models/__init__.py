"""Actors, successions and grants, and what the register says of actors."""

from samvern.apps.actors.models.actor import (
    WHOLE_SUCCESSIONS,
    Actor,
    ActorKind,
    ActorQuerySet,
    ActorSize,
    FactSource,
    HealthRegion,
    LanguageForm,
    Succession,
    SuccessionKind,
    SuccessionQuerySet,
)
from samvern.apps.actors.models.grant import Grant, GrantQuerySet
from samvern.apps.actors.models.population import (
    Population,
    PopulationMember,
    PopulationQuerySet,
    PopulationVersion,
)
from samvern.apps.actors.models.register import (
    ChangeState,
    ImportOrigin,
    ImportState,
    RegisterChange,
    RegisterChangeKind,
    RegisterChangeQuerySet,
    RegisterEntry,
    RegisterEntryQuerySet,
    RegisterImport,
    RegisterImportQuerySet,
)

__all__ = [
    "WHOLE_SUCCESSIONS",
    "Actor",
    "ActorKind",
    "ActorQuerySet",
    "ActorSize",
    "ChangeState",
    "FactSource",
    "Grant",
    "GrantQuerySet",
    "HealthRegion",
    "ImportOrigin",
    "ImportState",
    "LanguageForm",
    "Population",
    "PopulationMember",
    "PopulationQuerySet",
    "PopulationVersion",
    "RegisterChange",
    "RegisterChangeKind",
    "RegisterChangeQuerySet",
    "RegisterEntry",
    "RegisterEntryQuerySet",
    "RegisterImport",
    "RegisterImportQuerySet",
    "Succession",
    "SuccessionKind",
    "SuccessionQuerySet",
]
