"""CSV after RFC 4180: comma, CRLF, UTF-8 with the byte order mark that Excel asks for."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import BinaryIO

from samvern.engine.errors import InvalidInput
from samvern.formats.incoming import as_text, read_bytes
from samvern.formats.tables.table import (
    MAX_BYTES,
    Cell,
    Column,
    Table,
    checked,
    looks_like_formula,
)


def write_csv(columns: Sequence[Column], rows: Iterable[Sequence[Cell]], stream: BinaryIO) -> None:
    """Write a table, row by row, so that any number of rows takes no more memory than one."""
    stream.write(codecs.BOM_UTF8)
    stream.write(_line([column.title for column in columns]))
    for row in rows:
        stream.write(_line(row))


def _line(row: Sequence[Cell]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line).writerow(map(_guarded, row))
    return line.getvalue().encode()


def _guarded(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return f"'{cell}" if looks_like_formula(cell.lstrip("'")) else cell
    if isinstance(cell, datetime):
        return cell.isoformat(timespec="seconds")
    return str(cell)


def read_csv(stream: BinaryIO, *, name: str) -> Table:
    """Read a table; every cell is text, and an empty one is None.

    Raises
    ------
    InvalidInput
        ``file.…`` for what is no text, ``table.…`` for what is no table within the limits,
        ``syntax.csv`` with the row.
    """
    text = as_text(read_bytes(stream, name=name, limit=MAX_BYTES), name=name)
    return checked(_rows(text, name), name=name)


def _rows(text: str, name: str) -> Iterator[tuple[Cell, ...]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for row in reader:
            if row:
                yield tuple(unguarded(cell) for cell in row)
    except csv.Error as error:
        raise InvalidInput(
            "syntax.csv", name=name, row=reader.line_num, detail=str(error)
        ) from None


def unguarded(cell: str) -> str | None:
    """A cell of a file without the apostrophe that keeps it from being a formula; None if empty."""
    if cell.startswith("'") and looks_like_formula(cell.lstrip("'")):
        return cell[1:]
    return cell or None
