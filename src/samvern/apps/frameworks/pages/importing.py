"""The first page of an import, and what every page of one has around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks.models import SheetColumns
from samvern.apps.frameworks.pages.frame import begun, spoken
from samvern.apps.frameworks.queries import DraftRow, Release
from samvern.base.texts import in_language
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.tables import column_letters
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.numbers import moment
from samvern.ui.parts import Link, Step
from samvern.ui.wording import errors as wording
from samvern.ui.wording.framework_tables import target_name

#: The steps of an import, in order; columns are asked of tables only.
CHOOSE, COLUMNS, SOURCE, LOOK_OVER = range(4)


@dataclass(frozen=True)
class ProblemLine:
    """What is wrong: where, what stands there, what it is, and what to do."""

    where: str
    cell: str
    what: str
    advice: str


@dataclass(frozen=True)
class WaitingFile:
    """A file in waiting, and where its owner goes on with it."""

    id: int
    name: str
    about: str
    url: str
    said: str


@dataclass(frozen=True)
class WaitingRelease:
    """A shipped set that somebody has to look at."""

    title: str
    url: str
    is_new: bool


@dataclass(frozen=True)
class RememberedRow:
    """Remembered columns: of which table, for which set, and what they stand for."""

    id: int
    name: str
    code: str
    columns: str
    used_at: Any
    by_name: str


def import_crumbs(*below: Link) -> list[Link]:
    """The way to a page of an import."""
    return [
        Link(_("Requirement sets"), reverse("frameworks:sets")),
        Link(_("Take in a set"), reverse("frameworks:import")),
        *below,
    ]


def step_frame(step: int, draft: DraftRow | None = None) -> dict[str, Any]:
    """What the page of a step has around it."""
    pages = {
        CHOOSE: (_("Choose the file"), "frameworks:import"),
        COLUMNS: (_("Columns"), "frameworks:draft-columns"),
        SOURCE: (_("Wording"), "frameworks:draft-source"),
        LOOK_OVER: (_("Look it over"), "frameworks:draft"),
    }
    if draft is not None and not draft.is_table:
        del pages[COLUMNS]
    steps = []
    for place, (title, name) in pages.items():
        is_before = place < step
        arguments = [draft.id] if draft and place != CHOOSE else []
        url = reverse(name, args=arguments) if is_before else ""
        steps.append(Step(title, "done" if is_before else _state(place, step), url))
    steps.append(Step(_("Taken in"), "todo"))
    below = [Link(draft.file_name, "")] if draft else []
    return {"breadcrumbs": import_crumbs(*below), "steps": steps, "draft": draft}


def choose_context(
    drafts: Sequence[DraftRow],
    releases: Sequence[Release],
    remembered: Sequence[SheetColumns],
    error: InvalidInput | None = None,
) -> dict[str, Any]:
    """What the first page shows beside its form; ``error`` is why a file could not be read."""
    rows = [_remembered(each) for each in remembered]
    return {
        **step_frame(CHOOSE),
        "waiting": [_waiting(each) for each in drafts],
        "changed_releases": [_release(each) for each in releases if each.edition],
        "new_releases": [_release(each) for each in releases if not each.edition],
        "remembered": rows,
        "problem_title": wording.title(error, gettext) if error and error.problems else "",
        "problems": problem_lines(error.problems if error else ()),
        "exports": Exports(
            "", [Export("remembered-columns", _("Remembered columns"), _REMEMBERED, rows)]
        ),
    }


def problem_lines(
    problems: Iterable[Problem], cells: dict[str, str] | None = None
) -> list[ProblemLine]:
    """What is wrong, from the top; ``cells`` are the texts of the cells that it is about."""
    ordered = sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0))
    return [_line(problem, cells) for problem in ordered]


def _line(problem: Problem, cells: dict[str, str] | None) -> ProblemLine:
    what, advice = wording.problem_parts(problem, gettext)
    params = dict(problem.params)
    is_cell = cells is not None and problem.line and problem.column
    if is_cell and problem.line and problem.column:
        place = {"row": problem.line, "column": column_letters(problem.column - 1)}
        where = _("Row %(row)s, column %(column)s") % place
    elif problem.line:
        where = _("Line %(line)s") % {"line": problem.line}
        where += f" ({problem.where})" if problem.where else ""
    else:
        where = problem.where
    stands = (cells or {}).get(problem.where, str(params.get("found", "")))
    return ProblemLine(where, stands, what, advice)


PROBLEM_COLUMNS: tuple[ExportColumn[ProblemLine], ...] = (
    ExportColumn(gettext_lazy("Where"), lambda line: line.where, 24),
    ExportColumn(gettext_lazy("What stands there"), lambda line: line.cell, 40),
    ExportColumn(gettext_lazy("What is wrong"), lambda line: line.what, 60),
    ExportColumn(gettext_lazy("What to do"), lambda line: line.advice, 60),
)


def _state(place: int, step: int) -> Any:
    return "current" if place == step else "todo"


def _waiting(each: DraftRow) -> WaitingFile:
    if each.is_table and not each.has_columns:
        page = "frameworks:draft-columns"
    else:
        page = "frameworks:draft" if each.sharing else "frameworks:draft-source"
    times = {
        "at": moment(localtime(each.created_at), spoken()),
        "until": moment(localtime(each.kept_until), spoken()),
    }
    over = each.laid_over
    return WaitingFile(
        id=each.id,
        name=each.file_name,
        about=_("A table about “%(set)s”.") % {"set": over.name_in_words} if over else "",
        url=reverse(page, args=[each.id]),
        said=_("Chosen by you on %(at)s. It is kept until %(until)s.") % times,
    )


def _release(each: Release) -> WaitingRelease:
    return WaitingRelease(
        title=f"{in_language(each.framework.title)} ({each.framework.version})",
        url=reverse("frameworks:release", args=[each.name]),
        is_new=not each.edition,
    )


def _remembered(row: SheetColumns) -> RememberedRow:
    used = [each["target"] for each in row.mapping["columns"] if each["target"]]
    return RememberedRow(
        id=row.pk,
        name=row.name,
        code=row.code,
        columns=begun(", ".join(target_name(each, gettext) for each in used)),
        used_at=row.used_at,
        by_name=row.by_user.name if row.by_user else "",
    )


_REMEMBERED: tuple[ExportColumn[RememberedRow], ...] = (
    ExportColumn(gettext_lazy("File"), lambda row: row.name, 40),
    ExportColumn(gettext_lazy("Set"), lambda row: row.code),
    ExportColumn(gettext_lazy("Columns"), lambda row: row.columns, 60),
    ExportColumn(gettext_lazy("Last used"), lambda row: localtime(row.used_at)),
    ExportColumn(gettext_lazy("By whom"), lambda row: row.by_name, 30),
)


def errors_counted(count: int) -> str:
    """How many errors there are, and what that means."""
    return ngettext(
        "There is %(count)d error, so nothing can be taken in yet. Nothing has been changed.",
        "There are %(count)d errors, so nothing can be taken in yet. Nothing has been changed.",
        count,
    ) % {"count": count}
