"""Deadlines in words: what is due when, how long is left, and what waits for what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from samvern.engine.deadlines import (
    Duration,
    Schedule,
    ScheduledStep,
    Standing,
    Step,
    Unit,
    in_oslo,
)
from samvern.engine.programme.document import in_language
from samvern.ui.numbers import moment
from samvern.ui.wording.sentences import Gettext

#: From so many days on, hours are not told beside them.
_DAYS_ALONE = 3

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def duration_words(duration: Duration, _: Gettext) -> str:
    """How long a deadline is.

    Examples
    --------
    >>> duration_words(Duration(72, Unit.HOURS), str), duration_words(Duration(1, Unit.MONTHS), str)
    ('72 hours', '1 month')
    """
    one, many = {
        Unit.HOURS: (_("1 hour"), _("%(count)s hours")),
        Unit.DAYS: (_("1 day"), _("%(count)s days")),
        Unit.MONTHS: (_("1 month"), _("%(count)s months")),
    }[duration.unit]
    return one if duration.amount == 1 else many % {"count": duration.amount}


def time_words(length: timedelta, _: Gettext) -> str:
    """A length of time as people say it: rounded down, in at most two units.

    Examples
    --------
    >>> time_words(timedelta(hours=49), str), time_words(timedelta(minutes=61), str)
    ('2 days and 1 hour', '1 hour and 1 minute')
    >>> time_words(timedelta(days=9, hours=20), str), time_words(timedelta(seconds=20), str)
    ('9 days', 'less than a minute')
    """
    days, rest = divmod(length, _DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes = rest // timedelta(minutes=1)
    if days >= _DAYS_ALONE:
        parts = [_days(days, _)]
    elif days:
        parts = [_days(days, _), _hours(hours, _)]
    elif hours:
        parts = [_hours(hours, _), _minutes(minutes, _)]
    else:
        parts = [_minutes(minutes, _) or _("less than a minute")]
    return _(" and ").join(part for part in parts if part)


def _days(count: int, _: Gettext) -> str:
    return duration_words(Duration(count, Unit.DAYS), _)


def _hours(count: int, _: Gettext) -> str:
    return duration_words(Duration(count, Unit.HOURS), _) if count else ""


def _minutes(count: int, _: Gettext) -> str:
    if not count:
        return ""
    return _("1 minute") if count == 1 else _("%(count)s minutes") % {"count": count}


def left_words(left: timedelta, _: Gettext) -> str:
    """How long is left, or by how much it is overdue.

    Examples
    --------
    >>> left_words(timedelta(hours=5), str), left_words(timedelta(days=-2), str)
    ('5 hours left', 'overdue by 2 days')
    """
    if left < timedelta():
        return _("overdue by %(time)s") % {"time": time_words(-left, _)}
    return _("%(time)s left") % {"time": time_words(left, _)}


def standing_name(standing: Standing, _: Gettext) -> str:
    """Where a step stands, as a tag."""
    return {
        Standing.WAITING: _("Has not started"),
        Standing.RUNNING: _("The clock runs"),
        Standing.OVERDUE: _("Overdue"),
        Standing.IN_TIME: _("Submitted in time"),
        Standing.LATE: _("Submitted too late"),
    }[standing]


def step_sentence(
    found: ScheduledStep, schedule: Schedule, at: datetime, language: str, _: Gettext
) -> str:
    """Where one step stands at a moment, in one sentence."""
    standing, left = found.standing(at), found.left(at)
    if left is not None and found.due_at is not None:
        due = moment(in_oslo(found.due_at), language)
        return _("Due %(moment)s: %(left)s.") % {"moment": due, "left": left_words(left, _)}
    if standing is Standing.WAITING:
        return _waiting_sentence(found, schedule, language, _)
    assert found.submitted_at is not None
    sent = moment(in_oslo(found.submitted_at), language)
    late = found.late_by()
    if late is not None:
        return _("Submitted %(moment)s, %(time)s too late.") % {
            "moment": sent,
            "time": time_words(late, _),
        }
    return _("Submitted in time, %(moment)s.") % {"moment": sent}


def _waiting_sentence(found: ScheduledStep, schedule: Schedule, language: str, _: Gettext) -> str:
    step = found.step
    if found.clock_started_at is not None or step.within is None:
        return _("The clock has not started.")
    before = schedule.plan.step(step.after)
    name = in_language(before.title, language) if before else step.after
    return _("No clock yet: %(time)s from when “%(step)s” is submitted.") % {
        "time": duration_words(step.within, _),
        "step": name,
    }


def schedule_lines(schedule: Schedule, at: datetime, language: str, _: Gettext) -> Iterator[str]:
    """A schedule for the command line: what is overdue first, then every step."""
    plan = schedule.plan
    yield in_language(plan.title, language)
    yield overdue_sentence(len(schedule.overdue(at)), _)
    started = moment(in_oslo(schedule.started_at), language)
    yield _("Started %(moment)s.") % {"moment": started}
    if plan.starts_when:
        yield _("The clock starts when: %(when)s.") % {
            "when": in_language(plan.starts_when, language)
        }
    for found in schedule.steps:
        yield ""
        yield f"{found.step.id}  {in_language(found.step.title, language)}"
        yield f"   {step_sentence(found, schedule, at, language, _)}"
        yield from (f"   {remark}" for remark in _remarks(found.step, language, _))


def overdue_sentence(count: int, _: Gettext) -> str:
    """The answer first: whether anything is overdue."""
    if not count:
        return _("Nothing is overdue.")
    return (
        _("1 step is overdue.")
        if count == 1
        else _("%(count)s steps are overdue.") % {"count": count}
    )


def _remarks(step: Step, language: str, _: Gettext) -> Iterator[str]:
    if step.remark:
        yield in_language(step.remark, language)
    if not step.is_verified:
        yield _("This deadline has not been held against the text of the law.")
