"""Findings and actions in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from samvern.apps.actions.models import STATE_NAMES
from samvern.apps.actions.queries import ActionLine, Show
from samvern.engine.assessments import Confidentiality
from samvern.engine.follow_up import ActionState, DecisionKind, FindingState, Severity
from samvern.engine.programme.document import LANGUAGES
from samvern.ui import numbers

SHOW_NAMES: Mapping[Show, Promise] = MappingProxyType(
    {
        Show.REMAINING: gettext_lazy("What remains"),
        Show.MINE: gettext_lazy("Where I have an action"),
        Show.UNDECIDED: gettext_lazy("Waits for a decision"),
        Show.OVERDUE: gettext_lazy("Overdue"),
        Show.TO_VERIFY: gettext_lazy("Waits to be confirmed"),
        Show.ACCEPTED: gettext_lazy("Accepted risks, by when they run out"),
        Show.SETTLED: gettext_lazy("Closed, or nothing to do"),
        Show.ALL: gettext_lazy("All"),
    }
)

SEVERITY_LINES: Mapping[Severity, Promise] = MappingProxyType(
    {
        Severity.LOW: gettext_lazy("Low: a blemish; nothing is at risk for now"),
        Severity.MEDIUM: gettext_lazy("Medium: makes an incident more likely, or worse"),
        Severity.HIGH: gettext_lazy("High: an incident may follow from this alone"),
        Severity.CRITICAL: gettext_lazy("Critical: patients or their data are at risk now"),
    }
)

CONFIDENTIALITY_LINES: Mapping[Confidentiality, Promise] = MappingProxyType(
    {
        Confidentiality.IMPROVEMENT: gettext_lazy(
            "For our own improvement: only those who answer for security here, and at whoever owns us"
        ),
        Confidentiality.REPORTED: gettext_lazy(
            "Reported: the sector authority and supervisors see it too"
        ),
    }
)

#: The colours that repeat in colour what is said in words.
SEVERITY_COLOURS: Mapping[Severity, str] = MappingProxyType(
    {Severity.CRITICAL: "danger", Severity.HIGH: "warning"}
)
ACTION_COLOURS: Mapping[ActionState, str] = MappingProxyType(
    {
        ActionState.ONGOING: "info",
        ActionState.DONE: "warning",
        ActionState.VERIFIED: "success",
    }
)


def spoken() -> str:
    """The reader's language."""
    return get_language() or LANGUAGES[0]


def day(on: date) -> str:
    """A day as the reader writes it."""
    return numbers.day(on, spoken())


def moment(at: datetime) -> str:
    """A moment as the reader writes it, by the clock here."""
    return numbers.moment(localtime(at), spoken())


def state_words(
    state: FindingState, decision: DecisionKind | None, accepted_until: date | None
) -> str:
    """Where a finding stands; what was decided, where that says more."""
    if state is not FindingState.DECIDED:
        return str(STATE_NAMES[state])
    if accepted_until is not None:
        return _("Risk accepted until %(day)s") % {"day": day(accepted_until)}
    if decision is DecisionKind.NOTHING:
        return _("Nothing to do")
    return _("To be treated")


def actions_words(actions: tuple[ActionLine, ...]) -> str:
    """How far the actions of a finding have come, in one sentence."""
    live = [each for each in actions if each.state is not ActionState.CANCELLED]
    if not live:
        return _("Nothing is planned yet.")
    verified = sum(each.state is ActionState.VERIFIED for each in live)
    said = ngettext(
        "%(verified)d of %(count)d action is confirmed.",
        "%(verified)d of %(count)d actions are confirmed.",
        len(live),
    ) % {"verified": verified, "count": len(live)}
    overdue = sum(each.is_overdue for each in live)
    if overdue:
        late = ngettext("%(count)d is overdue.", "%(count)d are overdue.", overdue)
        said += " " + late % {"count": overdue}
    return said
