"""What each column of a table stands for, and what its owner says of its wordings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.frameworks.pages.frame import begun
from samvern.apps.frameworks.pages.importing import COLUMNS, SOURCE, step_frame
from samvern.apps.frameworks.queries import ColumnsPage, DraftRow
from samvern.engine.frameworks import WORDED_FIELDS
from samvern.engine.frameworks.table_import import REFERENCES
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.wording.framework_tables import target_name

#: Characters of a cell that is shown.
_CELL_SHOWN = 60
#: Likeness (0..100) of a heading to the word itself.
_THE_VERY_WORD = 100
#: What a column can stand for beside wordings and references.
_OTHERS = ("parent", "priority", "guidance")


@dataclass(frozen=True)
class ColumnLine:
    """The field that says what a column stands for, and whether that is a guess, or unknown."""

    field: BoundField
    is_unsure: bool
    is_unknown: bool


def columns_context(page: ColumnsPage, fields: Sequence[BoundField]) -> dict[str, Any]:
    """What the page shows that asks what each column stands for."""
    known = sum(bool(each.use.target) for each in page.columns)
    answer = ngettext(
        "%(known)d of %(count)d column is understood. Look it over, and correct what is wrong.",
        "%(known)d of %(count)d columns are understood. Look them over, and correct what is wrong.",
        len(page.columns),
    )
    return {
        **step_frame(COLUMNS, page.draft),
        "answer": answer % {"known": known, "count": len(page.columns)},
        "source": _("As you said of “%(name)s”.") % {"name": page.said_of} if page.said_of else "",
        "place": _place(page),
        "columns": list(_lines(page, fields)),
        "sheet_url": reverse("frameworks:draft-sheet", args=[page.draft.id]),
    }


def sheet_context(page: ColumnsPage) -> dict[str, Any]:
    """What the page shows that asks where the headings stand."""
    names = [name for name in page.heading.names if name]
    return {
        **step_frame(COLUMNS, page.draft),
        "answer": _place(page),
        "headings": names,
        "columns_url": reverse("frameworks:draft-columns", args=[page.draft.id]),
    }


def source_context(draft: DraftRow) -> dict[str, Any]:
    """What the page shows that asks who may see the wordings."""
    return {
        **step_frame(SOURCE, draft),
        "question": _("How far can the wordings be trusted, and who may see them?")
        if draft.is_table
        else _("Who may see the set?"),
        "answer": _("You have the file, so it is for you to say. It is kept with the wordings.")
        if draft.is_table
        else _("Its licence decides. How far each wording can be trusted, the file says itself."),
    }


def labels_of(page: ColumnsPage) -> list[tuple[str, str]]:
    """What the field of each column is called, and what stands in the column."""
    bare = _("(no heading)")
    return [
        (
            f"{column.letters} · {column.use.header or bare}",
            " · ".join(map(_short, column.samples)) or _("(all cells are empty)"),
        )
        for column in page.columns
    ]


def target_choices(page: ColumnsPage) -> list[tuple[Any, Any]]:
    """Everything that a column can stand for, in groups."""
    wordings = [f"{name}.{language}" for name in WORDED_FIELDS for language in LANGUAGES]
    groups = {
        _("What it is"): ["id", *_OTHERS],
        _("What it says"): wordings,
        _("References to other sets"): [f"{REFERENCES}{code}" for code in page.reference_sets],
    }
    named = [
        (title, [(target, begun(target_name(target, gettext))) for target in targets])
        for title, targets in groups.items()
        if targets
    ]
    return [("", _("– leave it out –")), *named]


def _lines(page: ColumnsPage, fields: Sequence[BoundField]) -> Iterator[ColumnLine]:
    for column, field in zip(page.columns, fields, strict=True):
        if column.use.header or column.samples:
            yield ColumnLine(
                field,
                is_unsure=0 < column.likeness < _THE_VERY_WORD,
                is_unknown=page.is_guessed and not column.use.target,
            )


def _place(page: ColumnsPage) -> str:
    """Where in the file the headings were found."""
    told = {"row": page.heading.first_row, "sheet": page.sheet}
    if page.sheet:
        return _("The headings stand in row %(row)s of the sheet “%(sheet)s”.") % told
    return _("The headings stand in row %(row)s.") % told


def _short(text: str) -> str:
    return text if len(text) <= _CELL_SHOWN else f"{text[: _CELL_SHOWN - 1]}…"
