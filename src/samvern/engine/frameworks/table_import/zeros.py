"""Identifiers that a spreadsheet has made numbers of: 2.10 is 2.1 to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from samvern.engine.tables import Cell, text_of

#: Digits after a dot that identifiers usually have at most.
_MOST_DIGITS: Final = 2


def with_its_zero(cell: Cell) -> str:
    """What a number may have been before a spreadsheet took its last zero away; empty for text.

    Examples
    --------
    >>> with_its_zero(2.1), with_its_zero("2.1"), with_its_zero(2.0)
    ('2.10', '', '')
    """
    text = text_of(cell)
    return f"{text}0" if isinstance(cell, float | Decimal) and "." in text else ""


def is_likely(longer: str) -> bool:
    """Whether anybody would number so far.

    Examples
    --------
    >>> is_likely("5.10"), is_likely("5.230")
    (True, False)
    """
    return len(longer.rpartition(".")[2]) <= _MOST_DIGITS
