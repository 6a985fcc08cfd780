"""What an answer may hold, and two people at one answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.assessments import (
    ANSWER_FIELDS,
    MAX_COMMENT,
    AnswerValues,
    AssessedRequirement,
    AssessmentDocument,
    Confidence,
    Confidentiality,
    DoneBy,
    EvidenceLine,
    Progress,
    Result,
    changed_fields,
    check_answer,
    merge,
)
from samvern.engine.errors import InvalidInput

ANSWERS = st.builds(
    AnswerValues,
    progress=st.sampled_from(Progress),
    result=st.none() | st.sampled_from(Result),
    maturity=st.none() | st.integers(0, 5),
    confidence=st.none() | st.sampled_from(Confidence),
    reason=st.text(max_size=5),
    done_by=st.sampled_from(DoneBy),
    supplier=st.text(max_size=5),
    comment=st.text(max_size=5),
    responsible=st.text(max_size=5),
    due_on=st.none() | st.dates(),
)


def _codes(values: AnswerValues) -> set[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        check_answer(values)
    return {(each.code, each.where) for each in caught.value.problems}


def test_everything_that_is_wrong_is_said_at_once_and_where():
    wrong = AnswerValues(
        progress=Progress.DONE, maturity=6, comment="x" * (MAX_COMMENT + 1), responsible="a\0b"
    )
    assert _codes(wrong) == {
        ("answer.done_without_result", "progress"),
        ("answer.maturity_outside", "maturity"),
        ("answer.text_too_long", "comment"),
        ("answer.text_unusable", "responsible"),
    }


def test_what_does_not_apply_needs_a_reason_that_says_something():
    assert _codes(AnswerValues(result=Result.NOT_APPLICABLE, reason="  ")) == {
        ("answer.reason_missing", "reason")
    }


@given(ANSWERS)
def test_an_answer_comes_back_from_plain_values_as_it_was(values):
    assert AnswerValues.from_json(values.to_json()) == values


@given(ANSWERS, ANSWERS, ANSWERS)
def test_merging_loses_nothing_and_names_every_clash(base, mine, theirs):
    found = merge(base, mine, theirs)
    for name in ANSWER_FIELDS:
        before, wanted, saved = (getattr(each, name) for each in (base, mine, theirs))
        merged = getattr(found.merged, name)
        if wanted == before:
            assert merged == saved
        elif saved in (before, wanted):
            assert merged == wanted
        else:
            assert name in found.clashes
            assert merged == saved


@given(ANSWERS, ANSWERS, ANSWERS)
def test_who_saves_first_makes_no_difference_to_what_clashes(base, one, other):
    assert merge(base, one, other).clashes == merge(base, other, one).clashes


@given(ANSWERS, ANSWERS)
def test_nobody_else_means_no_clash(base, mine):
    found = merge(base, mine, base)
    assert found.merged == mine
    assert not found.clashes


def test_changed_fields_are_named_in_order():
    after = replace(AnswerValues(), comment="x", result=Result.PARTLY)
    assert changed_fields(AnswerValues(), after) == ("result", "comment")


def _document() -> AssessmentDocument:
    at = datetime(2026, 11, 27, 12, tzinfo=UTC)
    line = EvidenceLine(
        "Log", "link", "https://example.org", uploaded_at=at, event_on=date(2026, 1, 2)
    )
    rows = (
        AssessedRequirement("1", {"nb": "Kapittel"}, is_assessable=False),
        AssessedRequirement(
            "1.1", {"nb": "a"}, parent="1", values=AnswerValues(result=Result.PARTLY)
        ),
        AssessedRequirement(
            *("1.2", {"nb": "b"}),
            parent="1",
            values=AnswerValues(result=Result.NOT_FULFILLED, due_on=date(2027, 1, 1)),
            evidence=(line,),
        ),
        AssessedRequirement(
            "1.3", {"nb": "c"}, parent="1", values=AnswerValues(result=Result.FULFILLED)
        ),
        AssessedRequirement("1.4", {"nb": "d"}, parent="1"),
    )
    return AssessmentDocument(
        *("Made-up hospital", "310000000", "Yearly", "2026", "set", "1", {"nb": "Sett"}, "Us"),
        Confidentiality.REPORTED,
        as_of=at,
        submitted_at=at,
        rows=rows,
    )


def test_the_most_pressing_gaps_come_first_and_headings_count_for_nothing():
    document = _document()
    assert [row.code for row in document.gaps] == ["1.2", "1.1"]
    assert document.results == {
        Result.PARTLY: 1,
        Result.NOT_FULFILLED: 1,
        Result.FULFILLED: 1,
        None: 1,
    }


def test_a_document_comes_back_from_plain_values_as_it_was():
    assert AssessmentDocument.from_json(_document().to_json()) == _document()
