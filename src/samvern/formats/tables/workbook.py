"""XLSX: heading row frozen and bold, numbers and days as such, text as text; a sheet about it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from itertools import chain
from typing import Any, BinaryIO, Final

from samvern.engine.errors import InvalidInput
from samvern.formats.archive import without_times
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


#: Excel has no more rows on a sheet, and no more characters in a cell.
_MOST_ROWS: Final = 1_048_576
_MOST_CHARACTERS: Final = 32_767

#: How days are shown, unless their readers write them otherwise.
_DAY: Final = "yyyy-mm-dd"

#: Where a workbook says when it was made.
_CORE: Final = "docProps/core.xml"
_MADE_AT: Final = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


@dataclass(frozen=True)
class About:
    """A sheet of its own that says what the table is: terms with their values."""

    title: str
    lines: Sequence[tuple[str, Cell]]


@dataclass(frozen=True)
class Page:
    """A table on a sheet of its own."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


def write_xlsx(
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    stream: BinaryIO,
    *,
    sheet: str = "Samvern",
    about: About | None = None,
    most_rows: int = _MOST_ROWS,
    with_filter: bool = False,
) -> None:
    """Write a table as a workbook, row by row.

    Characters that XML cannot hold become U+FFFD, and a text longer than a cell can hold ends
    with an ellipsis. Moments with a time zone are written as the time on the clock in that zone,
    since a workbook knows no zones.

    Parameters
    ----------
    about
        What the second sheet says of the table, if there is to be one.
    most_rows
        Rows of one sheet, the heading included; further rows go on sheets of their own.
    with_filter
        Whether the heading row has a filter for each column.
    """
    # Loaded here, since it takes longer to load than most commands take to run.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _write_page(book, Page(sheet, columns, rows), most_rows, with_filter=with_filter)
    if about is not None:
        _write_about(book, about)
    book.save(stream)


def write_pages(
    pages: Sequence[Page],
    stream: BinaryIO,
    *,
    about: About,
    on: date,
    day_format: str = _DAY,
) -> None:
    """Write several tables as one workbook, first what is said about them all.

    The same tables give the same bytes: the day that the workbook carries is told, not read from
    the clock. Names of pages must differ as sheets can be called; ``day_format`` is how days are shown.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    _write_about(book, about, day_format)
    for page in pages:
        _write_page(book, page, _MOST_ROWS, with_filter=True, day_format=day_format)
    made = BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as parts:
        core = parts.read(_CORE)
    day = f"{on.isoformat()}T00:00:00Z".encode()
    core = _MADE_AT.sub(lambda found: found[1] + day, core)
    stream.write(without_times(made.getvalue(), {_CORE: core}))


def _write_page(
    book: Any, told: Page, most_rows: int, *, with_filter: bool, day_format: str = _DAY
) -> None:
    """A table on a sheet, or on as many as it takes."""
    from openpyxl.utils import get_column_letter

    columns, name = told.columns, sheet_name(told.name)
    page, free, number = None, 0, 0
    for row in chain([None], told.rows):
        if page is None or not free:
            number += 1
            page, free = _new_page(book, name, columns, number), most_rows - 1
        if row is not None:
            cells = zip(row, columns, strict=True)
            page.append([_cell(page, value, each, day_format) for value, each in cells])
            free -= 1
        if with_filter:
            page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{most_rows - free}"


def _new_page(book: Any, name: str, columns: Sequence[Column], number: int) -> Any:
    """A sheet with its heading; the second and later ones are numbered."""
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    ending = f" {number}" if number > 1 else ""
    page = book.create_sheet(f"{name[: _SHEET_NAME_LENGTH - len(ending)]}{ending}")
    page.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(place)].width = column.width
    heading = [_cell(page, column.title) for column in columns]
    for cell in heading:
        cell.font = Font(bold=True)
    page.append(heading)
    return page


def _write_about(book: Any, about: About, day_format: str = _DAY) -> None:
    from openpyxl.styles import Font

    name = sheet_name(about.title)
    if name.lower() in {page.title.lower() for page in book.worksheets}:
        name = f"{name[: _SHEET_NAME_LENGTH - 4]} (2)"
    page = book.create_sheet(name)
    page.column_dimensions["A"].width = 24
    page.column_dimensions["B"].width = 100
    for term, value in about.lines:
        heading = _cell(page, term)
        heading.font = Font(bold=True)
        page.append([heading, _cell(page, value, day_format=day_format)])


def sheet_name(text: str) -> str:
    """A text as a sheet can be called."""
    name = _NOT_IN_XML.sub(" ", _NOT_IN_SHEET_NAME.sub(" ", text))
    return name[:_SHEET_NAME_LENGTH].strip("' ") or "Samvern"


def _cell(page: Any, value: Cell, column: Column | None = None, day_format: str = _DAY) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment

    if isinstance(value, datetime):
        cell = WriteOnlyCell(page, value=value.replace(tzinfo=None))
        cell.number_format = "yyyy-mm-dd hh:mm"
    elif isinstance(value, date):
        day: Any = value
        cell = WriteOnlyCell(page, value=day)
        cell.number_format = day_format
    elif isinstance(value, str):
        cell = WriteOnlyCell(page, value=held_by_a_cell(value))
        cell.data_type = "s"
        cell.quotePrefix = looks_like_formula(value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    elif column is not None and column.number_format and value is not None:
        number: Any = value
        cell = WriteOnlyCell(page, value=number)
        cell.number_format = column.number_format
    else:
        return value
    return cell


def held_by_a_cell(text: str) -> str:
    """A text as a cell can hold it."""
    clean = _NOT_IN_XML.sub("\ufffd", text)
    return clean if len(clean) <= _MOST_CHARACTERS else f"{clean[: _MOST_CHARACTERS - 1]}…"


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
