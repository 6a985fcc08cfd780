"""The bulk files: JSON or CSV, gzipped or not, row by row."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, cast

from samvern.engine.directory.unit import RegisterUnit
from samvern.engine.errors import InvalidInput, Problem
from samvern.formats.enhetsregisteret.json_array import elements
from samvern.formats.enhetsregisteret.row import plain_row, read_row
from samvern.formats.incoming import size_in_words

#: The whole register is about 3 GB unpacked.
MAX_BYTES: Final = 8 * 2**30
_GZIP: Final = b"\x1f\x8b"
_CSV_COLUMNS: Final = (
    "organisasjonsnummer",
    "navn",
    "organisasjonsform.kode",
    "naeringskode1.kode",
    "naeringskode1.beskrivelse",
    "naeringskode2.kode",
    "naeringskode2.beskrivelse",
    "naeringskode3.kode",
    "naeringskode3.beskrivelse",
    "institusjonellSektorkode.kode",
    *(
        f"{address}.{part}"
        for address in ("forretningsadresse", "beliggenhetsadresse", "postadresse")
        for part in ("adresse", "postnummer", "poststed", "kommunenummer", "landkode")
    ),
    "antallAnsatte",
    "harRegistrertAntallAnsatte",
    "overordnetEnhet",
    "registreringsdatoEnhetsregisteret",
    "stiftelsesdato",
    "oppstartsdato",
    "datoEierskifte",
    "slettedato",
    "konkurs",
    "underAvvikling",
    "underTvangsavviklingEllerTvangsopplosning",
    "maalform",
)


@dataclass(frozen=True, slots=True)
class Row:
    """What came at a place in the file: a unit, or problems and no unit.

    ``number`` counts the rows from 1, the head of a CSV not among them. ``org_number`` is what
    the row calls itself, also where that is wrong.
    """

    number: int
    unit: RegisterUnit | None
    problems: tuple[Problem, ...] = ()
    org_number: str = ""


class _Limited(io.RawIOBase):
    """A stream that ends with an error instead of growing without end; it closes no other."""

    def __init__(self, stream: BinaryIO, limit: int, name: str) -> None:
        self._stream, self._limit, self._name, self._read = stream, limit, name, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            content = self._stream.read(len(buffer))
        except (EOFError, OSError, zlib.error):
            raise InvalidInput("register_file.broken", name=self._name) from None
        self._read += len(content)
        if self._read > self._limit:
            limit = size_in_words(self._limit)
            raise InvalidInput("file.too_large", name=self._name, limit=limit)
        buffer[: len(content)] = content
        return len(content)


def read(stream: BinaryIO, *, name: str, limit: int = MAX_BYTES) -> Iterator[Row]:
    """The rows of a bulk file one by one, in as much memory for a million as for ten.

    A file that breaks off cannot be told from a whole one before its end, so whoever keeps rows
    as they come must let go of them when this raises.

    Raises
    ------
    InvalidInput
        ``file.empty``, ``file.too_large``, ``register_file.unknown_columns``,
        ``….not_an_array``, ``….broken``, ``….not_utf8``, ``….row_too_long``, ``….too_deep``; and
        ``….broken_off`` with the row from which on nothing can be read.
    """
    unpacked = io.BufferedReader(
        _Limited(_unpacked(_Limited(stream, limit, name)), limit, name), 2**16
    )
    beginning = unpacked.peek(2**10)[: 2**10].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not beginning:
        raise InvalidInput("file.empty", name=name)
    source = cast("BinaryIO", unpacked)
    is_json = beginning[:1] in {b"[", b"{"}
    rows = _json_rows(source, name) if is_json else _csv_rows(source, name)
    number = 0
    try:
        for row in rows:
            number = row.number
            yield row
    except InvalidInput as error:
        if number and error.code == "register_file.broken":
            raise InvalidInput("register_file.broken_off", name=name, row=number + 1) from None
        raise


def _unpacked(stream: io.RawIOBase) -> BinaryIO:
    buffered = io.BufferedReader(stream)
    if buffered.peek(2)[:2] == _GZIP:
        return cast("BinaryIO", gzip.GzipFile(fileobj=buffered))
    return cast("BinaryIO", buffered)


def _json_rows(stream: BinaryIO, name: str) -> Iterator[Row]:
    for number, element in enumerate(elements(stream, name=name), 1):
        yield _row(number, element)


def _row(number: int, values: Any) -> Row:
    unit, problems = read_row(values)
    if unit:
        return Row(number, unit, org_number=unit.org_number)
    called = values.get("organisasjonsnummer") if isinstance(values, dict) else ""
    return Row(number, None, tuple(problems), str(called or "")[:20])


def _csv_rows(stream: BinaryIO, name: str) -> Iterator[Row]:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    try:
        head = text.readline(2**16)
        delimiter = ";" if head.count(";") > head.count(",") else ","
        columns = next(csv.reader([head], delimiter=delimiter, strict=True), [])
        if not {"organisasjonsnummer", "navn"} <= set(columns):
            raise InvalidInput("register_file.unknown_columns", name=name)
        yield from _read_lines(_Lines(text), columns, delimiter=delimiter, name=name)
    except UnicodeDecodeError:
        raise InvalidInput("register_file.not_utf8", name=name) from None
    except csv.Error:
        raise InvalidInput("register_file.unknown_columns", name=name) from None


class _Lines:
    """The lines of a text, which knows afterwards how it ended."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.is_at_end, self.has_line_end = False, True

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self.has_line_end = line.endswith(("\n", "\r"))
            yield line
        self.is_at_end = True


