"""Whom to write to about deadlines of actions and accepted risks, and which reminders were sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Q
from django.utils.timezone import localtime

from samvern.apps.actions.models import Action, Decision, Notice
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
    path: str


def reminders_due(viewer: Viewer, *, at: datetime, lock: bool = False) -> list[Waiting]:
    """Whom to write to now: each person once, whatever number of reminders fell due.

    An action's owner is reminded before and after it is due; once it is overdue, or when nobody
    with an account owns it, those who answer for security at the organisation are too. So are they of
    accepted risks that run out, and of what is done and waits to be confirmed, unless somebody in
    particular was asked to. Made-up people are never written to.

    Parameters
    ----------
    lock
        Keep others from writing to the same people until the transaction ends.

    Raises
    ------
    NotAllowed
        Without ``REMIND_OWNERS``.
    """
    viewer.require(Permission.REMIND_OWNERS)
    officers = _officers(at)
    owed: dict[int, dict[tuple[int | None, int | None, str], Reminder]] = {}
    places: dict[int, str] = {}
    for path, people, reminder in (*_of_actions(at, officers), *_of_risks(at, officers)):
        for person in people:
            owed.setdefault(person, {})[reminder.about] = reminder
            places.setdefault(person, path)
    users = User.objects.filter(pk__in=owed, is_active=True, is_demo=False).order_by("pk")
    found = {each.pk: each for each in (users.select_for_update() if lock else users)}
    for user_id, about in _sent(found):
        owed[user_id].pop(about, None)
    return [
        Waiting(user, tuple(owed[pk].values()), places[pk])
        for pk, user in found.items()
        if owed[pk]
    ]


def failed_notices(viewer: Viewer, notices: Sequence[int]) -> set[str]:
    """Addresses to which letters did not go out. Raises ``NotAllowed``."""
    viewer.require(Permission.REMIND_OWNERS)
    failed = Notice.objects.filter(pk__in=notices, has_failed=True)
    return set(failed.values_list("user__email", flat=True))


Owed = tuple[str, Iterable[int], Reminder]


def _of_actions(at: datetime, officers: Mapping[str, list[int]]) -> Iterator[Owed]:
    today = localtime(at).date()
    is_soon = Q(due_on__lte=today + timedelta(days=15))
    soon = Action.objects.remaining().filter(is_soon | Q(state=ActionState.DONE.value))
    for action in soon.select_related("finding__actor").iterator(chunk_size=2_000):
        path = action.finding.path
        responsible = _nearest(path, officers)
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
                yield path, [each for each in people if each], Reminder(key, action_id=action.pk)


def _of_risks(at: datetime, officers: Mapping[str, list[int]]) -> Iterator[Owed]:
    today = localtime(at).date()
    accepted = Decision.objects.filter(
        kind=DecisionKind.ACCEPT.value,
        replaced_at=None,
        accepted_until__lte=today + timedelta(days=32),
    )
    for decision in accepted.select_related("finding__actor").iterator(chunk_size=2_000):
        path, until = decision.finding.path, decision.accepted_until
        assert until is not None, "a constraint holds this"
        plan = acceptance_schedule(decided_at=decision.decided_at, until=until)
        for key, _step, _side in _fallen(plan, since=decision.decided_at, at=at):
            yield path, _nearest(path, officers), Reminder(key, decision_id=decision.pk)


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


def _sent(users: Iterable[int]) -> Iterator[tuple[int, tuple[int | None, int | None, str]]]:
    notices = Notice.objects.filter(user__in=list(users), has_failed=False)
    told = notices.values_list("user_id", "action_id", "decision_id", "key")
    for user_id, action_id, decision_id, key in told:
        yield user_id, (action_id, decision_id, key)
