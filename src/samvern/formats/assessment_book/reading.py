"""The workbook as it comes back: sorted, shortened, widened, in any of the languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from samvern.engine.alphabet import search_key
from samvern.engine.assessments import (
    ANSWER_FIELDS,
    MATURITY_LEVELS,
    AnswerValues,
    Confidence,
    DoneBy,
    Progress,
    Result,
    ReturnedAnswer,
    find_answer_problems,
)
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.tables import (
    LOOKED_AT,
    Cell,
    Unreadable,
    column_letters,
    read_code,
    readable_text,
    text_of,
)
from samvern.formats.assessment_book.book import (
    CHOSEN,
    BookIdentity,
    ReturnedBook,
    Vocabulary,
)
from samvern.formats.assessment_book.escapes import as_meant
from samvern.formats.assessment_book.kept import KEPT_SHEET, Kept, read_kept
from samvern.formats.tables import Row, Sheet, held_by_a_cell, read_sheet, sheets

MAX_BYTES: Final = sheets.MAX_BYTES

_DOTTED: Final = re.compile(r"(\d{1,2})[./]\s*(\d{1,2})[./]\s*(\d{4})")
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
#: From where spreadsheets count days, and the numbers that are taken for days: 1954 to 2173.
_FIRST_DAY: Final = date(1899, 12, 30)
_DAYS: Final = range(20_000, 100_000)
_READERS: Final[Mapping[str, Any]] = {
    "result": Result,
    "done_by": DoneBy,
    "confidence": Confidence,
    "progress": Progress,
    "maturity": int,
}


def read(
    content: bytes,
    *,
    name: str,
    vocabulary: Vocabulary,
    expected: BookIdentity | None = None,
) -> ReturnedBook:
    """Read a workbook that came back.

    Parameters
    ----------
    name
        What the file is called, for messages.
    expected
        Which assessment it must belong to; any when left out.

    Raises
    ------
    InvalidInput
        ``file.…`` and ``table.…`` for what is no workbook within the limits;
        ``assessment_book.not_one``, ``.format_unknown`` or ``.damaged`` for one that was not taken
        out of Samvern; ``.other_assessment`` and ``.other_version`` for one of something else;
        ``.no_heading``; ``.invalid``, whose problems are all that is wrong, each with its cell.
    """
    kept = _kept(content, name)
    if expected is not None:
        _check_identity(kept.identity, expected, name)
    sheet = _answers_sheet(content, name, kept)
    start, columns = _heading(sheet, vocabulary, name)
    reader = _Reader(kept, columns, vocabulary)
    answers = [reader.answer(row) for row in sheet.rows[start + 1 :]]
    if reader.problems:
        count = len(reader.problems)
        raise InvalidInput(
            "assessment_book.invalid", problems=reader.problems, name=name, count=count
        )
    return ReturnedBook(kept.identity, tuple(each for each in answers if each is not None))


def _kept(content: bytes, name: str) -> Kept:
    try:
        sheet = read_sheet(content, name=name, sheet=KEPT_SHEET, with_hidden=True)
    except InvalidInput as error:
        if error.code in ("table.sheet_unknown", "table.wrong_kind"):
            raise InvalidInput("assessment_book.not_one", name=name) from None
        raise
    return read_kept(as_meant(sheet), name=name)


def _check_identity(found: BookIdentity, expected: BookIdentity, name: str) -> None:
    if found.assessment != expected.assessment:
        said = f"{found.title} – {found.actor}".strip(" –")
        raise InvalidInput("assessment_book.other_assessment", name=name, found=said[:200])
    was, now = (f"{each.set_code} {each.set_version}" for each in (found, expected))
    if was != now:
        raise InvalidInput("assessment_book.other_version", name=name, found=was[:100], now=now)


def _answers_sheet(content: bytes, name: str, kept: Kept) -> Sheet:
    """The sheet that was taken out, or else the first one."""
    first = read_sheet(content, name=name)
    if first.name == kept.sheet or kept.sheet not in first.others:
        return as_meant(first)
    return as_meant(read_sheet(content, name=name, sheet=kept.sheet))


def _heading(sheet: Sheet, vocabulary: Vocabulary, name: str) -> tuple[int, dict[str, int]]:
    """Where the headings stand, and in which column each is; the first of two alike."""
    for start, row in enumerate(sheet.rows[:LOOKED_AT]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(row.cells):
            known = vocabulary.headings.get(search_key(text_of(cell)))
            if known:
                columns.setdefault(known, place)
        if "code" in columns and any(field in columns for field in ANSWER_FIELDS):
            return start, columns
    raise InvalidInput("assessment_book.no_heading", name=name)


class _Reader:
    """Reads rows one by one, and gathers what is wrong in them."""

    def __init__(self, kept: Kept, columns: Mapping[str, int], vocabulary: Vocabulary) -> None:
        self.kept, self.vocabulary = kept, vocabulary
        self.code_at = columns["code"]
        self.columns = {name: columns[name] for name in ANSWER_FIELDS if name in columns}
        self.problems: list[Problem] = []
        self.seen: dict[str, int] = {}

    def answer(self, row: Row) -> ReturnedAnswer | None:
        """The answer of a row; None where it has none, or where something is wrong in it."""
        before = len(self.problems)
        code = self._code(row)
        if code is None:
            return None
        version, base = self.kept.answers[code]
        values = self._values(row, base)
        if values != base:
            for problem in find_answer_problems(values):
                place = self.columns.get(problem.where, self.code_at)
                self._say(problem.code, row, place, dict(problem.params))
        if len(self.problems) > before:
            return None
        return ReturnedAnswer(code, version, base, values)

    def _say(self, code: str, row: Row, place: int, params: Mapping[str, object]) -> None:
        where = f"{column_letters(place)}{row.number}"
        self.problems.append(
            Problem.of(code, where=where, line=row.number, column=place + 1, **params)
        )

    def _code(self, row: Row) -> str | None:
        cell = _at(row.cells, self.code_at)
        if cell is None:
            if any(_at(row.cells, place) is not None for place in self.columns.values()):
                self._say("assessment_book.code_missing", row, self.code_at, {})
            return None
        try:
            code = read_code(cell)
        except Unreadable as error:
            self._say(error.code, row, self.code_at, error.params)
            return None
        if isinstance(cell, float) and f"{code}0" in self.kept.answers:
            params = {"found": code, "other": f"{code}0"}
            self._say("cell.code_is_number", row, self.code_at, params)
        elif code not in self.kept.answers:
            self._say("assessment_book.code_unknown", row, self.code_at, {"found": code})
        elif code in self.seen:
            self._say("cell.id_twice", row, self.code_at, {"id": code, "first": self.seen[code]})
        else:
            self.seen[code] = row.number
            return code
        return None

    def _values(self, row: Row, base: AnswerValues) -> AnswerValues:
        read_: dict[str, Any] = {}
        for name, place in self.columns.items():
            try:
                read_[name] = self._value(name, _at(row.cells, place), base)
            except Unreadable as error:
                self._say(error.code, row, place, error.params)
        return replace(base, **read_)

    def _value(self, name: str, cell: Cell, base: AnswerValues) -> Any:
        if name == "due_on":
            return _day(cell)
        if name in CHOSEN:
            return self._chosen(name, cell)
        # What stands there as it was taken out says what it said then, though the cell may not
        # hold every character of it.
        said: str = getattr(base, name)
        if text_of(cell) == text_of(held_by_a_cell(said)):
            return said
        return readable_text(cell)

    def _chosen(self, name: str, cell: Cell) -> Any:
        text = readable_text(cell)
        if not text:
            return getattr(AnswerValues(), name)
        known = self.vocabulary.values[name]
        value = known.get(word_key(text))
        if value is not None:
            return _READERS[name](value)
        if name == "maturity" and re.fullmatch(r"-?\d{1,9}(\.\d+)?", text):
            levels = f"{MATURITY_LEVELS[0]}–{MATURITY_LEVELS[-1]}"
            raise Unreadable("answer.maturity_outside", found=text, known=levels)
        shown = self.vocabulary.shown[name]
        raise Unreadable("cell.word_unknown", found=text[:60], known=", ".join(shown.values()))


def word_key(text: str) -> str:
    """A word as it is looked up: without case, accents and the kind of a dash.

    Examples
    --------
    >>> word_key("3 – Avtalt "), word_key("3 - avtalt")
    ('3 - avtalt', '3 - avtalt')
    """
    return re.sub("[‐‑‒–—−]", "-", search_key(text))


def _at(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else None


def _day(cell: Cell) -> date | None:
    """A day, however the spreadsheet has it: as a day, as its number, or as text.

    Raises
    ------
    Unreadable
        ``assessment_book.day_invalid``.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool) and int(cell) in _DAYS:
        return _FIRST_DAY + timedelta(days=int(cell))
    text = text_of(cell)
    if not text:
        return None
    try:
        if found := _ISO.fullmatch(text):
            return date(*map(int, found.groups()))
        if found := _DOTTED.fullmatch(text):
            day, month, year = map(int, found.groups())
            return date(year, month, day)
    except ValueError:
        pass
    raise Unreadable("assessment_book.day_invalid", found=text[:40])
