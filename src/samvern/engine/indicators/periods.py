"""The periods that an indicator is measured in: months, quarters, half-years or years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from samvern.engine.errors import InvalidInput
from samvern.engine.months import months_later


class Frequency(StrEnum):
    """How often an indicator is measured."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


_MONTHS: Final = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.HALF_YEAR: 6,
    Frequency.YEAR: 12,
}
_WRITTEN: Final = {
    Frequency.MONTH: re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII),
    Frequency.QUARTER: re.compile(r"(\d{4})-Q([1-4])", re.ASCII),
    Frequency.HALF_YEAR: re.compile(r"(\d{4})-H([12])", re.ASCII),
    Frequency.YEAR: re.compile(r"(\d{4})", re.ASCII),
}
_MARK: Final = {Frequency.QUARTER: "Q", Frequency.HALF_YEAR: "H"}
FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2200


@dataclass(frozen=True)
class IndicatorPeriod:
    """From a first day to a last one, both included; ``text`` is ``2027``, ``2027-H1``, ``2027-Q3`` or
    ``2027-04``.
    """

    text: str
    frequency: Frequency
    starts_on: date
    ends_on: date

    def later(self, count: int) -> IndicatorPeriod:
        """The period so many later, or earlier when negative."""
        day = months_later(self.starts_on, count * _MONTHS[self.frequency])
        return period_on(day, self.frequency)


def period_on(day: date, frequency: Frequency) -> IndicatorPeriod:
    """The period that a day lies in.

    Examples
    --------
    >>> period_on(date(2027, 8, 9), Frequency.QUARTER).text
    '2027-Q3'
    """
    months = _MONTHS[frequency]
    number = (day.month - 1) // months + 1
    starts_on = date(day.year, (number - 1) * months + 1, 1)
    ends_on = months_later(starts_on, months) - timedelta(days=1)
    if frequency is Frequency.YEAR:
        text = f"{day.year:04}"
    elif frequency is Frequency.MONTH:
        text = f"{day.year:04}-{number:02}"
    else:
        text = f"{day.year:04}-{_MARK[frequency]}{number}"
    return IndicatorPeriod(text, frequency, starts_on, ends_on)


def read_period(text: str, frequency: Frequency) -> IndicatorPeriod:
    """A period as it is written.

    Raises
    ------
    InvalidInput
        ``indicator.period_unreadable``: it is none of this length.

    Examples
    --------
    >>> str(read_period("2027-H1", Frequency.HALF_YEAR).ends_on)
    '2027-06-30'
    """
    written = _WRITTEN[frequency].fullmatch(text)
    if written is None or not FIRST_YEAR <= int(written[1]) <= LAST_YEAR:
        raise InvalidInput("indicator.period_unreadable", found=text[:20], frequency=frequency)
    number = int(written[2]) if frequency is not Frequency.YEAR else 1
    return period_on(date(int(written[1]), (number - 1) * _MONTHS[frequency] + 1, 1), frequency)


def frequency_of(text: str) -> Frequency | None:
    """How long a period is, by how it is written; None for what is written in no such way.

    Examples
    --------
    >>> frequency_of("2027-Q3"), frequency_of("wave 3")
    (<Frequency.QUARTER: 'quarter'>, None)
    """
    return next((each for each, form in _WRITTEN.items() if form.fullmatch(text)), None)


def last_ended(frequency: Frequency, on: date) -> IndicatorPeriod:
    """The last period that is over on a day.

    Examples
    --------
    >>> last_ended(Frequency.HALF_YEAR, date(2027, 6, 30)).text
    '2026-H2'
    """
    return period_on(on, frequency).later(-1)


def periods_between(first: IndicatorPeriod, last: IndicatorPeriod) -> Iterator[IndicatorPeriod]:
    """Every period from one to another of the same length, both included."""
    period = first
    while period.starts_on <= last.starts_on:
        yield period
        period = period.later(1)
