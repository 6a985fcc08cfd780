"""Everything that can be done with actors, successions and people."""

from samvern.apps.actors.operations.imports import (
    apply_batch,
    apply_import,
    discard_import,
    follow_register,
    read_feed,
    read_register,
)
from samvern.apps.actors.operations.people import end_grant, grant_role, register_person
from samvern.apps.actors.operations.populations import (
    choose_by_hand,
    create_population,
    draw_population,
)
from samvern.apps.actors.operations.register import (
    ActorFields,
    cease_actor,
    edit_actor,
    move_actor,
    register_actor,
)
from samvern.apps.actors.operations.successions import record_succession

__all__ = [
    "ActorFields",
    "apply_batch",
    "apply_import",
    "cease_actor",
    "choose_by_hand",
    "create_population",
    "discard_import",
    "draw_population",
    "edit_actor",
    "end_grant",
    "follow_register",
    "grant_role",
    "move_actor",
    "read_feed",
    "read_register",
    "record_succession",
    "register_actor",
    "register_person",
]
