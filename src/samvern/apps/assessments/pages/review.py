"""What waits for review, and a submission as it is reviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import Assessment, Remark, Submission, Verdict
from samvern.apps.assessments.pages.review_chapters import (
    chapter_query,
    chapters_of,
    fits,
    has_chapters,
    tops_of,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import Review, ReviewedRow
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.assessments import (
    GAPS,
    AnswerValues,
    AssessedRequirement,
    AssessmentDocument,
    Confidentiality,
    EvidenceLine,
    Result,
)
from samvern.ui import numbers
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.parts import Definition, Link
from samvern.ui.wording.assessments import (
    confidence_name,
    confidentiality_line,
    done_by_words,
    field_name,
    fulfilled_sentence,
    maturity_name,
    result_name,
)

ROWS_SHOWN = 50
#: Which requirements of a submission are shown.
ALL, CHANGED, WITH_GAPS, REMARKED = "", "changed", "gaps", "remarked"

#: The colour that repeats a result.
_COLOURS: Final = {
    Result.FULFILLED: "success",
    Result.PARTLY: "warning",
    Result.NOT_FULFILLED: "danger",
}
#: The values that are shown of an answer, beside its result.
_SHOWN: Final = (
    *("maturity", "confidence", "reason", "done_by", "comment", "responsible", "due_on"),
)


@dataclass(frozen=True)
class ValueLine:
    """A value of an answer; ``before`` is what it was the time before, where that differs."""

    term: str
    value: str
    before: str | None = None


@dataclass(frozen=True)
class ReviewLine:
    """A requirement or heading of a submission as its page shows it."""

    code: str
    title: str
    text: str
    is_heading: bool
    result: str
    colour: str
    before: str
    is_new: bool
    is_changed: bool
    lines: Sequence[ValueLine]
    evidence: Sequence[Link]
    remark: Remark | None
    remark_url: str


def language() -> str:
    """The reader's language."""
    return get_language() or "nb"


def reviews_page(viewer: Viewer, query: QueryDict) -> dict[str, Any]:
    """What waits for this viewer's review, longest first."""
    found = queries.to_review(viewer)
    page = Paginator(found, ROWS_SHOWN).get_page(query.get("page"))
    count = page.paginator.count
    answer = (
        ngettext(
            "%(count)s submission waits for you.", "%(count)s submissions wait for you.", count
        )
        % {"count": numbers.number(count, language=language())}
        if count
        else _("Nothing waits for you.")
    )
    columns = [
        ExportColumn[Submission](_("Organisation"), lambda row: row.assessment.actor.name, 40),
        ExportColumn(_("Assessment"), lambda row: row.assessment.title, 40),
        ExportColumn(_("Submission"), lambda row: row.number),
        ExportColumn(_("Handed in at"), lambda row: localtime(row.submitted_at), 20),
        ExportColumn(_("Handed in by"), lambda row: row.submitted_by_name, 30),
    ]
    rows = found.iterator(chunk_size=2_000)
    return {
        "answer": answer,
        "page": page,
        "rows": page.object_list,
        "exports": Exports("", [Export("reviews", _("Waits for review"), columns, rows)]),
        "breadcrumbs": [Link(_("Reviews"), "")],
    }


