"""Cells of a table that somebody made in a spreadsheet, as text; what cannot be read says why."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

#: What a cell may hold; None is an empty cell.
Cell = str | int | float | Decimal | bool | date | datetime | None

#: The most characters of a code.
MAX_CODE: Final = 40
_CODE: Final = re.compile(r"\S+")
_UNSTORABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPREADSHEET_ERRORS: Final = frozenset(
    ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)


class Unreadable(Exception):
    """A cell that cannot be read: the code of a problem and its parameters."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code, self.params = code, params


def text_of(cell: Cell) -> str:
    r"""A cell as text, numbers as people write them.

    Examples
    --------
    >>> text_of(2024.0), text_of(1.5), text_of("  a\r\nb ")
    ('2024', '1.5', 'a\nb')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        is_day = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.date().isoformat() if is_day else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).replace("\r\n", "\n").replace("\r", "\n").strip()


def readable_text(cell: Cell) -> str:
    """A cell as text that can be kept.

    Raises
    ------
    Unreadable
        ``cell.formula_error`` or ``cell.control_character``.
    """
    text = text_of(cell)
    if text in _SPREADSHEET_ERRORS:
        raise Unreadable("cell.formula_error", found=text)
    if _UNSTORABLE.search(text):
        raise Unreadable("cell.control_character")
    return text


def read_code(cell: Cell, *, limit: int = MAX_CODE) -> str:
    """A code as text. A spreadsheet that made a number or a day of it has lost what it was.

    Examples
    --------
    >>> read_code("4.2a"), read_code(5.0)
    ('4.2a', '5')
    """
    if isinstance(cell, date):
        raise Unreadable("cell.code_is_date", found=text_of(cell))
    text = text_of(cell)
    if not _CODE.fullmatch(text):
        raise Unreadable("cell.code_malformed", found=text[:60])
    if len(text) > limit:
        raise Unreadable("cell.too_long", limit=limit, length=len(text))
    return text


def column_letters(place: int) -> str:
    """The letters over a column in a spreadsheet, by its position from 0.

    Examples
    --------
    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    letters, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
