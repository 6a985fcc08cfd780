"""How a check ends: the next steps of this clinic, and the sheet for its wall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samvern.apps.actions.models import Action
from samvern.apps.actions.permissions import Permission
from samvern.apps.assessments import queries
from samvern.apps.assessments.models import AssessmentState, QuestionState
from samvern.apps.assessments.pages.campaign_figures import shared_figures_url
from samvern.apps.assessments.pages.clinic import (
    asked_on,
    clinic_frame,
    clinic_url,
    going_on_url,
    question_url,
    spoken,
)
from samvern.apps.assessments.queries import Asking, Clinic
from samvern.apps.guidance import queries as guidance
from samvern.base import registry
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.assessments import Confidentiality
from samvern.engine.checks import NextStep, StepKind
from samvern.engine.guidance import GuidanceEntry
from samvern.formats.wall_sheet import BLANK, WallSheet
from samvern.ui.numbers import day
from samvern.ui.parts import Link

#: So many rules stand on the wall: what is read in passing.
WALL_RULES: Final = 5


@dataclass(frozen=True)
class StepCard:
    """A next step on the poster, and what can be done about it with one click."""

    kind: str
    code: str
    do: str
    who: str
    minutes: str
    because: str
    weight: str
    guides: tuple[Link, ...]
    question_url: str
    supplier: str = ""
    asks: tuple[str, ...] = ()
    is_to_ask: bool = False
    asked_on: str = ""
    replies: tuple[Reply, ...] = ()
    planned_on: str = ""
    planned_url: str = ""


@dataclass(frozen=True)
class Reply:
    """What a supplier has replied, to be taken over with one click."""

    id: int
    title: str
    result: str
    comment: str


@dataclass(frozen=True)
class Letter:
    """What to send to a supplier, and the address that opens it as an e-mail."""

    subject: str
    text: str
    mailto: str


def end_page(
    viewer: Viewer, found: Clinic, asking: Asking, actions: Mapping[str, Action]
) -> dict[str, Any]:
    """The poster: a sentence, five steps at most, and what to do with the check."""
    ends, assessment = found.outcome(), found.assessment
    told = found.progress(spoken())
    entries = {each.id: each for each in guidance.whole(viewer).entries}
    cards = [_card(found, each, asking, actions, entries) for each in ends.steps]
    left = told.count - told.answered
    may_plan = viewer.may(Permission.RAISE_FINDINGS, on=assessment.actor)
    newest = queries.newest_submission(viewer, assessment)
    return {
        **clinic_frame(found),
        "question": _("What should you do now?"),
        "answer": in_language(found.check.endings[ends.ending.value]),
        "cards": cards,
        "more": ends.more,
        "sources": _sources(found, ends.steps),
        "left": left,
        "left_words": ngettext(
            "%(count)d question is left, about %(minutes)d minutes.",
            "%(count)d questions are left, about %(minutes)d minutes.",
            left,
        )
        % {"count": left, "minutes": told.minutes_left},
        "go_on_url": going_on_url(found),
        "answers_url": clinic_url("answers", assessment),
        "answers_words": _("See and change your answers")
        if found.is_open
        else _("See your answers"),
        "wall_url": clinic_url("wall", assessment),
        "figures_url": shared_figures_url(assessment),
        "verdict": queries.verdict_on(viewer, newest) if newest else None,
        "may_plan": may_plan,
        **_handing_in(found, is_done=not left),
    }


def _card(
    found: Clinic,
    step: NextStep,
    asking: Asking,
    actions: Mapping[str, Action],
    entries: Mapping[str, GuidanceEntry],
) -> StepCard:
    code, action = step.questions[0], actions.get(step.questions[0])
    is_to_ask = step.kind is StepKind.ASK_SUPPLIER
    asked = [asking.questions[each] for each in step.questions if each in asking.questions]
    return StepCard(
        kind=_kind_name(step.kind),
        code=code,
        do=in_language(step.task.do),
        who=in_language(step.task.who or {}),
        minutes=_("About %(minutes)d minutes") % {"minutes": step.task.minutes},
        because=in_language(step.because),
        weight=_("Weight %(weight)d of 5") % {"weight": step.weight},
        guides=tuple(
            Link(in_language(entries[each].title), reverse("guidance:entry", args=[each]))
            for each in step.guidance
            if each in entries
        ),
        question_url=question_url(found, code),
        supplier=step.supplier,
        asks=tuple(in_language(each) for each in step.asks) if is_to_ask else (),
        is_to_ask=is_to_ask,
        asked_on=asked_on(asked[0]) if len(asked) == len(step.questions) else "",
        replies=_replies(found, step, asking) if is_to_ask else (),
        planned_on=day(action.due_on, spoken()) if action else "",
        planned_url=registry.link_to("actions.finding", str(action.finding_id)) or ""
        if action
        else "",
    )


def _kind_name(kind: StepKind) -> str:
    return {
        StepKind.DO: _("Do this"),
        StepKind.FINISH: _("Finish this"),
        StepKind.FIND_OUT: _("Find out"),
        StepKind.ASK_SUPPLIER: _("Ask the supplier"),
    }[kind]


def _replies(found: Clinic, step: NextStep, asking: Asking) -> tuple[Reply, ...]:
    titles = {page.question.id: in_language(page.title) for page in found.pages}
    return tuple(
        Reply(question.pk, titles.get(code, code), question.get_result_display(), question.comment)
        for code, question in asking.questions.items()
        if code in step.questions and question.state == QuestionState.REPLIED
    )


def _sources(found: Clinic, steps: Sequence[NextStep]) -> list[str]:
    """Who says how much the steps weigh, and that nobody has checked it where that is so."""
    used = {each.source for each in steps}
    said = []
    for source in found.check.sources:
        if source.id in used:
            title = in_language(source.title)
            said.append(
                title if source.is_read else _("%(title)s. Not checked.") % {"title": title}
            )
    return said


def _handing_in(found: Clinic, *, is_done: bool) -> dict[str, Any]:
    """What becomes of the check when it is done: for the clinic's own record, or to be sent in."""
    assessment = found.assessment
    is_reported = assessment.confidentiality == Confidentiality.REPORTED
    is_asked = assessment.campaign_id is not None
    if assessment.state == AssessmentState.OPEN and assessment.is_over:
        return {"kept": _("The campaign is closed, and takes no more answers.")}
    if not assessment.is_writable:
        at = assessment.submitted_at
        on = day(localtime(at), spoken()) if at else ""
        said = _("Sent in %(day)s.") if is_asked else _("Kept as it was %(day)s.")
        return {
            "kept": said % {"day": on},
            "may_recall": found.may_submit
            and assessment.state == AssessmentState.SUBMITTED
            and (not assessment.is_over or queries.was_returned(assessment)),
            "again_url": ""
            if is_asked
            else reverse("assessments:clinic-start", args=[assessment.actor_id]),
        }
    if not (is_done and found.may_submit):
        return {}
    if is_asked:
        sees = (
            _("The authorities then see your answers.")
            if is_reported
            else _("The authorities then see that you have answered, and not what.")
        )
        return {"submit": _("Send in"), "submit_words": sees}
    words = _("Your answers are then kept as they are today. Nobody new sees them.")
    return {"submit": _("Keep this check"), "submit_words": words}


