"""Rules for what may be planned and started, whatever door it came through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from samvern.apps.assessments.models import MAX_PERIOD, MAX_TITLE, MOST_REMINDERS, Assessment
from samvern.engine.assessments import Confidentiality
from samvern.engine.deadlines import (
    Alarm,
    DeadlinePlan,
    Duration,
    Reminder,
    Side,
    Step,
    Unit,
    alarms_between,
    schedule,
)
from samvern.engine.errors import InvalidInput, Problem

#: No reminder is further from the deadline than this.
MOST_DAYS = 366
#: No day by which something is to be done is further ahead.
LONGEST_AHEAD = timedelta(days=10 * 366)
MAX_PURPOSE = 2_000
#: How many days from the day that something is asked for by, where nobody says otherwise.
USUAL_REMINDERS = (-14, -3, 1)
#: The one step of the plan of a deadline; the key of each of its reminders begins with it.
STEP = "submission"
MAX_EMAIL = 254


class GivenVerdict(StrEnum):
    """What a reviewer decides of what was handed in."""

    ACCEPT = "accept"
    RETURN = "return"


@dataclass(frozen=True)
class CampaignPlan:
    """What is stated up front of a campaign; once it is opened, only the day changes.

    ``population`` is the key of a drawn version, ``reminders`` so many days before (negative) or
    after (positive) the day that answers are asked for by.
    """

    title: str
    set_code: str
    set_version: str
    population: int
    period: str
    confidentiality: Confidentiality
    due_on: date
    reminders: tuple[int, ...] = USUAL_REMINDERS
    purpose: str = ""


def check_plan(plan: CampaignPlan, *, today: date, due_before: date | None = None) -> None:
    """Refuse a plan that makes no sense; the day that it had before may stay.

    Raises ``InvalidInput`` (``campaign.invalid``).
    """
    problems = [
        *line_problems(plan.title, "title", most=MAX_TITLE),
        *line_problems(plan.period, "period", most=MAX_PERIOD),
        *text_problems(plan.purpose, "purpose", most=MAX_PURPOSE),
        *_reminder_problems(plan.reminders),
    ]
    if plan.due_on != due_before:
        problems.extend(due_problems(plan.due_on, "due_on", today=today))
    if problems:
        raise InvalidInput("campaign.invalid", problems=problems)


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


def line_problems(text: str, where: str, *, most: int) -> Iterator[Problem]:
    """What is wrong with a line that must say something."""
    if not text.strip():
        yield Problem.of("field.required", where=where)
    yield from text_problems(text, where, most=most)


def text_problems(text: str, where: str, *, most: int) -> Iterator[Problem]:
    """What is wrong with a text."""
    if len(text) > most:
        yield Problem.of("field.too_long", where=where, most=most)
    if "\0" in text:
        yield Problem.of("answer.text_unusable", where=where)


def _reminder_problems(reminders: Sequence[int]) -> Iterator[Problem]:
    if len(reminders) > MOST_REMINDERS:
        yield Problem.of("campaign.many_reminders", where="reminders", most=MOST_REMINDERS)
    if len(set(reminders)) < len(reminders):
        yield Problem.of("campaign.reminder_twice", where="reminders")
    for days in reminders:
        if not days or abs(days) > MOST_DAYS:
            yield Problem.of("campaign.reminder_outside", where="reminders", found=days)


def deadline_plan(title: str, due_on: date, reminders: Sequence[int]) -> DeadlinePlan:
    """The deadline of a campaign, for :mod:`samvern.engine.deadlines`; it lasts the whole day."""
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
    return DeadlinePlan("campaign", "1", {"en": title}, (step,))


def reminders_again(
    assessment: Assessment, *, after: datetime, until: datetime | None = None
) -> Sequence[Alarm]:
    """The reminders of a day by which something is asked for again, after one moment and until another,
    as the campaign has them.
    """
    if assessment.due_again_on is None:
        return ()
    campaign = assessment.campaign
    reminders = USUAL_REMINDERS if campaign is None else campaign.reminders
    plan = deadline_plan(assessment.title, assessment.due_again_on, reminders)
    last = after + LONGEST_AHEAD + timedelta(days=MOST_DAYS + 1)
    return alarms_between(schedule(plan, started_at=after), after=after, until=until or last)
