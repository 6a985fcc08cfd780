"""What a report says of one requirement, each part in words."""

from __future__ import annotations

from collections.abc import Iterator

from samvern.engine.assessments import (
    AssessedRequirement,
    AssessmentDocument,
    EvidenceLine,
    Result,
)
from samvern.engine.assessments.reporting import Chapter, is_overdue
from samvern.formats.assessment_report import Cell, Look, Piece
from samvern.ui.wording import assessments as wording
from samvern.ui.wording.assessment_report import head
from samvern.ui.wording.speech import Speech


def title(row: AssessedRequirement, speech: Speech) -> str:
    """The title of a requirement, or that there is none."""
    return speech.text(row.title) or speech.gettext("Title not found")


def chapter_title(chapter: Chapter, speech: Speech) -> str:
    """The heading of a chapter with its code."""
    if chapter.heading is None:
        return speech.gettext("Requirements without a chapter")
    return f"{chapter.heading.code} {title(chapter.heading, speech)}"


def applies(row: AssessedRequirement, speech: Speech) -> str:
    """Whether a requirement applies; what nobody has said otherwise of does."""
    _ = speech.gettext
    return _("No") if row.result is Result.NOT_APPLICABLE else _("Yes")


def named(row: AssessedRequirement, speech: Speech, *more: Piece) -> Cell:
    """The code and title of a requirement, marked where the wording is not the publisher's."""
    pieces = [Piece(f"{row.code} {title(row, speech)}".strip())]
    if not row.is_as_published:
        pieces.append(Piece(head.own_words(speech), Look.QUIET))
    return (*pieces, *more)


def done_by(row: AssessedRequirement, speech: Speech) -> str:
    """Who does it; empty when that is not said."""
    return wording.done_by_words(row.values, speech.gettext) if row.values else ""


def maturity(row: AssessedRequirement, speech: Speech) -> str:
    """The level of maturity in words; empty when it is not rated."""
    level = row.values.maturity if row.values else None
    return "" if level is None else wording.maturity_name(level, speech.gettext)


def confidence(row: AssessedRequirement, speech: Speech) -> str:
    """How sure the organisation is; empty when that is not said."""
    found = row.values.confidence if row.values else None
    return wording.confidence_name(found, speech.gettext) if found else ""


def due(row: AssessedRequirement, document: AssessmentDocument, speech: Speech) -> Cell:
    """By when it is to be in place, marked where that day has passed."""
    if row.values is None or row.values.due_on is None:
        return ()
    day = Piece(speech.day(row.values.due_on))
    if is_overdue(row, document):
        return day, Piece(speech.gettext("Overdue"), Look.PRESSING)
    return (day,)


def said(row: AssessedRequirement, speech: Speech) -> Iterator[Piece]:
    """Why it does not apply, the comment, and the evidence with its dates."""
    _ = speech.gettext
    if row.values and row.values.reason:
        reason = _("Does not apply because: %(reason)s") % {"reason": row.values.reason}
        yield Piece(reason)
    if row.values and row.values.comment:
        yield Piece(row.values.comment)
    for line in row.evidence:
        yield Piece(_("Evidence: %(evidence)s") % {"evidence": evidence(line, speech)}, Look.QUIET)


def evidence(line: EvidenceLine, speech: Speech) -> str:
    """A document or link with its dates, and where it is."""
    _ = speech.gettext
    dates = (
        (_("of an event on %(day)s"), line.event_on and speech.day(line.event_on)),
        (_("dated %(day)s"), line.document_on and speech.day(line.document_on)),
        (_("uploaded %(day)s"), line.uploaded_at and speech.moment_at(line.uploaded_at)),
        (_("holds until %(day)s"), line.expires_on and speech.day(line.expires_on)),
    )
    told = [pattern % {"day": day} for pattern, day in dates if day]
    return ", ".join(part for part in (line.title, line.address, *told) if part)
