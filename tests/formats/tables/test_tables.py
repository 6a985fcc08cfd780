"""Tables keep their cells, open without running anything, and are read within limits."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from samvern.engine.errors import InvalidInput
from samvern.formats.tables import About, Column, read_csv, read_xlsx, table, write_csv, write_xlsx

COLUMNS = [Column("Tiltak", 40), Column("Kostnad"), Column("Fra")]
ROWS = [["Øvelser, «felles»\nog egne", 2.5, date(2026, 11, 22)], ["=1+1", -3, None]]
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1"]


def as_csv(rows: list[list[object]]) -> bytes:
    stream = io.BytesIO()
    write_csv(COLUMNS, rows, stream)
    return stream.getvalue()


def as_xlsx(rows: list[list[object]]) -> io.BytesIO:
    stream = io.BytesIO()
    write_xlsx(COLUMNS, rows, stream, sheet="Tiltak: alle/noen [2026] med et langt navn")
    stream.seek(0)
    return stream


def test_csv_is_rfc_4180_with_byte_order_mark() -> None:
    content = as_csv(ROWS)
    assert content.startswith(b"\xef\xbb\xbfTiltak,Kostnad,Fra\r\n")
    assert content.endswith(b"'=1+1,-3,\r\n")


@pytest.mark.parametrize("formula", FORMULAS)
def test_csv_never_begins_a_cell_as_a_formula(formula: str) -> None:
    lines = csv.reader(io.StringIO(as_csv([[formula, 1, None]]).decode("utf-8-sig"), newline=""))
    assert list(lines)[1][0] == f"'{formula}"


@pytest.mark.parametrize("formula", FORMULAS)
def test_xlsx_never_holds_a_formula(formula: str) -> None:
    cell = load_workbook(as_xlsx([[formula, 1, None]])).active["A2"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_xlsx_has_typed_cells_frozen_heading_and_widths() -> None:
    page = load_workbook(as_xlsx(ROWS)).active
    assert page.freeze_panes == "A2"
    assert page.column_dimensions["A"].width == 40
    assert page["A1"].font.bold
    assert (page["B2"].value, page["B2"].data_type) == (2.5, "n")
    assert page["C2"].value == datetime(2026, 11, 22)
    assert page["C2"].number_format == "yyyy-mm-dd"


def test_xlsx_takes_moments_with_a_zone_and_characters_xml_cannot_hold() -> None:
    moment = datetime(2026, 11, 22, 14, 32, tzinfo=timezone(timedelta(hours=1)))
    page = load_workbook(as_xlsx([["a\x00b\x1f", None, moment]])).active
    assert page["A2"].value == "a\ufffdb\ufffd"
    assert page["C2"].value == moment.replace(tzinfo=None)


def test_xlsx_reads_back() -> None:
    read = read_xlsx(as_xlsx(ROWS), name="t.xlsx")
    assert read.titles == ("Tiltak", "Kostnad", "Fra")
    assert read.rows[1] == ("=1+1", -3, None)


@settings(deadline=None)
@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0")),
            min_size=3,
            max_size=3,
        ),
        max_size=4,
    )
)
def test_any_text_survives_csv(rows: list[list[str]]) -> None:
    read = read_csv(io.BytesIO(as_csv(rows)), name="t.csv")
    assert read.rows == tuple(tuple(cell or None for cell in row) for row in rows)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"%PDF-1.7", "file.binary"),
        (b"PK\x03\x04", "file.binary"),
        ("Målt".encode("latin-1"), "file.not_utf8"),
        (b'a,b\r\n"open', "syntax.csv"),
        (b"a,b\r\n1,2,3\r\n", "table.row_too_wide"),
        (b"," * 600, "table.too_many_columns"),
    ],
)
def test_csv_that_is_none(content: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_csv(io.BytesIO(content), name="t.csv")
    assert caught.value.code == code


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MAX_ROWS", 2)
    with pytest.raises(InvalidInput) as caught:
        read_csv(io.BytesIO(b"a\r\n1\r\n2\r\n"), name="t.csv")
    assert caught.value.code == "table.too_many_rows"


def test_xlsx_that_is_none() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as parts:
        parts.writestr("hello.txt", "not a workbook")
    for content in (b"not a zip", archive.getvalue()):
        with pytest.raises(InvalidInput) as caught:
            read_xlsx(io.BytesIO(content), name="t.xlsx")
        assert caught.value.code == "table.not_workbook"


def test_xlsx_bomb_is_refused_unopened() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as parts:
        for number in range(5):
            parts.writestr(f"part{number}.xml", bytes(60 * 2**20))
    archive.seek(0)
    with pytest.raises(InvalidInput) as caught:
        read_xlsx(archive, name="bomb.xlsx")
    assert caught.value.code == "file.too_large"


def test_a_number_is_written_as_its_column_says() -> None:
    stream = io.BytesIO()
    write_xlsx([Column("Andel", number_format="0.0 %")], [[0.25], [None], ["–"]], stream)
    page = load_workbook(stream).active
    assert (page["A2"].value, page["A2"].number_format) == (0.25, "0.0 %")
    assert page["A4"].value == "–"


def test_rows_beyond_what_a_sheet_can_hold_go_on_the_next() -> None:
    stream = io.BytesIO()
    write_xlsx([Column("A")], [[n] for n in range(5)], stream, sheet="x" * 40, most_rows=3)
    pages = load_workbook(stream).worksheets
    assert [[cell.value for cell in page["A"]] for page in pages] == [
        ["A", 0, 1],
        ["A", 2, 3],
        ["A", 4],
    ]
    assert [page.title for page in pages] == ["x" * 31, "x" * 29 + " 2", "x" * 29 + " 3"]


def test_a_table_without_rows_has_its_heading() -> None:
    assert [cell.value for cell in load_workbook(as_xlsx([])).active[1]] == [
        "Tiltak",
        "Kostnad",
        "Fra",
    ]


def test_a_text_longer_than_a_cell_can_hold_is_cut_visibly() -> None:
    text = load_workbook(as_xlsx([["x" * 40_000, 1, None]])).active["A2"].value
    assert (len(text), text[-1]) == (32_767, "…")


def test_the_sheet_about_the_table_never_takes_its_place() -> None:
    stream = io.BytesIO()
    about = About("Om", [("Merknad", "=1+1"), ("Hentet ut", date(2026, 11, 22))])
    write_xlsx([Column("A")], [[1]], stream, sheet="om", about=about)
    first, second = load_workbook(stream).worksheets
    assert (first.title, second.title) == ("om", "Om (2)")
    assert (second["B1"].value, second["B1"].data_type) == ("=1+1", "s")
    assert second["B2"].value == datetime(2026, 11, 22)
    stream.seek(0)
    assert read_xlsx(stream, name="t.xlsx").rows == ((1,),)
