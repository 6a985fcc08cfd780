"""Tables of measures as files, as people keep them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

#: Headings that are nobody's but this table's own.
HEADINGS = ("Tiltaksnr", "Hva skal gjøres?", "Ansvarlig", "Kostnad", "Ferdig")

Lines = Sequence[Sequence[Any]]


def xlsx(lines: Lines, *, sheet: str = "Tiltak", others: Iterable[tuple[str, Lines]] = ()) -> bytes:
    """A workbook; ``others`` are sheets that stand after the first."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in ((sheet, lines), *others):
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv(lines: Lines) -> bytes:
    """A table as Excel in Norway saves it."""
    return "".join(f"{';'.join(map(str, line))}\r\n" for line in lines).encode("cp1252")


def lines(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS) -> list[Sequence[Any]]:
    """The rows below a heading that does not stand in the first row."""
    return [("Oversikt over tiltak",), headings, *rows]
