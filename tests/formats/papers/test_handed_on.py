"""Papers for those who work on with them: a document for Word, and a workbook of every figure."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from samvern.engine.papers import (
    Chart,
    Gantt,
    GanttRow,
    Heading,
    Paper,
    PaperKind,
    SourceList,
    Span,
)
from samvern.ui.wording import papers as written
from tests.factories.papers import MEASURED_ON, board_status, charts, paper, table
from tools import paper_template

HOSTILE = "{{ 7*7 }} {% raw %} {%p for x in y %} {_{ }_} {# no #} <w:p/> &amp; “&lt;” 'q' \"q\" \\ ]]> =1+1"


@cache
def docx(kind: PaperKind = PaperKind.YEARLY_REPORT, said: str = "øvelser") -> bytes:
    return in_word(paper(kind, said))


def in_word(made: Paper) -> bytes:
    stream = io.BytesIO()
    written.write_docx(made, stream)
    return stream.getvalue()


def opened(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def texts_of(document: Any) -> list[str]:
    """Every paragraph, those in tables too."""
    return [
        "".join(text.text or "" for text in each.iter(qn("w:t")))
        for each in document.element.body.iter(qn("w:p"))
    ]


def test_the_template_that_is_shipped_is_the_one_that_is_built() -> None:
    assert paper_template.TARGET.read_bytes() == paper_template.build()


def test_a_document_has_real_headings_and_its_language() -> None:
    document = opened(docx())
    headings = [
        (each.style.name, each.text)
        for each in document.paragraphs
        if each.style.name.startswith("Heading")
    ]
    assert headings[:2] == [
        ("Heading 1", "Kort sagt øvelser"),
        ("Heading 2", "Hvordan går det? øvelser"),
    ]
    assert ("Heading 3", "Detaljer") in headings
    (language,) = document.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == "nb-NO"
    properties = document.core_properties
    assert (properties.title, properties.author) == ("Status øvelser", "Helsedirektoratet")
    assert properties.language == "nb-NO"
    assert properties.modified.date() == date(2027, 2, 1)
    foot = document.sections[0].footer.paragraphs[0].text
    assert "abababababab" in foot
    assert "Utkast" in document.sections[0].header.paragraphs[0].text


def test_every_table_of_figures_repeats_its_head_and_every_chart_has_words() -> None:
    body = opened(docx()).element.body
    tables = [
        each
        for each in body.iter(qn("w:tbl"))
        if next(each.iter(qn("w:tblStyle"))).get(qn("w:val")) == "FigureTable"
    ]
    assert len(tables) == 2
    for each in tables:
        assert len(list(each.iter(qn("w:tblHeader")))) == 1
        *rows, last = each.iter(qn("w:tr"))
        assert all(list(row.iter(qn("w:keepNext"))) for row in rows), "short tables stay together"
        assert not list(last.iter(qn("w:keepNext")))
        assert next(each.iter(qn("w:tblCaption"))).get(qn("w:val"))
        columns = len(list(each.iter(qn("w:gridCol"))))
        assert {len(row.findall(qn("w:tc"))) for row in each.iter(qn("w:tr"))} == {columns}
    pictures = list(body.iter(qn("wp:docPr")))
    assert [each.get("descr") for each in pictures] == ["Bildet viser øvelser."] * 5
    assert len({each.get("id") for each in pictures}) == 5


def test_every_number_of_a_source_leads_to_it_and_every_entry_to_its_heading() -> None:
    body = opened(docx()).element.body
    anchors = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))}
    bookmarks = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    assert {"source_1", "source_2"} <= anchors <= set(bookmarks)
    assert len(set(bookmarks)) == len(bookmarks)


def test_nothing_is_left_of_the_template_and_no_time_is_kept() -> None:
    content = docx()
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        whole = "".join(
            parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")
        )
    for mark in ("{{", "{%", "}}", "<w:t></w:t>"):
        assert mark not in whole
    assert in_word(paper()) == content


def test_whatever_people_write_stays_text() -> None:
    kind = PaperKind.YEARLY_REPORT
    document = opened(docx(kind, HOSTILE))
    texts = texts_of(document)
    assert sum(HOSTILE in text for text in texts) > 12
    assert not any("49" in text for text in texts)
    assert document.core_properties.title == f"Status {HOSTILE}"
    odd = texts_of(opened(docx(kind, "a\x07b\x0cc\x00d\u202ee 😀 ]]>")))
    assert sum("abcde 😀 ]]>" in text for text in odd) > 12


def test_days_are_days_in_the_annex_and_shown_as_the_language_writes_them() -> None:
    for language, shown in (("nb", "dd.mm.yyyy"), ("en", "[$-809]d mmmm yyyy")):
        cells = [
            cell
            for page in load_workbook(io.BytesIO(xlsx(language=language))).worksheets
            for cell in _cells(page)
            if isinstance(cell.value, datetime)
        ]
        assert {cell.number_format for cell in cells} == {shown}


def test_one_page_is_cut_in_word_as_in_print_and_a_long_roadmap_goes_over_pictures() -> None:
    long = board_status(rows=40, language="en")
    cut = [text for text in texts_of(opened(in_word(long))) if "of 40 rows" in text]
    assert len(cut) == 1
    rows = tuple(GanttRow(f"Measure {at}", spans=(Span(0, 1),)) for at in range(50))
    chart = Chart("When?", Gantt(("1", "2"), rows), "A plan.", "study", MEASURED_ON)
    made = paper(PaperKind.FOCUS_AREA, language="en", blocks=(Heading("A"), chart, SourceList()))
    pictures = [
        each.get("descr") for each in opened(in_word(made)).element.body.iter(qn("wp:docPr"))
    ]
    assert pictures == [f"A plan. (part {at} of 3)" for at in (1, 2, 3)]


@cache
def xlsx(said: str = "øvelser", language: str = "en") -> bytes:
    stream = io.BytesIO()
    written.write_xlsx(paper(said=said, language=language), stream)
    return stream.getvalue()


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    return {
        page.title: list(page.iter_rows(values_only=True))
        for page in load_workbook(io.BytesIO(content)).worksheets
    }


def test_the_annex_has_a_sheet_for_each_table_and_chart_and_says_where_each_row_is_from() -> None:
    found = sheets(xlsx())
    assert list(found) == [
        *("About the paper", "Figures in the text", "Table 1"),
        *(f"Chart {at}" for at in range(1, 6)),
        "Sources",
    ]
    about = dict(found["About the paper"])
    assert about["Chart 3"] == "Går det fort nok? øvelser"
    assert "ab" * 32 in about.values()
    for name, rows in found.items():
        if name not in {"About the paper", "Sources"}:
            head = rows[0]
            source, day = head.index("Source"), head.index("Figures as of")
            assert all(row[source] and isinstance(row[day], datetime) for row in rows[1:]), name


def test_figures_stand_as_numbers_with_unit_and_between_what_they_lie() -> None:
    found = sheets(xlsx())
    (head, first, second, *_) = found["Figures in the text"]
    assert first[head.index("Value")] == 12
    assert second[head.index("Value") :][:5] == (87.4, "%", 80, 93, 0.95)
    table_head, _first, between = found["Table 1"][:3]
    assert "Brukt (mill.\u00a0kr)" in table_head
    at = table_head.index("Effekt")
    assert table_head[at : at + 3] == ("Effekt", "Effekt, from", "Effekt, to")
    assert between[at : at + 3] == (0.12, 0.05, 0.19)
    assert table_head[-2:] == ("Source of Effekt", "Effekt as of")
    assert between[-2] == "Effektstudie av øvelser"
    assert [row[5] for row in found["Chart 3"]] == ["Målbane", 10, 20, 30, 40, 50]


def test_no_text_of_the_annex_is_a_formula_and_the_same_paper_is_the_same_bytes() -> None:
    hostile = xlsx('=HYPERLINK("http://x")')
    for page in load_workbook(io.BytesIO(hostile)).worksheets:
        for cell in _cells(page):
            assert cell.data_type != "f"
    again = io.BytesIO()
    written.write_xlsx(paper(language="en"), again)
    assert again.getvalue() == xlsx()


def test_the_annex_has_all_that_a_page_had_no_room_for() -> None:
    stream = io.BytesIO()
    written.write_xlsx(board_status(rows=40, language="en"), stream)
    assert len(sheets(stream.getvalue())["Table 1"]) == 41


def _cells(page: Any) -> Iterator[Any]:
    for row in page.iter_rows():
        yield from row


def test_a_chart_alone_and_a_table_without_rows_are_written() -> None:
    for block in (*charts(), table(rows=0)):
        made = paper(PaperKind.FOCUS_AREA, blocks=(Heading("A"), block, SourceList()))
        for write in (written.write_pdf, written.write_docx, written.write_xlsx):
            stream = io.BytesIO()
            write(made, stream)
            assert stream.getvalue()
