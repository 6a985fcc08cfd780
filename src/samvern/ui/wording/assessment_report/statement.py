"""The statement of applicability: every requirement, whether it applies, and how it is met."""

from __future__ import annotations

from collections.abc import Iterator

from samvern.engine.assessments import AssessedRequirement, AssessmentDocument
from samvern.engine.assessments.reporting import chapters, day_of, figures_of
from samvern.formats.assessment_report import Look, Piece, Report, Section, Table
from samvern.ui.wording import assessments as wording
from samvern.ui.wording.assessment_report import head, rows
from samvern.ui.wording.speech import Speech

#: Headings deeper than this look like this one.
_DEEPEST = 4


def report(document: AssessmentDocument, speech: Speech) -> Report:
    """The whole statement, a table for each heading of the set."""
    _ = speech.gettext
    figures = figures_of(document.rows)
    name = kind_name(speech)
    return Report(
        language=speech.language,
        kind_name=name,
        title=_("%(report)s for %(organisation)s")
        % {"report": name, "organisation": document.actor},
        organisation=document.actor,
        mark=head.mark(document, speech),
        foot=head.foot(document, speech),
        made_on=day_of(document),
        answer=(
            wording.fulfilled_sentence(document, speech.language, _),
            applicable_sentence(document, speech),
            *_left(document, speech),
        ),
        bar=head.count_bar(figures, speech) if figures.count else None,
        bar_table=head.count_table(figures, speech) if figures.count else None,
        facts=tuple(head.facts(document, speech)),
        facts_title=_("About the self-assessment"),
        notes=tuple(head.notes(document, speech)),
        notes_title=_("What to know of the requirement set"),
        sections=tuple(_sections(document, speech)),
        is_wide=True,
    )


def kind_name(speech: Speech) -> str:
    """What this report is called."""
    return speech.gettext("Statement of applicability")


def applicable_sentence(document: AssessmentDocument, speech: Speech) -> str:
    """How many requirements apply, of how many there are."""
    _ = speech.gettext
    figures = figures_of(document.rows)
    return _("%(apply)d of %(count)d requirements apply.") % {
        "apply": figures.applicable,
        "count": figures.count,
    }


def _left(document: AssessmentDocument, speech: Speech) -> Iterator[str]:
    if left := wording.left_sentences(document.results, speech.gettext):
        yield " ".join(left)


def _sections(document: AssessmentDocument, speech: Speech) -> Iterator[Section]:
    for number, chapter in enumerate(chapters(document)):
        level = min(chapter.depth + 2, _DEEPEST)
        if number == 0:
            yield Section(speech.gettext("Every requirement"), 1)
        tables = (_table(chapter.rows, document, speech),) if chapter.rows else ()
        yield Section(rows.chapter_title(chapter, speech), level, tables=tables)


def _table(
    found: tuple[AssessedRequirement, ...], document: AssessmentDocument, speech: Speech
) -> Table:
    _ = speech.gettext
    return Table(
        "",
        (
            _("Requirement"),
            _("Applies"),
            _("Result"),
            _("Who does it"),
            _("Maturity"),
            _("How sure"),
            _("Reason, comment and evidence"),
            _("Responsible"),
            _("Due"),
        ),
        tuple(
            (
                rows.named(row, speech),
                _cell(rows.applies(row, speech)),
                (Piece(wording.result_name(row.result, _), Look.STRONG),),
                _cell(rows.done_by(row, speech)),
                _cell(rows.maturity(row, speech)),
                _cell(rows.confidence(row, speech)),
                tuple(rows.said(row, speech)),
                _cell(row.values.responsible if row.values else ""),
                rows.due(row, document, speech),
            )
            for row in found
        ),
        (4.5, 1.2, 2.0, 1.9, 1.7, 2.0, 5.6, 1.9, 1.9),
    )


def _cell(text: str) -> tuple[Piece, ...]:
    return (Piece(text),) if text else ()
