"""Questions to suppliers, as those who ask and those who are asked see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from samvern.apps.assessments.checks import check_of
from samvern.apps.assessments.models import QuestionState, SupplierQuestion, SupplierResult
from samvern.apps.assessments.pages.frame import answer_url, frame, spoken
from samvern.apps.assessments.queries import AnswerPage, AskedOfSupplier, every_question_of
from samvern.apps.frameworks.models import RequirementSet
from samvern.apps.frameworks.pages.rows import line
from samvern.apps.frameworks.queries import document_of
from samvern.base.registry import Section
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.assessments import DoneBy
from samvern.engine.frameworks import Framework, Requirement
from samvern.ui.exports import Export, ExportColumn, Exports
from samvern.ui.numbers import day
from samvern.ui.parts import Link

_RESULT_COLOURS = {
    SupplierResult.FULFILLED: "success",
    SupplierResult.PARTLY: "warning",
    SupplierResult.NOT_FULFILLED: "danger",
    SupplierResult.NOT_OURS: "neutral",
}


@dataclass(frozen=True)
class ReplyLine:
    """A reply in words."""

    result: str
    colour: str
    comment: str
    by: str
    at: str
    until: str


@dataclass(frozen=True)
class Letter:
    """A question to send to a supplier that is not in the directory, and the way to send it."""

    subject: str
    text: str
    mailto: str


@dataclass(frozen=True)
class AskedLine:
    """A requirement that customers ask a supplier about."""

    requirement: str
    set_name: str
    customers: str
    since: str
    state: str
    colour: str
    url: str


def reply_line(question: SupplierQuestion) -> ReplyLine | None:
    """What a supplier has replied; None before that."""
    if question.replied_at is None:
        return None
    result = SupplierResult(question.result)
    return ReplyLine(
        result=str(result.label),
        colour=_RESULT_COLOURS[result],
        comment=question.comment,
        by=question.replied_by_name,
        at=day(localtime(question.replied_at), spoken()),
        until=day(question.valid_until, spoken()) if question.valid_until else "",
    )


def supplier_section(viewer: Viewer, page: AnswerPage) -> Section | None:
    """Below an answer: ask the supplier, see what they say, take it over; and ask a colleague."""
    if not page.working.owns:
        return None
    code, assessment = page.row.requirement.id, page.assessment
    asked = every_question_of(viewer, assessment).get(code, ())
    if not asked and not page.working.may_answer:
        return None
    question = asked[0] if asked else None
    by_supplier = page.row.values.done_by is DoneBy.SUPPLIER
    is_over = question is None or question.can_be_asked_again(localdate())
    may_ask = page.working.may_answer and by_supplier and is_over
    delegate = reverse("assessments:delegate", args=[assessment.pk])
    content = {
        "question": question,
        "state": QuestionState(question.state).label if question else "",
        "asked_at": day(localtime(question.asked_at), spoken()) if question else "",
        "reply": reply_line(question) if question else None,
        "has_run_out": question is not None and question.has_run_out(localdate()),
        "earlier": [told for each in asked[1:] if (told := reply_line(each))],
        "letter": letter(page.framework, page.row.requirement, assessment.actor.name)
        if question and question.supplier_id is None and question.state == QuestionState.ASKED
        else None,
        "may_settle": question is not None
        and page.working.may_answer
        and question.state in {QuestionState.ASKED, QuestionState.REPLIED},
        "may_take": question is not None
        and page.working.may_answer
        and question.state == QuestionState.REPLIED,
        "ask_url": reverse("assessments:ask-supplier", args=[assessment.pk, code])
        if may_ask
        else "",
        "named": page.row.values.supplier,
        "delegate_url": f"{delegate}?{urlencode({'code': code})}"
        if page.working.may_answer
        else "",
    }
    return Section(_("Who else knows?"), "assessments/_supplier.html", content, order=30)


def letter(framework: Framework, requirement: Requirement, customer: str) -> Letter:
    """The question as a letter, with the words of the requirement and nothing that is answered."""
    shown = line(framework, requirement)
    subject = _("A question about what you do for us: %(name)s") % {"name": shown.name}
    lines = (
        _("Hello,"),
        _("We assess how we meet this requirement, and you do a part of it for us:"),
        shown.name,
        in_language(requirement.text),
        _(
            "Is it fulfilled, partly fulfilled or not fulfilled by what you do for us, or is it not "
            "a part of that? Please say how, and until when your answer holds."
        ),
        customer,
    )
    text = "\n\n".join(each for each in lines if each)
    return Letter(subject, text, f"mailto:?subject={quote(subject)}&body={quote(text)}")


def ask_page(page: AnswerPage) -> dict[str, Any]:
    """Everything around the form in which a supplier is chosen."""
    assessment, requirement = page.assessment, page.row.requirement
    back = answer_url(assessment, requirement.id)
    name = line(page.framework, requirement).name
    return {
        **frame(assessment, Link(name, back), Link(_("Ask the supplier"), "")),
        "question": _("Which supplier does this for you?"),
        "name": name,
        "back_url": back,
    }


def asked_page(found: Sequence[AskedOfSupplier]) -> dict[str, Any]:
    """Everything that customers ask."""
    lines = [_asked_line(each) for each in found]
    waiting = sum(len(each.waiting) for each in found)
    return {
        "breadcrumbs": [Link(_("Customers ask us"), "")],
        "question": _("What do customers ask us?"),
        "answer": ngettext(
            "%(count)d question waits for a reply.",
            "%(count)d questions wait for a reply.",
            waiting,
        )
        % {"count": waiting}
        if waiting
        else _("No question waits for a reply."),
        "lines": lines,
        "exports": Exports("", [Export("asked", _("Customers ask us"), _COLUMNS, lines)]),
    }


_COLUMNS: Sequence[ExportColumn[AskedLine]] = (
    ExportColumn(gettext_lazy("Requirement"), lambda each: each.requirement, 60),
    ExportColumn(gettext_lazy("Requirement set"), lambda each: each.set_name, 40),
    ExportColumn(gettext_lazy("Who asks"), lambda each: each.customers, 40),
    ExportColumn(gettext_lazy("Asked"), lambda each: each.since),
    ExportColumn(gettext_lazy("State"), lambda each: each.state),
)


def _asked_line(asked: AskedOfSupplier) -> AskedLine:
    first = (asked.waiting or asked.questions)[0]
    found = first.requirement.requirement_set
    return AskedLine(
        requirement=line(document_of(found), asked.requirement).name,
        set_name=found.name_in_words,
        customers=", ".join(sorted({each.assessment.actor.name for each in asked.questions})),
        since=day(localtime(first.asked_at), spoken()),
        state=_("Waits for your reply") if asked.waiting else _("Replied"),
        colour="warning" if asked.waiting else "success",
        url=reverse("assessments:reply", args=[first.pk]),
    )


def reply_page(asked: AskedOfSupplier) -> dict[str, Any]:
    """A requirement that customers ask about, with what was replied before."""
    found = asked.questions[0].requirement.requirement_set
    shown = line(document_of(found), asked.requirement)
    replied = [
        (each.assessment.actor.name, reply_line(each))
        for each in asked.questions
        if each.replied_at
    ]
    return {
        "breadcrumbs": [
            Link(_("Customers ask us"), reverse("assessments:asked-of-us")),
            Link(shown.code, ""),
        ],
        "eyebrow": found.name_in_words,
        "question": shown.name,
        "answer": _what_they_ask(found, shown.code),
        "language": shown.language,
        "text": in_language(asked.requirement.text),
        "replied": replied,
        "waiting": asked.waiting,
        "back_url": reverse("assessments:asked-of-us"),
    }


def _what_they_ask(found: RequirementSet, code: str) -> str:
    """What the letter of a short check asks a supplier; its question itself is put to the clinic."""
    check = check_of(found)
    question = check.question(code) if check else None
    if question is None or question.ask is None:
        return ""
    return _("They ask: %(ask)s") % {"ask": in_language(question.ask)}


def reply_state(asked: AskedOfSupplier) -> dict[str, Any]:
    """The form before anything is written: everybody who waits, and the newest reply again."""
    earlier = asked.earlier
    said = (
        {
            "result": earlier.result,
            "comment": earlier.comment,
            "valid_until": None if earlier.has_run_out(localdate()) else earlier.valid_until,
        }
        if earlier
        else {}
    )
    return {"question_ids": [each.pk for each in asked.waiting], **said}
