"""The first page: choose a table, go on with one, or look at what was taken in before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.exchange.models import TableImportQuerySet
from samvern.apps.exchange.pages.check import ProblemLine, problem_lines
from samvern.apps.exchange.pages.frame import CHOOSE, step_frame
from samvern.apps.exchange.queries import ImportRow, RememberedRow, StartPage, import_row
from samvern.apps.programmes.pages.exports import programme_exports
from samvern.engine.errors import InvalidInput
from samvern.ui.exports import Export, ExportColumn
from samvern.ui.wording import errors as wording

IMPORTS_ON_A_PAGE = 20


def choose_page(
    page: StartPage,
    imports: TableImportQuerySet,
    code: str,
    number: str | None,
    *,
    problem_title: str = "",
    problems: Sequence[ProblemLine] = (),
) -> dict[str, Any]:
    """What the page shows beside its form; ``number`` is the page of the earlier imports."""
    shown = Paginator(imports, IMPORTS_ON_A_PAGE).get_page(number)
    return {
        **step_frame(page.programme, code, CHOOSE),
        "page": page,
        "question": _("Which table is to be taken in?")
        if page.may_import
        else _("Which tables were taken in?"),
        "answer": _(
            "Your own headings will do. Nothing changes before you have seen what would change."
        )
        if page.may_import
        else _answer(shown.paginator.count),
        "import_rows": [import_row(row) for row in shown.object_list],
        "import_pages": shown,
        "table_urls": [
            (kind, reverse("programmes:register-file", args=[code, kind.lower()]))
            for kind in ("XLSX", "CSV")
        ],
        "problem_title": problem_title,
        "problems": problems,
        # A file that cannot be read is not kept, so its errors stand on this page only.
        "error_files": None,
        "exports": programme_exports(
            page.programme,
            [
                Export("imports", _("Tables taken in"), _IMPORTS, map(import_row, imports)),
                Export("remembered", _("Remembered columns"), _REMEMBERED, page.remembered),
            ],
            part="imports",
        ),
    }


def unreadable(error: InvalidInput) -> dict[str, Any]:
    """Everything that keeps a table from being read, cell by cell."""
    return {
        "problem_title": wording.title(error, gettext) if error.problems else "",
        "problems": problem_lines(error.problems, {}),
    }


def in_words(error: InvalidInput) -> str:
    """What is wrong with a whole file, and what to do."""
    said = (wording.title(error, gettext), wording.advice(error, gettext))
    return " ".join(each for each in said if each)


def _answer(count: int) -> str:
    if not count:
        return _("No table has been taken in so far.")
    return ngettext(
        "%(count)d table has been taken in so far.",
        "%(count)d tables have been taken in so far.",
        count,
    ) % {"count": count}


_IMPORTS: tuple[ExportColumn[ImportRow], ...] = (
    ExportColumn(gettext_lazy("File"), lambda row: row.file_name, 40),
    ExportColumn(gettext_lazy("Taken in on"), lambda row: localtime(row.imported_at)),
    ExportColumn(gettext_lazy("Taken in by"), lambda row: row.by_name, 30),
    ExportColumn(gettext_lazy("Why"), lambda row: row.reason, 60),
    ExportColumn(gettext_lazy("New measures"), lambda row: row.added, 10),
    ExportColumn(gettext_lazy("Changed measures"), lambda row: row.changed, 10),
    ExportColumn(gettext_lazy("Withdrawn measures"), lambda row: row.withdrawn, 10),
    ExportColumn(
        gettext_lazy("Undone on"), lambda row: localtime(row.undone_at) if row.undone_at else None
    ),
)

_REMEMBERED: tuple[ExportColumn[RememberedRow], ...] = (
    ExportColumn(gettext_lazy("Name"), lambda row: row.name, 40),
    ExportColumn(gettext_lazy("Remembered by"), lambda row: row.by_name, 30),
    ExportColumn(gettext_lazy("Last used"), lambda row: localtime(row.used_at)),
)
