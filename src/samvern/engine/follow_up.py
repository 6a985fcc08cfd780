"""Follow-up of findings: where a finding stands, what may become of an action, who may confirm it.

A finding is decided on, acted on, and closed by nothing but actions that somebody else has seen
to work. This is said here once; pages, tables and the database follow it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from samvern.engine.alphabet import search_key
from samvern.engine.deadlines import (
    DeadlinePlan,
    Duration,
    Reminder,
    Schedule,
    Side,
    Step,
    Submission,
    Unit,
    schedule,
)
from samvern.engine.errors import NotReady

#: The longest that a risk may be accepted at a time: then somebody looks at it again.
MOST_YEARS_ACCEPTED: Final = 3
#: How long somebody has to look whether what was done works.
DAYS_TO_VERIFY: Final = 14
#: Counts of what organisations keep for themselves are hidden when fewer than so many are behind
#: them, and rounded otherwise.
LEAST_ORGANISATIONS: Final = 10
ROUNDED_TO: Final = 5


class Severity(StrEnum):
    """How bad a finding is, mildest first."""

    LOW = "low"  # a blemish; nothing is at risk for now
    MEDIUM = "medium"  # makes an incident more likely or worse
    HIGH = "high"  # an incident may follow from this alone
    CRITICAL = "critical"  # patients or their data are at risk now


class DecisionKind(StrEnum):
    """What is decided on a finding."""

    TREAT = "treat"
    ACCEPT = "accept"  # the risk is accepted until a day, and the finding then opens again
    NOTHING = "nothing"


class FindingState(StrEnum):
    """Where a finding stands; it follows from its decision and its actions."""

    OPEN = "open"
    DECIDED = "decided"
    ACTED_ON = "acted_on"
    CLOSED = "closed"


class ActionState(StrEnum):
    """Where an action stands."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    DONE = "done"  # its owner says so
    VERIFIED = "verified"  # somebody else has seen that it works
    CANCELLED = "cancelled"


class Verdict(StrEnum):
    """What somebody else saw of what was done."""

    WORKS = "works"
    DOES_NOT_WORK = "does_not_work"


class Verb(StrEnum):
    """What happens to an action."""

    CHANGE = "change"
    BEGIN = "begin"
    SAY_DONE = "say_done"
    CONFIRM = "confirm"
    REJECT = "reject"
    CANCEL = "cancel"


#: From which states a verb leads where; what is not here is refused.
MOVES: Mapping[Verb, Mapping[ActionState, ActionState]] = MappingProxyType(
    {
        Verb.CHANGE: {
            ActionState.PLANNED: ActionState.PLANNED,
            ActionState.ONGOING: ActionState.ONGOING,
        },
        # Also back from what was said to be done, when it was not after all.
        Verb.BEGIN: {
            ActionState.PLANNED: ActionState.ONGOING,
            ActionState.DONE: ActionState.ONGOING,
        },
        Verb.SAY_DONE: {
            ActionState.PLANNED: ActionState.DONE,
            ActionState.ONGOING: ActionState.DONE,
        },
        Verb.CONFIRM: {ActionState.DONE: ActionState.VERIFIED},
        # Also later: what was seen to work may cease to.
        Verb.REJECT: {
            ActionState.DONE: ActionState.ONGOING,
            ActionState.VERIFIED: ActionState.ONGOING,
        },
        # Not what is said to be done: that is looked at, so that nothing is closed unseen.
        Verb.CANCEL: {
            ActionState.PLANNED: ActionState.CANCELLED,
            ActionState.ONGOING: ActionState.CANCELLED,
        },
    }
)

#: States of actions that are neither settled nor given up.
REMAINING: Final = frozenset({ActionState.PLANNED, ActionState.ONGOING, ActionState.DONE})

_BEFORE_AND_AFTER: Final = (
    Reminder(Side.BEFORE, Duration(14, Unit.DAYS)),
    Reminder(Side.BEFORE, Duration(3, Unit.DAYS)),
    Reminder(Side.AFTER, Duration(1, Unit.DAYS)),
    Reminder(Side.AFTER, Duration(14, Unit.DAYS)),
)
_OF_VERIFICATION: Final = (
    Reminder(Side.BEFORE, Duration(7, Unit.DAYS)),
    Reminder(Side.AFTER, Duration(1, Unit.DAYS)),
)
_OF_ACCEPTANCE: Final = (
    Reminder(Side.BEFORE, Duration(1, Unit.MONTHS)),
    Reminder(Side.BEFORE, Duration(7, Unit.DAYS)),
    Reminder(Side.AFTER, Duration(1, Unit.DAYS)),
)