def _read_lines(lines: _Lines, columns: list[str], *, delimiter: str, name: str) -> Iterator[Row]:
    """Rows by their cells. A last line with too few, or with an open quotation, has broken off."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error:
            if lines.is_at_end:
                raise InvalidInput("register_file.broken", name=name) from None
            yield Row(number, None, (Problem.of("register_row.not_a_line"),))
            continue
        if cells is None:
            return
        if len(cells) < len(columns) and not lines.has_line_end:
            raise InvalidInput("register_file.broken", name=name)
        if len(cells) != len(columns):
            wrong = Problem.of("register_row.cells", found=len(cells), expected=len(columns))
            yield Row(number, None, (wrong,))
            continue
        yield _row(number, _nested(zip(columns, cells, strict=True)))


def _nested(cells: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """``a.b`` as ``b`` within ``a``, as in the JSON; cells that say nothing are left out."""
    row: dict[str, Any] = {}
    for column, cell in cells:
        if not cell:
            continue
        outer, dot, inner = column.partition(".")
        if not dot:
            row[outer] = cell
        elif isinstance(part := row.setdefault(outer, {}), dict):
            part[inner] = cell
    return row


def write_json(units: Iterable[RegisterUnit], stream: BinaryIO) -> None:
    """Write units as the bulk file has them, one a line; :func:`read` takes it back."""
    before = b"["
    for unit in units:
        stream.write(before + b"\n" + json.dumps(plain_row(unit), ensure_ascii=False).encode())
        before = b","
    stream.write(b"[]" if before == b"[" else b"\n]")


def write_csv(units: Iterable[RegisterUnit], stream: BinaryIO) -> None:
    """Write units as CSV with the register's columns; address lines become one."""
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(_CSV_COLUMNS)
    for unit in units:
        flat = dict(_flat(plain_row(unit)))
        writer.writerow([flat.get(column, "") for column in _CSV_COLUMNS])
    text.detach()


def _flat(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in row.items():
        if isinstance(value, dict):
            for inner, each in value.items():
                text = ", ".join(each) if isinstance(each, list) else each
                yield f"{key}.{inner}", text
        else:
            yield key, str(value).lower() if isinstance(value, bool) else str(value)
