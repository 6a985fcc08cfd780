"""A table of values or starts between choosing it and taking it in."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.indicators.queries import Change, CheckedRow, IncomingCheck
from samvern.base.carried import seal, unseal
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.tables import column_letters
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Step
from samvern.ui.wording import errors

_SALT = "indicators.import"
#: So many rows stand on the page; the file has all.
MOST_SHOWN = 200
_COLOURS = {Change.NEW: "success", Change.REVISED: "warning", Change.SAME: "neutral"}


@dataclass(frozen=True)
class Carried:
    """A file on its way from one step to the next, what its columns stand for, and why values change."""

    name: str
    content: bytes
    reason: str = ""
    targets: tuple[str, ...] = ()
    seen: str = ""


@dataclass(frozen=True)
class ChangeLine:
    """A row of the file: whom it is of, what it says, and what stands here."""

    line: int
    change: str
    colour: str
    whose: str
    when: str
    before: str
    after: str
    reason: str


@dataclass(frozen=True)
class ProblemLine:
    """Something that is wrong in the file, and where."""

    place: str
    text: str


def pack(file: Carried) -> str:
    """The file as a text that the page carries to the next step, signed and compressed."""
    content = base64.b64encode(file.content).decode()
    carried = [file.name, content, file.reason, list(file.targets), file.seen]
    return seal(carried, salt=_SALT)


def unpack(carried: str) -> Carried:
    """The file as the step before saw it.

    Raises
    ------
    InvalidInput
        ``import.preview_expired``: it was changed on the way, or left lying for too long.
    """
    name, content, reason, targets, seen = unseal(carried, salt=_SALT)
    return Carried(name, base64.b64decode(content), reason, tuple(targets), seen)


def as_checked(file: Carried, found: IncomingCheck[Any]) -> Carried:
    """The file as it goes on to the next step."""
    return Carried(file.name, file.content, file.reason, found.table.targets, found.check.seen)


def choose_context(form: BaseForm, error: InvalidInput | None = None) -> dict[str, Any]:
    """The first step, with why a file could not be read."""
    lines = problem_lines(error.problems) if error else []
    return {
        "form": form,
        "steps": _steps(0),
        "problem_title": errors.title(error, gettext) if error else "",
        "problem_advice": errors.advice(error, gettext) if error else "",
        "problems": lines,
        "exports": _problem_exports(lines),
    }


def check_context(
    file: Carried,
    found: IncomingCheck[Any],
    line_of: Callable[[CheckedRow[Any, Any]], ChangeLine],
    refused: Sequence[str] = (),
) -> dict[str, Any]:
    """The second step: everything that would change, or everything that is wrong."""
    check = found.check
    problems = problem_lines(check.problems)
    lines = [line_of(row) for row in check.rows]
    counts = {change: len(check.of(change)) for change in Change}
    order = (Change.REVISED, Change.NEW)
    shown = [line for change in order for line in lines if line.change == change_name(change)]
    return {
        "steps": _steps(1),
        "file_name": file.name,
        "answer": _answer(counts) if not problems else _wrong(len(problems)),
        "counts": [
            (change_name(change), _COLOURS[change], count, change_meaning(change))
            for change, count in counts.items()
            if count
        ],
        "problems": problems[:MOST_SHOWN],
        "problems_left": max(0, len(problems) - MOST_SHOWN),
        "lines": shown[:MOST_SHOWN],
        "lines_left": max(0, len(shown) - MOST_SHOWN),
        "may_take_in": bool(shown) and not problems,
        "refused": refused,
        "exports": _problem_exports(problems),
    }


def problem_lines(problems: Iterable[Problem]) -> list[ProblemLine]:
    """What is wrong, from the top."""
    ordered = sorted(problems, key=lambda each: (each.line or 0, each.column or 0))
    return [ProblemLine(_place(each), errors.problem(each, gettext)) for each in ordered]


def change_line(
    row: CheckedRow[Any, Any], *, whose: str, when: str, before: str, after: str, reason: str
) -> ChangeLine:
    """A row of the file as the page shows it."""
    return ChangeLine(
        line=row.given.line or 0,
        change=change_name(row.change),
        colour=_COLOURS[row.change],
        whose=whose,
        when=when,
        before=before,
        after=after,
        reason=row.given.reason or (reason if row.change is Change.REVISED else ""),
    )


def change_name(change: Change) -> str:
    """What a row is to what is here."""
    return {
        Change.NEW: _("New"),
        Change.REVISED: _("Changed"),
        Change.SAME: _("Here already"),
    }[change]


def change_meaning(change: Change) -> str:
    """What becomes of such a row."""
    return {
        Change.NEW: _("It is taken in."),
        Change.REVISED: _("It takes the place of what is here, which is kept beside it."),
        Change.SAME: _("Nothing happens to it."),
    }[change]


def field_name(target: str) -> str:
    """What a column can stand for, in words."""
    return {
        "period": _("Period"),
        "value": _("Value"),
        "organisation": _("Organisation"),
        "group": _("Group"),
        "count": _("Number measured"),
        "lower": _("Lower end"),
        "upper": _("Upper end"),
        "reason": _("Reason"),
        "began_on": _("Began on"),
    }[target]


def _answer(counts: Mapping[Change, int]) -> str:
    new, revised = counts[Change.NEW], counts[Change.REVISED]
    if not new and not revised:
        return _("Nothing in the file is new.")
    said = ngettext("%(count)d row is new", "%(count)d rows are new", new) % {"count": new}
    changed = ngettext("%(count)d changes what is here", "%(count)d change what is here", revised)
    return f"{said}, {changed % {'count': revised}}."


def _wrong(count: int) -> str:
    said = ngettext(
        "%(count)d thing is wrong, so nothing can be taken in.",
        "%(count)d things are wrong, so nothing can be taken in.",
        count,
    )
    return said % {"count": count}


def _place(problem: Problem) -> str:
    if problem.line is None:
        return field_name(problem.where) if problem.where in _NAMED else problem.where
    place = {"row": problem.line, "column": column_letters((problem.column or 1) - 1)}
    if problem.column:
        return _("Row %(row)s, column %(column)s") % place
    return _("Row %(row)s") % place


_NAMED = {"period", "value", "organisation", "group", "count", "lower", "upper", "began_on"}


def _problem_exports(lines: Sequence[ProblemLine]) -> Exports:
    columns: list[ExportColumn[ProblemLine]] = [
        ExportColumn(_("Where"), lambda line: line.place, 24),
        ExportColumn(_("What is wrong, and what to do"), lambda line: line.text, 80),
    ]
    title = _("Everything that is wrong in the file")
    return Exports("indicators", [Export("problems", title, columns, lines)])


def _steps(step: int) -> list[Step]:
    titles = (_("Choose the file"), _("Look it over"), _("Taken in"))
    return [
        Step(title, "done" if place < step else "current" if place == step else "todo")
        for place, title in enumerate(titles)
    ]
