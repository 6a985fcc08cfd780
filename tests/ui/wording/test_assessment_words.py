"""Self-assessments in words: every value has its own, and who will see what is told in full."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from samvern.engine.assessments import (
    ANSWER_FIELDS,
    MATURITY_LEVELS,
    AnswerValues,
    AssessedRequirement,
    AssessmentDocument,
    Confidence,
    Confidentiality,
    DoneBy,
    Progress,
    Result,
)
from samvern.ui.wording import assessments as wording
from samvern.ui.wording.languages import translations


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_no_two_values_are_called_the_same(language: str) -> None:
    _ = translations(language).gettext
    families = (
        [wording.result_name(each, _) for each in (*Result, None)],
        [wording.result_meaning(each, _) for each in Result],
        [wording.progress_name(each, _) for each in Progress],
        [wording.confidence_name(each, _) for each in Confidence],
        [wording.done_by_name(each, _) for each in DoneBy],
        [wording.maturity_name(each, _) for each in MATURITY_LEVELS],
        [wording.maturity_meaning(each, _) for each in MATURITY_LEVELS],
        [wording.field_name(each, _) for each in ANSWER_FIELDS],
        [wording.field_help(each, _) for each in ANSWER_FIELDS],
    )
    for names in families:
        assert all(names)
        assert len({name.casefold() for name in names}) == len(names)


def test_each_purpose_says_in_full_who_sees_what_and_that_it_stays_so() -> None:
    improvement, reported = (wording.who_sees(each, str) for each in Confidentiality)
    assert "do not see your answers" in " ".join(improvement)
    assert "see everything that you submit" in " ".join(reported)
    assert (
        improvement[-1] == reported[-1] == ("This cannot be changed once the assessment has begun.")
    )


def test_the_answer_counts_only_what_applies_and_never_a_share_alone() -> None:
    def document(*results: Result | None) -> AssessmentDocument:
        rows = tuple(
            AssessedRequirement(str(n), {}, values=result and AnswerValues(result=result))
            for n, result in enumerate(results)
        )
        return replace(
            AssessmentDocument(
                *("", "", "", "", "", "", {}, ""),
                confidentiality=Confidentiality.REPORTED,
                as_of=datetime(2027, 1, 1, tzinfo=UTC),
            ),
            rows=rows,
        )

    found = document(Result.FULFILLED, Result.NOT_APPLICABLE, Result.PARTLY, None)
    said = wording.fulfilled_sentence(found, "en", str)
    assert said == "1 of 3 requirements are fulfilled (33%)."
    assert wording.left_sentences(found.results, str) == (
        "1 requirement is partly fulfilled.",
        "1 requirement is not answered.",
    )
    nothing = document(Result.NOT_APPLICABLE)
    assert "None" in wording.fulfilled_sentence(nothing, "en", str)
    assert "no requirements" in wording.fulfilled_sentence(document(), "en", str)
