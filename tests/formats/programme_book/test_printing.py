"""A book is an accessible PDF, the same each time, whatever people have written in it."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samvern.formats import programme_book
from samvern.formats.printing import MISSING, printable
from samvern.formats.programme_book import (
    Bar,
    Book,
    Chapter,
    FindingGroup,
    FindingSection,
    Grid,
    GridCell,
    GridColumn,
    GridRow,
    LevelBar,
    Section,
    Sheet,
    Table,
)
from samvern.ui.wording.programme_book.fixed_words import fixed_words
from tests.formats.programme_book.reading import ReadBook, read_book

#: What would do something if it ever became markup.
HOSTILE = (
    '#panic() #import "/etc/passwd": * $x^2$ @ref <label> *b* _i_ `raw` // /* \\ ~ -- [x] {y} = H'
)


def book(words: str = "Ordinary words", **changes: object) -> Book:
    """A book with one of everything, all of it the same words."""
    table = Table(words, (words, words), ((words, words),), (1, 2), (1,))
    return replace(
        Book(
            language="nb",
            code="P-1",
            title=f"Title {words}",
            author=words,
            made_on=date(2026, 11, 22),
            answer=(words,),
            facts=((words, words),),
            imprint=(words,),
            sections=(
                Section(
                    words,
                    paragraphs=(words,),
                    facts=((words, words),),
                    grids=(
                        Grid(
                            f"Grid: {words}",
                            (GridColumn("R1", words, words), GridColumn("M1", words, "Other")),
                            ("Cost",),
                            (
                                GridRow(
                                    words,
                                    (GridCell(None), GridCell(0.5)),
                                    (LevelBar((0.2, 0.3, 0.5)),),
                                ),
                                GridRow(words, (GridCell(0), GridCell(1)), (LevelBar(()),)),
                            ),
                        ),
                    ),
                    legend=("first", "second"),
                    marks=("1", "2"),
                    bars=(Bar(words, (0.75, 0.25), words, f"Bar: {words}", tag=words),),
                    tables=(table,),
                    notes=(words,),
                    parts=(Section(words, paragraphs=(words,)),),
                ),
            ),
            chapters=(
                Chapter(
                    words,
                    (words,),
                    ((words, words),),
                    (Sheet(words, words, ((words, words),), ((words, words),)),),
                ),
            ),
            findings=(
                FindingSection(
                    words,
                    (FindingGroup(words, ((words, (words,), (words,)), (words, (), ()))),),
                ),
            ),
            closing=(Section(words, tables=(table,)),),
            glossary=((words, words),),
            words=fixed_words(str),
        ),
        **changes,  # type: ignore[arg-type]
    )


def printed(made: Book) -> bytes:
    stream = io.BytesIO()
    programme_book.write(made, stream)
    return stream.getvalue()


def read(made: Book) -> ReadBook:
    return read_book(printed(made))


def test_a_book_is_tagged_and_says_what_it_is() -> None:
    found = read(book())
    assert (found.language, found.title, found.author) == (
        "nb",
        "P-1 Title Ordinary words",
        "Ordinary words",
    )
    assert found.is_marked
    assert found.shows_title
    assert "<pdfuaid:part>1</pdfuaid:part>" in found.xmp
    assert {"Title", "H1", "H2", "H3", "Figure", "Table", "TH", "TD", "L", "TOC"} <= set(found.tags)
    assert found.alternatives == ("Grid: Ordinary words", "Bar: Ordinary words")
    assert "In short" in found.bookmarks
    assert "1 / " not in found.text[:40]
    assert f"2 / {found.pages}" in found.text


def test_facts_are_read_out_as_a_list_of_terms_with_their_values() -> None:
    without, with_two = (
        read(book(sections=(), chapters=(), facts=facts)).tags
        for facts in ((), (("Publisher", "Somebody"), ("Published", "June 2024")))
    )
    grown = {
        tag: with_two.get(tag, 0) - without.get(tag, 0) for tag in ("L", "LI", "Lbl", "LBody", "P")
    }
    assert grown == {"L": 1, "LI": 2, "Lbl": 2, "LBody": 2, "P": 0}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_language_is_that_of_the_reader(language: str) -> None:
    assert read(book(language=language)).language == language


def test_the_same_book_is_the_same_bytes_and_knows_no_clock() -> None:
    first = printed(book())
    assert first == printed(book())
    assert first != printed(book("Other words"))
    dated = read(book(made_on=None))
    assert "2026" not in dated.xmp
    assert "<xmp:CreateDate>2026-11-22" in read(book()).xmp


def test_markup_of_others_is_text() -> None:
    found = read(book(HOSTILE))
    assert found.text.count("#panic()") > 20
    for part in ("$x^2$", "@ref", "<label>", "*b*", "_i_", "`raw`", "[x] {y}"):
        assert part in found.text, part
    assert found.title == f"P-1 Title {HOSTILE}"


@pytest.mark.parametrize(
    "words",
    [
        "control \x00\x07\x1b characters \x85",
        "turned \u202egnorw\u2066 around",
        "smile 😀 👩‍👩‍👧 and flag 🇳🇴",
        "日本語 한국어 العربية עברית ไทย",
        "combining a\u0301\u0302\u0303 e\u0338 \u200d\ufe0f",
        "private \ue000 unassigned \u0378 not \uffff lone \ud800",
        "w" * 600,
        "æøå ÆØÅ ŋ š ž đ “quoted” – — … ≥ → Ω",
        "",
        " \n\n\t ",
    ],
)
def test_anything_that_people_write_can_be_printed(words: str) -> None:
    found = read(book(words))
    assert found.pages >= 3
    assert "\x00" not in found.text


def test_what_no_font_has_is_marked_where_it_stood() -> None:
    text = read(book("Smil 😀 slutt")).text
    assert f"Smil {MISSING} slutt" in text
    assert "æøå Đ“”" in read(book("æøå Đ“”")).text


def test_long_words_stay_on_the_page() -> None:
    broken = printable("x" * 100, str.isascii)
    assert broken.replace("\u200b", "") == "x" * 100
    assert max(map(len, broken.split("\u200b"))) <= 28
    assert printable("ordinary words, however many of them", str.isascii).isprintable()


@settings(max_examples=15)
@given(st.text(max_size=60))
def test_no_text_stops_the_press(words: str) -> None:
    assert printed(book(words)).startswith(b"%PDF-1.7")


def test_a_book_without_findings_has_no_such_part() -> None:
    words = fixed_words(str)
    assert words["findings"] in read(book()).bookmarks
    assert words["findings"] not in read(book(findings=None)).bookmarks


def test_pages_can_be_looked_at() -> None:
    pages = programme_book.preview(book(), ppi=20)
    assert len(pages) == read(book()).pages
    assert all(page.startswith(b"\x89PNG") for page in pages)
