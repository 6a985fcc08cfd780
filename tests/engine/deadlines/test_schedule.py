"""What is due when, what is overdue, and that each reminder falls once."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.deadlines import (
    DeadlinePlan,
    Duration,
    Reminder,
    Side,
    Standing,
    Step,
    Submission,
    Unit,
    alarms_between,
    in_oslo,
    schedule,
)
from samvern.engine.deadlines.clock import read_moment
from samvern.engine.deadlines.schedule import alarms_of
from samvern.engine.errors import InvalidInput
from tests.factories.generated_deadlines import plans_with_submissions

HOUR, DAY, MONTH = (Duration(1, unit) for unit in Unit)
START = read_moment("2026-11-27T15:00")
NIS2 = DeadlinePlan(
    "nis2",
    "1",
    {},
    (
        Step("warning", {}, Duration(24, Unit.HOURS)),
        Step("notification", {}, Duration(72, Unit.HOURS)),
        Step("final", {}, MONTH, after="notification"),
    ),
)


def plan(*steps: Step) -> DeadlinePlan:
    return DeadlinePlan("plan", "1", {}, steps)


def dues(
    found: DeadlinePlan, started_at: datetime, *sent: tuple[str, str]
) -> dict[str, str | None]:
    submissions = [Submission(step, read_moment(at)) for step, at in sent]
    steps = schedule(found, started_at=started_at, submissions=submissions).steps
    return {
        step.step.id: in_oslo(step.due_at).isoformat(timespec="minutes") if step.due_at else None
        for step in steps
    }


# Known answers


def test_one_incident_with_three_notices() -> None:
    assert dues(NIS2, START) == {
        "warning": "2026-11-28T15:00+01:00",
        "notification": "2026-11-30T15:00+01:00",
        "final": None,
    }
    assert dues(NIS2, START, ("notification", "2026-11-30T09:00"))["final"] == (
        "2026-12-30T09:00+01:00"
    )


def test_the_first_submission_counts_in_whatever_order_it_is_told() -> None:
    sent = [("notification", "2026-12-02T09:00"), ("notification", "2026-11-29T09:00")]
    assert dues(NIS2, START, *sent) == dues(NIS2, START, *reversed(sent))
    assert dues(NIS2, START, *sent)["final"] == "2026-12-29T09:00+01:00"


def test_the_first_of_two_moments_in_the_hour_that_comes_twice() -> None:
    """By the clock on the wall 02:40 is before 02:50; the 02:50 of summer time was before it."""
    sent = [
        ("notification", "2026-10-25T02:40+01:00"),
        ("notification", "2026-10-25T02:50+02:00"),
    ]
    start = read_moment("2026-10-24T15:00")
    assert dues(NIS2, start, *sent)["final"] == "2026-11-25T02:50+01:00"


def test_overdue_is_told_apart_in_the_hour_that_comes_twice() -> None:
    found = schedule(plan(Step("a", {}, HOUR)), started_at=read_moment("2026-10-25T01:50"))
    assert found.steps[0].standing(read_moment("2026-10-25T02:40+01:00")) is Standing.OVERDUE
    assert found.steps[0].standing(read_moment("2026-10-25T02:40+02:00")) is Standing.RUNNING


def test_a_day_of_the_calendar_needs_no_clock_and_lasts_to_its_end() -> None:
    found = plan(Step("yearly", {}, on=date(2026, 12, 31)))
    step = schedule(found, started_at=START).steps[0]
    assert step.clock_started_at is None
    assert step.standing(read_moment("2026-12-31T23:59:59")) is Standing.RUNNING
    assert step.standing(read_moment("2027-01-01")) is Standing.OVERDUE


def test_the_whole_last_day_may_count() -> None:
    found = plan(Step("final", {}, MONTH, whole_day=True))
    assert dues(found, START) == {"final": "2026-12-27T23:59+01:00"}


def test_chains_hang_on_each_other() -> None:
    found = plan(Step("c", {}, DAY, after="b"), Step("b", {}, DAY, after="a"), Step("a", {}, DAY))
    assert dues(found, START) == {"c": None, "b": None, "a": "2026-11-28T15:00+01:00"}
    sent = [("a", "2026-11-28T08:00"), ("b", "2026-12-01T08:00")]
    assert dues(found, START, *sent) == {
        "c": "2026-12-02T08:00+01:00",
        "b": "2026-11-29T08:00+01:00",
        "a": "2026-11-28T15:00+01:00",
    }


# Standing


def test_where_a_step_stands() -> None:
    sent = [Submission("warning", read_moment("2026-11-28T15:00"))]
    warning, notification, final = schedule(NIS2, started_at=START, submissions=sent).steps
    due = read_moment("2026-11-30T15:00")
    assert warning.standing(due) is Standing.IN_TIME, "at the very moment"
    assert warning.standing(START) is Standing.RUNNING, "nothing was submitted then"
    assert notification.standing(START - timedelta(seconds=1)) is Standing.WAITING
    assert notification.standing(due) is Standing.RUNNING
    assert notification.left(due) == timedelta()
    assert notification.standing(due + timedelta(seconds=1)) is Standing.OVERDUE
    assert final.standing(due) is Standing.WAITING
    assert final.left(due) is None


def test_how_late_and_what_is_overdue_longest_first() -> None:
    sent = [Submission("warning", read_moment("2026-11-28T16:30"))]
    found = schedule(NIS2, started_at=START, submissions=sent)
    assert found.steps[0].late_by() == timedelta(hours=1, minutes=30)
    assert found.steps[0].standing(read_moment("2026-11-29")) is Standing.LATE
    at = read_moment("2026-12-01T15:00")
    overdue = schedule(NIS2, started_at=START).overdue(at)
    assert [(each.step.id, by) for each, by in overdue] == [
        ("warning", timedelta(days=3)),
        ("notification", timedelta(days=1)),
    ]


# Reminders


def reminding(*reminders: Reminder) -> DeadlinePlan:
    return plan(Step("a", {}, Duration(24, Unit.HOURS), reminders=reminders))


def test_reminders_fall_before_and_after() -> None:
    found = schedule(
        reminding(Reminder(Side.BEFORE, Duration(4, Unit.HOURS)), Reminder(Side.AFTER, DAY)),
        started_at=START,
    )
    told = [in_oslo(alarm.at).isoformat(timespec="minutes") for alarm in alarms_of(found.steps[0])]
    assert told == ["2026-11-28T11:00+01:00", "2026-11-29T15:00+01:00"]


def test_a_reminder_before_its_clock_is_none() -> None:
    found = schedule(reminding(Reminder(Side.BEFORE, MONTH)), started_at=START)
    assert alarms_of(found.steps[0]) == []


def test_nobody_is_reminded_of_what_is_submitted_however_late_the_timer_ran() -> None:
    reminder = Reminder(Side.BEFORE, Duration(4, Unit.HOURS))
    sent = [Submission("a", read_moment("2026-11-28T12:00"))]
    found = schedule(reminding(reminder), started_at=START, submissions=sent)
    noon = read_moment("2026-11-28T11:30")
    assert len(alarms_between(found, after=START, until=noon)) == 1
    assert alarms_between(found, after=START, until=noon + timedelta(hours=9)) == []


def test_a_window_that_runs_backwards_is_refused() -> None:
    found = schedule(NIS2, started_at=START)
    with pytest.raises(InvalidInput, match=r"alarm\.window_reversed"):
        alarms_between(found, after=START, until=START - timedelta(seconds=1))


# Properties

Generated = tuple[DeadlinePlan, datetime, Sequence[Submission]]


@given(plans_with_submissions(), st.randoms(use_true_random=False))
def test_order_carries_no_meaning(generated: Generated, order: random.Random) -> None:
    found, start, sent = generated
    steps, shuffled = list(found.steps), list(sent)
    order.shuffle(steps)
    order.shuffle(shuffled)
    one = schedule(found, started_at=start, submissions=sent)
    other = schedule(replace(found, steps=tuple(steps)), started_at=start, submissions=shuffled)
    assert {each.step.id: each for each in one.steps} == {
        each.step.id: each for each in other.steps
    }


@given(plans_with_submissions())
def test_a_step_has_a_clock_when_and_only_when_what_it_hangs_on_was_submitted(
    generated: Generated,
) -> None:
    found, start, sent = generated
    first: dict[str, datetime] = {}
    for submission in sorted(sent, key=lambda each: each.at.timestamp()):
        first.setdefault(submission.step, submission.at)
    for each in schedule(found, started_at=start, submissions=sent).steps:
        if each.step.on is None:
            clock = first.get(each.step.after) if each.step.after else start
            assert each.clock_started_at == (clock.astimezone(UTC) if clock else None)
            assert (each.due_at is None) == (clock is None)


@given(plans_with_submissions(), st.lists(st.integers(-2_000, 40_000), max_size=8))
def test_windows_that_follow_each_other_hold_each_reminder_once(
    generated: Generated, cuts: list[int]
) -> None:
    found, start, _sent = generated
    laid = schedule(found, started_at=start)
    edges = sorted(start.timestamp() + hours * 3600 for hours in {-3_000, *cuts, 50_000})
    times = [datetime.fromtimestamp(edge, UTC) for edge in edges]
    told = [
        alarm.key
        for begin, end in pairwise(times)
        for alarm in alarms_between(laid, after=begin, until=end)
    ]
    every = [
        alarm.key
        for step in laid.steps
        for alarm in alarms_of(step)
        if times[0] < alarm.at <= times[-1]
    ]
    assert sorted(told) == sorted(every)
    assert len(set(told)) == len(told)


@given(plans_with_submissions(), st.integers(-100, 5_000))
def test_left_and_standing_agree(generated: Generated, hours: int) -> None:
    found, start, sent = generated
    at = start.astimezone(UTC) + timedelta(hours=hours)
    for step in schedule(found, started_at=start, submissions=sent).steps:
        left, standing = step.left(at), step.standing(at)
        assert (left is not None) == (standing in (Standing.RUNNING, Standing.OVERDUE))
        if left is not None:
            assert (left < timedelta()) == (standing is Standing.OVERDUE)


def test_submissions_of_no_step_are_refused_all_at_once() -> None:
    sent = [Submission("x", START), Submission("warning", START), Submission("y", START)]
    with pytest.raises(InvalidInput) as refused:
        schedule(NIS2, started_at=START, submissions=sent)
    assert [dict(each.params)["id"] for each in refused.value.problems] == ["x", "y"]
