"""The pages of actors, people and imports: request to query or form and operation, and back."""

from samvern.apps.actors.views.directory import (
    actor,
    cease_actor,
    edit_actor,
    end_grant,
    grant_role,
    move_actor,
    people,
    record_succession,
    register,
    register_actor,
    register_file,
    register_person,
)
from samvern.apps.actors.views.importing import (
    apply_import,
    discard_import,
    follow_register,
    import_register,
    imports,
    register_import,
)
from samvern.apps.actors.views.places import places
from samvern.apps.actors.views.populations import (
    choose_by_hand,
    create_population,
    draw_population,
    population,
    populations,
)

__all__ = [
    "actor",
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
    "import_register",
    "imports",
    "move_actor",
    "people",
    "places",
    "population",
    "populations",
    "record_succession",
    "register",
    "register_actor",
    "register_file",
    "register_import",
    "register_person",
]
