"""Where the headings stand, and what each column and each foreign word stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.forms import BoundField
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.exchange.pages.frame import COLUMNS, step_frame
from samvern.apps.exchange.queries import ColumnsPage, SheetPage
from samvern.engine.programme.document import LANGUAGES, Programme
from samvern.engine.programme.table_import import Heading, column_letters, targets_of, text_of
from samvern.formats.tables import Cell
from samvern.ui.numbers import day
from samvern.ui.parts import Link
from samvern.ui.wording import imports as wording

#: Columns of a sheet that are shown where its heading is chosen, and characters of a cell.
_COLUMNS_SHOWN = 8
_CELL_SHOWN = 40
#: Likeness (0..100) of a heading to the word itself.
_THE_VERY_WORD = 100

_GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("What it is"), ("code", "title", "description", "kind", "status")),
    (gettext_lazy("Where it belongs"), ("focus_area", "focus_area_title", "parent")),
    (
        gettext_lazy("Who"),
        ("owners", "owner_note", "involved", "target_group", "relevant_for", "interfaces"),
    ),
    (gettext_lazy("When"), ("start", "finish", "every", "after", "related", "overlaps")),
    (gettext_lazy("Judgements"), ("cost", "support", "implementation_risk")),
    (gettext_lazy("Contribution to risk areas"), ("contribution",)),
    (gettext_lazy("Attainment of goals"), ("attainment",)),
)


@dataclass(frozen=True)
class SheetLine:
    """A row of a sheet that the heading may stand in."""

    number: int
    cells: tuple[str, ...]
    is_heading: bool


@dataclass(frozen=True)
class ColumnLine:
    """The field that says what a column stands for, and whether that is a guess, or unknown."""

    field: BoundField
    is_unsure: bool
    is_unknown: bool


def is_guessed(page: ColumnsPage) -> bool:
    """Whether nobody has said, now or before, what the columns stand for."""
    return not (page.is_confirmed or page.remembered or page.earlier_file)


def sheet_page(page: SheetPage, code: str) -> dict[str, Any]:
    """What the page shows that asks where the headings stand."""
    heading, width = page.heading, _width(page)
    address = reverse("exchange:sheet", args=[code, page.draft.id])
    return {
        **step_frame(page.programme, code, COLUMNS, page.draft),
        "sheet": page.sheet,
        "sheets": [
            Link(name, f"{address}?{urlencode({'sheet': name})}", current=name == page.sheet)
            for name in page.sheets
        ]
        if len(page.sheets) > 1
        else [],
        "rows": [
            SheetLine(
                row.number,
                _cells(row.cells, width),
                heading.first_row == heading.last_row == row.number,
            )
            for row in page.first_rows
        ],
        "found": _rows_of(heading) if heading.first_row != heading.last_row else "",
        "letters": [column_letters(place) for place in range(width)],
        "columns_url": reverse("exchange:columns", args=[code, page.draft.id]),
    }


def _width(page: SheetPage) -> int:
    return min(_COLUMNS_SHOWN, max((len(row.cells) for row in page.first_rows), default=0))


def _cells(cells: Sequence[Cell], width: int) -> tuple[str, ...]:
    texts = [_short(text_of(cell)) for cell in cells[:width]]
    return (*texts, *[""] * (width - len(texts)))


def _short(text: str) -> str:
    return text if len(text) <= _CELL_SHOWN else f"{text[: _CELL_SHOWN - 1]}…"


def columns_page(page: ColumnsPage, code: str, fields: Sequence[BoundField]) -> dict[str, Any]:
    """What the page shows that asks what each column stands for."""
    address = reverse("exchange:columns", args=[code, page.draft.id])
    return {
        **step_frame(page.programme, code, COLUMNS, page.draft),
        "answer": _answer(page),
        "source": _source(page),
        "place": _place(page),
        "columns": list(_lines(page, fields)),
        "sheet_url": reverse("exchange:sheet", args=[code, page.draft.id]),
        "others": [
            Link(
                row.name,
                f"{address}?as={row.id}",
                current=bool(page.remembered and page.remembered.id == row.id),
            )
            for row in page.all_remembered
            if row.signature == page.heading.signature
        ],
    }


def _lines(page: ColumnsPage, fields: Sequence[BoundField]) -> Iterator[ColumnLine]:
    is_new = is_guessed(page)
    for column, field in zip(page.columns, fields, strict=True):
        if column.header or column.samples:
            yield ColumnLine(
                field,
                is_unsure=0 < column.likeness < _THE_VERY_WORD,
                is_unknown=is_new and not column.use.target,
            )


def _answer(page: ColumnsPage) -> str:
    known = sum(bool(column.use.target) for column in page.columns)
    count = len(page.columns)
    return ngettext(
        "%(known)d of %(count)d column is understood. Look it over, and correct what is wrong.",
        "%(known)d of %(count)d columns are understood. Look them over, and correct what is wrong.",
        count,
    ) % {"known": known, "count": count}


def _source(page: ColumnsPage) -> str:
    """Where the answers come from that stand in the form."""
    if page.earlier_file:
        return _("As you said of “%(name)s”.") % {"name": page.earlier_file}
    row = page.remembered
    if row is None:
        return ""
    return _("As last time: “%(name)s”, used on %(on)s.") % {
        "name": row.name,
        "on": day(row.used_at, get_language() or LANGUAGES[0]),
    }


def _place(page: ColumnsPage) -> str:
    """Where in the file the headings were found."""
    rows = _rows_of(page.heading)
    if page.sheet:
        return _("The headings stand in %(rows)s of the sheet “%(sheet)s”.") % {
            "rows": rows,
            "sheet": page.sheet,
        }
    return _("The headings stand in %(rows)s.") % {"rows": rows}


def _rows_of(heading: Heading) -> str:
    """The row, or the two rows, that the headings stand in."""
    if heading.first_row == heading.last_row:
        return _("row %(row)d") % {"row": heading.first_row}
    return _("rows %(first)d and %(last)d") % {
        "first": heading.first_row,
        "last": heading.last_row,
    }


def labels_of(page: ColumnsPage) -> list[tuple[str, str]]:
    """What the field of each column is called, and what stands in the column."""
    bare = _("(no heading)")
    return [
        (
            f"{column.letters} · {column.header or bare}",
            " · ".join(map(_short, column.samples)) or _("(all cells are empty)"),
        )
        for column in page.columns
    ]


def target_choices(document: Programme) -> list[tuple[Any, Any]]:
    """Everything that a column can stand for, in groups."""
    language = get_language() or LANGUAGES[0]
    targets = targets_of(document).values()
    groups = [
        (
            title,
            [
                (target.key, wording.field_name(target.key, document, language, gettext))
                for name in names
                for target in targets
                if _named(target.name) == name
            ],
        )
        for title, names in _GROUPS
    ]
    return [("", _("– leave it out –")), *(group for group in groups if group[1])]


def _named(name: str) -> str:
    return "code" if name == "id" else name
