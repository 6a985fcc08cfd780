"""The words of the workbook that is filled in offline, and by which it is understood again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from samvern.engine.alphabet import search_key
from samvern.engine.assessments import (
    ANSWER_FIELDS,
    MATURITY_LEVELS,
    AnswerValues,
    AssessmentDocument,
    Confidence,
    DoneBy,
    Progress,
    Result,
    ReturnedAnswer,
)
from samvern.engine.assessments.reporting import chapters
from samvern.engine.programme.document import LANGUAGES
from samvern.formats import assessment_book
from samvern.formats.assessment_book import (
    Book,
    BookIdentity,
    BookRow,
    BookWords,
    Choice,
    ReturnedBook,
    Vocabulary,
)
from samvern.formats.assessment_book.reading import word_key
from samvern.ui.wording import assessments as wording
from samvern.ui.wording.assessment_report import head, rows
from samvern.ui.wording.languages import translations
from samvern.ui.wording.sentences import Gettext
from samvern.ui.wording.speech import Speech


def identity_of(document: AssessmentDocument, assessment: str) -> BookIdentity:
    """Which assessment a workbook belongs to; ``assessment`` is its identifier."""
    return BookIdentity(
        assessment=assessment,
        set_code=document.set_code,
        set_version=document.set_version,
        actor=document.actor,
        title=document.title,
        exported_at=document.as_of,
    )


def write_book(
    document: AssessmentDocument,
    speech: Speech,
    stream: BinaryIO,
    *,
    assessment: str,
    versions: Mapping[str, int],
) -> None:
    """Write the workbook of an assessment in the language of the speech.

    Parameters
    ----------
    assessment
        The identifier by which the workbook is known again.
    versions
        The version of each answer by the code of its requirement; 0 where there has been none.
    """
    book_rows = tuple(
        BookRow(
            code=row.code,
            chapter=rows.chapter_title(chapter, speech) if chapter.heading else "",
            title=_title(rows.title(row, speech), speech, as_published=row.is_as_published),
            text=speech.text(row.text),
            version=versions.get(row.code, 0),
            values=row.values or AnswerValues(),
        )
        for chapter in chapters(document)
        for row in chapter.rows
    )
    words = _words(document, speech)
    assessment_book.write(Book(identity_of(document, assessment), book_rows, words), stream)


def read_book(
    content: bytes, speech: Speech, *, name: str, expected: BookIdentity | None = None
) -> ReturnedBook:
    """Read a workbook that came back, in whatever language it was filled in.

    Raises
    ------
    InvalidInput
        As :func:`samvern.formats.assessment_book.read`.
    """
    vocabulary = vocabulary_of(speech.gettext)
    return assessment_book.read(content, name=name, vocabulary=vocabulary, expected=expected)


def vocabulary_of(_: Gettext) -> Vocabulary:
    """Headings and words of every language; what is shown in messages is in the reader's."""
    spoken: list[Gettext] = [str, *(translations(each).gettext for each in LANGUAGES)]
    headings: dict[str, str] = {search_key(name): name for name in ("code", *ANSWER_FIELDS)}
    values: dict[str, dict[str, str]] = {name: {} for name in _choices(_)}
    for gettext in spoken:
        named = {search_key(title): name for name, title in _headings(gettext).items()}
        headings.update(named)
        for name, choices in _choices(gettext).items():
            for choice in choices:
                words = (choice.value, choice.word, *_shorter(name, choice))
                values[name].update({word_key(word): choice.value for word in words})
        values["done_by"][word_key(wording.done_by_name(DoneBy.UNSAID, gettext))] = ""
    shown = {
        name: {choice.value: choice.word for choice in choices}
        for name, choices in _choices(_).items()
    }
    return Vocabulary(headings, values, shown)


def _shorter(name: str, choice: Choice) -> Iterator[str]:
    """The level of maturity by its word alone."""
    if name == "maturity":
        yield choice.word.partition(" – ")[2]


def change_lines(found: ReturnedBook, speech: Speech) -> Iterator[str]:
    """What was changed in a workbook since it was taken out, a line for each requirement."""
    _ = speech.gettext
    changed = [answer for answer in found.answers if answer.changes]
    identity = found.identity
    yield f"{identity.actor} – {identity.title} ({identity.set_code} {identity.set_version})"
    if identity.exported_at:
        yield _("Taken out %(moment)s.") % {"moment": speech.moment_at(identity.exported_at)}
    yield _("Requirements in the workbook: %(count)d. Changed: %(changed)d.") % {
        "count": len(found.answers),
        "changed": len(changed),
    }
    yield from (_change_line(answer, _) for answer in changed)


def _change_line(answer: ReturnedAnswer, _: Gettext) -> str:
    names = ", ".join(wording.field_name(name, _) for name in answer.changes)
    return f"  {answer.code}: {names}"


def _title(title: str, speech: Speech, *, as_published: bool) -> str:
    return title if as_published else f"{title} ({head.own_words(speech)})"


def _words(document: AssessmentDocument, speech: Speech) -> BookWords:
    _ = speech.gettext
    return BookWords(
        answers_sheet=_("Answers"),
        words_sheet=_("Help"),
        headings=_headings(_),
        helps={name: wording.field_help(name, _) for name in ANSWER_FIELDS},
        choices=_choices(_),
        about=tuple(_about(document, speech)),
        not_in_list=_("Choose one of the list, or leave it empty."),
    )


def _about(document: AssessmentDocument, speech: Speech) -> Iterator[tuple[str, str]]:
    _ = speech.gettext
    yield from head.facts(document, speech)
    for said in head.notes(document, speech):
        yield _("Note"), said
    for said in wording.who_sees(document.confidentiality, _):
        yield _("Who sees it"), said
    yield (
        _("How to fill it in"),
        _(
            "Answer in the white columns, one row for each requirement. Where there is a list, "
            "choose from it. You need not answer everything at once."
        ),
    )
    yield (
        _("How to fill it in"),
        _(
            "You may sort the rows, add columns of your own, and remove rows: what is removed stays "
            "as it was. The sheet has no password, so its protection can be taken off for that."
        ),
    )
    yield (
        _("When you are done"),
        _(
            "Take the file in where you took it out. You then see every change before it is "
            "saved, and what others have changed meanwhile is not lost."
        ),
    )


def _headings(_: Gettext) -> dict[str, str]:
    return {
        "code": _("Code"),
        "chapter": _("Chapter"),
        "title": _("Requirement"),
        "text": _("Text"),
        **{name: wording.field_name(name, _) for name in ANSWER_FIELDS},
    }


def _choices(_: Gettext) -> dict[str, tuple[Choice, ...]]:
    """What can be chosen in each column; nothing said is an empty cell."""
    return {
        "result": tuple(
            Choice(each.value, wording.result_name(each, _), wording.result_meaning(each, _))
            for each in Result
        ),
        "done_by": tuple(
            Choice(each.value, wording.done_by_name(each, _)) for each in DoneBy if each
        ),
        "maturity": tuple(
            Choice(str(level), wording.maturity_name(level, _), wording.maturity_meaning(level, _))
            for level in MATURITY_LEVELS
        ),
        "confidence": tuple(
            Choice(each.value, wording.confidence_name(each, _)) for each in Confidence
        ),
        "progress": tuple(Choice(each.value, wording.progress_name(each, _)) for each in Progress),
    }
