"""A table of a page as a file: the same rows, typed, harmless, and saying what it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.http import QueryDict
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from openpyxl import load_workbook

from samvern.engine.errors import NotFound
from samvern.formats.tables import read_csv
from samvern.ui import exports as module
from samvern.ui.exports import SHARE, Export, ExportColumn, Exports, page_or_file

Row = tuple[str, float, date | None]

COLUMNS: tuple[ExportColumn[Row], ...] = (
    ExportColumn("Name", lambda row: row[0], 40),
    ExportColumn("Share", lambda row: row[1], number_format=SHARE),
    ExportColumn("Since", lambda row: row[2]),
)
ROWS: list[Row] = [("=HYPERLINK(1)", 0.25, date(2026, 11, 22)), ("Ærlig", 1.0, None)]
REQUEST = RequestFactory()


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def _exports(rows: object = ROWS) -> Exports:
    found = Export("shares", "Shares: all", COLUMNS, rows, ["Drawn at random."])  # type: ignore[arg-type]
    return Exports("P-1", [found], facts=[("Programme", "P-1 Plan"), ("Filter", "")])


def test_csv_holds_the_rows_and_no_formula() -> None:
    answer = _exports().file("shares.csv", REQUEST.get("/there/"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="P-1-shares.csv"'
    table = read_csv(io.BytesIO(answer.getvalue()), name="x.csv")
    assert table.titles == ("Name", "Share", "Since")
    assert table.rows == (("=HYPERLINK(1)", "0.25", "2026-11-22"), ("Ærlig", "1.0", None))
    assert b"'=HYPERLINK" in answer.getvalue()


def test_xlsx_has_types_and_a_sheet_that_says_what_it_is() -> None:
    request = REQUEST.get("/there/?q=a&file=shares.xlsx&page=2")
    book = load_workbook(io.BytesIO(_exports().file("shares.xlsx", request).getvalue()))
    page, about = book.worksheets
    assert (page.title, about.title) == ("Shares  all", "About the table")
    assert (page["A2"].data_type, page["A2"].quotePrefix) == ("s", True)
    assert (page["B2"].value, page["B2"].number_format) == (0.25, SHARE)
    assert page["C2"].value == datetime(2026, 11, 22)
    assert page.freeze_panes == "A2"
    said = {row[0].value: row[1].value for row in about.iter_rows()}
    assert said["Table"] == "Shares: all"
    assert said["Programme"] == "P-1 Plan"
    assert said["From the page"] == "http://testserver/there/?q=a"
    assert said["Note"] == "Drawn at random."
    assert abs((datetime.now(UTC).replace(tzinfo=None) - said["Taken out"]).days) <= 1
    assert "Filter" not in said


def test_rows_are_asked_for_only_when_the_file_is() -> None:
    def rows() -> Iterator[Row]:
        pytest.fail("nobody asked for a file")
        yield ROWS[0]

    links = _exports(rows()).links(REQUEST.get("/there/?q=a&page=3&dense=1"))
    assert [link.url for link in links["shares"]] == [
        "?q=a&file=shares.csv",
        "?q=a&file=shares.xlsx",
    ]


@pytest.mark.parametrize("asked", ["shares.pdf", "others.csv", "shares", ".csv", "\0.csv"])
def test_what_the_page_does_not_have_is_not_found(asked: str) -> None:
    with pytest.raises(NotFound):
        _exports().file(asked, REQUEST.get("/there/"))


def test_a_large_file_is_sent_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_IN_MEMORY", 1_000)
    answer = _exports(ROWS * 100).file("shares.csv", REQUEST.get("/"))
    assert answer.streaming
    table = read_csv(io.BytesIO(answer.getvalue()), name="x.csv")
    answer.file_to_stream.close()  # type: ignore[attr-defined]
    assert len(table.rows) == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="P-1-shares.csv"'


def test_the_page_and_its_file_come_from_the_same_context() -> None:
    context = {"exports": _exports(), "chapters": ()}
    page = page_or_file(REQUEST.get("/there/"), "ui/gallery.html", context)
    assert page.headers["Content-Type"].startswith("text/html")
    file = page_or_file(REQUEST.get("/there/?file=shares.csv"), "ui/gallery.html", context)
    assert file.headers["Content-Type"].startswith("text/csv")


def test_a_table_links_to_its_files_by_name() -> None:
    links = _exports().links(REQUEST.get("/there/"))
    source = "{% load samvern_ui %}{% table 'Shares' exports=exports.shares %}{% endtable %}"
    html = Template(source).render(Context({"exports": links}))
    assert '<a href="?file=shares.csv" download>CSV<span class="ds-sr-only"> Shares' in html
    with pytest.raises(TemplateSyntaxError):
        Template(source).render(Context({"exports": {}}))


def test_what_readers_write_in_the_address_stays_in_the_links() -> None:
    request = REQUEST.get("/")
    request.GET = QueryDict("q=<b>&q=%26", mutable=False)
    (link, _other) = _exports().links(request)["shares"]
    assert link.url == "?q=%3Cb%3E&q=%26&file=shares.csv"
