"""Periods, the path to a target, and what may be told of groups."""

from __future__ import annotations

import doctest
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput
from samvern.engine.indicators import (
    Direction,
    Frequency,
    Measured,
    OfGroup,
    Point,
    Standing,
    Withheld,
    aimed_at,
    last_ended,
    path,
    period_on,
    periods,
    periods_between,
    read_period,
    standing,
    telling,
    told_values,
)

DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31))


def test_the_examples_hold() -> None:
    for module in (path, periods, telling):
        assert doctest.testmod(module).failed == 0


@given(DAYS, st.sampled_from(Frequency))
def test_periods_read_back_follow_each_other_and_hold_their_days(
    day: date, often: Frequency
) -> None:
    found = period_on(day, often)
    assert found.starts_on <= day <= found.ends_on
    assert read_period(found.text, often) == found
    assert found.later(1).starts_on == found.ends_on + timedelta(days=1)
    assert found.later(3).later(-3) == found
    assert last_ended(often, day).ends_on < day <= last_ended(often, day).later(1).ends_on
    assert len(list(periods_between(found, found.later(2)))) == 3


@pytest.mark.parametrize(
    ("text", "often"),
    [
        ("2027-H3", Frequency.HALF_YEAR),
        ("2027", Frequency.QUARTER),
        ("2027-13", Frequency.MONTH),
        ("1027", Frequency.YEAR),
        ("٢٠٢٧", Frequency.YEAR),
    ],
)
def test_what_is_no_period_of_that_length_is_refused(text: str, often: Frequency) -> None:
    with pytest.raises(InvalidInput, match="period_unreadable"):
        read_period(text, often)


TARGETS = [Point(date(2026, 12, 31), 50.0), Point(date(2027, 12, 31), 80.0)]
START = Point(date(2025, 12, 31), 20.0)


@given(DAYS)
def test_the_path_stays_between_its_ends(day: date) -> None:
    aim = aimed_at([*TARGETS, START], day)
    assert (aim is None) == (day < START.on)
    assert aim is None or 20.0 <= aim <= 80.0


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (None, Standing.NO_VALUE),
        (Measured(date(2026, 12, 31), 49.9), Standing.BEHIND),
        (Measured(date(2026, 12, 31), 50.0), Standing.ON_PATH),
        (Measured(date(2026, 12, 31), 55.0, 45.0, 65.0), Standing.UNSURE),
        (Measured(date(2026, 12, 31), 45.0, 40.0, 52.0), Standing.UNSURE),
        (Measured(date(2026, 12, 31), 40.0, 35.0, 45.0), Standing.BEHIND),
        (Measured(date(2026, 12, 31), 80.0), Standing.REACHED),
        (Measured(date(2030, 1, 1), 79.0), Standing.BEHIND),
        (Measured(date(2020, 1, 1), 21.0), Standing.ON_PATH),
    ],
)
def test_how_a_value_stands(found: Measured | None, expected: Standing) -> None:
    assert standing(found, START, TARGETS, Direction.UP) is expected
    turned = [Point(each.on, -each.value) for each in TARGETS]
    mirrored = found and Measured(
        found.on,
        -found.value,
        None if found.upper is None else -found.upper,
        None if found.lower is None else -found.lower,
    )
    start = Point(START.on, -START.value)
    assert standing(mirrored, start, turned, Direction.DOWN) is expected
    assert standing(found, START, [], Direction.UP) is Standing.NO_TARGET


def test_too_few_and_those_whom_nobody_counted_are_not_told() -> None:
    rows = [OfGroup("a", 40.0, 9), OfGroup("b", 40.0, None), OfGroup("c", 40.0, 10)]
    told = told_values(rows)
    assert [told[key].withheld for key in "abc"] == [Withheld.FEW, Withheld.FEW, None]
    assert (told["c"].value, told["c"].count) == (40.0, 10)


def test_a_share_that_says_something_of_everybody_is_not_told() -> None:
    for value in (0.0, 16.0, 84.0, 100.0):
        told = told_values([OfGroup("", value, 30)], lowest=0.0, highest=100.0)
        assert told[""].withheld is Withheld.NEAR_AN_END
    assert told_values([OfGroup("", 17.0, 30)], lowest=0.0, highest=100.0)[""].value == 17.0


@given(
    st.lists(st.tuples(st.floats(0, 100), st.integers(1, 60)), min_size=1, max_size=4),
    st.integers(0, 3),
)
def test_what_is_left_of_the_whole_could_always_be_told_itself(
    groups: list[tuple[float, int]], hidden: int
) -> None:
    """Whoever subtracts the groups that are told from the whole learns nothing that is withheld."""
    total = sum(count for _value, count in groups)
    mean = sum(value * count for value, count in groups) / total
    named = {str(place): OfGroup(str(place), *each) for place, each in enumerate(groups)}
    rows = list(named.values())[hidden:]
    told = told_values([OfGroup("", mean, total), *rows], lowest=0.0, highest=100.0)
    if told[""].withheld is not None:
        return
    parts = [named[key] for key, each in told.items() if key and each.withheld is None]
    left = total - sum(each.count or 0 for each in parts)
    if parts and left:
        value = (mean * total - sum(each.value * (each.count or 0) for each in parts)) / left
        alone = told_values([OfGroup("", value, left)], lowest=0.0, highest=100.0)
        assert alone[""].withheld is None
