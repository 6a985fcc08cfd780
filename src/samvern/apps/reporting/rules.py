"""Rules for what may be planned and said of reports, whatever door it came through."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from samvern.apps.reporting.models import MAX_PURPOSE, Report, Round
from samvern.engine.deadlines import (
    USUAL_REMINDERS,
    Alarm,
    due_problems,
    reminder_problems,
    reminders_of_day,
)
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.reporting import (
    ANSWER,
    Dimension,
    Question,
    Tolerances,
    find_question_problems,
    find_tolerance_problems,
    read_period,
)

MAX_MESSAGE: Final = 4_000


class GivenVerdict(StrEnum):
    """What a reviewer decides of a report that was handed in."""

    ACCEPT = "accept"
    RETURN = "return"


@dataclass(frozen=True)
class RoundPlan:
    """What is said up front of a round; once it is opened, only the day changes.

    ``focus_areas`` are codes, none for all; ``reminders`` so many days before (negative) or after the
    day that reports are asked for by.
    """

    period: str
    due_on: date
    purpose: str = ""
    focus_areas: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    tolerances: Tolerances = field(default_factory=Tolerances)
    reminders: tuple[int, ...] = USUAL_REMINDERS


def check_plan(
    plan: RoundPlan, areas: Collection[str], *, today: date, due_before: date | None = None
) -> None:
    """Refuse a plan that makes no sense; the day that it had before may stay.

    Raises ``InvalidInput`` (``round.invalid``) with all problems.
    """
    problems = [
        *text_problems(plan.purpose, "purpose", most=MAX_PURPOSE),
        *reminder_problems(plan.reminders),
        *find_question_problems(plan.questions),
        *find_tolerance_problems(plan.tolerances),
    ]
    try:
        read_period(plan.period)
    except InvalidInput as error:
        problems.append(Problem.of(error.code, where="period", found=plan.period[:20]))
    problems += [
        Problem.of("focus_area.unknown", where="focus_areas", id=code[:60])
        for code in plan.focus_areas
        if code not in areas
    ]
    if plan.due_on != due_before:
        problems.extend(due_problems(plan.due_on, "due_on", today=today))
    if problems:
        raise InvalidInput("round.invalid", problems=problems)


def text_problems(
    text: str, where: str, *, most: int, is_required: bool = False
) -> Iterator[Problem]:
    """What is wrong with a text."""
    if is_required and not text.strip():
        yield Problem.of("field.required", where=where)
    if len(text) > most:
        yield Problem.of("field.too_long", where=where, most=most)
    if "\0" in text:
        yield Problem.of("answer.text_unusable", where=where)


def parts_of(found: Round) -> tuple[str, ...]:
    """What a reviewer can say something of: each dimension, each question."""
    return (*Dimension, *(f"{ANSWER}{each.code}" for each in found.asked))


def next_reminder(report: Report, *, after: datetime) -> datetime | None:
    """When somebody is next to be reminded of what is asked for again; None for never."""
    alarms = reminders_again(report, after=after)
    return alarms[0].at if alarms else None


def reminders_again(
    report: Report, *, after: datetime, until: datetime | None = None
) -> Sequence[Alarm]:
    """The reminders of the day by which a report is asked for again."""
    if report.due_again_on is None:
        return ()
    days = report.reporting_round.reminders
    return reminders_of_day("", report.due_again_on, days, after=after, until=until)
