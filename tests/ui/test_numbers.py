"""Figures and dates read as people of each language write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from samvern.ui import numbers
from samvern.ui.templatetags import samvern_ui

NBSP = numbers.NO_BREAK_SPACE


@pytest.mark.parametrize(
    ("value", "decimals", "language", "expected"),
    [
        (1234.5, None, "nb", f"1{NBSP}234,5"),
        (1234.5, None, "en", "1,234.5"),
        (1234567, None, "nn", f"1{NBSP}234{NBSP}567"),
        (3, 1, "nb", "3,0"),
        (3.0, None, "nb", "3"),
        (-2.5, None, "nb", f"{numbers.MINUS}2,5"),
        (-0.001, 1, "nb", "0,0"),
        (100, None, "nb", "100"),
    ],
)
def test_number(value: float, decimals: int | None, language: str, expected: str) -> None:
    assert numbers.number(value, decimals, language) == expected


@pytest.mark.parametrize(
    ("share", "decimals", "language", "expected"),
    [
        (0.87, 0, "nb", f"87{NBSP}%"),
        (0.87, 0, "en", "87%"),
        (0.874, 1, "nb", f"87,4{NBSP}%"),
        (0.0, 0, "nb", f"0{NBSP}%"),
        (1.0, 0, "nb", f"100{NBSP}%"),
        (0.001, 0, "nb", f"<{NBSP}1{NBSP}%"),
        (0.9999, 0, "nb", f">{NBSP}99{NBSP}%"),
        (0.9999, 1, "en", ">99.9%"),
    ],
)
def test_percent(share: float, decimals: int, language: str, expected: str) -> None:
    assert numbers.percent(share, decimals, language) == expected


@given(st.floats(0, 1, exclude_min=True, exclude_max=True), st.integers(0, 3))
def test_what_is_not_quite_nothing_or_everything_never_reads_so(
    share: float, decimals: int
) -> None:
    written = numbers.percent(share, decimals, "en")
    nothing, everything = (numbers.percent(end, decimals, "en") for end in (0.0, 1.0))
    assert written not in {nothing, everything}


def test_dates() -> None:
    assert numbers.day(date(2026, 3, 1), "nb") == "01.03.2026"
    assert numbers.day(date(2026, 3, 1), "en") == "1 March 2026"
    at = datetime(2026, 11, 22, 13, 32)
    assert numbers.moment(at, "nn") == f"22.11.2026 kl.{NBSP}13:32"


def test_filters_follow_the_language_and_the_time_zone() -> None:
    at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    with translation.override("nb"):
        assert samvern_ui.number(1234.5) == f"1{NBSP}234,5"
        assert samvern_ui.day(at) == "23.11.2026"
        assert samvern_ui.moment(at) == f"23.11.2026 kl.{NBSP}00:30"
        assert samvern_ui.plus_minus(0.003) == f"±{NBSP}0,3"
    with translation.override("en"):
        assert samvern_ui.percent(0.5) == "50%"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "1 day left"), (3, "3 days left"), (-1, "1 day ago"), (-40, "40 days ago")],
)
def test_deadlines_say_how_long_is_left(days: int, words: str) -> None:
    today = date(2026, 2, 27)
    with translation.override("en"):
        assert samvern_ui.time_left(today + timedelta(days), today) == words


def test_filters_say_nothing_of_nothing() -> None:
    filters = (samvern_ui.number, samvern_ui.percent, samvern_ui.plus_minus)
    assert {write(None) for write in filters} == {""}
    assert samvern_ui.day(None) == samvern_ui.moment(None) == ""
