"""The way of a small clinic through its check: who will see it, what it has, and its questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.actors.models import Actor, ActorSize
from samvern.apps.assessments.models import Assessment, SupplierQuestion
from samvern.apps.assessments.pages.dropping import drop_url
from samvern.apps.assessments.queries import Asking, Clinic, KnownBefore, LastTime, usual_check
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality, DoneBy
from samvern.engine.checks import (
    Check,
    CheckProgress,
    ClinicFact,
    Offer,
    QuestionPage,
    offer_of,
    pages_of,
    progress,
)
from samvern.engine.frameworks import Framework
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.numbers import day
from samvern.ui.wording import assessments as wording


@dataclass(frozen=True)
class AnswerButton:
    """An answer to choose with one click; ``is_chosen`` is the one that was chosen before."""

    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class FactLine:
    """A sentence to tick; ``known_from`` says why it is ticked, or not, beforehand."""

    id: str
    words: str
    is_ticked: bool
    known_from: str


def spoken() -> str:
    """The reader's language."""
    return get_language() or LANGUAGES[0]


def clinic_url(name: str, assessment: Assessment, *more: str) -> str:
    """A page of a check by the last part of its name, such as ``end``."""
    return reverse(f"assessments:clinic-{name}", args=[assessment.pk, *more])


def going_on_url(found: Clinic, after: str = "") -> str:
    """Where the check goes on: what must be read or told first, the next question, or the end."""
    assessment = found.assessment
    if assessment.told_at is None:
        return clinic_url("told", assessment)
    if found.short is None and found.is_open:
        return clinic_url("facts", assessment)
    code = found.next_code(after) if found.is_open else ""
    return question_url(found, code) if code else clinic_url("end", assessment)


def question_url(found: Clinic, code: str) -> str:
    """The page of a question."""
    return clinic_url("question", found.assessment, code)


def count_words(told: CheckProgress) -> str:
    """How much a check is before it is begun, such as «22 questions, about 14 minutes»."""
    return _("%(count)d questions, about %(minutes)d minutes") % {
        "count": told.count,
        "minutes": told.minutes_left,
    }


def whole_check(framework: Framework | None, check: Check) -> CheckProgress:
    """How much a check is for a clinic that has everything that it asks about."""
    pages = pages_of(check, framework) if framework else ()
    return progress(pages, (), spoken())


def start_page(actor: Actor, framework: Framework) -> dict[str, Any]:
    """Before a check that the clinic takes by itself: how long it takes, and who will see it."""
    return {
        **_told(
            Confidentiality.IMPROVEMENT,
            whole_check(framework, usual_check()),
            is_asked=False,
        ),
        "eyebrow": actor.name,
        "asks": True,
    }


def told_page(found: Clinic) -> dict[str, Any]:
    """Before a check that the clinic is asked to take, and again at any time."""
    assessment = found.assessment
    return {
        **_told(
            Confidentiality(assessment.confidentiality),
            progress(found.pages, (), spoken()),
            is_asked=assessment.campaign_id is not None,
        ),
        "eyebrow": assessment.actor.name,
        "asked_by": _asked_by(assessment),
        "asks": assessment.told_at is None and found.may_answer,
        "back_url": going_on_url(found) if assessment.told_at else "",
    }


def _asked_by(assessment: Assessment) -> str:
    if assessment.campaign_id is None:
        return ""
    if assessment.due_on is None:
        return _("The health authorities ask you to take it.")
    return _("The health authorities ask you to take it by %(day)s.") % {
        "day": day(assessment.due_on, spoken())
    }


def _told(
    confidentiality: Confidentiality, told: CheckProgress, *, is_asked: bool
) -> dict[str, Any]:
    ours = _("Those of you who look after security see your answers.")
    owners = _("If somebody owns you, those who do the same there see them too.")
    if confidentiality is Confidentiality.REPORTED:
        last = _("The authorities see them when you send them in. Not before.")
    else:
        last = _("The authorities do not see what you answer.")
    sees = (ours, owners, last)
    return {
        "question": _("Are you safe enough?"),
        "answer": count_words(told) + ".",
        "sees": sees,
        "in_full": wording.who_sees(confidentiality, gettext, is_asked=is_asked),
    }


def facts_page(found: Clinic, known: KnownBefore) -> dict[str, Any]:
    """What the clinic has, ticked as far as it is known, and where that is known from.

    What nobody knows is ticked: then the question is asked, and can be answered with no.
    """
    told = found.facts
    return {
        "question": _("What do you have?"),
        "answer": _("We have ticked it all for you. Take away what you do not have."),
        "eyebrow": found.assessment.actor.name,
        "facts": [
            FactLine(
                each.id,
                in_language(each.title),
                is_ticked=told.get(each.id, known.facts.get(each.id, True)),
                known_from=_known_from(each, known),
            )
            for each in found.check.facts
        ],
        "back_url": clinic_url("told", found.assessment),
    }


def _known_from(fact: ClinicFact, known: KnownBefore) -> str:
    """Where a fact is known from, such as «From the register: 10–49 employees»."""
    if fact.id not in known.facts:
        return ""
    asked_for = {
        name for rule in fact.known_from for name in ("sizes", "owner_kinds") if getattr(rule, name)
    }
    if known.entry.supplier and any(rule.with_supplier for rule in fact.known_from):
        return _("From last time: %(name)s.") % {"name": known.entry.supplier}
    if "owner_kinds" in asked_for and known.owner:
        return _("From the register: %(name)s owns you.") % {"name": known.owner}
    if "sizes" in asked_for and known.entry.size:
        size = str(ActorSize(known.entry.size).label)
        return _("From the register: %(size)s.") % {"size": size}
    return _("From the register.")


