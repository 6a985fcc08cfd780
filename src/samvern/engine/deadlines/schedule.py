"""A plan that has started: what is due when, what is overdue, and which reminders fall when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from samvern.engine.deadlines.checking import check_plan
from samvern.engine.deadlines.clock import end_of_day, in_oslo, in_utc, later
from samvern.engine.deadlines.plan import DeadlinePlan, Reminder, Side, Step
from samvern.engine.errors import InvalidInput, Problem


class Standing(StrEnum):
    """Where a step stands at a moment."""

    WAITING = "waiting"  # the step before was not submitted, so no clock runs
    RUNNING = "running"
    OVERDUE = "overdue"
    IN_TIME = "in_time"
    LATE = "late"  # submitted, after it was due


@dataclass(frozen=True)
class Submission:
    """That a step was submitted at a moment; only the first of each step counts."""

    step: str
    at: datetime


@dataclass(frozen=True)
class ScheduledStep:
    """A step with its clock; all moments are in UTC.

    ``clock_started_at`` and ``due_at`` are None while the step before was not submitted; a step
    that is due on a day has no clock, only that day's end.
    """

    step: Step
    clock_started_at: datetime | None
    due_at: datetime | None
    submitted_at: datetime | None

    def standing(self, at: datetime) -> Standing:
        """Where it stands at a moment; what is submitted at the very moment it is due is in time."""
        at = in_utc(at)
        if self.submitted_at is not None and self.submitted_at <= at:
            on_time = self.due_at is None or self.submitted_at <= self.due_at
            return Standing.IN_TIME if on_time else Standing.LATE
        if self.due_at is None or (self.clock_started_at and self.clock_started_at > at):
            return Standing.WAITING
        return Standing.RUNNING if at <= self.due_at else Standing.OVERDUE

    def left(self, at: datetime) -> timedelta | None:
        """How long is left at a moment, less than nothing when overdue; None when no clock runs."""
        if self.due_at is None or self.standing(at) not in (Standing.RUNNING, Standing.OVERDUE):
            return None
        return self.due_at - in_utc(at)

    def late_by(self) -> timedelta | None:
        """By how much it was submitted too late; None when it was not."""
        if self.due_at is None or self.submitted_at is None or self.submitted_at <= self.due_at:
            return None
        return self.submitted_at - self.due_at

    def to_json(self, at: datetime) -> dict[str, object]:
        """The step as plain values, as it stands at a moment."""
        left, late = self.left(at), self.late_by()
        return {
            "id": self.step.id,
            "title": dict(self.step.title),
            "standing": self.standing(at).value,
            "clock_started_at": _iso(self.clock_started_at),
            "due_at": _iso(self.due_at),
            "submitted_at": _iso(self.submitted_at),
            "left_seconds": None if left is None else int(left.total_seconds()),
            "late_seconds": None if late is None else int(late.total_seconds()),
            "verified": self.step.is_verified,
            "reminders": [{"at": _iso(each.at), "key": each.key} for each in alarms_of(self)],
        }


@dataclass(frozen=True)
class Schedule:
    """A plan that started at a moment, with what was submitted of it; all moments are in UTC."""

    plan: DeadlinePlan
    started_at: datetime
    steps: tuple[ScheduledStep, ...]

    def overdue(self, at: datetime) -> list[tuple[ScheduledStep, timedelta]]:
        """What is overdue at a moment and by how long, longest first."""
        found = [
            (step, in_utc(at) - step.due_at)
            for step in self.steps
            if step.due_at is not None and step.standing(at) is Standing.OVERDUE
        ]
        return sorted(found, key=lambda each: (-each[1], each[0].step.id))

    def to_json(self, at: datetime) -> dict[str, object]:
        """The schedule as plain values, as it stands at a moment."""
        return {
            "plan": self.plan.id,
            "version": self.plan.version,
            "started_at": _iso(self.started_at),
            "at": _iso(at),
            "steps": [step.to_json(at) for step in self.steps],
        }


@dataclass(frozen=True)
class Alarm:
    """A reminder of a step that falls at a moment, in UTC.

    ``key`` is the same whenever it is asked for: kept with what was sent, it lets nothing go out
    twice, also when a submission is told of long after it happened.
    """

    at: datetime
    step: ScheduledStep
    reminder: Reminder

    @property
    def key(self) -> str:
        """The step, the reminder and the moment, as text."""
        by = self.reminder.by
        return f"{self.step.step.id}/{self.reminder.side}/{by.amount}-{by.unit}/{_iso(self.at)}"


def schedule(
    plan: DeadlinePlan, *, started_at: datetime, submissions: Iterable[Submission] = ()
) -> Schedule:
    """Say when each step is due.

    Parameters
    ----------
    started_at
        The moment that starts the clock of the steps that come after no other.
    submissions
        What was submitted, in any order.

    Returns
    -------
    Schedule
        Every step, in the order of the plan.

    Raises
    ------
    InvalidInput
        As :func:`~samvern.engine.deadlines.checking.check_plan`; ``submission.invalid`` with
        ``submission.step_unknown`` for each submission of no step; ``moment.without_zone``.

    Examples
    --------
    >>> from datetime import UTC
    >>> from samvern.engine.deadlines.clock import Duration, Unit
    >>> first = Step("first", {}, Duration(72, Unit.HOURS))
    >>> last = Step("last", {}, Duration(1, Unit.MONTHS), after="first")
    >>> plan = DeadlinePlan("duty", "1", {}, (first, last))
    >>> friday = datetime(2026, 11, 27, 15, tzinfo=UTC)
    >>> [each.due_at and str(each.due_at) for each in schedule(plan, started_at=friday).steps]
    ['2026-11-30 15:00:00+00:00', None]
    >>> sent = [Submission("first", datetime(2026, 11, 30, 9, tzinfo=UTC))]
    >>> str(schedule(plan, started_at=friday, submissions=sent).steps[1].due_at)
    '2026-12-30 09:00:00+00:00'
    """
    check_plan(plan)
    start, first = in_utc(started_at), _first_of_each(plan, submissions)
    return Schedule(plan, start, tuple(_scheduled(step, start, first) for step in plan.steps))


def alarms_between(schedule: Schedule, *, after: datetime, until: datetime) -> list[Alarm]:
    """List the reminders that fall after one moment and no later than another.

    Windows that follow each other hold every reminder once, however late the timer ran. Nobody is
    reminded of what is submitted by the end of the window. Whoever is told of submissions
    afterwards asks from the start of the plan and leaves out the keys that were sent.

    Raises
    ------
    InvalidInput
        ``moment.without_zone``; ``alarm.window_reversed``.
    """
    begin, end = in_utc(after), in_utc(until)
    if begin > end:
        raise InvalidInput("alarm.window_reversed")
    found = [
        alarm
        for step in schedule.steps
        if step.submitted_at is None or step.submitted_at > end
        for alarm in alarms_of(step)
        if begin < alarm.at <= end
    ]
    return sorted(found, key=lambda alarm: (alarm.at, alarm.key))


def alarms_of(step: ScheduledStep) -> list[Alarm]:
    """Every reminder of a step, submitted or not; one before its clock started is none."""
    if step.due_at is None:
        return []
    found = []
    for reminder in step.step.reminders:
        at = in_utc(later(step.due_at, reminder.by, back=reminder.side is Side.BEFORE))
        if step.clock_started_at is None or at > step.clock_started_at:
            found.append(Alarm(at, step, reminder))
    return sorted(found, key=lambda alarm: (alarm.at, alarm.key))


def _first_of_each(plan: DeadlinePlan, submissions: Iterable[Submission]) -> Mapping[str, datetime]:
    known = {step.id for step in plan.steps}
    first: dict[str, datetime] = {}
    problems = []
    for submission in submissions:
        if submission.step not in known:
            problems.append(Problem.of("submission.step_unknown", id=submission.step))
            continue
        at = in_utc(submission.at)
        first[submission.step] = min(at, first.get(submission.step, at))
    if problems:
        raise InvalidInput("submission.invalid", problems=problems, count=len(problems))
    return first


def _scheduled(step: Step, start: datetime, first: Mapping[str, datetime]) -> ScheduledStep:
    submitted = first.get(step.id)
    if step.on is not None:
        return ScheduledStep(step, None, in_utc(end_of_day(step.on)), submitted)
    clock = first.get(step.after) if step.after else start
    if clock is None or step.within is None:
        return ScheduledStep(step, None, None, submitted)
    due = later(clock, step.within)
    if step.whole_day:
        due = end_of_day(due.date())
    return ScheduledStep(step, clock, in_utc(due), submitted)


def _iso(at: datetime | None) -> str | None:
    """By the clock in Oslo, with its offset."""
    return in_oslo(at).isoformat() if at else None
