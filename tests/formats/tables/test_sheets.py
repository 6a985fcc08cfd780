"""Tables as people keep them are read; what could harm is refused in words."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from samvern.engine.errors import InvalidInput
from samvern.formats.tables import Column, read_sheet, sheets, write_csv, write_xlsx

ROWS = [("Kode", "Tittel"), ("1.1", "Øve, «felles»\nog egne")]


def workbook(*pages: tuple[str, list[list[Any]]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for title, rows in pages:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def refused(content: bytes, **options: str) -> InvalidInput:
    with pytest.raises(InvalidInput) as caught:
        read_sheet(content, name="t", **options)
    return caught.value


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_however_it_was_saved(separator: str, encoding: str) -> None:
    text = f'Kode{separator}Tittel\r\n\r\n1.1{separator}"Øve, «felles»\nog egne"\r\n'
    found = read_sheet(text.encode(encoding), name="t.csv")
    assert [row.cells for row in found.rows] == ROWS
    assert [row.number for row in found.rows] == [1, 3], "as the spreadsheet counts them"


def test_a_line_that_names_the_separator_is_no_row() -> None:
    found = read_sheet(b"sep=;\r\na;b,c\r\n", name="t.csv")
    assert [(row.number, row.cells) for row in found.rows] == [(2, ("a", "b,c"))]


def test_what_samvern_wrote_is_read_back() -> None:
    for write in (write_csv, write_xlsx):
        stream = io.BytesIO()
        write([Column("Kode"), Column("Tittel")], [["1.1", "=1+1"], ["+2", None]], stream)
        rows = read_sheet(stream.getvalue(), name="t").rows
        assert [row.cells for row in rows] == [("Kode", "Tittel"), ("1.1", "=1+1"), ("+2",)]


def test_sheets_are_chosen_by_name_and_hidden_ones_are_not_there() -> None:
    book = Workbook()
    book.active.title = "Tom"
    for title, state in (("Skjult", "hidden"), ("Tiltak", "visible")):
        page = book.create_sheet(title)
        page.append([title, datetime(2027, 6, 1)])
        page.sheet_state = state
    stream = io.BytesIO()
    book.save(stream)
    found = read_sheet(stream.getvalue(), name="t.xlsx")
    assert (found.name, found.others) == ("Tiltak", ("Tom", "Tiltak"))
    assert found.rows[0].cells == ("Tiltak", datetime(2027, 6, 1))
    assert refused(stream.getvalue(), sheet="Skjult").code == "table.sheet_unknown"


def test_empty_rows_and_formatted_emptiness_do_not_count() -> None:
    book = Workbook()
    book.active["C3"] = "Kode"
    book.active["A1048576"].number_format = "0.00"
    stream = io.BytesIO()
    book.save(stream)
    (row,) = read_sheet(stream.getvalue(), name="t.xlsx").rows
    assert (row.number, row.cells) == (3, (None, None, "Kode"))


def test_a_formula_without_a_value_is_told_and_not_taken_for_empty() -> None:
    error = refused(workbook(("Ark", [["Kode", "Sum"], ["1.1", "=1+1"]])))
    assert error.code == "table.invalid"
    assert [(each.code, each.where) for each in error.problems] == [
        ("cell.formula_not_computed", "B2")
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"   \n", "file.empty"),
        (b"%PDF-1.7", "table.wrong_kind"),
        (b"\xd0\xcf\x11\xe0old excel", "table.wrong_kind"),
        (b"PK\x03\x04 not a zip", "table.not_workbook"),
        (b"a\0b", "table.wrong_kind"),
        (b"a;\x81", "file.not_utf8"),
        (b'a,b\r\n"open', "syntax.csv"),
        (b"a\n" * 5_001, "table.too_many_rows"),
        (b",".join([b"a"] * 201), "table.too_many_columns"),
        (b"a" * 20_001, "table.cell_too_long"),
        (b"a" * (5 * 2**20 + 1), "file.too_large"),
    ],
)
def test_what_is_no_table_within_the_limits_is_refused(content: bytes, code: str) -> None:
    assert refused(content).code == code


def _changed(part: str, content: bytes) -> bytes:
    """A workbook in which one part is another."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook(("Ark", [["a"]])))) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return out.getvalue()


def test_bombs_and_entities_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><worksheet>&a;</worksheet>'
    assert refused(_changed("xl/worksheets/sheet1.xml", laughs)).code == "table.not_workbook"
    assert refused(_changed("xl/workbook.xml", b"<workbook")).code == "table.not_workbook"
    assert refused(_changed("xl/worksheets/sheet1.xml", b"<broken")).code == "table.not_workbook"
    monkeypatch.setattr(sheets, "MAX_UNPACKED_BYTES", 1_000)
    assert refused(workbook(("Ark", [["a"]]))).code == "file.too_large"
