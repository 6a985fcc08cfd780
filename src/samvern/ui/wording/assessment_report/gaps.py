"""The gap report: what is left to do, most pressing first, and the figures of each chapter."""

from __future__ import annotations

from collections.abc import Iterator

from samvern.engine.assessments import (
    GAPS,
    AssessedRequirement,
    AssessmentDocument,
    Result,
)
from samvern.engine.assessments.reporting import (
    Chapter,
    day_of,
    figures_of,
    is_overdue,
    main_chapters,
    pressing,
)
from samvern.formats.assessment_report import Cell, Look, Piece, Report, Section, Table
from samvern.ui.wording import assessments as wording
from samvern.ui.wording.assessment_report import head, rows
from samvern.ui.wording.speech import Speech


def report(document: AssessmentDocument, speech: Speech) -> Report:
    """The whole report; its first page is the answer."""
    _ = speech.gettext
    figures = figures_of(document.rows)
    name = kind_name(speech)
    return Report(
        language=speech.language,
        kind_name=name,
        title=_("What is left to do for %(organisation)s?") % {"organisation": document.actor},
        organisation=document.actor,
        mark=head.mark(document, speech),
        foot=head.foot(document, speech),
        made_on=day_of(document),
        answer=tuple(answer(document, speech)),
        bar=head.count_bar(figures, speech) if figures.count else None,
        bar_table=head.count_table(figures, speech) if figures.count else None,
        facts=tuple(head.facts(document, speech)),
        facts_title=_("About the self-assessment"),
        notes=tuple(head.notes(document, speech)),
        notes_title=_("What to know of the requirement set"),
        sections=(
            *_gap_sections(document, speech),
            *_unanswered(document, speech),
            *_by_chapter(document, speech),
        ),
    )


def kind_name(speech: Speech) -> str:
    """What this report is called."""
    return speech.gettext("Gap report")


def answer(document: AssessmentDocument, speech: Speech) -> Iterator[str]:
    """What it comes to, in a few sentences."""
    _ = speech.gettext
    yield wording.fulfilled_sentence(document, speech.language, _)
    left = wording.left_sentences(document.results, _)
    if left:
        yield " ".join(left)
    elif document.assessable:
        yield _("Nothing is left to do.")
    overdue = sum(is_overdue(row, document) for row in document.assessable)
    if overdue == 1:
        yield _("For 1 of them the day has passed by which it was to be in place.")
    elif overdue:
        yield _("For %(count)d of them the day has passed by which it was to be in place.") % {
            "count": overdue
        }


def _gap_sections(document: AssessmentDocument, speech: Speech) -> Iterator[Section]:
    _ = speech.gettext
    found = pressing(document)
    if found:
        yield Section(
            _("What leaves something to do?"),
            1,
            paragraphs=(
                _(
                    "What is not fulfilled stands first, then what is partly, then what is not "
                    "known. In each, what is due first stands first."
                ),
            ),
        )
    for result in GAPS:
        mine = [row for row in found if row.result is result]
        if mine:
            heading = f"{wording.result_name(result, _)} ({len(mine)})"
            yield Section(heading, 2, tables=(_gap_table(mine, document, speech),))


def _gap_table(
    found: list[AssessedRequirement], document: AssessmentDocument, speech: Speech
) -> Table:
    _ = speech.gettext
    return Table(
        "",
        (_("Requirement"), _("Comment"), _("Responsible"), _("Due")),
        tuple(
            (
                rows.named(row, speech, *_who(row, speech)),
                _text(row.values.comment if row.values else ""),
                _text(row.values.responsible if row.values else "")
                or (Piece(_("Nobody is named yet"), Look.QUIET),),
                rows.due(row, document, speech) or (Piece(_("No date"), Look.QUIET),),
            )
            for row in found
        ),
        (4.0, 4.4, 1.9, 1.7),
    )


def _who(row: AssessedRequirement, speech: Speech) -> Iterator[Piece]:
    if said := rows.done_by(row, speech):
        yield Piece(speech.gettext("Done by: %(who)s") % {"who": said}, Look.QUIET)


def _unanswered(document: AssessmentDocument, speech: Speech) -> Iterator[Section]:
    _ = speech.gettext
    found = [row for row in document.assessable if row.result is None]
    if found:
        table = Table(
            "",
            (_("Requirement"), _("Responsible"), _("Due")),
            tuple(
                (
                    rows.named(row, speech),
                    _text(row.values.responsible if row.values else ""),
                    rows.due(row, document, speech),
                )
                for row in found
            ),
            (8.0, 2.2, 1.8),
        )
        heading = f"{wording.result_name(None, _)} ({len(found)})"
        yield Section(heading, 1, tables=(table,))


def _by_chapter(document: AssessmentDocument, speech: Speech) -> Iterator[Section]:
    _ = speech.gettext
    found = main_chapters(document)
    if found:
        results = [result for result, _kind in head.COUNTED]
        table = Table(
            "",
            (_("Chapter"), _("Requirements"), *(wording.result_name(each, _) for each in results)),
            tuple(_chapter_row(chapter, results, speech) for chapter in found),
            (3.6, 1.45, *(1.25 for _each in results)),
            tuple(range(1, len(results) + 2)),
        )
        yield Section(
            _("How far has each chapter come?"),
            1,
            paragraphs=(_("The share of those that apply stands below what is fulfilled."),),
            tables=(table,),
        )


def _chapter_row(
    chapter: Chapter, results: list[Result | None], speech: Speech
) -> tuple[Cell, ...]:
    figures = figures_of(chapter.rows)
    cells: list[Cell] = []
    for result in results:
        count = figures.results.get(result, 0)
        pieces = [Piece(speech.number(count, 0))]
        if result is Result.FULFILLED and figures.applicable:
            pieces.append(Piece(head.share(count, figures, speech, result), Look.QUIET))
        cells.append(tuple(pieces))
    return (
        (Piece(rows.chapter_title(chapter, speech)),),
        (Piece(speech.number(figures.count, 0)),),
        *cells,
    )


def _text(text: str) -> Cell:
    return (Piece(text),) if text else ()
