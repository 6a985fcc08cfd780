"""XLSX with one sheet: heading row frozen and bold, numbers and days as such, text as text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any, BinaryIO, Final

from samvern.engine.errors import InvalidInput
from samvern.formats.incoming import read_bytes, size_in_words
from samvern.formats.tables.table import (
    MAX_BYTES,
    Cell,
    Column,
    Table,
    checked,
    looks_like_formula,
)

#: What the parts of a workbook may come to when unpacked.
MAX_UNPACKED_BYTES: Final = 256 * 2**20

#: Excel refuses a workbook whose sheet name is longer, or has one of these characters.
_SHEET_NAME_LENGTH: Final = 31
_NOT_IN_SHEET_NAME: Final = re.compile(r"[\\/*?:\[\]]")

#: What XML cannot hold.
_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_xlsx(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    stream: BinaryIO,
    *,
    sheet: str = "Samvern",
) -> None:
    """Write a table as a workbook.

    Characters that XML cannot hold become U+FFFD. Moments with a time zone are written as the
    time on the clock in that zone, since a workbook knows no zones.
    """
    # Loaded here, since it takes longer to load than most commands take to run.
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    page = book.create_sheet(_NOT_IN_SHEET_NAME.sub(" ", sheet)[:_SHEET_NAME_LENGTH])
    page.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = column.width

    def cell_of(value: Cell) -> Any:
        if isinstance(value, datetime):
            cell = WriteOnlyCell(page, value=value.replace(tzinfo=None))
            cell.number_format = "yyyy-mm-dd hh:mm"
        elif isinstance(value, date):
            day: Any = value
            cell = WriteOnlyCell(page, value=day)
            cell.number_format = "yyyy-mm-dd"
        elif isinstance(value, str):
            cell = WriteOnlyCell(page, value=_NOT_IN_XML.sub("\ufffd", value))
            cell.data_type = "s"
            cell.quotePrefix = looks_like_formula(value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        else:
            return value
        return cell

    heading = [cell_of(column.title) for column in columns]
    for cell in heading:
        cell.font = Font(bold=True)
    page.append(heading)
    for row in rows:
        page.append([cell_of(value) for value in row])
    book.save(stream)


def read_xlsx(stream: BinaryIO, *, name: str) -> Table:
    """Read the first sheet of a workbook; formulas come as their last computed value.

    Raises
    ------
    InvalidInput
        ``file.…`` for what is too large or empty, ``table.not_workbook``, ``table.…`` for what
        is no table within the limits.
    """
    from openpyxl import load_workbook

    content = read_bytes(stream, name=name, limit=MAX_BYTES)
    _check_unpacked_size(content, name)
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    except (KeyError, ValueError, TypeError, zipfile.BadZipFile, SyntaxError):
        raise InvalidInput("table.not_workbook", name=name) from None
    try:
        return checked(_rows(book), name=name)
    finally:
        book.close()


def _check_unpacked_size(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
    except zipfile.BadZipFile:
        raise InvalidInput("table.not_workbook", name=name) from None
    if unpacked > MAX_UNPACKED_BYTES:
        raise InvalidInput("file.too_large", name=name, limit=size_in_words(MAX_UNPACKED_BYTES))


def _rows(book: Any) -> Iterator[tuple[Cell, ...]]:
    for row in book.worksheets[0].iter_rows(values_only=True):
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            yield tuple(cells)
