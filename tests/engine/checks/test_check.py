"""A check: what its answers say, whom it asks what, and how far somebody has come."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.assessments import AnswerValues, DoneBy, Progress, Result, check_answer
from samvern.engine.checks import (
    Check,
    ClinicFact,
    DirectoryEntry,
    FactRule,
    Offer,
    QuestionPage,
    Weight,
    asked,
    find_flaws,
    find_mismatches,
    known_facts,
    next_page,
    offer_of,
    pages_of,
    presets,
    progress,
)
from samvern.engine.checks.examples import CHECK, PAGES, example_question
from samvern.engine.frameworks import Framework, FrameworkKind, Requirement

IDS = [page.question.id for page in PAGES]
answered = st.sets(st.sampled_from([*IDS, "elsewhere"]))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_answer_that_is_offered_is_one_that_can_be_kept(language: str) -> None:
    for question in CHECK.questions:
        for offer in question.offers:
            values = question.values(offer, language, supplier="Fiktiv IT")
            check_answer(values)
            assert offer_of(values) is offer
            assert values.progress is Progress.DONE
    told = CHECK.questions[1].values(Offer.SUPPLIER, language, supplier="Fiktiv IT")
    assert (told.result, told.done_by, told.supplier) == (
        Result.UNKNOWN,
        DoneBy.SUPPLIER,
        "Fiktiv IT",
    )


def test_not_to_know_is_offered_last_and_always() -> None:
    assert [question.offers[-1] for question in CHECK.questions] == [Offer.UNKNOWN] * 3
    assert offer_of(AnswerValues()) is None
    with pytest.raises(KeyError):
        CHECK.questions[0].values(Offer.SUPPLIER, "nb")


@pytest.mark.parametrize(
    ("entry", "facts"),
    [
        (DirectoryEntry(), {}),
        (DirectoryEntry(kind="dentist", size="10-49"), {"staff": True}),
        (DirectoryEntry(kind="psychologist", size="1-9"), {"staff": False}),
        (DirectoryEntry(kind="psychologist"), {}),
        (DirectoryEntry(owner_kind="municipality"), {"it": True}),
        (DirectoryEntry(supplier="Fiktiv IT"), {"it": True}),
        (DirectoryEntry(supplier="  "), {}),
    ],
)
def test_the_first_rule_that_holds_settles_a_fact(
    entry: DirectoryEntry, facts: dict[str, bool]
) -> None:
    check = replace(
        CHECK,
        facts=(
            ClinicFact(
                "staff",
                {"en": "Several"},
                (
                    FactRule(settles=False, kinds=("psychologist",), sizes=("1-9",)),
                    FactRule(settles=True, sizes=("1-9", "10-49")),
                ),
            ),
            ClinicFact(
                "it",
                {"en": "IT"},
                (
                    FactRule(settles=True, owner_kinds=("municipality",)),
                    FactRule(settles=True, with_supplier=True),
                ),
            ),
        ),
    )
    assert known_facts(check, entry) == facts


@given(st.dictionaries(st.sampled_from(["staff", "other"]), st.booleans()))
def test_each_question_is_either_asked_or_answered_beforehand(facts: dict[str, bool]) -> None:
    asked_ids = [question.id for question in asked(CHECK, facts)]
    beforehand = presets(CHECK, facts, "nn")
    assert sorted([*asked_ids, *beforehand]) == IDS
    for values in beforehand.values():
        check_answer(values)
        assert values.result is Result.NOT_APPLICABLE


@given(answered, answered)
def test_an_answer_never_makes_the_way_longer(before: set[str], more: set[str]) -> None:
    early, late = progress(PAGES, before, "nb"), progress(PAGES, before | more, "nb")
    assert late.minutes_left <= early.minutes_left
    assert early.answered <= late.answered <= late.count == 3
    assert (late.minutes_left == 0) == late.is_done


def test_a_minute_is_told_for_184_words_and_ten_seconds_for_a_choice() -> None:
    longer = replace(PAGES[0], text={"nb": PAGES[0].text["nb"] + " ord" * 184})
    assert longer.seconds("nb") - PAGES[0].seconds("nb") == pytest.approx(60)
    blank = {"nb": "1"}
    question = replace(
        PAGES[0].question,
        help=blank,
        patients=blank,
        answers=dict.fromkeys(PAGES[0].question.answers, blank),
    )
    assert QuestionPage(question, blank, blank).seconds("nb") == 10


@given(answered, st.sampled_from([*IDS, "", "elsewhere"]))
def test_the_next_page_has_no_answer_and_comes_after_the_one_left(
    done: set[str], after: str
) -> None:
    found = next_page(PAGES, done, after)
    left = [each for each in IDS if each not in done]
    if found is None:
        assert not left
    else:
        later = [each for each in left if after in IDS and each > after]
        assert found.question.id == (later or left)[0]


def flaws(check: Check) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []

    def say(code: str, path: tuple[str | int, ...], **_params: Any) -> None:
        told.append((code, ".".join(map(str, path))))

    find_flaws(check, say)
    return told


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert not flaws(CHECK)
    question = example_question("1")
    supplier = {**question.answers, Offer.SUPPLIER: {"en": "They do."}}
    broken = replace(
        CHECK,
        facts=(*CHECK.facts, *CHECK.facts),
        questions=(
            question,
            replace(question, when="boat", answers=supplier, weight=Weight(6, "tea", {})),
        ),
    )
    assert flaws(broken) == [
        ("check.fact_repeated", "facts.1.id"),
        ("check.question_repeated", "questions.1.id"),
        ("check.fact_unknown", "questions.1.when"),
        ("check.reason_missing", "questions.1.answers"),
        ("check.ask_missing", "questions.1"),
        ("check.source_unknown", "questions.1.weight.source"),
        ("check.weight_out_of_range", "questions.1.weight.value"),
    ]


OWN = Framework(
    id="example",
    version="1",
    title={"en": "An example"},
    publisher="Samvern",
    kind=FrameworkKind.MEASURES,
    requirements=tuple(
        Requirement(str(place), {"en": f"Question {place}?"}) for place in range(1, 4)
    ),
)


def test_a_check_fits_the_set_that_it_was_made_for() -> None:
    assert not mismatches(OWN)
    titles = [page.title["en"] for page in pages_of(CHECK, OWN)]
    assert titles == ["Question 1?", "Question 2?", "Question 3?"]
    turned = replace(OWN, requirements=OWN.requirements[::-1])
    assert mismatches(turned) == ["check.order_differs"]
    later = replace(OWN, version="2", requirements=(*OWN.requirements[1:], Requirement("4", {})))
    assert mismatches(later) == [
        "check.framework_differs",
        "check.requirement_unknown",
        "check.question_missing",
    ]
    first = replace(CHECK.questions[0], guidance=("normen", "nowhere"))
    check = replace(CHECK, questions=(first, *CHECK.questions[1:]))
    assert mismatches(OWN, check) == ["check.guidance_unknown"]


def mismatches(framework: Framework, check: Check = CHECK) -> list[str]:
    told: list[str] = []

    def say(code: str, _path: tuple[str | int, ...], **_params: Any) -> None:
        told.append(code)

    find_mismatches(check, framework, {"normen"}, say)
    return told
