"""The list of tasks: what waits, how long is left, and the same as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from samvern.base.registry import Task
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.wording.days import left_words

#: So many stand on the first page; all of them on a page of their own.
SHOWN_FIRST = 10

_COLUMNS: tuple[ExportColumn[Task], ...] = (
    ExportColumn(gettext_lazy("What"), lambda task: str(task.title), 40),
    ExportColumn(pgettext_lazy("a date", "By"), lambda task: task.due_on),
    ExportColumn(gettext_lazy("Number or state"), lambda task: task.figure),
    ExportColumn(gettext_lazy("Why you"), lambda task: str(task.why), 50),
    ExportColumn(gettext_lazy("Part of Samvern"), lambda task: str(task.module), 24),
)


@dataclass(frozen=True)
class TaskLine:
    """A task with how long is left, in words, and the colour that repeats it."""

    task: Task
    left: str
    colour: str


def task_lines(tasks: Sequence[Task], *, on: date) -> list[TaskLine]:
    """Tasks as a page shows them."""
    return [
        TaskLine(task, left_words(task.due_on, on, _, ngettext), _colour(task.due_on, on))
        for task in tasks
    ]


def tasks_sentence(tasks: Sequence[Task], *, on: date) -> str:
    """How many wait, and how long is left for the first."""
    if not tasks:
        return _("Nothing waits for you now.")
    said = ngettext(
        "%(count)d thing waits for you.", "%(count)d things wait for you.", len(tasks)
    ) % {"count": len(tasks)}
    late = sum(task.due_on is not None and task.due_on < on for task in tasks)
    if late and len(tasks) == 1:
        return said + " " + _("It is late.")
    if late:
        return f"{said} " + ngettext(
            "%(count)d of them is late.", "%(count)d of them are late.", late
        ) % {"count": late}
    left = left_words(tasks[0].due_on, on, _, ngettext)
    due = _("It is due: %(left)s.") if len(tasks) == 1 else _("The first is due: %(left)s.")
    return f"{said} {due % {'left': left}}" if left else said


def tasks_page(tasks: Sequence[Task], *, on: date) -> dict[str, Any]:
    """All that waits."""
    return {
        "answer": tasks_sentence(tasks, on=on),
        "lines": task_lines(tasks, on=on),
        "exports": Exports("", [Export("tasks", _("My tasks"), _COLUMNS, tasks)]),
    }


def first_tasks(tasks: Sequence[Task], *, on: date) -> dict[str, Any]:
    """What of it stands on the first page."""
    return {
        "tasks_answer": tasks_sentence(tasks, on=on),
        "lines": task_lines(tasks[:SHOWN_FIRST], on=on),
        "more_tasks": max(0, len(tasks) - SHOWN_FIRST),
    }


def _colour(due_on: date | None, on: date) -> str:
    if due_on is None:
        return "neutral"
    left = (due_on - on).days
    return "danger" if left < 0 else "warning" if left <= 7 else "neutral"
