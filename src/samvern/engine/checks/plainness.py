"""How easily a check reads: each question with its answers, its next steps, and the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from samvern.engine.checks.check import Check, Question
from samvern.engine.checks.pages import QuestionPage
from samvern.engine.programme.document import Text, in_language
from samvern.engine.readability import Readability, measure


@dataclass(frozen=True)
class QuestionReadability:
    """What the page of a question reads like, and the steps that may come of it."""

    question: str
    title: str
    page: Readability
    steps: Readability


@dataclass(frozen=True)
class CheckReadability:
    """Every question of a check, and all their pages and all their steps together.

    The steps hold what the end page says around them.
    """

    questions: tuple[QuestionReadability, ...]
    pages: Readability
    steps: Readability

    @property
    def highest(self) -> float:
        """The hardest of everything measured; 0 when there is nothing."""
        each = [found.lix for one in self.questions for found in (one.page, one.steps)]
        return max([*each, self.pages.lix, self.steps.lix], default=0.0)

    def to_json(self) -> dict[str, Any]:
        """The figures as plain values."""
        return {
            "pages": _plain(self.pages),
            "steps": _plain(self.steps),
            "questions": [
                {"id": each.question, "page": _plain(each.page), "steps": _plain(each.steps)}
                for each in self.questions
            ],
        }


def readability_of(check: Check, pages: Sequence[QuestionPage], language: str) -> CheckReadability:
    """Measure everything that a clinic reads, in one language.

    Examples
    --------
    >>> from samvern.engine.checks.examples import CHECK, PAGES
    >>> found = readability_of(CHECK, PAGES, "en")
    >>> round(found.highest, 1), found.questions[0].page.words
    (16.1, 23)
    """
    around = (check.letter.opening, check.letter.closing, check.letter.task.do)
    end = [*_said((*around, check.letter.task.who, *check.endings.values()), language)]
    steps = {page.question.id: step_texts(page.question, language) for page in pages}
    return CheckReadability(
        questions=tuple(
            QuestionReadability(
                page.question.id,
                in_language(page.title, language),
                measure(page.texts(language)),
                measure(steps[page.question.id]),
            )
            for page in pages
        ),
        pages=measure(text for page in pages for text in page.texts(language)),
        steps=measure([*end, *(text for texts in steps.values() for text in texts)]),
    )


def step_texts(question: Question, language: str) -> list[str]:
    """Everything that the end page and the wall may say because of a question."""
    step, find_out = question.step, question.find_out
    parts = (
        *(step.do, step.who, find_out.do, find_out.who),
        *(question.weight.because, question.ask, question.poster),
    )
    return list(_said(parts, language))


def _said(texts: Iterable[Text | None], language: str) -> Iterable[str]:
    found = (in_language(each or {}, language) for each in texts)
    return (each for each in found if each)


def _plain(found: Readability) -> dict[str, Any]:
    return {
        "lix": round(found.lix, 1),
        "words": found.words,
        "sentences": found.sentences,
        "long_words": found.long_words,
    }
