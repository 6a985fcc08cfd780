"""Characters that workbooks write by their number, such as ``_x000D_``.

Source
------
ISO/IEC 29500-1, 22.9.2.19 (ST_Xstring).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from samvern.formats.tables import Cell, Row, Sheet

_BEGINNING: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")


def escaped(text: str) -> str:
    """A text in which nothing is taken for a character by its number.

    Examples
    --------
    >>> escaped("_x0041_"), unescaped(escaped("_x005F_x0041_"))
    ('_x005F_x0041_', '_x005F_x0041_')
    """
    return _BEGINNING.sub("_x005F_", text)


def unescaped(text: str) -> str:
    """A text as the workbook means it."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def as_meant(sheet: Sheet) -> Sheet:
    """A sheet with its texts as they are meant."""
    return replace(sheet, rows=tuple(Row(row.number, _meant(row.cells)) for row in sheet.rows))


def _meant(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(unescaped(cell) if isinstance(cell, str) else cell for cell in cells)
