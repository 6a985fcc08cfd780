"""Something that is asked for by a day, with reminders so many days before and after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from samvern.engine.deadlines.clock import Duration, Unit
from samvern.engine.deadlines.plan import DeadlinePlan, Reminder, Side, Step
from samvern.engine.deadlines.schedule import Alarm, alarms_between, alarms_of, schedule
from samvern.engine.errors import Problem

#: No reminder is further from the day than this.
MOST_DAYS: Final = 366
#: So many reminders are sent at most about one day.
MOST_REMINDERS: Final = 6
#: No day by which something is to be done is further ahead.
LONGEST_AHEAD: Final = timedelta(days=10 * 366)
#: How many days from the day that something is asked for by, where nobody says otherwise.
USUAL_REMINDERS: Final = (-14, -3, 1)
#: The one step of the plan of a day; the key of each of its reminders begins with it.
STEP: Final = "submission"


def one_day_plan(title: str, due_on: date, reminders: Sequence[int]) -> DeadlinePlan:
    """The plan of something that is to be handed in by a day; it lasts the whole day.

    Examples
    --------
    >>> plan = one_day_plan("A round", date(2027, 1, 15), (-3, 1))
    >>> [str(each) for each in plan.steps[0].reminders]
    ['3 days before', '1 days after']
    """
    step = Step(
        STEP,
        {"en": title},
        on=due_on,
        whole_day=True,
        reminders=tuple(
            Reminder(Side.BEFORE if days < 0 else Side.AFTER, Duration(abs(days), Unit.DAYS))
            for days in sorted(reminders)
        ),
    )
    return DeadlinePlan("one-day", "1", {"en": title}, (step,))


def reminders_of_day(
    title: str,
    due_on: date,
    reminders: Sequence[int],
    *,
    after: datetime,
    until: datetime | None = None,
) -> Sequence[Alarm]:
    """The reminders about a day that fall after one moment and until another, or until the last."""
    last = after + LONGEST_AHEAD + timedelta(days=MOST_DAYS + 1)
    plan = one_day_plan(title, due_on, reminders)
    return alarms_between(schedule(plan, started_at=after), after=after, until=until or last)


def keys_of_day(
    title: str, due_on: date, reminders: Sequence[int], *, started_at: datetime
) -> set[str]:
    """The keys of all reminders about a day."""
    (step,) = schedule(one_day_plan(title, due_on, reminders), started_at=started_at).steps
    return {alarm.key for alarm in alarms_of(step)}


def reminder_problems(reminders: Sequence[int], where: str = "reminders") -> Iterator[Problem]:
    """What is wrong with days from the day, before (negative) or after it."""
    if len(reminders) > MOST_REMINDERS:
        yield Problem.of("reminders.many", where=where, most=MOST_REMINDERS)
    if len(set(reminders)) < len(reminders):
        yield Problem.of("reminders.twice", where=where)
    for days in reminders:
        if not days or abs(days) > MOST_DAYS:
            yield Problem.of("reminders.outside", where=where, found=days)


def due_problems(day: date | None, where: str, *, today: date) -> Iterator[Problem]:
    """What is wrong with a day by which something is to be done, where it is newly set."""
    if day is None:
        return
    if day < today:
        yield Problem.of("due.in_the_past", where=where, found=day.isoformat())
    elif day > today + LONGEST_AHEAD:
        yield Problem.of("due.far_ahead", where=where, found=day.isoformat())


def moved_problems(day: date, where: str, *, before: date, today: date) -> Iterator[Problem]:
    """What is wrong with a day that a deadline is moved to."""
    if day == before:
        yield Problem.of("due.as_before", where=where)
    elif day <= today:
        yield Problem.of("due.not_ahead", where=where, found=day.isoformat())
    else:
        yield from due_problems(day, where, today=today)
