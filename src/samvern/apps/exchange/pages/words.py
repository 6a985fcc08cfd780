"""Words that are not ours, and names that stand together in a cell: what the page asks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.exchange.pages.frame import COLUMNS, step_frame
from samvern.apps.exchange.queries import ColumnRow, ColumnsPage, UnknownWord
from samvern.engine.programme.document import LANGUAGES, Programme
from samvern.engine.programme.table_import import SEPARATORS, vocabulary
from samvern.ui.wording import imports as wording

#: What the form sends for a word that says nothing.
NOTHING = "-"
#: Fields with words of their own, which are no scale.
_CHOICES = ("kind", "status")


@dataclass(frozen=True)
class AskedWord:
    """A word, what it can mean, and what somebody has said that it means.

    ``places`` are the columns that it stands in, all of the same kind.

    What it is most like is only a hint: "almost done" is like "done", and is not.
    """

    places: tuple[int, ...]
    word: str
    label: str
    choices: tuple[tuple[str, str], ...]
    hint: str
    meaning: str


@dataclass(frozen=True)
class AskedSeparator:
    """A column of names, and what can stand between them."""

    place: int
    label: str
    choices: tuple[tuple[str, str], ...]
    mark: str


@dataclass(frozen=True)
class WordsSection:
    """The words of one column, or of several, with the fields that ask for their meaning."""

    key: str
    heading: str
    fields: tuple[BoundField, ...]


@dataclass(frozen=True)
class SeparatorSection:
    """A column of names with some of its cells, and the field that asks what parts them."""

    key: str
    heading: str
    samples: tuple[str, ...]
    field: BoundField


def asked_words(page: ColumnsPage) -> list[AskedWord]:
    """Every word that the page asks about; one that columns of a kind share is asked once."""
    found: dict[tuple[str, str], list[tuple[ColumnRow, UnknownWord]]] = {}
    for column in page.columns:
        for word in column.words:
            found.setdefault((_kind(column), word.word), []).append((column, word))
    return [_asked(kind, text, met) for (kind, text), met in found.items()]


def _asked(kind: str, text: str, met: Sequence[tuple[ColumnRow, UnknownWord]]) -> AskedWord:
    count = sum(word.count for _column, word in met)
    nearest = next((word.nearest for _column, word in met if word.nearest), "")
    means = next((word.means for _column, word in met if word.means is not None), None)
    label = ngettext("“%(word)s”, in %(count)d cell", "“%(word)s”, in %(count)d cells", count)
    return AskedWord(
        places=tuple(column.place for column, _word in met),
        word=text,
        label=label % {"word": text, "count": count},
        choices=_meanings(kind),
        hint=_("Most like “%(word)s”.") % {"word": nearest} if nearest else "",
        meaning="" if means is None else means or NOTHING,
    )


def asked_separators(page: ColumnsPage) -> list[AskedSeparator]:
    """Every column of names in whose cells something stands that may part them."""
    label = _("What stands between the names?")
    return [
        AskedSeparator(column.place, label, _separators(), column.use.separator)
        for column in page.columns
        if column.parted
    ]


def is_unanswered(page: ColumnsPage) -> bool:
    """Whether there is a word or a separator that nobody has said anything about yet."""
    return any(word.means is None for column in page.columns for word in column.words) or any(
        column.parted and not any(column.use.separator in cell for cell in column.parted)
        for column in page.columns
    )


def is_asked(page: ColumnsPage) -> bool:
    """Whether there is anything to ask about words and separators, answered or not."""
    return any(column.words or column.parted for column in page.columns)


def words_page(page: ColumnsPage, code: str, form: Any) -> dict[str, Any]:
    """What the page shows, field by field of its form."""
    has_words = any(column.words for column in page.columns)
    return {
        **step_frame(page.programme, code, COLUMNS, page.draft),
        "question": _("What do these words mean?")
        if has_words
        else _("What stands between the names?"),
        "words": [
            WordsSection(
                f"words-{places[0]}-{len(places)}",
                _headings([page.columns[place] for place in places], page.document),
                tuple(fields),
            )
            for places, fields in form.words_by_column.items()
        ],
        "separators": [
            SeparatorSection(
                f"names-{column.place}",
                _heading(column, page.document),
                column.parted,
                form.separator_of(column.place),
            )
            for column in page.columns
            if column.parted
        ],
        "check_url": reverse("exchange:check", args=[code, page.draft.id]),
        "columns_url": reverse("exchange:columns", args=[code, page.draft.id]),
    }


def _headings(columns: Sequence[ColumnRow], document: Programme) -> str:
    """One column with what it stands for, or the letters of several."""
    if len(columns) == 1:
        return _heading(columns[0], document)
    return _("Columns %(letters)s") % {"letters": ", ".join(each.letters for each in columns)}


def _heading(column: ColumnRow, document: Programme) -> str:
    """A column with what it stands for."""
    language = get_language() or LANGUAGES[0]
    return _("Column %(letters)s, %(header)s: %(field)s") % {
        "letters": column.letters,
        "header": column.header or _("(no heading)"),
        "field": wording.field_name(column.use.target, document, language, gettext),
    }


def _kind(column: ColumnRow) -> str:
    """Which words can stand in a column: those of a scale, of kinds, or of statuses."""
    assert column.target is not None
    name = column.target.name
    return name if name in _CHOICES else str(column.target.scale)


def _meanings(kind: str) -> tuple[tuple[str, str], ...]:
    """What a word can mean: a level of the scale, a kind or a status, or that nothing is known."""
    levels = vocabulary.in_words(kind, get_language() or LANGUAGES[0])
    not_known = () if kind in _CHOICES else ((vocabulary.UNKNOWN, _("nobody knows")),)
    return (
        ("", _("an error in the table")),
        *levels.items(),
        *not_known,
        (NOTHING, _("nothing, as an empty cell")),
    )


def _separators() -> tuple[tuple[str, str], ...]:
    names = {
        ";": _("semicolon ( ; )"),
        ",": _("comma ( , )"),
        "/": _("slash ( / )"),
        "|": _("vertical line ( | )"),
        "+": _("plus ( + )"),
    }
    return tuple((mark, names[mark]) for mark in SEPARATORS)
