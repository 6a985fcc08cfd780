"""Which steps a clinic is shown: few, the same whoever asks, and none for what is in place."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.assessments import AnswerValues, DoneBy, Result
from samvern.engine.checks import (
    MOST_STEPS,
    Check,
    Ending,
    Offer,
    StepKind,
    Weight,
    every_step,
    offer_of,
    outcome,
)
from samvern.engine.checks.examples import CHECK, example_question

OPEN = {Result.NOT_FULFILLED: 2, Result.PARTLY: 1, Result.UNKNOWN: 1}
Answers = Mapping[str, AnswerValues]

values = st.builds(
    AnswerValues,
    result=st.none() | st.sampled_from(Result),
    done_by=st.sampled_from(DoneBy),
    supplier=st.sampled_from(["", "Fiktiv IT", " fiktiv  it", "Annen IT"]),
    reason=st.just("because"),
)


@st.composite
def checks_with_answers(draw: st.DrawFn) -> tuple[Check, dict[str, AnswerValues]]:
    """A check of up to twelve questions, some of which can be put to a supplier."""
    questions = tuple(
        replace(
            example_question(str(number), weight=draw(st.integers(1, 5))),
            ask={"en": f"How is {number}?"} if draw(st.booleans()) else None,
        )
        for number in range(draw(st.integers(1, 12)))
    )
    answers = {each.id: draw(values) for each in questions if draw(st.booleans())}
    return replace(CHECK, questions=questions), answers


@given(checks_with_answers(), st.randoms(use_true_random=False), st.integers(0, 7))
def test_the_same_answers_lead_to_the_same_few_steps(
    given_: tuple[Check, Answers], chance: random.Random, most: int
) -> None:
    check, answers = given_
    shuffled = dict(chance.sample(list(answers.items()), len(answers)))
    found = outcome(check, answers, most=most)
    assert found == outcome(check, {**shuffled, "elsewhere": AnswerValues()}, most=most)
    assert len(found.steps) == min(most, len(every_step(check, answers)))
    assert len(found.steps) + found.more == len(every_step(check, answers))
    assert len(outcome(check, answers).steps) <= MOST_STEPS


@given(checks_with_answers())
def test_every_gap_has_its_step_and_nothing_else_has(given_: tuple[Check, Answers]) -> None:
    check, answers = given_
    steps = every_step(check, answers)
    named = [name for step in steps for name in step.questions]
    assert sorted(named) == sorted(name for name, each in answers.items() if each.result in OPEN)
    assert [step.points for step in steps] == sorted((s.points for s in steps), reverse=True)


@given(checks_with_answers())
def test_points_and_ties_are_what_the_docstring_says(given_: tuple[Check, Answers]) -> None:
    """The slow, obvious version."""
    check, answers = given_
    places = {each.id: place for place, each in enumerate(check.questions)}
    steps = every_step(check, answers)
    for step in steps:
        earned = []
        for name in step.questions:
            question, result = check.question(name), answers[name].result
            assert question
            assert result
            earned.append(question.weight.value * OPEN[result])
        assert step.points == max(earned)
        assert step.weight in {
            check.questions[places[name]].weight.value for name in step.questions
        }
    keys = [(-step.points, min(places[name] for name in step.questions)) for step in steps]
    assert keys == sorted(keys)


@given(checks_with_answers(), st.data())
def test_a_worse_answer_never_moves_a_step_down(
    given_: tuple[Check, Answers], data: st.DataObject
) -> None:
    check, answers = given_
    known = [name for name, each in answers.items() if each.result is Result.PARTLY]
    if not known:
        return
    name = data.draw(st.sampled_from(known))
    worse = {**answers, name: replace(answers[name], result=Result.NOT_FULFILLED)}

    def place(of: Answers) -> int:
        steps = every_step(check, of)
        return next(n for n, step in enumerate(steps) if name in step.questions)

    assert place(worse) <= place(answers)


@given(checks_with_answers())
def test_there_is_one_message_for_each_supplier(given_: tuple[Check, Answers]) -> None:
    check, answers = given_
    messages = [step for step in every_step(check, answers) if step.kind is StepKind.ASK_SUPPLIER]
    suppliers = [step.supplier.casefold() for step in messages]
    assert len(set(suppliers)) == len(suppliers)
    for step in messages:
        assert step.task == check.letter.task
        assert len(step.asks) == len(step.questions)
        assert all(offer_of(answers[name]) is Offer.SUPPLIER for name in step.questions)


def test_what_each_answer_leads_to() -> None:
    check = replace(
        CHECK,
        questions=tuple(
            replace(example_question(name), ask={"en": f"How is {name}?"}) for name in "abcde"
        ),
    )
    supplied = AnswerValues(result=Result.UNKNOWN, done_by=DoneBy.SUPPLIER, supplier="Fiktiv IT")
    answers = {
        "a": AnswerValues(result=Result.UNKNOWN),
        "b": AnswerValues(result=Result.PARTLY),
        "c": AnswerValues(result=Result.NOT_FULFILLED, done_by=DoneBy.SUPPLIER),
        "d": supplied,
        "e": replace(supplied, supplier="fiktiv it"),
    }
    steps = every_step(check, answers)
    assert [(step.kind.value, step.questions) for step in steps] == [
        ("do", ("c",)),
        ("find_out", ("a",)),
        ("finish", ("b",)),
        ("ask_supplier", ("d", "e")),
    ]
    assert steps[0].task.do["en"] == "Do c."
    assert steps[1].task.do["en"] == "Find out a."
    assert [each["en"] for each in steps[3].asks] == ["How is d?", "How is e?"]
    assert steps[3].to_json()["supplier"] == "Fiktiv IT"


def test_why_a_step_was_chosen_is_that_of_the_question_that_earned_it() -> None:
    light, heavy = (
        replace(
            example_question(name),
            ask={"en": "?"},
            weight=Weight(weight, source, {"en": f"Because of {name}."}),
        )
        for name, weight, source in (("light", 1, "own"), ("heavy", 5, "nsm"))
    )
    check = replace(CHECK, questions=(light, heavy))
    supplied = AnswerValues(result=Result.UNKNOWN, done_by=DoneBy.SUPPLIER)
    (step,) = every_step(check, {"light": supplied, "heavy": supplied})
    assert (step.points, step.weight, step.source) == (5, 5, "nsm")
    assert step.because == {"en": "Because of heavy."}


def test_how_a_check_ends() -> None:
    done = {each.id: AnswerValues(result=Result.FULFILLED) for each in CHECK.questions}
    assert outcome(CHECK, done).ending is Ending.NOTHING_LEFT
    one_left = {name: each for name, each in done.items() if name != "1"}
    assert outcome(CHECK, one_left).ending is Ending.UNFINISHED
    assert outcome(CHECK, one_left, not_asked=("1",)).ending is Ending.NOTHING_LEFT
    aside = {**one_left, "1": AnswerValues(result=Result.NOT_APPLICABLE, reason="alone")}
    assert outcome(CHECK, aside).ending is Ending.NOTHING_LEFT
    assert outcome(CHECK, {"2": AnswerValues(result=Result.PARTLY)}).ending is Ending.STEPS
