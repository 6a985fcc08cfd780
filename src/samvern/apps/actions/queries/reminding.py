"""Whom to write to about deadlines of actions and accepted risks, and which reminders were sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from samvern.apps.actions.models import Action, Decision, Notice, NoticeState
from samvern.apps.actions.permissions import Permission
from samvern.apps.actors.models import Grant
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.deadlines import Schedule, Side, alarms_between
from samvern.engine.follow_up import (
    ActionState,
    DecisionKind,
    acceptance_schedule,
    action_schedule,
)

#: Reminders that fell longer ago than this are not sent any more, should the timer have stood still.
_LATEST: Final = timedelta(days=45)


@dataclass(frozen=True)
class Reminder:
    """A reminder that fell due: of an action or a decision, one of the two."""

    key: str
    action_id: int | None = None
    decision_id: int | None = None

    @property
    def about(self) -> tuple[int | None, int | None, str]:
        """What tells it from others to the same person."""
        return self.action_id, self.decision_id, self.key


@dataclass(frozen=True)
class Waiting:
    """Somebody to write to, and the reminders that the letter stands for."""

    user: User
    reminders: tuple[Reminder, ...]


@dataclass(frozen=True)
class OwedPart:
    """What a part of the actions or accepted risks asks to be told, and to whom by key.

    ``last`` is where to go on; None at the end.
    """

    owed: tuple[tuple[int, Reminder], ...]
    last: int | None


def reminders_due(viewer: Viewer, *, at: datetime) -> list[Waiting]:
    """Whom to write to now: each person once, whatever number of reminders fell due.

    An action's owner is reminded before and after it is due; once it is overdue, or when nobody
    with an account owns it, those who answer for security at the organisation are too. So are they of
    accepted risks that run out, and of what is done and waits to be confirmed, unless somebody in
    particular was asked to. Made-up people are never written to.

    Raises
    ------
    NotAllowed
        Without ``REMIND_OWNERS``.
    """
    told: dict[int, dict[tuple[int | None, int | None, str], Reminder]] = {}
    for read in (owed_for_actions, owed_for_risks):
        for person, reminder in read(viewer, at=at).owed:
            told.setdefault(person, {})[reminder.about] = reminder
    users = User.objects.filter(pk__in=told).order_by("pk")
    return [Waiting(user, tuple(told[user.pk].values())) for user in users]


def is_anything_due(on: date) -> bool:
    """Whether there may be anybody to remind; what is told apart from that takes longer."""
    return _soon(on).exists() or _running_out(on).exists()


def owed_for_actions(
    viewer: Viewer, *, at: datetime, after: int = 0, most: int | None = None
) -> OwedPart:
    """What of actions is to be told to whom, of those with a key above ``after``, so many at most.

    Raises ``NotAllowed``.
    """
    viewer.require(Permission.REMIND_OWNERS)
    soon = _soon(localtime(at).date()).filter(pk__gt=after).select_related("finding__actor")
    found = list(soon.order_by("pk")[:most])
    return _part(_of_actions(found, at), found, most)


def owed_for_risks(
    viewer: Viewer, *, at: datetime, after: int = 0, most: int | None = None
) -> OwedPart:
    """The same of accepted risks. Raises ``NotAllowed``."""
    viewer.require(Permission.REMIND_OWNERS)
    accepted = _running_out(localtime(at).date()).filter(pk__gt=after)
    found = list(accepted.select_related("finding__actor").order_by("pk")[:most])
    return _part(_of_risks(found, at), found, most)


def failed_notices(viewer: Viewer, notices: Sequence[int]) -> set[str]:
    """Addresses to which letters did not go out. Raises ``NotAllowed``."""
    viewer.require(Permission.REMIND_OWNERS)
    failed = Notice.objects.filter(pk__in=notices, state=NoticeState.FAILED)
    return set(failed.values_list("user__email", flat=True))


Owed = tuple[Iterable[int], Reminder]


def _part(
    owed: Iterable[Owed], found: Sequence[Action] | Sequence[Decision], most: int | None
) -> OwedPart:
    """Those who can be written to, of what they have not been told yet."""
    every = [(person, reminder) for people, reminder in owed for person in people]
    people = {person for person, _reminder in every}
    users = User.objects.filter(pk__in=people, is_active=True, is_demo=False)
    written_to = set(users.values_list("pk", flat=True))
    told = set(_told(written_to))
    open_ones = dict.fromkeys(
        (person, reminder)
        for person, reminder in every
        if person in written_to and (person, reminder.about) not in told
    )
    is_more = most is not None and len(found) == most
    return OwedPart(tuple(open_ones), found[-1].pk if is_more else None)


def _soon(on: date) -> QuerySet[Action]:
    is_soon = Q(due_on__lte=on + timedelta(days=15))
    return Action.objects.remaining().filter(is_soon | Q(state=ActionState.DONE.value))


def _running_out(on: date) -> QuerySet[Decision]:
    return Decision.objects.filter(
        kind=DecisionKind.ACCEPT.value,
        replaced_at=None,
        accepted_until__lte=on + timedelta(days=32),
    )


def _of_actions(found: Iterable[Action], at: datetime) -> Iterator[Owed]:
    officers = _officers(at)
    for action in found:
        responsible = _nearest(action.finding.path, officers)
        plan = action_schedule(
            planned_at=action.planned_at, due_on=action.due_on, done_at=action.done_at
        )
        for key, step, side in _fallen(plan, since=action.planned_at, at=at):
            if step == "verify":
                people = [action.verifier_id] if action.verifier_id else responsible
                is_now = action.state == ActionState.DONE.value
            else:
                people = [action.owner_id] if action.owner_id else []
                if side is Side.AFTER or not people:
                    people = [*people, *responsible]
                is_now = action.state != ActionState.DONE.value
            if is_now:
                yield [each for each in people if each], Reminder(key, action_id=action.pk)


def _of_risks(found: Iterable[Decision], at: datetime) -> Iterator[Owed]:
    officers = _officers(at)
    for decision in found:
        until = decision.accepted_until
        assert until is not None, "a constraint holds this"
        plan = acceptance_schedule(decided_at=decision.decided_at, until=until)
        for key, _step, _side in _fallen(plan, since=decision.decided_at, at=at):
            people = _nearest(decision.finding.path, officers)
            yield people, Reminder(key, decision_id=decision.pk)


def _fallen(plan: Schedule, *, since: datetime, at: datetime) -> Iterator[tuple[str, str, Side]]:
    """The reminders of a plan that have fallen due, not too long ago."""
    start = max(since, at - _LATEST)
    if start <= at:
        for alarm in alarms_between(plan, after=start, until=at):
            yield alarm.key, alarm.step.step.id, alarm.reminder.side


def _officers(at: datetime) -> dict[str, list[int]]:
    """Who answers for security at each place on the tree; the whole sector is nobody's own."""
    grants = Grant.objects.in_force(localtime(at).date()).filter(
        role=Role.SECURITY_OFFICER.value, user__is_active=True
    )
    found: dict[str, list[int]] = {}
    for path, user_id in grants.exclude(path=WHOLE_SECTOR).values_list("path", "user_id"):
        found.setdefault(path, []).append(user_id)
    return found


def _nearest(path: str, officers: Mapping[str, list[int]]) -> list[int]:
    """Those who answer for security at a place, or at the nearest one above that has anybody."""
    steps = path.strip("/").split("/")
    for depth in range(len(steps), 0, -1):
        place = "/" + "".join(f"{step}/" for step in steps[:depth])
        if place in officers:
            return officers[place]
    return []


def _told(users: Iterable[int]) -> Iterator[tuple[int, tuple[int | None, int | None, str]]]:
    """What people have been told, or are being told; what waits or failed is still owed."""
    states = (NoticeState.SENT, NoticeState.SENDING)
    notices = Notice.objects.filter(user__in=list(users), state__in=states)
    told = notices.values_list("user_id", "action_id", "decision_id", "key")
    for user_id, action_id, decision_id, key in told:
        yield user_id, (action_id, decision_id, key)
