"""Papers as PDF: accessible, the same each time, on the pages they have, whatever stands in them."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache

import pytest

from samvern.engine.errors import InvalidInput
from samvern.engine.papers import FigureTable, Heading, Paper, PaperKind, Paragraph, SourceList
from samvern.ui.wording import papers as written
from tests.factories.papers import SENTENCE, board_status, paper, table
from tests.formats.programme_book.reading import ReadBook, read_book

LANGUAGES = ("nb", "nn", "en")
WRITERS = (written.write_pdf, written.write_docx, written.write_xlsx)

#: What would do something if it ever became markup.
HOSTILE = (
    '#panic() #import "/etc/passwd": * $x^2$ @ref <label> *b* _i_ `raw` // /* \\ ~ -- [x] {y} = H'
)


@cache
def pdf(kind: PaperKind = PaperKind.YEARLY_REPORT, language: str = "nb") -> bytes:
    return set_in_pdf(paper(kind, language=language))


def set_in_pdf(made: Paper) -> bytes:
    stream = io.BytesIO()
    written.write_pdf(made, stream)
    return stream.getvalue()


def read(made: Paper) -> ReadBook:
    return read_book(set_in_pdf(made))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_paper_is_tagged_and_says_what_it_is(language: str) -> None:
    found = read_book(pdf(language=language))
    assert (found.language, found.title) == (language, "Status øvelser")
    assert found.author == "Helsedirektoratet"
    assert found.is_marked
    assert found.shows_title
    assert "<pdfuaid:part>1</pdfuaid:part>" in found.xmp
    assert "<xmp:CreateDate>2027-02-01" in found.xmp
    tags = {"Title", "H1", "H2", "H3", "Figure", "Table", "TH", "TD", "L", "Link", "TOC"}
    assert tags <= set(found.tags)
    assert found.alternatives == ("Bildet viser øvelser.",) * 5
    assert {"Kort sagt øvelser", "Hvordan går det? øvelser", "Detaljer"} <= set(found.bookmarks)


def test_every_figure_leads_to_its_source_and_its_day() -> None:
    text = read_book(pdf()).text
    assert "Av 12[1] er 87 %" in text
    assert "80 % " in text.partition("87 %")[2][:40]
    for said in ("1 234 567,5 kr", "31.12.2026", "15.01.2027", "https://x.example/r", "Utkast"):
        assert said in text, said
    assert text.count("Rapporteringsrunde 2026-H2") == 2
    assert "abababababab" in text


def test_numbers_and_days_are_written_as_the_language_does() -> None:
    text = read_book(pdf(language="en")).text
    assert "1,234,567.5 kr" in text
    assert "31 December 2026" in text


def test_the_same_paper_is_the_same_bytes_in_another_process_too() -> None:
    assert set_in_pdf(paper()) == pdf()
    code = (
        "import hashlib, io, sys; from samvern.ui.wording import papers;"
        "from tests.factories.papers import paper;"
        "files = [io.BytesIO() for _ in range(3)];"
        "papers.write_pdf(paper(), files[0]); papers.write_docx(paper(), files[1]);"
        "papers.write_xlsx(paper(), files[2]);"
        "print(*(hashlib.sha256(f.getvalue()).hexdigest() for f in files))"
    )
    elsewhere = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland"}
    found = subprocess.run(
        [sys.executable, "-c", code], env=elsewhere, capture_output=True, text=True, check=True
    )
    files = [io.BytesIO() for _each in range(3)]
    for write, file in zip(WRITERS, files, strict=True):
        write(paper(), file)
    assert found.stdout.split() == [hashlib.sha256(each.getvalue()).hexdigest() for each in files]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (PaperKind.YEARLY_REPORT, HOSTILE),
        (PaperKind.FOCUS_AREA, "control \x01\x07 \x85 turned \u202egnorw 😀 日本語 \ue000 \ud800"),
        (PaperKind.FOCUS_AREA, "w" * 600),
    ],
)
def test_whatever_people_write_is_printed_as_it_is(kind: PaperKind, said: str) -> None:
    found = read(paper(kind, said))
    if said == HOSTILE:
        assert found.text.count("#panic()") > 20
        for part in ("$x^2$", "@ref", "<label>", "*b*", "_i_", "`raw`", "[x] {y}"):
            assert part in found.text


def test_a_board_status_has_one_page_and_says_what_it_left_out() -> None:
    found = read(board_status(rows=6, language="en"))
    assert found.pages == 1
    assert "Shows the first" not in found.text
    cut = read(board_status(rows=40, language="en"))
    assert cut.pages == 1
    (shown,) = re.findall(r"Shows the first (\d+) of 40 rows; the annex has them all\.", cut.text)
    assert int(shown) > 6
    assert cut.text.count("Øvelse med ledelsen") == 1 + 2 * int(shown)


def test_what_has_too_much_for_one_page_is_refused_with_how_much() -> None:
    with pytest.raises(InvalidInput, match=r"paper\.past_one_page \(pages=2\)"):
        set_in_pdf(board_status(sentences=60))
    whole = board_status(rows=40)
    uncut = replace(
        whole,
        blocks=tuple(
            replace(each, may_be_cut=False) if isinstance(each, FigureTable) else each
            for each in whole.blocks
        ),
    )
    with pytest.raises(InvalidInput, match=r"paper\.past_one_page"):
        set_in_pdf(uncut)


def test_a_paper_with_a_figure_without_source_is_not_made() -> None:
    wrong = paper(blocks=(Heading("A"), table(source=""), SourceList()))
    for write in WRITERS:
        with pytest.raises(InvalidInput, match=r"paper\.invalid"):
            write(wrong, io.BytesIO())


def test_a_long_table_repeats_its_head_and_words_alone_make_a_paper() -> None:
    long = paper(PaperKind.FOCUS_AREA, blocks=(Heading("A"), table(rows=120), SourceList()))
    found = read(long)
    assert found.pages > 2
    assert found.text.count("Neste milepæl") == found.pages
    alone = read(paper(blocks=(Heading("A"), Paragraph((SENTENCE,)))))
    assert "færre avvik" in alone.text