def question_page(
    found: Clinic, page: QuestionPage, asking: Asking | None, before: LastTime | None
) -> dict[str, Any]:
    """A question with its answers; nothing is lost by leaving it."""
    code = page.question.id
    codes = [each.question.id for each in found.pages]
    place = codes.index(code)
    answer = found.answers.get(code)
    is_said = code in found.answered
    chosen = offer_of(answer.values) if answer and is_said else None
    onward = found.next_code(code)
    return {
        **clinic_frame(found),
        "code": code,
        "place": place + 1,
        "count": len(codes),
        "left_words": left_words(found.progress(spoken())),
        "question": in_language(page.title),
        "text": in_language(page.text),
        "help": in_language(page.question.help),
        "patients": in_language(page.question.patients),
        "buttons": list(_buttons(page, chosen)),
        "last_time": _last_time(page, before),
        "is_chosen": chosen is not None,
        "version": answer.version if answer else 0,
        "comment": answer.comment if answer else "",
        "saved": _saved(found),
        "back_url": question_url(found, codes[place - 1])
        if place
        else clinic_url("facts", found.assessment),
        "skip_url": question_url(found, onward)
        if onward not in {"", code}
        else clinic_url("end", found.assessment),
        "supplier": _supplier_of(found, code, asking),
    }


def _last_time(page: QuestionPage, before: LastTime | None) -> dict[str, str]:
    if before is None:
        return {}
    words = in_language(page.question.answers[before.offer])
    said = {"day": day(before.on, spoken()), "answer": words}
    return {
        "value": before.offer.value,
        "words": _("On %(day)s you answered: “%(answer)s”") % said,
    }


def clinic_frame(found: Clinic) -> dict[str, Any]:
    """The context that the pages of a check share."""
    assessment = found.assessment
    return {
        "assessment": assessment,
        "eyebrow": assessment.actor.name,
        "is_open": found.is_open,
        "end_url": clinic_url("end", assessment),
        "link_url": clinic_url("link", assessment) if found.short else "",
        "supplier_url": clinic_url("supplier", assessment),
        "print_source": f"{assessment.actor.name}, {assessment}",
    }


def _buttons(page: QuestionPage, chosen: Offer | None) -> Iterator[AnswerButton]:
    for offer in page.question.offers:
        words = in_language(page.question.answers[offer])
        yield AnswerButton(offer.value, words, is_chosen=offer is chosen)


def left_words(told: CheckProgress) -> str:
    """How long is left, such as «about 9 minutes left»."""
    if told.is_done:
        return _("all are answered")
    return ngettext(
        "about %(minutes)d minute left", "about %(minutes)d minutes left", told.minutes_left
    ) % {"minutes": told.minutes_left}


def _saved(found: Clinic) -> str:
    """When something was last saved, for whoever wonders whether it was."""
    if not found.answers:
        return ""
    latest = localtime(max(each.changed_at for each in found.answers.values()))
    return _("Saved %(time)s") % {"time": f"{latest:%H:%M}"}


@dataclass(frozen=True)
class SupplierLine:
    """What stands below a question that a supplier is to answer."""

    name: str
    asked_on: str


def _supplier_of(found: Clinic, code: str, asking: Asking | None) -> SupplierLine | None:
    answer = found.answers.get(code)
    if asking is None or answer is None or answer.values.done_by is not DoneBy.SUPPLIER:
        return None
    return SupplierLine(answer.supplier, asked_on(asking.questions.get(code)))


def asked_on(question: SupplierQuestion | None) -> str:
    """The day a supplier was asked; empty before that."""
    return day(localtime(question.asked_at), spoken()) if question else ""


def supplier_page(found: Clinic, names: Sequence[str], onward: str) -> dict[str, Any]:
    """Who the supplier is: asked once, with the names of the directory at hand."""
    return {
        **clinic_frame(found),
        "question": _("Who is your supplier?"),
        "answer": _("You say it once. We use it for the next questions too."),
        "names": names,
        "skip_url": onward,
    }


def after_supplier_url(found: Clinic, after: str) -> str:
    """Where it goes on from the supplier: to the next question, or back to the end."""
    return going_on_url(found, after) if after else clinic_url("end", found.assessment)


def link_page(found: Clinic, email: str) -> dict[str, Any]:
    """The address at which the check goes on, who it works for, and how to get it."""
    assert found.short is not None
    path = reverse("assessments:clinic-go-on", args=[found.short.key])
    return {
        **clinic_frame(found),
        "question": _("Take the rest later?"),
        "answer": _("All you have answered is saved. This link takes you on from there."),
        "link": settings.BASE_URL + path,
        "email": email,
        "go_on_url": going_on_url(found),
    }


def answers_page(viewer: Viewer, found: Clinic) -> dict[str, Any]:
    """Every question with its answer, each of which can be changed."""
    rows = []
    for page in found.pages:
        answer = found.answers.get(page.question.id)
        chosen = offer_of(answer.values) if answer else None
        said = page.question.answers.get(chosen) if chosen else None
        rows.append(
            {
                "title": in_language(page.title),
                "said": in_language(said) if said else "",
                "comment": answer.comment if answer else "",
                "url": question_url(found, page.question.id),
            }
        )
    return {
        **clinic_frame(found),
        "question": _("What have you answered?"),
        "answer": _("%(answered)d of %(count)d questions are answered.")
        % {"answered": len(found.answered & _codes(found)), "count": len(rows)},
        "rows": rows,
        "facts_url": clinic_url("facts", found.assessment) if found.is_open else "",
        "drop_url": drop_url(viewer, found.assessment),
        "table_url": f"{reverse('assessments:assessment', args=[found.assessment.pk])}?left=",
    }


def _codes(found: Clinic) -> frozenset[str]:
    return frozenset(page.question.id for page in found.pages)
