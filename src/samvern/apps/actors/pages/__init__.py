"""What the pages of the module show: rows and facts with the words around them."""

from samvern.apps.actors.pages.directory import (
    actor_page,
    end_note,
    form_page,
    people_page,
    reach,
    read_choices,
    register_exports,
    register_page,
    sector_answer,
)
from samvern.apps.actors.pages.importing import (
    discard_note,
    follow_note,
    import_form_page,
    import_page,
    import_question_page,
    imports_page,
)
from samvern.apps.actors.pages.places import places_page
from samvern.apps.actors.pages.populations import (
    by_hand_page,
    by_hand_start,
    population_form_page,
    population_page,
    populations_page,
)

__all__ = [
    "actor_page",
    "by_hand_page",
    "by_hand_start",
    "discard_note",
    "end_note",
    "follow_note",
    "form_page",
    "import_form_page",
    "import_page",
    "import_question_page",
    "imports_page",
    "people_page",
    "places_page",
    "population_form_page",
    "population_page",
    "populations_page",
    "reach",
    "read_choices",
    "register_exports",
    "register_page",
    "sector_answer",
]