def letter(found: Clinic, step: NextStep) -> Letter:
    """Everything that a supplier is asked, as one message; nothing of what the clinic answers."""
    framing = found.check.letter
    asks = [f"{number}. {in_language(each)}" for number, each in enumerate(step.asks, start=1)]
    parts = (
        in_language(framing.opening),
        "\n".join(asks),
        in_language(framing.closing),
        found.assessment.actor.name,
    )
    subject, text = _("Questions about our IT security"), "\n\n".join(parts)
    return Letter(subject, text, f"mailto:?subject={quote(subject)}&body={quote(text)}")


def letter_page(found: Clinic, step: NextStep, asking: Asking) -> dict[str, Any]:
    """The message to a supplier, and whether it has been sent from here."""
    is_listed = asking.is_listed(step.supplier)
    is_asked = all(each in asking.questions for each in step.questions)
    if not is_listed:
        answer = _("Send this to them. They are not in our register, so we cannot send it for you.")
    elif is_asked:
        answer = _("They have got the questions here, and reply here.")
    else:
        answer = _("They get the questions here when you ask, and reply here.")
    return {
        **clinic_frame(found),
        "question": _("What do you ask %(name)s?") % {"name": step.supplier or _("the supplier")},
        "answer": answer,
        "letter": letter(found, step),
        "is_listed": is_listed,
        "asks_now": step.supplier if found.is_open and not is_asked else "",
    }


def letter_url(assessment_id: int, supplier: str) -> str:
    """The page of the message to a supplier."""
    path = reverse("assessments:clinic-letter", args=[assessment_id])
    return f"{path}?{urlencode({'supplier': supplier})}"


def planned_words(action: Action) -> str:
    """What was made of a step, and where to find it."""
    return _("It is on your list, to be done by %(day)s.") % {"day": day(action.due_on, spoken())}


def wall_sheet(found: Clinic, chosen: Sequence[str] = ()) -> WallSheet:
    """Rules for everybody at the clinic, and lines to fill in by hand.

    They follow from what the clinic has and from no answer, so that the wall tells no weakness.
    ``chosen`` are questions whose rules to show; the heaviest when too few are chosen.
    """
    rules, lines = _posters(found)
    wanted = [each for each in chosen if each in rules] or list(rules)[:WALL_RULES]
    supplier = found.supplier or _("Our supplier")
    return WallSheet(
        language=spoken(),
        title=_("How we keep patients safe"),
        clinic=found.assessment.actor.name,
        rules=tuple(rules[each] for each in wanted[:WALL_RULES]),
        lines_title=_("When something happens"),
        lines=(*lines, f"{supplier}: {BLANK}", f"HelseCERT: {BLANK}"),
        foot=_("Fill in the lines by hand. Look at them again in a year."),
    )


def wall_page(found: Clinic, chosen: Sequence[str]) -> dict[str, Any]:
    """The sheet for the wall, and the rules to choose among."""
    sheet, (rules, _lines) = wall_sheet(found, chosen), _posters(found)
    shown = [code for code, words in rules.items() if words in sheet.rules]
    return {
        **clinic_frame(found),
        "sheet": sheet,
        "lines": sheet.openings,
        "file_url": f"{clinic_url('wall-file', found.assessment)}?{urlencode({'rule': shown}, True)}",
        "choices": [(code, words, words in sheet.rules) for code, words in rules.items()],
        "most": WALL_RULES,
    }


def _posters(found: Clinic) -> tuple[dict[str, str], list[str]]:
    """Rules by question, heaviest first, and lines with room to write, in the order of the check."""
    said = [(page.question, in_language(page.question.poster)) for page in found.pages]
    heaviest = sorted(said, key=lambda each: -each[0].weight.value)
    rules = {question.id: words for question, words in heaviest if BLANK[:4] not in words}
    return rules, [words for _question, words in said if BLANK[:4] in words]
