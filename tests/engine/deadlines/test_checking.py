"""Plans that cannot be kept are refused, with everything that is wrong at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.deadlines import (
    DeadlinePlan,
    Duration,
    Reminder,
    Side,
    Step,
    Unit,
    check_plan,
)
from samvern.engine.errors import InvalidInput
from tests.factories.generated_deadlines import plans

DAY = Duration(1, Unit.DAYS)


def flaws(*steps: Step) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput, match=r"deadline_plan\.invalid") as refused:
        check_plan(DeadlinePlan("plan", "1", {}, steps))
    return [(each.code, each.where) for each in refused.value.problems]


@given(plans())
def test_plans_that_hold_pass(plan: DeadlinePlan) -> None:
    check_plan(plan)


@given(plans(), st.data())
def test_any_circle_is_found_whatever_the_order(plan: DeadlinePlan, data: st.DataObject) -> None:
    """A circle of any length among the steps, the rest as it was."""
    size = data.draw(st.integers(1, len(plan.steps)))
    ring = [step.id for step in data.draw(st.permutations(plan.steps))[:size]]
    before = dict(zip(ring, ring[1:] + ring[:1], strict=True))
    steps = [
        replace(step, after=before[step.id], within=DAY, on=None, reminders=())
        if step.id in before
        else step
        for step in plan.steps
    ]
    assert [code for code, _where in flaws(*steps) if code != "deadline.source_unknown"] == [
        "deadline.circle"
    ]


def test_two_circles_and_what_hangs_on_them_are_told_once_each() -> None:
    found = flaws(
        Step("tail", {}, DAY, after="a"),
        Step("a", {}, DAY, after="b"),
        Step("b", {}, DAY, after="a"),
        Step("self", {}, DAY, after="self"),
    )
    assert found == [("deadline.circle", "steps[1].after"), ("deadline.circle", "steps[3].after")]


def test_everything_wrong_is_told_at_once() -> None:
    twice = Reminder(Side.AFTER, DAY)
    found = flaws(
        Step("a", {}, source="nowhere"),
        Step("a", {}, DAY, date(2026, 1, 1)),
        Step("b", {}, on=date(2026, 1, 1), after="a"),
        Step("c", {}, Duration(0, Unit.HOURS), after="z"),
        Step("d", {}, DAY, reminders=(twice, twice, Reminder(Side.BEFORE, DAY))),
        Step("e", {}, DAY, reminders=(Reminder(Side.AFTER, Duration(-1, Unit.HOURS)),)),
    )
    assert found == [
        ("deadline.source_unknown", "steps[0].source"),
        ("deadline.no_duration", "steps[0]"),
        ("deadline.step_repeated", "steps[1].id"),
        ("deadline.two_durations", "steps[1]"),
        ("deadline.date_and_clock", "steps[2].after"),
        ("deadline.after_unknown", "steps[3].after"),
        ("deadline.amount_out_of_range", "steps[3].within"),
        ("deadline.reminder_repeated", "steps[4].reminders"),
        ("deadline.reminder_before_start", "steps[4].reminders"),
        ("deadline.amount_out_of_range", "steps[5].reminders"),
    ]


def test_a_plan_without_steps_owes_nothing() -> None:
    check_plan(DeadlinePlan("plan", "1", {}, ()))


def test_a_step_after_a_repeated_one_still_ends() -> None:
    with pytest.raises(InvalidInput):
        check_plan(
            DeadlinePlan(
                "p", "1", {}, (Step("a", {}, DAY, after="b"), Step("a", {}, DAY, after="a"))
            )
        )
