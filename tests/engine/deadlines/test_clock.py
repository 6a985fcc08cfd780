"""Hours pass, days and months belong to the calendar: by the clock in Oslo, whatever it does."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.deadlines import OSLO, Duration, Unit, end_of_day, later
from samvern.engine.deadlines.clock import MOST, read_moment
from samvern.engine.errors import InvalidInput
from samvern.engine.months import months_later

moments = st.datetimes(
    datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.sampled_from([UTC, OSLO])
)
JUMP = timedelta(hours=1)


def after(written: str, amount: int, unit: Unit) -> str:
    return later(read_moment(written), Duration(amount, unit)).isoformat(timespec="minutes")


# Known answers


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-27T15:00", 24, "2026-11-28T15:00+01:00"),  # a Friday: weekends count
        ("2026-11-27T15:00", 72, "2026-11-30T15:00+01:00"),
        ("2026-03-28T23:30", 24, "2026-03-30T00:30+02:00"),  # clocks go forward on the 29th
        ("2026-03-29T01:59", 1, "2026-03-29T03:59+02:00"),
        ("2026-10-24T23:30", 24, "2026-10-25T22:30+01:00"),  # clocks go back on the 25th
        ("2026-10-25T02:30+02:00", 1, "2026-10-25T02:30+01:00"),
        ("2024-02-28T12:00", 24, "2024-02-29T12:00+01:00"),
        ("2026-12-31T12:00", 72, "2027-01-03T12:00+01:00"),
    ],
)
def test_hours_pass_evenly(start: str, hours: int, due: str) -> None:
    assert after(start, hours, Unit.HOURS) == due


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("2026-03-28T23:30", 1, "2026-03-29T23:30+02:00"),
        ("2026-10-24T23:30", 1, "2026-10-25T23:30+01:00"),
        ("2026-03-28T02:30", 1, "2026-03-29T03:30+02:00"),  # 02:30 is skipped
        ("2026-10-24T02:30", 1, "2026-10-25T02:30+02:00"),  # 02:30 comes twice: the first
        ("2026-10-25T02:30+01:00", 1, "2026-10-26T02:30+01:00"),
        ("2024-02-28T12:00", 1, "2024-02-29T12:00+01:00"),
    ],
)
def test_days_keep_the_time_of_day(start: str, days: int, due: str) -> None:
    assert after(start, days, Unit.DAYS) == due


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("2026-11-30T10:00", 1, "2026-12-30T10:00+01:00"),
        ("2026-01-31T10:00", 1, "2026-02-28T10:00+01:00"),
        ("2024-01-31T10:00", 1, "2024-02-29T10:00+01:00"),
        ("2024-02-29T10:00", 12, "2025-02-28T10:00+01:00"),
        ("2024-02-29T10:00", 48, "2028-02-29T10:00+01:00"),
        ("2026-02-28T10:00", 1, "2026-03-28T10:00+01:00"),
        ("2026-03-01T10:00", 1, "2026-04-01T10:00+02:00"),
        ("2026-12-31T10:00", 2, "2027-02-28T10:00+01:00"),
        ("2026-02-28T23:30", 13, "2027-03-28T23:30+02:00"),
    ],
)
def test_months_are_of_the_calendar(start: str, months: int, due: str) -> None:
    assert after(start, months, Unit.MONTHS) == due


def test_a_day_lasts_to_its_end() -> None:
    assert end_of_day(date(2026, 3, 29)) - end_of_day(date(2026, 3, 28)) == timedelta(days=1)
    passed = end_of_day(date(2026, 3, 29)).astimezone(UTC) - end_of_day(
        date(2026, 3, 28)
    ).astimezone(UTC)
    assert passed == timedelta(hours=23)


# Properties


@given(moments, st.integers(1, 10_000))
def test_exactly_the_hours_pass(at: datetime, hours: int) -> None:
    due = later(at, Duration(hours, Unit.HOURS))
    assert due.astimezone(UTC) - at.astimezone(UTC) == timedelta(hours=hours)


@given(moments, st.sampled_from(Unit), st.integers(1, 1_000))
def test_a_deadline_is_after_its_start_and_on_the_clock_in_oslo(
    at: datetime, unit: Unit, amount: int
) -> None:
    due = later(at, Duration(amount, unit))
    assert due.timestamp() > at.timestamp()
    assert due.tzinfo is OSLO
    assert due.astimezone(UTC).astimezone(OSLO) == due, "a time that the clock does show"


@given(moments, moments, st.sampled_from(Unit), st.integers(1, 1_000))
def test_a_later_start_is_never_due_earlier_but_for_the_jump_of_the_clock(
    one: datetime, other: datetime, unit: Unit, amount: int
) -> None:
    first, second = sorted((one, other), key=datetime.timestamp)
    dues = [later(at, Duration(amount, unit)).timestamp() for at in (first, second)]
    slack = 0 if unit is Unit.HOURS else 2 * JUMP.total_seconds()
    assert dues[0] <= dues[1] + slack


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 1_000))
def test_months_as_the_slow_way_counts_them(day: date, months: int) -> None:
    year, month = day.year, day.month
    for _each in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    last = calendar.monthrange(year, month)[1]
    assert months_later(day, months) == date(year, month, min(day.day, last))


@given(moments, st.integers(1, 10_000))
def test_hours_back_are_hours_forward(at: datetime, hours: int) -> None:
    by = Duration(hours, Unit.HOURS)
    assert later(later(at, by), by, back=True).timestamp() == at.timestamp()


@given(moments)
def test_the_zone_that_a_moment_is_told_in_changes_nothing(at: datetime) -> None:
    by = Duration(1, Unit.MONTHS)
    assert later(at, by) == later(at.astimezone(UTC), by) == later(at.astimezone(OSLO), by)


# What cannot be


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2026-03-29T02:30", "moment.skipped"),
        ("2026-10-25T02:30", "moment.twice"),
        ("yesterday", "moment.invalid"),
        ("2026-02-30T10:00", "moment.invalid"),
        ("9999-12-31T23:59-14:00", "moment.invalid"),
        ("0001-01-01T00:00+14:00", "moment.invalid"),
        ("0001-01-01T00:00", "moment.invalid"),
    ],
)
def test_moments_that_cannot_be_read(written: str, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_moment(written)
    assert refused.value.code == code


def test_a_day_alone_is_its_beginning() -> None:
    assert read_moment("2026-11-27").isoformat() == "2026-11-27T00:00:00+01:00"


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"moment\.without_zone"):
        later(datetime(2026, 1, 1), Duration(1, Unit.DAYS))


@pytest.mark.parametrize(
    ("at", "unit", "back"),
    [
        (datetime(9999, 12, 31, 20, tzinfo=UTC), Unit.HOURS, False),
        (datetime(9999, 12, 1, tzinfo=UTC), Unit.DAYS, False),
        (datetime(9999, 12, 1, tzinfo=UTC), Unit.MONTHS, False),
        (datetime(1, 1, 9, tzinfo=UTC), Unit.HOURS, True),
        (datetime(1, 1, 9, tzinfo=UTC), Unit.DAYS, True),
        (datetime(1, 1, 9, tzinfo=UTC), Unit.MONTHS, True),
    ],
)
def test_nothing_ends_outside_the_calendar(at: datetime, unit: Unit, back: bool) -> None:
    with pytest.raises(InvalidInput, match=r"moment\.beyond_calendar"):
        later(at, Duration(MOST, unit), back=back)
