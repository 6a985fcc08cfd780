"""What every page of an import has around it: where it lies, and how far it has come."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samvern.apps.exchange.queries import DraftRow
from samvern.apps.programmes.pages.frame import REGISTER, frame
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.engine.errors import NotFound
from samvern.ui.parts import Link, Step

#: The steps of an import, in order; the last is done once it is taken in.
CHOOSE, COLUMNS, LOOK_OVER = range(3)


def import_frame(programme: ProgrammeHead, code: str, *, below: str = "") -> dict[str, Any]:
    """The context that every page of this module shares; ``below`` is the title of one under it.

    Raises
    ------
    NotFound
        ``page.unknown`` when what is shown is not of the programme that the address names.
    """
    if programme.code != code:
        raise NotFound("page.unknown")
    home = reverse("exchange:choose", args=[programme.code])
    shared = frame(programme, REGISTER)
    crumbs = [*shared["breadcrumbs"], Link(_("Tables of measures"), home)]
    if below:
        crumbs.append(Link(below, ""))
    return {**shared, "breadcrumbs": crumbs, "home_url": home}


def step_frame(
    programme: ProgrammeHead, code: str, step: int, draft: DraftRow | None = None
) -> dict[str, Any]:
    """The frame of a step; raises as :func:`import_frame`."""
    titles = (
        _("Choose the file"),
        _("Say what the columns are"),
        _("Look it over"),
        _("Taken in"),
    )
    states = ("done", "current", "todo")
    urls = ["", "", "", ""]
    if draft:
        urls[CHOOSE] = reverse("exchange:choose", args=[code])
        urls[COLUMNS] = reverse("exchange:columns", args=[code, draft.id])
    steps = [
        Step(
            title,
            states[1 + (place > step) - (place < step)],  # type: ignore[arg-type]
            urls[place] if place < step else "",
        )
        for place, title in enumerate(titles)
    ]
    shared = import_frame(programme, code, below=draft.file_name if draft else "")
    return {**shared, "draft": draft, "steps": steps}
