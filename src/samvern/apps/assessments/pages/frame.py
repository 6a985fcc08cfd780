"""What every page of an assessment has around it, and the words that all of them use."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext as _

from samvern.apps.assessments.models import Assessment, AssessmentState
from samvern.apps.assessments.queries import RowFilters, Working, awaiting_review
from samvern.engine.assessments import Confidentiality, Result
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.numbers import day, number
from samvern.ui.parts import Link
from samvern.ui.wording import assessments as wording
from samvern.ui.wording import days

#: The parameter that turns the keys off, and its value.
KEYS, OFF = "keys", "off"

#: The colours that repeat a result, and a state.
RESULT_COLOURS = {
    Result.FULFILLED: "success",
    Result.PARTLY: "warning",
    Result.NOT_FULFILLED: "danger",
    Result.NOT_APPLICABLE: "neutral",
    Result.UNKNOWN: "info",
    None: "neutral",
}
STATE_COLOURS = {
    AssessmentState.OPEN: "info",
    AssessmentState.SUBMITTED: "neutral",
    AssessmentState.RETURNED: "warning",
    AssessmentState.ACCEPTED: "success",
}


def spoken() -> str:
    """The reader's language."""
    return get_language() or LANGUAGES[0]


def frame(assessment: Assessment, *below: Link) -> dict[str, Any]:
    """The context that every page of an assessment shares."""
    confidentiality = Confidentiality(assessment.confidentiality)
    waits = bool(awaiting_review([assessment], on=timezone.localdate()))
    crumbs = [Link(_("Self-assessment"), reverse("assessments:assessments"))]
    return {
        "assessment": assessment,
        "breadcrumbs": [*crumbs, Link(str(assessment), assessment_url(assessment)), *below],
        "eyebrow": f"{assessment.actor.name} · {assessment}",
        "who_sees": wording.confidentiality_line(confidentiality, gettext),
        "who_sees_url": reverse("assessments:who-sees", args=[assessment.pk]),
        "state_name": state_name(assessment, waits=waits),
        "state_colour": STATE_COLOURS[AssessmentState(assessment.state)],
        "locked": locked_words(assessment, waits=waits),
        "print_source": f"{assessment.actor.name}, {assessment}",
    }


def assessment_url(assessment: Assessment) -> str:
    """The page of an assessment."""
    return reverse("assessments:assessment", args=[assessment.pk])


def answer_url(assessment: Assessment, code: str, kept: str = "") -> str:
    """The page of a requirement, what the reader has chosen to see kept."""
    return reverse("assessments:answer", args=[assessment.pk, code]) + kept


def kept_query(filters: RowFilters, *, has_keys: bool) -> str:
    """What the reader has chosen to see, for the address of another page."""
    chosen = {"left": filters.left.value, "q": filters.words, KEYS: "" if has_keys else OFF}
    query = urlencode({name: value for name, value in chosen.items() if value})
    return f"?{query}" if query else ""


def state_name(assessment: Assessment, *, waits: bool) -> str:
    """Where an assessment stands; ``waits`` is whether somebody is there to review it."""
    if assessment.state == AssessmentState.SUBMITTED and not waits:
        return _("Kept")
    return str(AssessmentState(assessment.state).label)


def locked_words(assessment: Assessment, *, waits: bool) -> str:
    """Why nothing can be changed; empty while it can."""
    if assessment.is_writable:
        return ""
    if assessment.state == AssessmentState.SUBMITTED and not waits:
        return _(
            "It is kept as it was handed in, so it is locked. Nobody else is to review it: take it "
            "back to change it, or start the next one and carry the answers over."
        )
    return {
        AssessmentState.OPEN: _(
            "The campaign is closed, and this was not handed in, so it is locked. What you have "
            "written stays yours, and nobody else sees it."
        ),
        AssessmentState.SUBMITTED: _("It is handed in and waits for review, so it is locked."),
        AssessmentState.ACCEPTED: _("It is accepted, so it is locked for good."),
    }[AssessmentState(assessment.state)]


def left_words(answered: int, total: int) -> str:
    """How much is left, such as «12 of 118 left»."""
    left = total - answered
    if not left:
        return ngettext(
            "%(total)s requirement, and it is answered",
            "%(total)s requirements, all answered",
            total,
        ) % {"total": number(total, 0, spoken())}
    return _("%(left)s of %(total)s left") % {
        "left": number(left, 0, spoken()),
        "total": number(total, 0, spoken()),
    }


def due_words(due_on: date | None, on: date) -> str:
    """How long is left until a day, such as «9 days left»; empty without one."""
    return days.left_words(due_on, on, gettext, ngettext)


def left_sentence(working: Working, on: date) -> str:
    """What is left of an assessment, as the answer to the question of its page."""
    assessment = working.assessment
    parts = [left_words(working.answered, len(working.rows))]
    if assessment.is_writable and (due := due_words(assessment.asked_by_on, on)):
        parts.append(due)
    said = ", ".join(parts) + "."
    if working.still_true and assessment.is_writable:
        told = ngettext(
            "%(count)d answer comes from an earlier assessment: say whether it is still true.",
            "%(count)d answers come from an earlier assessment: say whether they are still true.",
            working.still_true,
        )
        said += " " + told % {"count": working.still_true}
    return said


def due_line(assessment: Assessment) -> str:
    """The day that answers are asked for by."""
    asked_by = assessment.asked_by_on
    return day(asked_by, spoken()) if asked_by else _("No deadline")
