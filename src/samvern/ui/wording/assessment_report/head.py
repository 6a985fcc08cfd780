"""What both reports begin with: whose assessment it is, of what, who may see it, what to know."""

from __future__ import annotations

from collections.abc import Iterator

from samvern.engine.assessments import AssessmentDocument, Result
from samvern.engine.assessments.reporting import Figures
from samvern.formats.assessment_report import Cell, Count, CountBar, Kind, Line, Look, Piece, Table
from samvern.ui.wording import assessments as wording
from samvern.ui.wording.speech import Speech

#: The results in the order in which counts are told, and how each is drawn.
COUNTED = (
    (Result.FULFILLED, Kind.FULFILLED),
    (Result.PARTLY, Kind.PARTLY),
    (Result.NOT_FULFILLED, Kind.NOT_FULFILLED),
    (Result.UNKNOWN, Kind.UNKNOWN),
    (None, Kind.NOT_ANSWERED),
    (Result.NOT_APPLICABLE, Kind.NOT_APPLICABLE),
)


def facts(document: AssessmentDocument, speech: Speech) -> Iterator[Line]:
    """Whose assessment it is, of what, as of when, and who handed it in for whom."""
    _ = speech.gettext
    organisation = document.actor
    if document.org_number:
        organisation = _("%(name)s (organisation number %(number)s)") % {
            "name": document.actor,
            "number": document.org_number,
        }
    told = (
        (_("Organisation"), organisation),
        (_("Self-assessment"), document.title),
        (_("Period"), document.period),
        (_("Requirement set"), speech.text(document.set_title) or document.set_code),
        (_("Version"), f"{document.set_code} {document.set_version}".strip()),
        (_("Published by"), document.publisher),
        (_("As of"), speech.moment_at(document.as_of)),
        (_("Submitted"), submitted(document, speech)),
        (_("Submitted by"), document.submitted_by if document.submitted_at else ""),
        (_("On behalf"), document.on_behalf if document.submitted_at else ""),
        (_("Accepted"), speech.moment_at(document.accepted_at) if document.accepted_at else ""),
        (_("Who sees it"), wording.confidentiality_line(document.confidentiality, _)),
    )
    yield from ((term, value) for term, value in told if value)


def submitted(document: AssessmentDocument, speech: Speech) -> str:
    """When it was handed in, or that it was not."""
    if document.submitted_at is None:
        return speech.gettext("Not submitted; this is how it stands in the work")
    return speech.moment_at(document.submitted_at)


def notes(document: AssessmentDocument, speech: Speech) -> Iterator[str]:
    """What must be known of the requirement set before its wordings are relied on."""
    _ = speech.gettext
    if said := speech.text(document.set_note):
        yield said
    other = sum(not row.is_as_published for row in document.assessable)
    if other:
        yield _(
            "%(other)d of %(count)d requirements are worded otherwise than the publisher does, or "
            "nobody has checked the wording. They are marked “%(mark)s”."
        ) % {"other": other, "count": len(document.assessable), "mark": own_words(speech)}


def own_words(speech: Speech) -> str:
    """The mark of a requirement whose wording must not be taken for the publisher's."""
    return speech.gettext("not the publisher's wording")


def mark(document: AssessmentDocument, speech: Speech) -> str:
    """Who may see it, for every page."""
    return wording.confidentiality_name(document.confidentiality, speech.gettext)


def foot(document: AssessmentDocument, speech: Speech) -> str:
    """As of when, and whether it is handed in, for every page."""
    _ = speech.gettext
    said = {"moment": speech.moment_at(document.as_of)}
    if document.submitted_at is None:
        return _("As of %(moment)s. Not submitted.") % said
    return _("As of %(moment)s. Submitted.") % said


def count_bar(figures: Figures, speech: Speech) -> CountBar:
    """The counts as a bar, with the same in words."""
    _ = speech.gettext
    counts = tuple(
        Count(kind, wording.result_name(result, _), figures.results.get(result, 0))
        for result, kind in COUNTED
    )
    said = ", ".join(f"{each.name}: {each.count}" for each in counts)
    return CountBar(
        _("The requirements by result. In all %(count)d. %(counts)s.")
        % {"count": figures.count, "counts": said},
        counts,
    )


def count_table(figures: Figures, speech: Speech) -> Table:
    """The same counts as a table, each share with what it is of."""
    _ = speech.gettext
    rows: list[tuple[Cell, ...]] = [
        (
            (Piece(wording.result_name(result, _)),),
            (Piece(speech.number(figures.results.get(result, 0), 0)),),
            (Piece(share(figures.results.get(result, 0), figures, speech, result)),),
        )
        for result, _kind in COUNTED
    ]
    rows.append(
        (
            (Piece(_("All"), Look.STRONG),),
            (Piece(speech.number(figures.count, 0), Look.STRONG),),
            (),
        )
    )
    return Table(
        _("The requirements by result"),
        (_("Result"), _("Requirements"), _("Share of those that apply")),
        tuple(rows),
        (3.0, 1.2, 2.4),
        (1, 2),
    )


def share(count: int, figures: Figures, speech: Speech, result: Result | None) -> str:
    """A share with what it is of; nothing for what does not apply, or where nothing does."""
    if result is Result.NOT_APPLICABLE or not figures.applicable:
        return "–"
    return speech.gettext("%(share)s of %(count)s") % {
        "share": speech.percent(count / figures.applicable),
        "count": speech.number(figures.applicable, 0),
    }
