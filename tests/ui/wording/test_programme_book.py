"""What the book of a programme says: all of it, in three languages, and nothing more."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from samvern.cli.files import load_programme
from samvern.engine import priority
from samvern.engine.errors import NotReady
from samvern.engine.programme import consistency
from samvern.engine.programme.document import (
    FocusArea,
    Judgement,
    Measure,
    Programme,
    Recommendation,
)
from samvern.formats import programme_book
from samvern.formats.programme_book import Book
from samvern.ui.numbers import percent
from samvern.ui.wording.languages import translations
from samvern.ui.wording.programme_book import Ranked, Sources, Speech, book_of
from tests.formats.programme_book.reading import ReadBook, read_book

LANGUAGES = ("nb", "nn", "en")
NO_RANKING = NotReady("ranking.too_few")


@cache
def shipped(code: str) -> tuple[Programme, Ranked, Ranked]:
    """A shipped programme with its rankings."""
    document = load_programme(code)

    def ranked(level: str) -> Ranked:
        model = priority.ranking_model(document, level=level)
        return priority.rank(*model, samples=1_000, seed=1)

    return document, ranked("focus-area"), ranked("measure")


def book(
    language: str,
    document: Programme | None = None,
    *,
    with_findings: bool = True,
    owners: dict[str, str] | None = None,
) -> Book:
    found, areas, measures = shipped("IE-1125")
    if document is not None:
        found, areas, measures = document, NO_RANKING, NO_RANKING
    findings = consistency.check(found) if with_findings else None
    sources = Sources(found, areas, measures, findings, owners=owners or {})
    return book_of(sources, Speech(language, translations(language).gettext))


def read(made: Book) -> ReadBook:
    stream = io.BytesIO()
    programme_book.write(made, stream)
    return read_book(stream.getvalue())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_a_book_in_every_language(language: str) -> None:
    document, areas, _measures = shipped("IE-1125")
    found = read(book(language))
    title = document.title.get(language, document.title["nb"])
    assert found.language == language
    assert found.title == f"IE-1125 {title}"
    assert found.author == document.publisher
    assert "<pdfuaid:part>1</pdfuaid:part>" in found.xmp
    for measure in document.measures:
        heading = f"{measure.id} {measure.title.get(language, measure.title['nb'])}"
        assert heading in found.bookmarks
    assert isinstance(areas, priority.Ranking)
    first = percent(areas.alternatives[0].rank_acceptability[0], language=language)
    assert first.replace("\u00a0", " ") in found.text
    assert all(found.alternatives)


def test_no_word_of_the_house_is_left_in_english() -> None:
    english, bokmal = book("en"), book("nb")
    assert not set(english.words.values()) & set(bokmal.words.values())
    same = {s.title for s in english.sections} & {s.title for s in bokmal.sections}
    assert not same


def test_the_book_has_its_parts_in_order() -> None:
    made = book("en")
    assert [section.title for section in made.sections] == [
        "What is done against which risks, and for which goals?",
        "Which focus areas matter most?",
        "Which measures matter most?",
        "What was decided?",
        "Why is the programme there?",
    ]
    assert [section.title for section in made.closing] == [
        "What is covered, and where are the gaps?",
        "How was this made?",
    ]
    assert made.made_on == date(2023, 6, 14)
    assert len(made.chapters) == 7
    assert sum(len(chapter.sheets) for chapter in made.chapters) == 24


def test_the_figures_are_those_of_the_ranking_with_what_they_rest_on() -> None:
    _document, areas, _measures = shipped("IE-1125")
    section = book("en").sections[1]
    assert isinstance(areas, priority.Ranking)
    assert [bar.name.split()[0] for bar in section.bars] == [each.id for each in areas.alternatives]
    for bar, each in zip(section.bars, areas.alternatives, strict=True):
        assert sum(bar.shares) == pytest.approx(1)
        assert bar.shares[0] == pytest.approx(each.rank_acceptability[0])
        assert percent(each.rank_acceptability[0], language="en") in bar.alt or not bar.shares[0]
    assert any("1,000 draws, seed 1" in note for note in section.notes)
    assert [row[0] for row in section.tables[0].rows] == [bar.name for bar in section.bars]


def test_findings_are_only_in_the_books_of_those_who_may_read_them() -> None:
    found = book("en").findings
    assert found is not None
    said = sum(len(group.rows) for section in found for group in section.groups)
    assert said == len(consistency.check(shipped("IE-1125")[0]))
    without = book("en", with_findings=False)
    assert without.findings is None
    assert "What does not add up?" not in read(without).bookmarks


def test_what_is_missing_is_said_to_be() -> None:
    bare = Programme(
        id="P",
        title={"nb": "Program"},
        publisher="Noen",
        focus_areas=(FocusArea("1", {"nb": "Område"}, needs="study"),),
        measures=(Measure("1.1", "1", {"nb": "Tiltak"}, after=("9.9",)),),
    )
    made = book("en", bare)
    sheet = made.chapters[0].sheets[0]
    assert ("Owner", "Nobody is named yet") in sheet.facts
    assert ("Status", "Not stated") in sheet.facts
    assert ("Comes after", "9.9") in sheet.facts
    assert ("Cost", "Not judged") in sheet.judgements
    assert "Needed first: a study." in made.chapters[0].paragraphs
    assert made.sections[0].title == "Which focus areas matter most?"
    assert not made.sections[0].bars
    assert made.made_on is None
    assert read(made).pages >= 3
    nothing = Programme(id="P", title={"nb": "Program"}, publisher="Noen")
    assert read(book("nb", nothing)).pages >= 2


def test_an_uncertain_judgement_stays_uncertain_and_its_grounds_are_told_if_given() -> None:
    judged = Judgement({"low": 0.25, "high": 0.75}, by="A group", on=date(2024, 1, 2), why="Seen")
    silent = replace(judged, by="", why="")
    measures = tuple(
        Measure(code, "1", {"nb": code}, cost=cost)
        for code, cost in (("1.1", judged), ("1.2", silent))
    )
    bare = Programme(
        id="P",
        title={"nb": "P"},
        publisher="Noen",
        focus_areas=(FocusArea("1", {"nb": "Område"}),),
        measures=measures,
        recommendations=(Recommendation(2, focus_area="1", note="Later"),),
    )
    told, untold = book("en", bare).chapters[0].sheets
    assert told.judgements[0] == (
        "Cost",
        "low (25%) or high (75%) – A group, 2 January 2024 – Seen",
    )
    assert untold.judgements[0] == ("Cost", "low (25%) or high (75%)")
    assert ("Recommended", "Tier 2") in told.facts


def test_owners_of_today_stand_where_they_are_known() -> None:
    sheet = book("en", owners={"1.1": "Somebody (today Another)"}).chapters[0].sheets[0]
    assert ("Owner", "Somebody (today Another)") in sheet.facts


def test_a_hundred_measures_with_long_titles_are_printed() -> None:
    long = {"nb": "Et tiltak med et svært langt navn som går over flere linjer " * 4}
    areas = tuple(FocusArea(str(n), long) for n in range(1, 31))
    measures = tuple(
        Measure(f"{n % 30 + 1}.{n}", str(n % 30 + 1), long, description={"nb": "Hva " * 400})
        for n in range(100)
    )
    big = Programme("P", {"nb": "P"}, "Noen", focus_areas=areas, measures=measures)
    found = read(book("nb", big))
    assert sum(title.split()[0].count(".") for title in found.bookmarks) == 100


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nb", ("juni 2024", "02.06.2024", "2024", "2024-13")),
        ("nn", ("juni 2024", "02.06.2024", "2024", "2024-13")),
        ("en", ("June 2024", "2 June 2024", "2024", "2024-13")),
    ],
)
def test_moments_are_said_in_words_as_exactly_as_they_are_known(
    language: str, said: tuple[str, ...]
) -> None:
    speech = Speech(language, str)
    assert tuple(map(speech.moment, ("2024-06", "2024-06-02", "2024", "2024-13"))) == said
