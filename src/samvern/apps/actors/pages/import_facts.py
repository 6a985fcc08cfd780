"""The figures of an import, each named, so that they add up."""

from __future__ import annotations

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.actors import queries
from samvern.apps.actors.models import RegisterImport
from samvern.ui import numbers
from samvern.ui.parts import Definition
from samvern.ui.wording import register_counts


def import_facts(saved: RegisterImport) -> list[Definition]:
    """What became of the rows, and which files they came from."""
    figures, notes = queries.figures(saved), _notes()
    shown = [
        Definition(
            name,
            numbers.number(figures[count], language=get_language() or "nb"),
            notes.get(count, ""),
        )
        for count, name in register_counts.names(gettext).items()
        if count in figures
    ]
    for source in saved.sources:
        digest = _("SHA-256 %(digest)s") % {"digest": source["sha256"][:16]}
        shown.append(Definition(_("File"), source["name"], digest))
    return shown


def _notes() -> dict[str, str]:
    return {
        "rows": _("Not of the sector, could not be used, and of the sector."),
        "of_sector": _("Unchanged, closed already and never here, and changed by these rows."),
        "gone": _("The files hold everybody, and not these."),
        "missing": _("So many cannot have left at once, so nobody was taken for gone."),
        "in_a_circle": _("They come in beside each other."),
    }
