"""What the workbook holds, and what is needed to write it and to read it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from samvern.engine.assessments import AnswerValues, ReturnedAnswer

#: Columns that say which requirement it is, and then what is answered, from the left.
REQUIREMENT_COLUMNS: Final = ("code", "chapter", "title", "text")
ANSWER_COLUMNS: Final = (
    *("result", "done_by", "supplier", "maturity", "confidence", "reason"),
    *("comment", "responsible", "due_on", "progress"),
)
#: Answers that are chosen from a list.
CHOSEN: Final = ("result", "done_by", "maturity", "confidence", "progress")


@dataclass(frozen=True)
class BookIdentity:
    """Which assessment a workbook belongs to, and against which version of which set.

    ``assessment`` is its identifier; ``actor`` and ``title`` are for people.
    """

    assessment: str
    set_code: str
    set_version: str
    actor: str = ""
    title: str = ""
    exported_at: datetime | None = None


@dataclass(frozen=True)
class BookRow:
    """A requirement with its answer; ``version`` is 0 where there has never been one."""

    code: str
    chapter: str
    title: str
    text: str
    version: int
    values: AnswerValues


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen: its word, and what the word means."""

    value: str
    word: str
    meaning: str = ""


@dataclass(frozen=True)
class BookWords:
    """The words of a workbook in one language.

    Attributes
    ----------
    headings
        For every column, by the names of :data:`REQUIREMENT_COLUMNS` and :data:`ANSWER_COLUMNS`.
    helps
        What is meant by each column that is filled in.
    choices
        What can be chosen, for each of :data:`CHOSEN`.
    about
        Terms and values at the top of the sheet of words: whose it is, how to fill it in.
    not_in_list
        What is said of a word that is not in the list.
    """

    answers_sheet: str
    words_sheet: str
    headings: Mapping[str, str]
    helps: Mapping[str, str]
    choices: Mapping[str, tuple[Choice, ...]]
    about: tuple[tuple[str, str], ...]
    not_in_list: str


@dataclass(frozen=True)
class Book:
    """A whole workbook."""

    identity: BookIdentity
    rows: tuple[BookRow, ...]
    words: BookWords


@dataclass(frozen=True)
class Vocabulary:
    """By which headings and words a workbook is understood, in every language.

    Attributes
    ----------
    headings
        Names of columns by their headings, each as :func:`samvern.engine.alphabet.search_key` has
        it.
    values
        For each of :data:`CHOSEN`, the values by their words, keyed alike.
    shown
        The words in the reader's language, for messages, by value.
    """

    headings: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    shown: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class ReturnedBook:
    """A workbook that came back: whose it is, and one answer for each row that is still there."""

    identity: BookIdentity
    answers: tuple[ReturnedAnswer, ...]
