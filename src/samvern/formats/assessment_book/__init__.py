"""The workbook in which an assessment is filled in without a network, and its way back.

One row for each requirement, drop-down lists where words are chosen, and a sheet with what the
words mean. A sheet that is not shown keeps which assessment it is, and of each answer its version
and what it said when it was taken out, so that what others have changed meanwhile is not lost:
:func:`read` gives both, and :func:`samvern.engine.assessments.compare_returned` holds them against
today.

Rows may be sorted or removed (then nothing is said of these requirements), columns moved or added.
What the words and headings are, in any language, is handed in as data.
"""

from samvern.formats.assessment_book.book import (
    Book,
    BookIdentity,
    BookRow,
    BookWords,
    Choice,
    ReturnedBook,
    Vocabulary,
)
from samvern.formats.assessment_book.reading import MAX_BYTES, read
from samvern.formats.assessment_book.writing import write

__all__ = [
    "MAX_BYTES",
    "Book",
    "BookIdentity",
    "BookRow",
    "BookWords",
    "Choice",
    "ReturnedBook",
    "Vocabulary",
    "read",
    "write",
]
