"""One import: what was taken in, by whom and why, and whether it was undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _

from samvern.apps.exchange.pages.changes import changes_export, changes_page, counts_after
from samvern.apps.exchange.pages.frame import import_frame
from samvern.apps.exchange.queries import ImportPage
from samvern.apps.programmes.pages.exports import programme_exports
from samvern.engine.errors import SamvernError
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.numbers import moment, number
from samvern.ui.parts import Definition
from samvern.ui.wording import errors as wording
from samvern.ui.wording import imports


def import_page(page: ImportPage, code: str, asked_page: str | None) -> dict[str, Any]:
    """What the page of an import shows; ``asked_page`` is the page of its changes."""
    row = page.row
    return {
        **import_frame(page.programme, code, below=row.file_name),
        "page": page,
        "row": row,
        "answer": _undone(page) or counts_after(row),
        "about": list(_about(page)),
        "undo_url": reverse("exchange:undo", args=[code, row.id]),
        **changes_page(page.changes, page.document, code, asked_page),
        "exports": programme_exports(
            page.programme,
            [changes_export(page.changes, page.document)],
            part=f"import-{row.id}",
        ),
    }


def undo_page(page: ImportPage, code: str, error: SamvernError | None = None) -> dict[str, Any]:
    """What the page shows that asks whether an import is to be undone, or why it cannot be."""
    row = page.row
    return {
        **import_frame(page.programme, code, below=_("Undo the import")),
        "page": page,
        "row": row,
        "answer": _("What it changed is set back to what stood there before. %(counts)s")
        % {"counts": counts_after(row)},
        "import_url": reverse("exchange:import", args=[code, row.id]),
        "error_title": wording.title(error, gettext) if error else "",
        "error_advice": wording.advice(error, gettext) if error else "",
        "problems": [_problem(page, problem) for problem in error.problems] if error else [],
    }


def _problem(page: ImportPage, problem: Any) -> str:
    """What hinders the undoing, with the field by its name."""
    language = get_language() or LANGUAGES[0]
    said = dict(problem.params)
    if problem.code != "import.field_changed_since":
        return wording.problem(problem, gettext)
    name = imports.field_name(said.get("field", ""), page.document, language, gettext)
    named = type(problem).of(problem.code, where=problem.where, **{**said, "field": name})
    return wording.problem(named, gettext)


def _about(page: ImportPage) -> Iterator[Definition]:
    row = page.row
    language = get_language() or LANGUAGES[0]
    if row.undone_why:
        yield Definition(_("Why it was undone"), row.undone_why)
    yield Definition(_("Why it was taken in"), row.reason)
    yield Definition(_("Taken in by"), row.by_name)
    yield Definition(_("Taken in on"), moment(localtime(row.imported_at), language))
    sheet = _("sheet “%(sheet)s”") % {"sheet": page.sheet} if page.sheet else ""
    yield Definition(_("File"), ", ".join(filter(None, (row.file_name, sheet))))
    yield Definition(_("Rows read"), number(row.rows, 0, language))
    if page.added_areas:
        yield Definition(_("New focus areas"), ", ".join(page.added_areas))


def _undone(page: ImportPage) -> str:
    if page.row.undone_at is None:
        return ""
    return _("Undone by %(name)s on %(at)s. What it had changed was set back.") % {
        "name": page.row.undone_by_name,
        "at": moment(localtime(page.row.undone_at), get_language() or LANGUAGES[0]),
    }