def after(verb: Verb, state: ActionState) -> ActionState:
    """Where an action stands after something happens to it.

    Raises
    ------
    NotReady
        ``action.not_now``, when that cannot happen to it as it stands.

    Examples
    --------
    >>> str(after(Verb.REJECT, ActionState.DONE))
    'ongoing'
    """
    try:
        return MOVES[verb][state]
    except KeyError:
        raise NotReady("action.not_now", state=state, verb=verb) from None


def is_in_force(kind: DecisionKind | None, accepted_until: date | None, *, on: date) -> bool:
    """Whether a decision holds on a day; a risk is accepted through its last day."""
    return kind is not None and (accepted_until is None or on <= accepted_until)


def finding_state(
    kind: DecisionKind | None,
    accepted_until: date | None,
    actions: Iterable[ActionState],
    *,
    on: date,
) -> FindingState:
    """Say where a finding stands on a day.

    Parameters
    ----------
    kind
        The latest decision; None before the first.
    accepted_until
        Through which day a risk is accepted; None for other decisions.
    actions
        Where each of its actions stands, in any order.

    Examples
    --------
    >>> done, seen = ActionState.DONE, ActionState.VERIFIED
    >>> day = date(2026, 11, 27)
    >>> str(finding_state(DecisionKind.TREAT, None, [seen, done], on=day))
    'acted_on'
    >>> str(finding_state(DecisionKind.TREAT, None, [seen, ActionState.CANCELLED], on=day))
    'closed'
    >>> str(finding_state(DecisionKind.ACCEPT, date(2026, 11, 26), [], on=day))
    'open'
    """
    if not is_in_force(kind, accepted_until, on=on):
        return FindingState.OPEN
    live = {state for state in actions if state is not ActionState.CANCELLED}
    if kind is not DecisionKind.TREAT or not live - {ActionState.PLANNED}:
        return FindingState.DECIDED
    return FindingState.CLOSED if live == {ActionState.VERIFIED} else FindingState.ACTED_ON


def safe_count(count: int, organisations: int) -> int | None:
    """A count that tells nothing of any one organisation; None where it would.

    It is hidden below :data:`LEAST_ORGANISATIONS`, and otherwise told to the nearest
    :data:`ROUNDED_TO`, so that one more or one less does not show.

    Examples
    --------
    >>> safe_count(41, 12), safe_count(43, 12), safe_count(41, 9)
    (40, 45, None)
    """
    if organisations < LEAST_ORGANISATIONS:
        return None
    return ROUNDED_TO * ((count + ROUNDED_TO // 2) // ROUNDED_TO)


def is_same_person(name: str, others: Collection[str]) -> bool:
    """Whether a name is one of others, however it is spelt; two accounts may be one person.

    Examples
    --------
    >>> is_same_person("Siv  Sikker", ["siv sikker"]), is_same_person("Siv", ["", "Tor"])
    (True, False)
    """
    return bool(search_key(name)) and search_key(name) in {search_key(each) for each in others}


def action_schedule(
    *, planned_at: datetime, due_on: date, done_at: datetime | None = None
) -> Schedule:
    """Say when an action is due, and by when somebody else is to have looked at it."""
    plan = DeadlinePlan(
        "action",
        "1",
        {},
        (
            Step("do", {}, on=due_on, reminders=_BEFORE_AND_AFTER),
            Step(
                "verify",
                {},
                Duration(DAYS_TO_VERIFY, Unit.DAYS),
                after="do",
                whole_day=True,
                reminders=_OF_VERIFICATION,
            ),
        ),
    )
    done = () if done_at is None else (Submission("do", done_at),)
    return schedule(plan, started_at=planned_at, submissions=done)


def acceptance_schedule(*, decided_at: datetime, until: date) -> Schedule:
    """Say when an accepted risk is to be looked at again."""
    step = Step("accepted", {}, on=until, reminders=_OF_ACCEPTANCE)
    return schedule(DeadlinePlan("acceptance", "1", {}, (step,)), started_at=decided_at)
