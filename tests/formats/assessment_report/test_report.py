"""Reports on an assessment: accessible, the same each time, whatever people have written in it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from samvern.engine.assessments import (
    AnswerValues,
    AssessedRequirement,
    Confidentiality,
    Result,
)
from samvern.engine.assessments.reporting import (
    chapters,
    figures_of,
    is_overdue,
    main_chapters,
    pressing,
)
from samvern.formats import assessment_report
from samvern.ui.wording.assessment_report import (
    ReportKind,
    Speech,
    report_of,
    write_pdf,
    write_xlsx,
)
from samvern.ui.wording.languages import translations
from tests.factories.assessment_documents import assessment
from tests.formats.programme_book.reading import ReadBook, read_book

LANGUAGES = ("nb", "nn", "en")

#: What would do something if it ever became markup.
HOSTILE = '#panic() #import "/etc/passwd": * $x^2$ @ref <label> *b* _i_ `raw` // /* \\ ~ -- = H'


def speech(language: str) -> Speech:
    return Speech(language, translations(language).gettext)


@cache
def printed(kind: ReportKind, language: str = "en", count: int = 12, **changes: Any) -> bytes:
    stream = io.BytesIO()
    write_pdf(kind, assessment(count, **changes), speech(language), stream)
    return stream.getvalue()


def read(kind: ReportKind, language: str = "en", count: int = 12, **changes: Any) -> ReadBook:
    return read_book(printed(kind, language, count, **changes))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ReportKind)
def test_a_report_is_tagged_and_says_what_it_is(kind: ReportKind, language: str) -> None:
    found = read(kind, language)
    assert (found.language, found.author) == (language, "Fjordvik sykehus HF")
    assert found.is_marked
    assert found.shows_title
    assert "<pdfuaid:part>1</pdfuaid:part>" in found.xmp
    assert {"Title", "H1", "H2", "Figure", "Table", "TH", "TD", "L"} <= set(found.tags)
    assert len(found.alternatives) == 1
    assert ": 2" in found.alternatives[0]
    assert "<xmp:CreateDate>2027-03-01" in found.xmp


GOLDEN = {
    "nb": (
        "2 av 10 krav er oppfylt (20 %).",
        "2 krav er ikke oppfylt. 2 krav er delvis oppfylt. For 2 krav er svaret «vet ikke». "
        "2 krav er ikke besvart.",
        "For 2 av dem har fristen gått ut.",
        "20 % av 10",
        "Sektormyndigheten og tilsynene i sektoren ser det som sendes inn.",
        "4 av 12 krav har en annen ordlyd enn utgiverens",
    ),
    "nn": (
        "2 av 10 krav er oppfylte (20 %).",
        "2 krav er ikkje oppfylte. 2 krav er delvis oppfylte. For 2 krav er svaret «veit ikkje». "
        "2 krav er ikkje svart på.",
        "For 2 av dei har fristen gått ut.",
        "20 % av 10",
        "Sektorstyresmakta og tilsyna i sektoren ser det som blir sendt inn.",
        "4 av 12 krav har ein annan ordlyd enn den utgivaren har",
    ),
    "en": (
        "2 of 10 requirements are fulfilled (20%).",
        "2 requirements are not fulfilled. 2 requirements are partly fulfilled. For 2 requirements "
        "it is not known. 2 requirements are not answered.",
        "For 2 of them the day has passed by which it was to be in place.",
        "20% of 10",
        "The authority and the supervisors of the sector see what is submitted.",
        "4 of 12 requirements are worded otherwise than the publisher does",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_is_the_answer(language: str) -> None:
    found = read(ReportKind.GAPS, language)
    joined = found.text.replace("-\n", "").replace("- ", "-")
    for said in GOLDEN[language]:
        assert _without_breaks(said) in _without_breaks(joined), said


def _without_breaks(text: str) -> str:
    return "".join(text.replace("-", "").split())


def test_every_page_says_whose_it_is_and_who_sees_it() -> None:
    for confidentiality, mark in (
        (Confidentiality.IMPROVEMENT, "For our own improvement"),
        (Confidentiality.REPORTED, "Reported to the authority"),
    ):
        content = printed(ReportKind.STATEMENT, "en", 40, confidentiality=confidentiality)
        pages = PdfReader(io.BytesIO(content)).pages
        assert len(pages) > 3
        for page in pages:
            text = page.extract_text()
            assert mark in text
            assert "As of 1 March 2027" in text


def test_the_statement_holds_every_requirement_with_all_that_is_said_of_it() -> None:
    found = _without_breaks(read(ReportKind.STATEMENT).text)
    for row in assessment(12).assessable:
        assert _without_breaks(f"{row.code} {row.title['nb']}") in found
    for said in (
        "Drift og Vern AS",
        "4 – Followed up",
        "It has been checked or tested",
        "Does not apply because: Vi har ikke eget trådløst nettverk.",
        "Evidence: Øvelsesrapport, of an event on 3 November 2026, dated 20 November 2026, "
        "uploaded 1 December 2026 at 09:15, holds until 20 November 2027",
        "Kari Nordmann",
        "1 February 2027",
        "Overdue",
        "Not answered",
        "Do not know",
    ):
        assert _without_breaks(said) in found, said


def test_the_same_document_is_the_same_bytes() -> None:
    again = io.BytesIO()
    write_pdf(ReportKind.GAPS, assessment(12), speech("en"), again)
    assert again.getvalue() == printed(ReportKind.GAPS)
    assert printed(ReportKind.GAPS) != printed(ReportKind.GAPS, "nb")


def test_a_draft_says_that_it_is_not_submitted() -> None:
    found = read(ReportKind.STATEMENT, submitted_at=None)
    assert "Not submitted" in found.text
    assert "Ola Nordmann" not in found.text


@pytest.mark.parametrize("kind", ReportKind)
@pytest.mark.parametrize(
    "words",
    [
        HOSTILE,
        "control \x01\x07\x1b \x85 turned \u202egnorw smile 😀 日本語 \ue000 \ud800",
        "w" * 600,
        " \n\n\t ",
    ],
)
def test_whatever_people_write_is_printed_as_it_is(kind: ReportKind, words: str) -> None:
    found = read(kind, count=7, words=words)
    assert found.pages >= 2
    if words == HOSTILE:
        assert found.text.count("#panic()") > 20
        for part in ("$x^2$", "@ref", "<label>", "*b*", "_i_", "`raw`"):
            assert part in found.text


@pytest.mark.parametrize("kind", ReportKind)
def test_none_and_five_hundred_requirements_are_printed(kind: ReportKind) -> None:
    nothing = read(kind, count=0)
    assert "no requirements" in nothing.text
    assert not nothing.alternatives
    many = _without_breaks(read(kind, "nb", count=500).text)
    assert "Kapittel17" in many


def test_a_comment_as_long_as_may_be_runs_over_pages() -> None:
    comment = "Et ord til. " * 416 + "SLUTT"
    rows = assessment(1).rows
    answer = AnswerValues(result=Result.PARTLY, comment=comment)
    long = (*rows[:-1], replace(rows[-1], values=answer))
    document = replace(assessment(1), rows=long)
    for kind in ReportKind:
        stream = io.BytesIO()
        write_pdf(kind, document, speech("nb"), stream)
        assert "SLUTT" in read_book(stream.getvalue()).text


def test_pages_can_be_looked_at() -> None:
    report = report_of(ReportKind.GAPS, assessment(6), speech("nb"))
    pages = assessment_report.preview(report, ppi=20)
    assert all(page.startswith(b"\x89PNG") for page in pages)


def test_chapters_are_told_in_the_order_of_the_set_and_count_all_below_them() -> None:
    document = assessment(35)
    assert [each.heading.code for each in chapters(document) if each.heading] == [
        *("1", "1.1", "1.2", "1.3", "2", "2.1"),
    ]
    assert [len(each.rows) for each in main_chapters(document)] == [30, 5]
    assert figures_of(document.rows).count == 35
    first, second = (
        AssessedRequirement(code, {}, parent=parent, is_assessable=False)
        for code, parent in (("a", "b"), ("b", "a"))
    )
    looped = replace(document, rows=(*document.rows, first, second))
    assert {each.heading.code for each in chapters(looped) if each.heading} >= {"a", "b"}


def test_the_most_pressing_comes_first_and_a_day_counts_to_its_end() -> None:
    document = assessment(12)
    found = pressing(document)
    assert [row.result for row in found][:3] == [Result.NOT_FULFILLED] * 2 + [Result.PARTLY]
    (partly,) = [row for row in found if row.result is Result.PARTLY][:1]
    on_the_day = replace(document, as_of=datetime(2027, 2, 1, 22, tzinfo=UTC))
    after = replace(document, as_of=datetime(2027, 2, 1, 23, tzinfo=UTC))  # midnight in Oslo
    assert not is_overdue(partly, on_the_day)
    assert is_overdue(partly, after)


def sheets(kind: ReportKind, language: str, **changes: Any) -> Any:
    stream = io.BytesIO()
    write_xlsx(kind, assessment(12, **changes), speech(language), stream)
    return load_workbook(io.BytesIO(stream.getvalue()))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ReportKind)
def test_a_workbook_has_its_rows_and_says_what_it_is(kind: ReportKind, language: str) -> None:
    book = sheets(kind, language)
    rows, about = book.worksheets
    assert rows.freeze_panes == "A2"
    assert rows.auto_filter.ref == rows.dimensions
    assert rows.max_row == 1 + (12 if kind is ReportKind.STATEMENT else 8)
    assert len({cell.value for cell in rows[1]}) == rows.max_column
    assert all(rows.column_dimensions[cell.column_letter].width >= 10 for cell in rows[1])
    said = {str(cell.value) for row in about.iter_rows() for cell in row}
    assert GOLDEN[language][0] in " ".join(said).replace("\u00a0", " ")
    assert "Fjordvik sykehus HF" in " ".join(said)


def test_days_are_days_numbers_are_numbers_and_no_text_is_a_formula() -> None:
    book = sheets(ReportKind.STATEMENT, "en", words='=HYPERLINK("http://x")')
    for page in book.worksheets:
        for cell in _cells(page):
            assert cell.data_type != "f"
    heads = {cell.value: cell.column for cell in book.worksheets[0][1]}
    rows = list(book.worksheets[0].iter_rows(min_row=2))
    assert rows[1][heads["Due"] - 1].value.date() == date(2027, 2, 1)
    assert rows[0][heads["Maturity (0–5)"] - 1].value == 4
    assert rows[1][heads["Overdue"] - 1].value == "Yes"
    assert rows[1][heads["Comment"] - 1].value.startswith("=HYPERLINK")


def _cells(page: Any) -> Iterator[Any]:
    for row in page.iter_rows():
        yield from row