def submission_page(viewer: Viewer, review: Review, query: QueryDict) -> dict[str, Any]:
    """A submission by chapter, what has changed since the last one, and what is said of it."""
    submission = review.submission
    assessment = submission.assessment
    waits = bool(queries.awaiting_review([assessment], on=timezone.localdate()))
    shown, words = query.get("show", ALL), query.get("q", "").strip()[:100]
    chapters = chapters_of(review, query.get("chapter", ""))
    is_whole = bool(shown or words) or not has_chapters(review.document)
    if not is_whole and not any(each.is_current for each in chapters):
        chapters = chapters_of(review, chapters[0].key)
    place = next((place for place, each in enumerate(chapters) if each.is_current), None)
    rows = [each for each in review.rows if _is_shown(each, shown)]
    rows = [each for each in rows if not each.row.is_assessable or fits(each, words)]
    if not is_whole and place is not None:
        tops = tops_of(review.document)
        rows = [each for each in rows if tops[each.row.code] == chapters[place].key]
    lines = [_line(review, each) for each in rows]
    return {
        "submission": submission,
        "actor": assessment.actor,
        "answer": fulfilled_sentence(review.document, language(), gettext),
        "facts": _facts(submission, waits=waits),
        "verdict": queries.verdict_on(viewer, submission),
        "who_sees": confidentiality_line(Confidentiality(assessment.confidentiality), gettext),
        "lines": list(_without_empty_headings(lines)),
        "filters": _filters(review, shown),
        "chapters": chapters if has_chapters(review.document) else [],
        "following": chapters[place + 1]
        if not is_whole and place is not None and place + 1 < len(chapters)
        else None,
        "remarked": _remarked(review),
        "carried": _carried(review),
        "kept": [("show", shown)] if shown else [],
        "clear_url": reverse("assessments:submission", args=[submission.pk]),
        "earlier": review.earlier,
        "is_open": review.is_open,
        "is_over": assessment.is_over,
        "others": _others(viewer, submission, waits=waits),
        "remarks": sum(each.remark is not None for each in review.rows),
        "breadcrumbs": [*_way_to(viewer, assessment), Link(assessment.actor.name, "")],
        "print_source": assessment.title,
    }


def _way_to(viewer: Viewer, assessment: Assessment) -> Iterator[Link]:
    """The list from which a submission is come to: of reviews, or of those whom a campaign asks."""
    if queries.is_reviewer(viewer):
        yield Link(_("Reviews"), reverse("assessments:reviews"))
    elif assessment.campaign is not None and viewer.may_somewhere(Permission.READ_CAMPAIGNS):
        page = reverse("assessments:campaign", args=[assessment.campaign.pk])
        yield Link(_("Campaigns"), reverse("assessments:campaigns"))
        yield Link(assessment.campaign.title, page)


def requirement_url(submission: Submission, document: AssessmentDocument, code: str) -> str:
    """Where a requirement stands on the page of a submission, whose document is read once."""
    page = reverse("assessments:submission", args=[submission.pk])
    return f"{page}{chapter_query(document, code)}#r-{code}"


def _remarked(review: Review) -> list[Link]:
    """Every remark, by where it stands."""
    return [_place(review, each) for each in review.rows if each.remark is not None]


def _carried(review: Review) -> list[Link]:
    """The remarks that were written on an earlier submission, by where they stand."""
    return [
        _place(review, each)
        for each in review.rows
        if review.is_open and each.remark is not None and each.remark.written_on_number
    ]


def _place(review: Review, each: ReviewedRow) -> Link:
    return Link(
        f"{each.row.code} {in_language(each.row.title)}",
        requirement_url(review.submission, review.document, each.row.code),
    )


def remark_line(submission: Submission, code: str, remark: Remark | None) -> dict[str, Any]:
    """The remark on one requirement, after it was saved."""
    return {
        "line": {"code": code, "remark": remark, "remark_url": _remark_url(submission, code)},
        "is_open": True,
        "is_saved": True,
        "shows_remark": True,
    }


def _facts(submission: Submission, *, waits: bool) -> list[Definition]:
    assessment = submission.assessment
    told = [
        Definition(_("Assessment"), f"{assessment.title}, {assessment.period}"),
        Definition(_("Submission"), numbers.number(submission.number, language=language())),
        Definition(
            _("Handed in"),
            f"{numbers.moment(localtime(submission.submitted_at), language())}, "
            f"{submission.submitted_by_name}",
        ),
        Definition(_("Review"), _verdict(submission, waits=waits)),
    ]
    if submission.on_behalf_reason:
        told.append(Definition(_("Answered on their behalf"), submission.on_behalf_reason))
    return told


def _verdict_name(submission: Submission, *, waits: bool) -> str:
    """What became of it; ``waits`` is whether somebody is there to review it."""
    if submission.verdict == Verdict.WAITING and not waits:
        return _("Kept, and reviewed by nobody else")
    return str(Verdict(submission.verdict).label)


def _verdict(submission: Submission, *, waits: bool) -> str:
    name = _verdict_name(submission, waits=waits)
    if submission.decided_at is None:
        return name
    at = numbers.moment(localtime(submission.decided_at), language())
    return f"{name}, {at}, {submission.decided_by_name}"


