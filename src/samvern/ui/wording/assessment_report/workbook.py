"""The reports as workbooks: a sheet with the rows, and a sheet that says what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from samvern import __version__
from samvern.engine.assessments import (
    AnswerValues,
    AssessedRequirement,
    AssessmentDocument,
)
from samvern.engine.assessments.reporting import (
    Chapter,
    figures_of,
    is_overdue,
    main_chapters,
    pressing,
)
from samvern.formats.tables import About, Cell, Column, write_xlsx
from samvern.ui.wording import assessments as wording
from samvern.ui.wording.assessment_report import gaps, head, rows, statement
from samvern.ui.wording.speech import Speech

#: A column with what a requirement puts there.
_Field = tuple[Column, Callable[[AssessedRequirement, AnswerValues], Cell]]


def write_statement(document: AssessmentDocument, speech: Speech, stream: BinaryIO) -> None:
    """Every requirement, in the order of the set."""
    fields = [*_of_requirement(document, speech), *_of_answer(document, speech)]
    _write(statement.kind_name(speech), fields, document.assessable, document, speech, stream)


def write_gaps(document: AssessmentDocument, speech: Speech, stream: BinaryIO) -> None:
    """What leaves something to do, most pressing first, then what is not answered."""
    unanswered = tuple(row for row in document.assessable if row.result is None)
    found = (*pressing(document), *unanswered)
    fields = [*_of_requirement(document, speech), *_of_answer(document, speech)]
    _write(gaps.kind_name(speech), fields, found, document, speech, stream)


def _write(
    name: str,
    fields: Sequence[_Field],
    found: Sequence[AssessedRequirement],
    document: AssessmentDocument,
    speech: Speech,
    stream: BinaryIO,
) -> None:
    nothing = AnswerValues()
    write_xlsx(
        [column for column, _cell in fields],
        ([cell(row, row.values or nothing) for _column, cell in fields] for row in found),
        stream,
        sheet=name,
        about=About(speech.gettext("About the report"), list(_about(name, document, speech))),
        with_filter=True,
    )


def _of_requirement(document: AssessmentDocument, speech: Speech) -> Iterator[_Field]:
    _ = speech.gettext
    above = {
        row.code: rows.chapter_title(chapter, speech) if chapter.heading else ""
        for chapter in main_chapters(document)
        for row in chapter.rows
    }
    yield Column(_("Code"), 12), lambda row, _values: row.code
    yield Column(_("Chapter"), 28), lambda row, _values: above[row.code]
    yield Column(_("Requirement"), 44), lambda row, _values: rows.title(row, speech)
    yield Column(_("Text"), 44), lambda row, _values: speech.text(row.text)
    yield (
        Column(_("Publisher's wording"), 14),
        lambda row, _values: _("Yes") if row.is_as_published else _("No"),
    )


def _of_answer(document: AssessmentDocument, speech: Speech) -> Iterator[_Field]:
    _ = speech.gettext
    yield Column(_("Applies"), 10), lambda row, _values: rows.applies(row, speech)
    yield Column(_("Result"), 18), lambda row, _values: wording.result_name(row.result, _)
    yield Column(_("Why it does not apply"), 30), lambda _row, values: values.reason
    yield (
        Column(_("Who does it"), 16),
        lambda _row, values: wording.done_by_name(values.done_by, _) if values.done_by else "",
    )
    yield Column(_("Supplier"), 20), lambda _row, values: values.supplier
    yield Column(_("Maturity (0–5)"), 12), lambda _row, values: values.maturity
    yield Column(_("How sure"), 24), lambda row, _values: rows.confidence(row, speech)
    yield Column(_("Comment"), 50), lambda _row, values: values.comment
    yield (
        Column(_("Evidence"), 40),
        lambda row, _values: "\n".join(rows.evidence(line, speech) for line in row.evidence),
    )
    yield Column(_("Responsible"), 20), lambda _row, values: values.responsible
    yield Column(_("Due"), 12), lambda _row, values: values.due_on
    yield (
        Column(_("Overdue"), 10),
        lambda row, _values: _("Yes") if is_overdue(row, document) else _("No"),
    )
    yield (
        Column(_("How far the work has come"), 16),
        lambda _row, values: wording.progress_name(values.progress, _),
    )


def _about(name: str, document: AssessmentDocument, speech: Speech) -> Iterator[tuple[str, Cell]]:
    """What the rows are, and the figures that they come to."""
    _ = speech.gettext
    yield _("Report"), name
    yield _("In short"), " ".join(gaps.answer(document, speech))
    yield from head.facts(document, speech)
    yield _("Confidentiality"), head.mark(document, speech)
    figures = figures_of(document.rows)
    for result, _kind in head.COUNTED:
        yield wording.result_name(result, _), figures.results.get(result, 0)
    yield _("Requirements"), figures.count
    for chapter in main_chapters(document):
        yield rows.chapter_title(chapter, speech), _chapter_sentence(chapter, speech)
    for said in head.notes(document, speech):
        yield _("Note"), said
    yield _("Made with"), f"Samvern {__version__}"


def _chapter_sentence(chapter: Chapter, speech: Speech) -> str:
    figures = figures_of(chapter.rows)
    return speech.gettext("%(fulfilled)d of %(count)d that apply are fulfilled.") % {
        "fulfilled": figures.fulfilled,
        "count": figures.applicable,
    }
