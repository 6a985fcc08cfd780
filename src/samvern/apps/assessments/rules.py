"""Rules for what may be planned and started, whatever door it came through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from samvern.apps.assessments.models import MAX_PERIOD, MAX_TITLE, Assessment
from samvern.engine.assessments import Confidentiality
from samvern.engine.deadlines import (
    USUAL_REMINDERS,
    Alarm,
    due_problems,
    reminder_problems,
    reminders_of_day,
)
from samvern.engine.errors import InvalidInput, Problem

MAX_PURPOSE = 2_000
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
        *reminder_problems(plan.reminders),
    ]
    if plan.due_on != due_before:
        problems.extend(due_problems(plan.due_on, "due_on", today=today))
    if problems:
        raise InvalidInput("campaign.invalid", problems=problems)


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
    return reminders_of_day(
        assessment.title, assessment.due_again_on, reminders, after=after, until=until
    )
