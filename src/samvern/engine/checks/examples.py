"""A made-up check of three questions, for examples and tests."""

from __future__ import annotations

from typing import Any, Final

from samvern.engine.checks.check import (
    Check,
    CheckSource,
    ClinicFact,
    FactRule,
    Letter,
    Offer,
    Question,
    Task,
    Weight,
)
from samvern.engine.checks.pages import QuestionPage
from samvern.engine.programme.document import Text


def _text(english: str) -> Text:
    return {"nb": f"{english} (nb)", "nn": f"{english} (nn)", "en": english}


def example_question(identifier: str, weight: int = 3, **fields: Any) -> Question:
    """A question that offers what every question does."""
    usual: dict[str, Any] = {
        "help": _text("Look at the list."),
        "patients": _text("Then patients are helped."),
        "answers": {
            Offer.FULFILLED: _text("Yes."),
            Offer.PARTLY: _text("Partly."),
            Offer.NOT_FULFILLED: _text("No."),
            Offer.UNKNOWN: _text("Don't know."),
        },
        "step": Task(_text(f"Do {identifier}."), 30, _text("The manager.")),
        "find_out": Task(_text(f"Find out {identifier}."), 5),
        "weight": Weight(weight, "own", _text("It helps.")),
        "poster": _text("Lock the screen."),
    }
    return Question(identifier, **{**usual, **fields})


_ALWAYS: Final = example_question("0").answers

CHECK: Final = Check(
    id="example",
    version="1",
    title=_text("An example"),
    framework="example",
    framework_version="1",
    guidance="norge-helse",
    letter=Letter(_text("Dear supplier"), _text("Thank you"), Task(_text("Send this."), 10)),
    endings={each: _text(each) for each in ("steps", "nothing_left", "unfinished")},
    facts=(
        ClinicFact("staff", _text("We are several"), (FactRule(settles=True, sizes=("10-49",)),)),
    ),
    sources=(CheckSource("own", _text("Our judgement")),),
    questions=(
        example_question(
            "1",
            when="staff",
            answers={**_ALWAYS, Offer.NOT_APPLICABLE: _text("Only one person works here.")},
        ),
        example_question(
            "2",
            weight=5,
            answers={**_ALWAYS, Offer.SUPPLIER: _text("Our supplier does it.")},
            ask=_text("How do you do it?"),
        ),
        example_question("3", weight=1),
    ),
)

PAGES: Final = tuple(
    QuestionPage(each, _text(f"Question {each.id}?"), _text("It is about this."))
    for each in CHECK.questions
)
