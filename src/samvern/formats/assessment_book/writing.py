"""The workbook as it is taken out: locked where it is not answered, with lists to choose from."""

from __future__ import annotations

from typing import Any, BinaryIO, Final

from samvern.engine.assessments import TEXT_LIMITS
from samvern.formats.assessment_book.book import (
    ANSWER_COLUMNS,
    CHOSEN,
    REQUIREMENT_COLUMNS,
    Book,
    BookRow,
    BookWords,
)
from samvern.formats.assessment_book.escapes import escaped
from samvern.formats.assessment_book.kept import KEPT_SHEET, kept_rows
from samvern.formats.tables import held_by_a_cell, looks_like_formula, sheet_name

_COLUMNS: Final = (*REQUIREMENT_COLUMNS, *ANSWER_COLUMNS)
_WIDTHS: Final = dict(
    zip(_COLUMNS, (11, 24, 40, 40, 18, 15, 20, 19, 24, 26, 50, 20, 12, 16), strict=True)
)
#: Spreadsheets show no more of what is said beside a cell.
_MOST_TITLE, _MOST_PROMPT = 32, 255
_DAY: Final = "yyyy-mm-dd"


def write(book: Book, stream: BinaryIO) -> None:
    """Write the workbook; a text in it is never taken for a formula."""
    # Loaded here, since it takes longer to load than most commands take to run.
    from openpyxl import Workbook

    made: Any = Workbook()
    answers, words = made.active, made.create_sheet(sheet_name(book.words.words_sheet))
    answers.title = sheet_name(book.words.answers_sheet)
    places = _write_words(words, book.words)
    _write_answers(answers, book)
    _add_lists(answers, words.title, places, book)
    kept = made.create_sheet(KEPT_SHEET)
    for number, row in enumerate(kept_rows(book), start=1):
        for place, text in enumerate(row, start=1):
            _put(kept, number, place, text)
    kept.sheet_state = "hidden"
    for page in (words, kept):
        page.protection.sheet = True
    made.save(stream)


def _put(page: Any, row: int, column: int, value: Any) -> Any:
    """A cell with a value, a text as text whatever it begins with."""
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value = escaped(held_by_a_cell(value))
        cell.data_type = "s"
        cell.quotePrefix = looks_like_formula(value)
    elif value is not None:
        cell.value = value
    return cell


def _write_answers(page: Any, book: Book) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter

    wrapped, open_ = Alignment(wrap_text=True, vertical="top"), Protection(locked=False)
    locked_fill = PatternFill("solid", fgColor="F1EFEA")
    words = {
        name: {choice.value: choice.word for choice in choices}
        for name, choices in book.words.choices.items()
    }
    for place, name in enumerate(_COLUMNS, start=1):
        cell = _put(page, 1, place, book.words.headings[name])
        cell.font, cell.alignment = Font(bold=True), wrapped
        page.column_dimensions[get_column_letter(place)].width = _WIDTHS[name]
    for number, row in enumerate(book.rows, start=2):
        for place, name in enumerate(_COLUMNS, start=1):
            cell = _put(page, number, place, _value(name, row, words))
            cell.alignment = wrapped
            if name in REQUIREMENT_COLUMNS:
                cell.fill = locked_fill
            else:
                cell.protection = open_
            if name == "due_on":
                cell.number_format = _DAY
    page.freeze_panes = page.cell(2, len(REQUIREMENT_COLUMNS) + 1)
    page.auto_filter.ref = f"A1:{get_column_letter(len(_COLUMNS))}{len(book.rows) + 1}"
    guard = page.protection
    guard.sheet = True
    # What these are set to is what stays forbidden.
    guard.sort = guard.autoFilter = guard.formatColumns = guard.formatRows = False
    guard.deleteRows = guard.insertColumns = False


def _value(name: str, row: BookRow, words: dict[str, dict[str, str]]) -> Any:
    if name in REQUIREMENT_COLUMNS:
        return getattr(row, name)
    said = getattr(row.values, name)
    if name in CHOSEN:
        return None if said is None else words[name].get(str(said))
    return said or None


def _write_words(page: Any, words: BookWords) -> dict[str, tuple[int, int]]:
    """The sheet of words; gives the first and last row of each list."""
    from openpyxl.styles import Alignment, Font

    wrapped, bold = Alignment(wrap_text=True, vertical="top"), Font(bold=True)
    for letter, width in zip("ABC", (26, 34, 90), strict=True):
        page.column_dimensions[letter].width = width
    number, places, before = 1, {}, ""
    for term, said in words.about:
        _put(page, number, 1, term if term != before else "").font = bold
        _put(page, number, 3, said)
        number, before = number + 1, term
    for name in ANSWER_COLUMNS:
        number += 1
        _put(page, number, 1, words.headings[name]).font = bold
        _put(page, number, 3, words.helps.get(name, ""))
        first = number + 1
        for choice in words.choices.get(name, ()):
            number += 1
            _put(page, number, 2, choice.word)
            _put(page, number, 3, choice.meaning)
        places[name] = (first, number)
        number += 1
    for row in page.iter_rows():
        for cell in row:
            cell.alignment = wrapped
    return places


def _add_lists(page: Any, words_title: str, places: dict[str, tuple[int, int]], book: Book) -> None:
    """What can be chosen, and what is meant, beside each cell that is filled in."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if not book.rows:
        return
    quoted = words_title.replace("'", "''")
    for place, name in enumerate(_COLUMNS, start=1):
        if name in REQUIREMENT_COLUMNS:
            continue
        if name in CHOSEN:
            first, last = places[name]
            listed = f"'{quoted}'!$B${first}:$B${last}"
            rule = DataValidation("list", listed, allow_blank=True, showErrorMessage=True)
            rule.error = book.words.not_in_list[:_MOST_PROMPT]
        elif name in TEXT_LIMITS:
            most = str(TEXT_LIMITS[name])
            rule = DataValidation(
                "textLength", most, operator="lessThanOrEqual", showErrorMessage=True
            )
        else:
            rule = DataValidation()
        rule.promptTitle = book.words.headings[name][:_MOST_TITLE]
        rule.prompt = book.words.helps.get(name, "")[:_MOST_PROMPT]
        rule.showInputMessage = True
        letter = get_column_letter(place)
        rule.add(f"{letter}2:{letter}{len(book.rows) + 1}")
        page.add_data_validation(rule)
