"""Plans of deadlines that hold, with a start and submissions, for property tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from samvern.engine.deadlines import (
    DeadlinePlan,
    Duration,
    PlanSource,
    Reminder,
    Side,
    Step,
    Submission,
    Unit,
)

durations = st.builds(Duration, st.integers(1, 60), st.sampled_from(Unit))
days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
starts = st.datetimes(
    datetime(2020, 1, 1),
    datetime(2040, 1, 1),
    timezones=st.sampled_from([UTC, ZoneInfo("Europe/Oslo"), ZoneInfo("Asia/Tokyo")]),
)
titles = st.just({"nb": "Et steg", "en": "A step"})


@st.composite
def steps(draw: st.DrawFn, identifier: str, earlier: Sequence[str]) -> Step:
    """A step that comes after one of those before it, or after none."""
    reminders = draw(st.lists(st.builds(Reminder, st.sampled_from(Side), durations), max_size=3))
    on = draw(st.none() | days) if draw(st.booleans()) else None
    within = None if on else draw(durations)
    return Step(
        identifier,
        draw(titles),
        within,
        on,
        after="" if on else draw(st.sampled_from(["", *earlier])),
        whole_day=within is not None and draw(st.booleans()),
        reminders=tuple(each for each in dict.fromkeys(reminders) if _fits(each, within)),
        source=draw(st.sampled_from(["", "law"])),
        place=draw(st.sampled_from(["", "§ 4"])),
        is_verified=draw(st.booleans()),
        remark=draw(st.none() | titles),
    )


def _fits(reminder: Reminder, within: Duration | None) -> bool:
    return (
        reminder.side is Side.AFTER
        or within is None
        or reminder.by.unit is not within.unit
        or reminder.by.amount < within.amount
    )


@st.composite
def plans(draw: st.DrawFn) -> DeadlinePlan:
    """A plan whose steps wait for each other without a circle."""
    names = [f"step-{number}" for number in range(draw(st.integers(1, 6)))]
    found = [draw(steps(name, names[:place])) for place, name in enumerate(names)]
    return DeadlinePlan(
        "plan",
        "1",
        {"nb": "En plan"},
        tuple(draw(st.permutations(found))),
        sources=(PlanSource("law", "Loven", is_read=draw(st.booleans())),),
        starts_when=draw(st.none() | titles),
    )


@st.composite
def plans_with_submissions(
    draw: st.DrawFn,
) -> tuple[DeadlinePlan, datetime, Sequence[Submission]]:
    """A plan, when it started, and what was submitted of it, at times again and again."""
    plan, start = draw(plans()), draw(starts)
    submissions = st.builds(
        Submission,
        st.sampled_from([step.id for step in plan.steps]),
        st.integers(0, 100_000).map(lambda m: start.astimezone(UTC) + timedelta(minutes=m)),
    )
    return plan, start, draw(st.lists(submissions, max_size=6))
