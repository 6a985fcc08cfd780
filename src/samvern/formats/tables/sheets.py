"""Tables as people keep them: what stands above the heading, other separators and encodings.

:func:`read_csv` and :func:`read_xlsx` read what Samvern wrote. Here a file is taken as it comes:
comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252; rows numbered as the spreadsheet shows
them. Where the heading stands is for :mod:`samvern.engine.programme.table_import` to guess.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from samvern.engine.errors import InvalidInput, Problem
from samvern.formats.incoming import as_text, read_bytes, size_in_words
from samvern.formats.tables.comma_separated import unguarded
from samvern.formats.tables.table import Cell

MAX_BYTES: Final = 5 * 2**20
MAX_UNPACKED_BYTES: Final = 64 * 2**20
MAX_ROWS: Final = 5_000
MAX_COLUMNS: Final = 200
MAX_SHEETS: Final = 50
MAX_CELL: Final = 20_000
#: The longest name of a sheet; spreadsheets themselves allow 31 characters.
MAX_SHEET_NAME: Final = 200

#: Separators of CSV; where two split the first lines as well, the first of them is taken.
_SEPARATORS: Final = (",", ";", "\t", "|")
_ZIP: Final = b"PK\x03\x04"
_BYTE_ORDER_MARKS: Final = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
#: Lines by which the separator is told, and bytes by which a document type is.
_SAMPLE_LINES: Final = 30
_PROLOGUE_BYTES: Final = 4_096


@dataclass(frozen=True)
class Row:
    """A row with something in it; ``number`` is what the spreadsheet shows beside it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    """One table of a file as it stands, empty rows left out.

    ``others`` are the names of all sheets of the workbook, in order; a CSV file has none.
    """

    name: str
    rows: tuple[Row, ...]
    others: tuple[str, ...] = ()

    def check_width(self, heading_row: int, titles: Sequence[object], *, name: str) -> None:
        """Refuse CSV that has a row with more cells than there are headings.

        Where commas part the cells, a decimal comma parts a number: what stands behind it would be
        lost. What somebody wrote beside the table in a workbook parts nothing.

        Raises
        ------
        InvalidInput
            ``table.row_too_wide`` with the row.
        """
        width = max((place for place, title in enumerate(titles, start=1) if title), default=0)
        for row in () if self.name else self.rows:
            if row.number > heading_row and len(row.cells) > width:
                raise InvalidInput("table.row_too_wide", name=name, row=row.number, expected=width)


def read_sheet_below(
    content: bytes,
    *,
    name: str,
    sheet: str = "",
    heading_row: int | None = None,
    most_rows: int = MAX_ROWS,
) -> Sheet:
    """Read a table whose headings are said to stand in a row, or are found when none is said.

    ``most_rows`` as for :func:`read_sheet`.

    Raises
    ------
    InvalidInput
        As :func:`read_sheet`; ``table.empty``, ``table.heading_row_unknown``.
    """
    found = read_sheet(content, name=name, sheet=sheet, most_rows=most_rows)
    if not found.rows:
        raise InvalidInput("table.empty", name=name)
    if len(found.name) > MAX_SHEET_NAME:
        raise InvalidInput("table.not_workbook", name=name)
    last = found.rows[-1].number
    if heading_row is not None and not 1 <= heading_row <= last:
        raise InvalidInput("table.heading_row_unknown", row=heading_row, last=last)
    return found


def read_sheet(
    content: bytes,
    *,
    name: str,
    sheet: str = "",
    with_hidden: bool = False,
    most_rows: int = MAX_ROWS,
) -> Sheet:
    """Read a table from CSV or XLSX, told apart by how they begin.

    Parameters
    ----------
    name
        What the file is called, for messages.
    sheet
        Which sheet of a workbook; the first that is shown and not empty when left out.
    with_hidden
        Whether a sheet that is not shown can be read.
    most_rows
        With more rows than this it is refused; empty ones do not count.

    Raises
    ------
    InvalidInput
        ``file.…`` for what is too large or empty; ``table.…`` for another kind of file, and for
        what is no table within the limits; ``syntax.csv`` with the row.
    """
    content = read_bytes(io.BytesIO(content), name=name, limit=MAX_BYTES)
    if content.startswith(_ZIP):
        return _read_workbook(content, name, sheet, with_hidden=with_hidden, most_rows=most_rows)
    rows = _csv_rows(_decoded(content, name), name)
    return Sheet("", tuple(_within_limits(rows, name, most_rows)))


def _decoded(content: bytes, name: str) -> str:
    """The text of a CSV file: UTF-8, UTF-16 with its mark, or else what Excel in Norway writes."""
    encoding = _BYTE_ORDER_MARKS.get(content[:2])
    if encoding:
        try:
            content = content.decode(encoding).encode()
        except UnicodeError:
            raise InvalidInput("file.not_utf8", name=name, line=1) from None
    try:
        return as_text(content, name=name)
    except InvalidInput as error:
        if error.code == "file.binary":
            kind = error.params["kind"]
            raise InvalidInput("table.wrong_kind", name=name, kind=kind) from None
        if error.code != "file.not_utf8":
            raise
    try:
        return as_text(content.decode("cp1252").encode(), name=name)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidInput("file.not_utf8", name=name, line=line) from None


