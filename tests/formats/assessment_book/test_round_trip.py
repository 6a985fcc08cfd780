"""A workbook goes out, is changed, and comes back with exactly the changes."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from samvern.engine.assessments import (
    ANSWER_FIELDS,
    MAX_COMMENT,
    AnswerValues,
    Confidence,
    DoneBy,
    Progress,
    Result,
    ReturnedAnswer,
    ReturnedFate,
    compare_returned,
)
from samvern.engine.errors import InvalidInput
from samvern.engine.tables import text_of
from samvern.formats.assessment_book import ReturnedBook
from samvern.formats.assessment_book.book import CHOSEN
from samvern.formats.assessment_book.kept import KEPT_SHEET
from samvern.formats.assessment_book.reading import word_key
from samvern.formats.tables import held_by_a_cell
from samvern.ui.wording import assessment_book as words
from samvern.ui.wording.assessment_book import (
    identity_of,
    read_book,
    vocabulary_of,
    write_book,
)
from samvern.ui.wording.assessments import field_name
from samvern.ui.wording.languages import translations
from samvern.ui.wording.speech import Speech
from tests.factories.assessment_documents import assessment
from tests.factories.tables import csv, xlsx

LANGUAGES = ("nb", "nn", "en")

#: Texts that a workbook has trouble with.
TEXTS = st.sampled_from(
    [
        "",
        "=1+1",
        "'=1",
        "a\r\nb\rc",
        " a ",
        "\x01",
        "_x0041_",
        "_x000d_",
        "#REF!",
        "\ud800",
        "å\u030a",
    ]
) | st.text(max_size=8).filter(lambda text: "\0" not in text)

ANSWERS = st.builds(
    AnswerValues,
    progress=st.sampled_from([Progress.NOT_STARTED, Progress.IN_PROGRESS]),
    result=st.none() | st.sampled_from([each for each in Result if each != "not_applicable"]),
    maturity=st.none() | st.integers(0, 5),
    confidence=st.none() | st.sampled_from(Confidence),
    done_by=st.sampled_from(DoneBy),
    reason=TEXTS,
    supplier=TEXTS,
    comment=TEXTS,
    responsible=TEXTS,
    due_on=st.none() | st.dates(date(1955, 1, 1), date(2170, 1, 1)),
)


def speech(language: str) -> Speech:
    return Speech(language, translations(language).gettext)


def book(
    answers: dict[str, AnswerValues] | None = None, language: str = "nb", count: int = 6
) -> bytes:
    document = assessment(count)
    if answers is not None:
        rows = [replace(row, values=answers.get(row.code)) for row in document.rows]
        document = replace(document, rows=tuple(rows))
    stream = io.BytesIO()
    versions = {row.code: 3 for row in document.assessable if row.values}
    write_book(document, speech(language), stream, assessment="17", versions=versions)
    return stream.getvalue()


@cache
def ordinary(language: str = "nb") -> bytes:
    return book(language=language)


def edited(content: bytes, change: Callable[[Any], None]) -> bytes:
    """The workbook after somebody has changed its first sheet and saved it."""
    made = load_workbook(io.BytesIO(content))
    change(made.worksheets[0])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def cell(page: Any, code: str, heading: str) -> Any:
    columns = {each.value: each.column for each in page[1]}
    (row,) = [each[0].row for each in page.iter_rows(min_row=2) if each[0].value == code]
    return page.cell(row, columns[heading])


def read(content: bytes, language: str = "nb", **options: Any) -> ReturnedBook:
    return read_book(content, speech(language), name="svar.xlsx", **options)


def changes(found: ReturnedBook) -> dict[str, tuple[str, ...]]:
    return {each.code: each.changes for each in found.answers if each.changes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_nobody_touched_comes_back_as_it_was(language: str) -> None:
    document = assessment(6)
    for content in (ordinary(language), edited(ordinary(language), lambda _page: None)):
        found = read(content, expected=identity_of(document, "17"))
        assert found.identity == identity_of(document, "17")
        assert [(each.code, each.base_version) for each in found.answers] == [
            (row.code, 3 if row.values else 0) for row in document.assessable
        ]
        for answer, row in zip(found.answers, document.assessable, strict=True):
            assert answer.base == answer.values == (row.values or AnswerValues())


@settings(max_examples=20)
@given(st.lists(ANSWERS, min_size=1, max_size=4), st.sampled_from(LANGUAGES))
def test_export_and_import_change_nothing(said: list[AnswerValues], language: str) -> None:
    codes = [row.code for row in assessment(len(said)).assessable]
    answers = dict(zip(codes, said, strict=True))
    found = read(book(answers, language, len(said)))
    assert changes(found) == {}
    assert {each.code: each.base for each in found.answers} == answers
    assert all(
        each.fate is ReturnedFate.UNCHANGED for each in compare_returned(found.answers, answers)
    )


#: Values that can be typed into a cell and stay as they are.
TYPED = st.builds(
    AnswerValues,
    progress=st.sampled_from([Progress.NOT_STARTED, Progress.IN_PROGRESS]),
    result=st.none() | st.sampled_from([each for each in Result if each != "not_applicable"]),
    maturity=st.none() | st.integers(0, 5),
    confidence=st.none() | st.sampled_from(Confidence),
    done_by=st.sampled_from(DoneBy),
    supplier=st.text("aå=+ 1", max_size=4).map(str.strip),
    comment=st.text("bø\n-", max_size=4).map(str.strip),
    due_on=st.none() | st.dates(date(1955, 1, 1), date(2170, 1, 1)),
)


@settings(max_examples=20)
@given(ANSWERS, TYPED, st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES))
def test_what_is_changed_comes_back_and_nothing_else(
    before: AnswerValues, after: AnswerValues, out: str, back: str
) -> None:
    after = replace(after, reason=before.reason, responsible=before.responsible)
    for name in ("supplier", "comment"):
        stood = getattr(before, name)
        # What a cell shows as it showed it before is no change, whatever the cell could not hold.
        if text_of(held_by_a_cell(stood)) == text_of(getattr(after, name)):
            after = replace(after, **{name: stood})
    content = book({"1.1.1": before}, out, 2)
    names = vocabulary_of(translations(back).gettext).shown
    headings = dict(zip(ANSWER_FIELDS, _headings(out), strict=True))

    def change(page: Any) -> None:
        for name in ANSWER_FIELDS:
            value = getattr(after, name)
            if value == getattr(before, name):
                continue
            found = cell(page, "1.1.1", headings[name])
            if name in CHOSEN:
                found.value = names[name].get(str(value))
            else:
                found.value = value or None
            if isinstance(value, str):
                found.data_type = "s"

    first, second = read(edited(content, change)).answers
    assert (first.base, first.values) == (before, after)
    assert second.changes == ()


def _headings(language: str) -> list[str]:
    return [field_name(name, translations(language).gettext) for name in ANSWER_FIELDS]


def test_no_word_or_heading_means_two_things_in_any_language() -> None:
    meanings: dict[tuple[str, str], set[str]] = {}
    for language in LANGUAGES:
        gettext = translations(language).gettext
        for name, choices in words._choices(gettext).items():
            for choice in choices:
                meanings.setdefault((name, word_key(choice.word)), set()).add(choice.value)
        for name, title in words._headings(gettext).items():
            meanings.setdefault(("", word_key(title)), set()).add(name)
    assert [key for key, values in meanings.items() if len(values) > 1] == []


def test_rows_are_sorted_and_removed_and_columns_added_and_moved() -> None:
    def change(page: Any) -> None:
        cell(page, "1.1.3", "Kommentar").value = "Begynt i mai"
        page.delete_rows(2)
        page.insert_cols(3, 2)
        page["C1"].value, page["C3"].value = "Vår egen", "noe"
        rows = [[each.value for each in row] for row in page.iter_rows(min_row=2)]
        for number, row in enumerate(reversed(rows), start=2):
            for place, value in enumerate(row, start=1):
                page.cell(number, place).value = value
        page.insert_rows(1)
        page["A1"].value = "Svarene fra avdelingen"

    found = read(edited(ordinary(), change))
    assert changes(found) == {"1.1.3": ("comment",)}
    assert [each.code for each in found.answers] == ["1.1.6", "1.1.5", "1.1.4", "1.1.3", "1.1.2"]


def test_a_removed_column_says_nothing() -> None:
    found = read(edited(ordinary(), lambda page: page.delete_cols(11)))
    assert changes(found) == {}


@pytest.mark.parametrize(
    "written",
    [
        datetime(2027, 9, 2),
        date(2027, 9, 2),
        46632,
        46632.0,
        "2027-09-02",
        "2.9.2027",
        "02/09/2027",
    ],
)
def test_days_are_read_however_a_spreadsheet_has_them(written: Any) -> None:
    def change(page: Any) -> None:
        found = cell(page, "1.1.1", "Frist")
        found.value = written
        if isinstance(written, int | float):
            found.number_format = "General"

    (first, *_others) = read(edited(ordinary(), change)).answers
    assert first.values.due_on == date(2027, 9, 2)


def test_everything_that_is_wrong_is_said_at_once_with_its_cell() -> None:
    def change(page: Any) -> None:
        cell(page, "1.1.1", "Resultat").value = "kanskje"
        cell(page, "1.1.1", "Modenhet (0–5)").value = 7
        cell(page, "1.1.2", "Frist").value = "31.2.2027"
        cell(page, "1.1.3", "Kommentar").value = "x" * (MAX_COMMENT + 1)
        cell(page, "1.1.4", "Hvorfor det ikke gjelder").value = None
        cell(page, "1.1.5", "Ansvarlig").value = "#REF!"
        page["A7"].value = "1.1.1"
        page["A8"].value = "9.9.9"
        page["E9"].value = "Oppfylt"

    with pytest.raises(InvalidInput) as caught:
        read(edited(ordinary(), change))
    assert caught.value.code == "assessment_book.invalid"
    assert [(each.code, each.where, each.line) for each in caught.value.problems] == [
        ("cell.word_unknown", "E2", 2),
        ("answer.maturity_outside", "H2", 2),
        ("assessment_book.day_invalid", "M3", 3),
        ("answer.text_too_long", "K4", 4),
        ("answer.reason_missing", "J5", 5),
        ("cell.formula_error", "L6", 6),
        ("cell.id_twice", "A7", 7),
        ("assessment_book.code_unknown", "A8", 8),
        ("assessment_book.code_missing", "A9", 9),
    ]


def test_a_workbook_of_something_else_is_refused() -> None:
    ours = identity_of(assessment(6), "17")
    for other, code in (
        (replace(ours, assessment="18"), "assessment_book.other_assessment"),
        (replace(ours, set_version="3.0"), "assessment_book.other_version"),
        (replace(ours, set_code="iso"), "assessment_book.other_version"),
    ):
        with pytest.raises(InvalidInput) as caught:
            read(ordinary(), expected=other)
        assert caught.value.code == code


def _kept(content: bytes, change: Callable[[Any], None]) -> bytes:
    made = load_workbook(io.BytesIO(content))
    change(made[KEPT_SHEET])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        ("A1", "other", "assessment_book.not_one"),
        ("B1", "2", "assessment_book.format_unknown"),
        ("A3", "set", "assessment_book.damaged"),
        ("B7", "yesterday", "assessment_book.damaged"),
        ("B10", "-1", "assessment_book.damaged"),
        ("C10", "[" * 9_000, "assessment_book.damaged"),
        ("C10", "[]", "assessment_book.damaged"),
        ("C10", '{"comment": 5}', "assessment_book.damaged"),
        ("C10", '{"maturity": true}', "assessment_book.damaged"),
        ("C10", '{"result": "fine"}', "assessment_book.damaged"),
        ("C10", None, "assessment_book.damaged"),
    ],
)
def test_a_workbook_whose_kept_sheet_was_changed_is_refused(
    place: str, value: Any, code: str
) -> None:
    def change(page: Any) -> None:
        page[place].value = value

    with pytest.raises(InvalidInput) as caught:
        read(_kept(ordinary(), change))
    assert caught.value.code == code


def test_what_is_no_such_workbook_is_refused() -> None:
    for content in (csv([("Kode", "Resultat")]), xlsx([("Kode", "Resultat")]), b"%PDF-1.7"):
        with pytest.raises(InvalidInput) as caught:
            read(content)
        assert caught.value.code == "assessment_book.not_one"
    with pytest.raises(InvalidInput) as caught:
        read(edited(ordinary(), lambda page: page.delete_rows(1)))
    assert caught.value.code == "assessment_book.no_heading"


def test_the_workbook_is_locked_listed_and_explained() -> None:
    made = load_workbook(io.BytesIO(ordinary("en")))
    answers, explained, kept = made.worksheets
    assert (answers.title, explained.title, kept.sheet_state) == ("Answers", "Help", "hidden")
    assert answers.protection.sheet
    assert [cell.protection.locked for cell in answers[2]] == [True] * 4 + [False] * 10
    assert answers.freeze_panes == "E2"
    rules = {str(rule.sqref): rule for rule in answers.data_validations.dataValidation}
    assert len(rules) == 10
    sheet, _mark, area = rules["E2:E7"].formula1.partition("!")
    assert sheet == "'Help'"
    listed = [row[0].value for row in explained[area.replace("$", "")]]
    assert listed == [
        *("Fulfilled", "Partly fulfilled", "Not fulfilled", "Does not apply", "Do not know"),
    ]
    assert rules["E2:E7"].prompt
    said = {str(each.value) for row in explained.iter_rows() for each in row}
    assert "Fjordvik sykehus HF (organisation number 999999999)" in said
    assert "This assessment is reported." in said


def test_a_long_answer_is_kept_whole() -> None:
    long = AnswerValues(result=Result.PARTLY, comment="😀" * MAX_COMMENT, reason="\x02" * 900)
    (found,) = read(book({"1.1.1": long}, count=1)).answers
    assert (found.base, found.changes) == (long, ())


def test_both_sides_are_shown_where_two_have_changed_the_same() -> None:
    base = AnswerValues(Progress.DONE, Result.PARTLY)
    mine = replace(base, result=Result.FULFILLED, comment="Ferdig")
    cases = {
        "a": (base, ReturnedFate.CHANGED),
        "b": (replace(base, responsible="Ola"), ReturnedFate.MERGED),
        "c": (replace(base, result=Result.NOT_FULFILLED), ReturnedFate.CLASHING),
        "d": (mine, ReturnedFate.UNCHANGED),
    }
    returned = [ReturnedAnswer(code, 1, base, mine) for code in cases]
    found = compare_returned(returned, {code: current for code, (current, _f) in cases.items()})
    assert {each.returned.code: each.fate for each in found} == {
        code: fate for code, (_current, fate) in cases.items()
    }
    clash = found[2]
    assert clash.clashes == ("result",)
    assert clash.changes == ("comment",)
    assert (clash.current.result, clash.returned.values.result, clash.merged.result) == (
        *(Result.NOT_FULFILLED, Result.FULFILLED, Result.NOT_FULFILLED),
    )
    (new,) = compare_returned([ReturnedAnswer("e", 0, AnswerValues(), mine)], {})
    assert (new.fate, new.merged) == (ReturnedFate.CHANGED, mine)