def _others(viewer: Viewer, submission: Submission, *, waits: bool) -> list[Link]:
    """Every submission of the assessment, newest first."""
    found = queries.submissions_of(viewer, submission.assessment).defer("document")
    return [
        Link(
            _("Submission %(number)d: %(verdict)s")
            % {"number": each.number, "verdict": _verdict_name(each, waits=waits)},
            reverse("assessments:submission", args=[each.pk]),
            current=each.pk == submission.pk,
        )
        for each in found
    ]


def _filters(review: Review, shown: str) -> list[Link]:
    """Which requirements to look at, each with how many they are."""
    offered = [(ALL, _("All requirements")), (WITH_GAPS, _("With something missing"))]
    if review.earlier:
        offered.append((CHANGED, _("Changed since last time")))
    offered.append((REMARKED, _("With a remark")))
    answered = [each for each in review.rows if each.row.is_assessable]
    return [
        Link(
            f"{name} ({sum(_is_shown(each, key) for each in answered)})",
            f"?show={key}" if key else "?",
            current=key == shown,
        )
        for key, name in offered
    ]


def _is_shown(each: ReviewedRow, shown: str) -> bool:
    if not each.row.is_assessable or shown not in (CHANGED, WITH_GAPS, REMARKED):
        return True
    if shown == CHANGED:
        return bool(each.changed)
    if shown == WITH_GAPS:
        return each.row.result in GAPS
    return each.remark is not None


def _without_empty_headings(lines: Sequence[ReviewLine]) -> Iterator[ReviewLine]:
    """The lines without headings that no requirement follows."""
    for place, line in enumerate(lines):
        is_followed = place + 1 < len(lines) and (
            not lines[place + 1].is_heading or lines[place + 1].code.startswith(line.code)
        )
        if not line.is_heading or is_followed:
            yield line


def _line(review: Review, each: ReviewedRow) -> ReviewLine:
    row, before = each.row, each.before
    has_changed = "result" in each.changed and before is not None
    return ReviewLine(
        code=row.code,
        title=in_language(row.title),
        text=in_language(row.text) if row.text else "",
        is_heading=not row.is_assessable,
        result=result_name(row.result, gettext) if row.is_assessable else "",
        colour=_COLOURS.get(row.result, "neutral") if row.result else "neutral",
        before=result_name(before.result, gettext) if has_changed and before else "",
        is_new=review.earlier is not None and before is None and row.is_assessable,
        is_changed=bool(each.changed),
        lines=_value_lines(each),
        evidence=[_evidence(line, each.evidence) for line in row.evidence],
        remark=each.remark,
        remark_url=_remark_url(review.submission, row.code) if row.is_assessable else "",
    )


def _value_lines(each: ReviewedRow) -> list[ValueLine]:
    """What is said of a requirement; what changed with what it was, also where nothing is left."""
    found = []
    for name in _SHOWN:
        value = _value(each.row, name)
        before = _value(each.before, name) if each.before and name in each.changed else None
        if value or before:
            found.append(ValueLine(field_name(name, gettext), value, before))
    return found


def _value(row: AssessedRequirement, name: str) -> str:
    values = row.values or AnswerValues()
    if name == "done_by":
        return done_by_words(values, gettext)
    value = getattr(values, name)
    if value is None or value == "":
        return ""
    if name == "maturity":
        return maturity_name(value, gettext)
    if name == "confidence":
        return confidence_name(value, gettext)
    return numbers.day(value, language()) if name == "due_on" else str(value)


def _evidence(line: EvidenceLine, keys: Mapping[str, int]) -> Link:
    """A document or link with the dates that are known of it, to be opened where it is here."""
    dates = [
        (_("event %(day)s"), line.event_on),
        (_("document %(day)s"), line.document_on),
        (_("expires %(day)s"), line.expires_on),
    ]
    told = [words % {"day": numbers.day(on, language())} for words, on in dates if on]
    key = keys.get(line.title)
    return Link(
        ", ".join([line.title, *told]), reverse("evidence:evidence", args=[key]) if key else ""
    )


def _remark_url(submission: Submission, code: str) -> str:
    return reverse("assessments:remark", args=[submission.pk, code])