def _separator(text: str) -> str:
    """The separator that parts most of the first lines alike, quoted ones left out of account."""
    lines = text.splitlines()[:_SAMPLE_LINES]
    if lines and lines[0].lower().startswith("sep=") and len(lines[0]) == 5:
        return lines[0][4]

    def strength(separator: str) -> tuple[int, int]:
        sample = csv.reader(lines, delimiter=separator)
        try:
            widths = [len(row) for row in sample if row]
        except csv.Error:
            return 0, 0
        wide = [width for width in widths if width > 1]
        return (len(wide), max(wide)) if wide else (0, 0)

    return max(_SEPARATORS, key=strength)


def _csv_rows(text: str, name: str) -> Iterator[Row]:
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, row in enumerate(reader, start=1):
            if number == 1 and [cell.lower() for cell in row] in (
                ["sep=" + separator],
                ["sep=", ""],
            ):
                continue
            yield Row(number, tuple(unguarded(cell) for cell in row))
    except csv.Error as error:
        raise InvalidInput(
            "syntax.csv", name=name, row=reader.line_num, detail=str(error)
        ) from None


def _read_workbook(
    content: bytes, name: str, sheet: str, *, with_hidden: bool, most_rows: int
) -> Sheet:
    # Loaded here, since it takes longer to load than most commands take to run.
    from openpyxl import load_workbook

    _check_parts(content, name)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        shown = [page for page in book.worksheets if with_hidden or page.sheet_state == "visible"]
    except Exception:  # openpyxl raises whatever a broken part leads to
        raise InvalidInput("table.not_workbook", name=name) from None
    try:
        names = tuple(page.title for page in shown)[:MAX_SHEETS]
        if sheet and sheet not in names:
            known = ", ".join(names)
            raise InvalidInput("table.sheet_unknown", name=name, sheet=sheet[:40], known=known)
        for page in shown[:MAX_SHEETS]:
            if sheet in ("", page.title):
                rows = _sheet_rows(page, name, most_rows)
                if rows or sheet:
                    _check_formulas(content, name, page.title, rows)
                    return Sheet(page.title, rows, names)
    finally:
        book.close()
    raise InvalidInput("table.empty", name=name)


def _sheet_rows(page: Any, name: str, most_rows: int) -> tuple[Row, ...]:
    try:
        numbered = enumerate(page.iter_rows(values_only=True), start=1)
        rows = (Row(number, tuple(cells)) for number, cells in numbered)
        return tuple(_within_limits(rows, name, most_rows))
    except InvalidInput:
        raise
    except Exception:
        raise InvalidInput("table.not_workbook", name=name) from None


def _check_parts(content: bytes, name: str) -> None:
    """Refuse a workbook that unpacks to more than the limit, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            every = parts.infolist()
            if sum(part.file_size for part in every) > MAX_UNPACKED_BYTES:
                limit = size_in_words(MAX_UNPACKED_BYTES)
                raise InvalidInput("file.too_large", name=name, limit=limit)
            for part in every:
                with parts.open(part) as stream:
                    if b"<!DOCTYPE" in stream.read(_PROLOGUE_BYTES):
                        raise InvalidInput("table.not_workbook", name=name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise InvalidInput("table.not_workbook", name=name) from None


def _check_formulas(content: bytes, name: str, title: str, rows: tuple[Row, ...]) -> None:
    """Refuse formulas whose values the file does not hold; they would be read as empty cells."""
    from openpyxl import load_workbook
    from openpyxl.utils import get_column_letter

    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = (part for part in parts.namelist() if part.startswith("xl/worksheets/"))
        if not any(mark in parts.read(part) for part in sheets for mark in (b"<f>", b"<f ")):
            return
    values = {row.number: row.cells for row in rows}
    book: Any = load_workbook(io.BytesIO(content), read_only=True)
    try:
        problems = []
        for number, cells in enumerate(book[title].iter_rows(values_only=True), start=1):
            found = values.get(number, ())
            for column, cell in enumerate(cells):
                is_formula = isinstance(cell, str) and cell.startswith("=")
                if is_formula and (column >= len(found) or found[column] is None):
                    where = f"{get_column_letter(column + 1)}{number}"
                    problems.append(
                        Problem.of(
                            "cell.formula_not_computed",
                            where=where,
                            line=number,
                            column=column + 1,
                            found=cell[:80],
                        )
                    )
    finally:
        book.close()
    if problems:
        raise InvalidInput("table.invalid", problems=problems, name=name)


def _within_limits(rows: Iterable[Row], name: str, most_rows: int) -> Iterator[Row]:
    """The rows that hold anything, without the empty cells at their ends."""
    taken = 0
    for row in rows:
        cells = list(map(_plain, row.cells))
        while cells and cells[-1] is None:
            cells.pop()
        if not cells:
            continue
        taken += 1
        if taken > most_rows:
            raise InvalidInput("table.too_many_rows", name=name, limit=most_rows)
        if len(cells) > MAX_COLUMNS:
            raise InvalidInput("table.too_many_columns", name=name, limit=MAX_COLUMNS)
        for column, cell in enumerate(cells, start=1):
            if isinstance(cell, str) and len(cell) > MAX_CELL:
                raise InvalidInput(
                    "table.cell_too_long", name=name, row=row.number, column=column, limit=MAX_CELL
                )
        yield Row(row.number, tuple(cells))


def _plain(cell: Any) -> Cell:
    """A cell as one of the types there are; a text of spaces only is empty."""
    if cell is None or isinstance(cell, Cell):
        return None if isinstance(cell, str) and not cell.strip() else cell
    return str(cell)
