"""How long a deadline is, and when it ends: hours that pass, days and months of the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from samvern.engine.errors import InvalidInput
from samvern.engine.months import months_later

#: Where deadlines are counted, with its daylight saving.
OSLO: Final = ZoneInfo("Europe/Oslo")

#: The longest that a duration may be, so that no deadline leaves the calendar.
MOST: Final = 100_000


class Unit(StrEnum):
    """What a duration is counted in."""

    HOURS = "hours"  # hours that pass, through nights, weekends and changes of the clock
    DAYS = "days"  # the same time of day, so many days of the calendar later
    MONTHS = "months"  # the same day of a later month, or that month's last


@dataclass(frozen=True, order=True)
class Duration:
    """So many hours, days or months, one or more."""

    amount: int
    unit: Unit

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"


def in_utc(at: datetime) -> datetime:
    """The same moment in UTC, in which moments are compared.

    Python compares two moments of one zone by the clock on the wall, which goes wrong in the hour
    that comes twice.

    Raises
    ------
    InvalidInput
        ``moment.without_zone``: a moment says in which zone it is.
    """
    if at.tzinfo is None:
        raise InvalidInput("moment.without_zone", found=at.isoformat())
    return at.astimezone(UTC)


def in_oslo(at: datetime) -> datetime:
    """The same moment by the clock in Oslo, in which moments are told; raises as :func:`in_utc`."""
    return in_utc(at).astimezone(OSLO)


def read_moment(written: str) -> datetime:
    """A moment as people write it, by the clock in Oslo unless it says another offset.

    Raises
    ------
    InvalidInput
        ``moment.invalid``; ``moment.skipped`` and ``moment.twice`` for an hour that the clock
        jumps over in spring, or shows twice in autumn, without an offset to tell which.

    Examples
    --------
    >>> read_moment("2026-03-28T23:30").isoformat()
    '2026-03-28T23:30:00+01:00'
    >>> read_moment("2026-10-25T02:30+01:00").isoformat()
    '2026-10-25T02:30:00+01:00'
    """
    try:
        found = datetime.fromisoformat(written)
        if found.tzinfo is not None:
            return found.astimezone(OSLO)
        first, second = (found.replace(tzinfo=OSLO, fold=fold) for fold in (0, 1))
        there_and_back = first.astimezone(UTC).astimezone(OSLO)
    except (ValueError, OverflowError):
        raise InvalidInput("moment.invalid", found=written[:40]) from None
    if there_and_back.replace(tzinfo=None) != found:
        raise InvalidInput("moment.skipped", found=written)
    if first.utcoffset() != second.utcoffset():
        raise InvalidInput("moment.twice", found=written)
    return first


def later(at: datetime, by: Duration, *, back: bool = False) -> datetime:
    """The moment so much after another, or before it with ``back``; by the clock in Oslo.

    Hours pass evenly. Days and months keep the time of day; where the clock skips that time it
    is read with the offset before the jump, and where it comes twice it is the first.

    Parameters
    ----------
    at
        A moment with its zone.
    back
        Count backwards.

    Raises
    ------
    InvalidInput
        ``moment.without_zone``; ``moment.beyond_calendar`` when the result has no date.

    Source
    ------
    RFC 5545, section 3.3.5, for local times that are skipped or come twice.

    Examples
    --------
    The night before clocks go forward: 24 hours end an hour later by the clock.

    >>> start = datetime(2026, 3, 28, 23, 30, tzinfo=OSLO)
    >>> later(start, Duration(24, Unit.HOURS)).isoformat()
    '2026-03-30T00:30:00+02:00'
    >>> later(start, Duration(1, Unit.DAYS)).isoformat()
    '2026-03-29T23:30:00+02:00'
    >>> later(datetime(2027, 1, 31, 9, tzinfo=OSLO), Duration(1, Unit.MONTHS)).isoformat()
    '2027-02-28T09:00:00+01:00'
    """
    local = in_oslo(at)
    amount = -by.amount if back else by.amount
    try:
        if by.unit is Unit.HOURS:
            return (in_utc(at) + timedelta(hours=amount)).astimezone(OSLO)
        if by.unit is Unit.DAYS:
            return _on(local.date() + timedelta(days=amount), local.time())
        return _on(months_later(local.date(), amount), local.time())
    except (ValueError, OverflowError):
        raise InvalidInput("moment.beyond_calendar", found=local.isoformat()) from None


def end_of_day(day: date) -> datetime:
    """The last moment of a day in Oslo.

    Examples
    --------
    >>> end_of_day(date(2026, 10, 1)).isoformat()
    '2026-10-01T23:59:59.999999+02:00'
    """
    return _on(day, time.max)


def _on(day: date, at: time) -> datetime:
    """A time of day in Oslo; one that the clock skips is moved by as much as it jumps."""
    return datetime.combine(day, at.replace(fold=0), OSLO).astimezone(UTC).astimezone(OSLO)
