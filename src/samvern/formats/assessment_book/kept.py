"""The sheet that is not shown: which assessment it is, and what each answer said when taken out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from samvern.engine.assessments import TEXT_LIMITS, AnswerValues, find_answer_problems
from samvern.engine.errors import InvalidInput
from samvern.formats.assessment_book.book import Book, BookIdentity
from samvern.formats.tables import Sheet, sheet_name

KEPT_SHEET: Final = "samvern"
_KIND: Final = "samvern-assessment-book"
_FORMAT: Final = "1"

#: Characters of an answer that one cell takes; a longer answer goes on in the cells beside it.
_CHARACTERS: Final = 12_000
_HEAD: Final = ("assessment", "set_code", "set_version", "actor", "title", "exported_at", "sheet")


@dataclass(frozen=True)
class Kept:
    """What the sheet holds: for each requirement the version and what was said then."""

    identity: BookIdentity
    sheet: str
    answers: dict[str, tuple[int, AnswerValues]]


def kept_rows(book: Book) -> Iterator[tuple[str, ...]]:
    """The rows of the sheet, all of them text."""
    identity = book.identity
    at = identity.exported_at
    head = (
        *(identity.assessment, identity.set_code, identity.set_version, identity.actor),
        *(identity.title, at.isoformat() if at else "", sheet_name(book.words.answers_sheet)),
    )
    yield _KIND, _FORMAT
    yield from zip(_HEAD, head, strict=True)
    yield "code", "version", "answer"
    for row in book.rows:
        text = json.dumps(row.values.to_json())
        parts = [text[at : at + _CHARACTERS] for at in range(0, len(text), _CHARACTERS)]
        yield row.code, str(row.version), *parts


def read_kept(sheet: Sheet, *, name: str) -> Kept:
    """Read the sheet back.

    Raises
    ------
    InvalidInput
        ``assessment_book.not_one`` for a file without it, ``assessment_book.format_unknown``,
        ``assessment_book.damaged``.
    """
    rows = [[str(cell or "") for cell in row.cells] for row in sheet.rows]
    if not rows or rows[0][0] != _KIND:
        raise InvalidInput("assessment_book.not_one", name=name)
    if rows[0][1:] != [_FORMAT]:
        raise InvalidInput("assessment_book.format_unknown", name=name, found=rows[0][1:2])
    try:
        head = {row[0]: row[1] if len(row) > 1 else "" for row in rows[1 : len(_HEAD) + 1]}
        told = {key: head[key] for key in _HEAD}
        page, at = told.pop("sheet"), told.pop("exported_at")
        exported_at = datetime.fromisoformat(at) if at else None
        answers = dict(_answer(row) for row in rows[len(_HEAD) + 2 :])
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
        raise InvalidInput("assessment_book.damaged", name=name) from None
    return Kept(BookIdentity(**told, exported_at=exported_at), page, answers)


def _answer(row: Sequence[str]) -> tuple[str, tuple[int, AnswerValues]]:
    code, version, *parts = row
    plain: Any = json.loads("".join(parts))
    values = AnswerValues.from_json(plain)
    texts = [getattr(values, name) for name in TEXT_LIMITS]
    is_level = values.maturity is None or type(values.maturity) is int
    if not code or not is_level or not all(isinstance(text, str) for text in texts):
        raise ValueError(code)
    if any(find_answer_problems(values)) or int(version) < 0:
        raise ValueError(code)
    return code, (int(version), values)
