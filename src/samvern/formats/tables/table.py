"""What a table is made of, and the limits on one that comes in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from samvern.engine.errors import InvalidInput

#: What a cell may hold; None is an empty cell.
Cell = str | int | float | Decimal | bool | date | datetime | None

MAX_ROWS: Final = 100_000
MAX_COLUMNS: Final = 500
MAX_BYTES: Final = 32 * 2**20

#: First characters that make a spreadsheet take a text for a formula.
_FORMULA_BEGINNINGS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Column:
    """A column: its heading, its width in characters, and how a workbook writes its numbers.

    ``number_format`` is that of a workbook, such as ``0.0 %`` for shares; CSV has none.
    """

    title: str
    width: int = 20
    number_format: str = ""


@dataclass(frozen=True)
class Table:
    """A table that was read: headings, then rows of as many cells."""

    titles: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet would take a text for a formula."""
    return text.startswith(_FORMULA_BEGINNINGS)


def checked(rows: Iterable[tuple[Cell, ...]], *, name: str) -> Table:
    """A table from rows as they come in, all of them brought to the width of the heading.

    Raises
    ------
    InvalidInput
        ``table.empty``, ``table.too_many_rows``, ``table.too_many_columns`` or, for a row with
        more cells than there are headings, ``table.row_too_wide``.
    """
    taken = tuple(_within_limits(rows, name))
    if not taken:
        raise InvalidInput("table.empty", name=name)
    titles = tuple("" if cell is None else str(cell) for cell in taken[0])
    width = len(titles)
    return Table(titles, tuple(row + (None,) * (width - len(row)) for row in taken[1:]))


def _within_limits(rows: Iterable[tuple[Cell, ...]], name: str) -> Iterator[tuple[Cell, ...]]:
    width = 0
    for number, row in enumerate(rows, start=1):
        if number > MAX_ROWS:
            raise InvalidInput("table.too_many_rows", name=name, limit=MAX_ROWS)
        if len(row) > MAX_COLUMNS:
            raise InvalidInput("table.too_many_columns", name=name, limit=MAX_COLUMNS)
        width = width or len(row)
        if len(row) > width:
            raise InvalidInput("table.row_too_wide", name=name, row=number, expected=width)
        yield row
