"""What a plan of deadlines must hold: everything wrong is found at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from samvern.engine.deadlines.clock import MOST, Duration
from samvern.engine.deadlines.plan import DeadlinePlan, Side, Step
from samvern.engine.errors import InvalidInput, Problem

#: Steps or list positions from the plan to what is wrong.
Path = tuple[str | int, ...]


class Say(Protocol):
    """Takes what is wrong, and where."""

    def __call__(self, code: str, path: Path, **params: Any) -> None:
        """One flaw."""


def check_plan(plan: DeadlinePlan) -> None:
    """Refuse a plan that cannot be kept.

    Raises
    ------
    InvalidInput
        ``deadline_plan.invalid``, whose ``problems`` are all that :func:`find_flaws` finds.

    Examples
    --------
    >>> from samvern.engine.deadlines.clock import Unit
    >>> day = Duration(1, Unit.DAYS)
    >>> hen, egg = Step("hen", {}, day, after="egg"), Step("egg", {}, day, after="hen")
    >>> try:
    ...     check_plan(DeadlinePlan("farm", "1", {}, (hen, egg)))
    ... except InvalidInput as error:
    ...     [(each.code, each.where) for each in error.problems]
    [('deadline.circle', 'steps[0].after')]
    """
    problems: list[Problem] = []

    def say(code: str, path: Path, **params: Any) -> None:
        where = f"steps[{path[1]}]" + "".join(f".{each}" for each in path[2:3])
        problems.append(Problem.of(code, where=where, **params))

    find_flaws(plan, say)
    if problems:
        raise InvalidInput("deadline_plan.invalid", problems=problems, count=len(problems))


def find_flaws(plan: DeadlinePlan, say: Say) -> None:
    """Tell everything that is wrong with a plan.

    Codes: ``deadline.step_repeated``, ``deadline.after_unknown``, ``deadline.circle`` (once for
    each circle, at its first step), ``deadline.no_duration`` and ``deadline.two_durations``,
    ``deadline.date_and_clock``, ``deadline.amount_out_of_range``, ``deadline.source_unknown``,
    ``deadline.reminder_repeated`` and ``deadline.reminder_before_start``.
    """
    known = {step.id for step in plan.steps}
    sources = {source.id for source in plan.sources}
    seen: set[str] = set()
    for place, step in enumerate(plan.steps):
        path: Path = ("steps", place)
        if step.id in seen:
            say("deadline.step_repeated", (*path, "id"), id=step.id)
        seen.add(step.id)
        if step.after and step.after not in known:
            say("deadline.after_unknown", (*path, "after"), id=step.after)
        if step.source and step.source not in sources:
            say("deadline.source_unknown", (*path, "source"), id=step.source)
        _find_flaws_of_length(step, path, say)
        _find_flaws_of_reminders(step, path, say)
    _find_circles(plan, say)


def _find_flaws_of_length(step: Step, path: Path, say: Say) -> None:
    if step.within is None and step.on is None:
        say("deadline.no_duration", path, id=step.id)
    elif step.within is not None and step.on is not None:
        say("deadline.two_durations", path, id=step.id)
    elif step.on is not None and step.after:
        say("deadline.date_and_clock", (*path, "after"), id=step.id)
    if step.within is not None:
        _find_flaws_of_amount(step.within, (*path, "within"), say)


def _find_flaws_of_reminders(step: Step, path: Path, say: Say) -> None:
    for place, reminder in enumerate(step.reminders):
        here = (*path, "reminders", place)
        _find_flaws_of_amount(reminder.by, here, say)
        if reminder in step.reminders[:place]:
            say("deadline.reminder_repeated", here, id=step.id, reminder=reminder)
        within = step.within
        if (
            reminder.side is Side.BEFORE
            and within is not None
            and reminder.by.unit is within.unit
            and reminder.by.amount >= within.amount
        ):
            say("deadline.reminder_before_start", here, id=step.id, reminder=reminder)


def _find_flaws_of_amount(duration: Duration, path: Path, say: Say) -> None:
    if not 1 <= duration.amount <= MOST:
        say("deadline.amount_out_of_range", path, found=duration.amount, most=MOST)


def _find_circles(plan: DeadlinePlan, say: Say) -> None:
    """Follow each step to what it waits for; a step met twice on the way closes a circle."""
    steps: Mapping[str, Step] = {step.id: step for step in plan.steps}
    told: set[str] = set()
    for place, step in enumerate(plan.steps):
        way: list[str] = []
        here: Step | None = step
        while here is not None and here.id not in way:
            way.append(here.id)
            here = steps.get(here.after) if here.after else None
        if here is None or here.id != step.id or told & set(way):
            continue
        told.update(way)
        say("deadline.circle", ("steps", place, "after"), steps=" → ".join([*way, step.id]))
