"""Reads of actors, for a viewer."""

from samvern.apps.actors.queries.actor import (
    ActorPage,
    Neighbour,
    actor_for,
    actor_page,
    find_actor,
    own_actors,
)
from samvern.apps.actors.queries.names import actors_by_name
from samvern.apps.actors.queries.people import (
    PersonRow,
    grant_for,
    grants,
    grants_at,
    held_roles,
    people_at,
    people_one_by_one,
    person_rows,
)
from samvern.apps.actors.queries.register import (
    ActorRow,
    Filters,
    KindTotal,
    Origin,
    Standing,
    register,
    register_rows,
    totals_by_kind,
)
from samvern.apps.actors.queries.successions import (
    SuccessionRow,
    current_holders,
    holder_on,
    steps_until,
    successions_of,
)

__all__ = [
    "ActorPage",
    "ActorRow",
    "Filters",
    "KindTotal",
    "Neighbour",
    "Origin",
    "PersonRow",
    "Standing",
    "SuccessionRow",
    "actor_for",
    "actor_page",
    "actors_by_name",
    "current_holders",
    "find_actor",
    "grant_for",
    "grants",
    "grants_at",
    "held_roles",
    "holder_on",
    "own_actors",
    "people_at",
    "people_one_by_one",
    "person_rows",
    "register",
    "register_rows",
    "steps_until",
    "successions_of",
    "totals_by_kind",
]
