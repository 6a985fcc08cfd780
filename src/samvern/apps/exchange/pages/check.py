"""The dry run: everything that is wrong at once, or what taking the table in would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.exchange.pages.changes import changes_export, changes_page, counts
from samvern.apps.exchange.pages.frame import LOOK_OVER, step_frame
from samvern.apps.exchange.queries import CheckPage
from samvern.apps.programmes.pages.exports import programme_exports
from samvern.engine.errors import Problem
from samvern.engine.programme.table_import import column_letters
from samvern.ui.exports import Export, ExportColumn
from samvern.ui.wording import errors as wording

#: How the codes of words begin that somebody can say the meaning of.
_UNKNOWN_WORD = "cell.word_unknown"
#: Errors that stand on the page; the file has them all.
MOST_SHOWN = 500


@dataclass(frozen=True)
class ProblemLine:
    """What is wrong in a cell: where, what stands there, what is wrong, and what to do."""

    row: int | None
    column: str
    header: str
    cell: str
    what: str
    advice: str


def check_page(page: CheckPage, code: str, number: str | None) -> dict[str, Any]:
    """What the page shows beside its form; ``number`` is the page of the changes."""
    found = page.check
    errors = problem_lines(found.problems, page.cells)
    can_take_in = bool(found.changes) and not found.problems
    return {
        **step_frame(page.programme, code, LOOK_OVER, page.draft),
        "check": found,
        **_words(page),
        "can_take_in": can_take_in,
        "action": ngettext(
            "Take in %(count)d change", "Take in %(count)d changes", len(found.changes)
        )
        % {"count": len(found.changes)},
        "errors": errors[:MOST_SHOWN],
        "errors_left": len(errors[MOST_SHOWN:]),
        "remarks": problem_lines(found.remarks, page.cells)[:MOST_SHOWN],
        **(changes_page(found.changes, page.document, code, number) if can_take_in else {}),
        "missing_text": _missing(page),
        "words_url": reverse("exchange:words", args=[code, page.draft.id])
        if any(problem.code.startswith(_UNKNOWN_WORD) for problem in found.problems)
        else "",
        "columns_url": reverse("exchange:columns", args=[code, page.draft.id]),
        "exports": programme_exports(
            page.programme,
            [
                Export("errors", _("Errors in the table"), _PROBLEMS, errors),
                changes_export(found.changes, page.document),
            ],
            part="import",
        ),
    }


def name_of(page: CheckPage) -> str:
    """What the columns are to be remembered as: as before, or else as the file is called."""
    if page.remembered:
        return page.remembered.name
    return page.draft.file_name.rpartition(".")[0] or page.draft.file_name


def problem_lines(problems: Iterable[Problem], cells: Mapping[str, str]) -> tuple[ProblemLine, ...]:
    """What is wrong, row by row; ``cells`` are the texts of the cells that it is about."""
    lines = (_line(problem, cells) for problem in problems)
    return tuple(sorted(lines, key=lambda line: line.row or 0))


def _line(problem: Problem, cells: Mapping[str, str]) -> ProblemLine:
    params = dict(problem.params)
    what, advice = wording.problem_parts(problem, gettext)
    return ProblemLine(
        row=problem.line,
        column=column_letters(problem.column - 1) if problem.column else "",
        header=params.get("header", ""),
        cell=cells.get(problem.where, params.get("found", "")),
        what=what,
        advice=advice,
    )


def _words(page: CheckPage) -> dict[str, str]:
    """The question and its answer, as the dry run came out."""
    found = page.check
    rows = ngettext("%(count)d row was read.", "%(count)d rows were read.", found.rows) % {
        "count": found.rows
    }
    if found.problems:
        errors = ngettext(
            "There is %(count)d error, so nothing can be taken in yet. Nothing has been changed.",
            "There are %(count)d errors, so nothing can be taken in yet. Nothing has been changed.",
            len(found.problems),
        ) % {"count": len(found.problems)}
        return {"question": _("What must be corrected first?"), "answer": f"{rows} {errors}"}
    if not found.changes:
        same = _("All of them say what is stored already, so there is nothing to take in.")
        return {"question": _("What would it change?"), "answer": f"{rows} {same}"}
    told = counts(found.changes, len(found.unchanged))
    nothing = _("Nothing has been changed yet.")
    return {"question": _("What would it change?"), "answer": f"{rows} {told} {nothing}"}


def _missing(page: CheckPage) -> str:
    """What becomes of stored measures that the table does not have."""
    count = len(page.check.missing)
    if not count:
        return ""
    if page.mapping.missing == "withdraw":
        return ngettext(
            "The table does not have %(count)d measure of the programme. It would be withdrawn.",
            "The table does not have %(count)d measures of the programme. They would be withdrawn.",
            count,
        ) % {"count": count}
    return ngettext(
        "The table does not have %(count)d measure of the programme. It stays as it is.",
        "The table does not have %(count)d measures of the programme. They stay as they are.",
        count,
    ) % {"count": count}


_PROBLEMS: tuple[ExportColumn[ProblemLine], ...] = (
    ExportColumn(gettext_lazy("Row"), lambda line: line.row, 8),
    ExportColumn(gettext_lazy("Column"), lambda line: line.column, 8),
    ExportColumn(gettext_lazy("Heading"), lambda line: line.header, 24),
    ExportColumn(gettext_lazy("What stands there"), lambda line: line.cell, 40),
    ExportColumn(gettext_lazy("What is wrong"), lambda line: line.what, 60),
    ExportColumn(gettext_lazy("What to do"), lambda line: line.advice, 60),
)
