"""A question as its page shows it, how far a clinic has come, and about how long is left."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from samvern.engine.checks.check import Check, Question
from samvern.engine.frameworks import Framework
from samvern.engine.programme.document import NO_TEXT, Text, in_language
from samvern.engine.readability import measure

#: Words read in a minute: the mean of adults reading aloud, over 17 languages. Reading to oneself
#: is quicker, so nobody is told too little. S. Trauzettel-Klosinski and K. Dietz, "Standardized
#: assessment of reading performance: the new International Reading Speed Texts IReST",
#: Investigative Ophthalmology & Visual Science 53 (2012), 5452-5461.
WORDS_A_MINUTE: Final = 184
#: Seconds to think and choose. Our estimate; nobody has been timed yet.
SECONDS_A_CHOICE: Final = 10


@dataclass(frozen=True)
class QuestionPage:
    """A question with its title and explanation, which stand in the requirement set."""

    question: Question
    title: Text
    text: Text

    def texts(self, language: str) -> tuple[str, ...]:
        """Everything that is read on the page, in order."""
        parts = (self.title, self.text, self.question.help, self.question.patients)
        answers = (self.question.answers[offer] for offer in self.question.offers)
        found = (in_language(each, language) for each in (*parts, *answers))
        return tuple(each for each in found if each)

    def seconds(self, language: str) -> float:
        """About how long it takes to read the page and to choose."""
        words = measure(self.texts(language)).words
        return 60 * words / WORDS_A_MINUTE + SECONDS_A_CHOICE


def pages_of(check: Check, framework: Framework) -> tuple[QuestionPage, ...]:
    """The questions with their words in the requirement set, in order."""
    requirements = {each.id: each for each in framework.requirements}
    return tuple(
        QuestionPage(
            question,
            title=requirements[question.id].title if question.id in requirements else NO_TEXT,
            text=requirements[question.id].text if question.id in requirements else NO_TEXT,
        )
        for question in check.questions
    )


@dataclass(frozen=True)
class CheckProgress:
    """How many questions are answered, of how many, and about how many minutes are left."""

    answered: int
    count: int
    minutes_left: int

    @property
    def is_done(self) -> bool:
        """Whether every question has its answer."""
        return self.answered == self.count

    def to_json(self) -> dict[str, int]:
        """The progress as plain values."""
        return {
            "answered": self.answered,
            "count": self.count,
            "minutes_left": self.minutes_left,
        }


def progress(
    pages: Sequence[QuestionPage], answered: Collection[str], language: str
) -> CheckProgress:
    """How far a clinic has come through the pages that it is asked.

    Parameters
    ----------
    pages
        Those of the questions that are asked.
    answered
        Identifiers of questions with an answer; those that are not asked count for nothing.

    Returns
    -------
    CheckProgress
        Minutes are rounded up, and none are left only when nothing is.

    Examples
    --------
    >>> from samvern.engine.checks.examples import PAGES
    >>> progress(PAGES, {"1"}, "en")
    CheckProgress(answered=1, count=3, minutes_left=1)
    """
    left = [page for page in pages if page.question.id not in answered]
    seconds = sum(page.seconds(language) for page in left)
    return CheckProgress(len(pages) - len(left), len(pages), math.ceil(seconds / 60))


def next_page(
    pages: Sequence[QuestionPage], answered: Collection[str], after: str = ""
) -> QuestionPage | None:
    """The next page without an answer: after the one that was left, else from the top; or None.

    Examples
    --------
    >>> from samvern.engine.checks.examples import PAGES
    >>> [page.question.id for page in (next_page(PAGES, {"2"}, "1"), next_page(PAGES, {"3"}, "2"))]
    ['3', '1']
    """
    ids = [page.question.id for page in pages]
    start = ids.index(after) + 1 if after in ids else 0
    onward = (*pages[start:], *pages[:start])
    return next((page for page in onward if page.question.id not in answered), None)
