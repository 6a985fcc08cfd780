"""Half-years and quarters: what a roadmap counts in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from samvern.engine.errors import InvalidInput
from samvern.engine.months import months_later

_WRITTEN = re.compile(r"(\d{4})-(?:H([12])|Q([1-4]))", re.ASCII)


class PeriodLength(IntEnum):
    """How many periods there are in a year."""

    HALF_YEAR = 2
    QUARTER = 4


@dataclass(frozen=True)
class Period:
    """A half-year or a quarter; ``number`` counts from 1 within the year.

    Examples
    --------
    >>> str(Period.read("2027-H2").later(1)), Period.read("2027-Q4").last_day
    ('2028-H1', datetime.date(2027, 12, 31))
    """

    year: int
    number: int
    length: PeriodLength

    def __str__(self) -> str:
        letter = "H" if self.length == PeriodLength.HALF_YEAR else "Q"
        return f"{self.year:04}-{letter}{self.number}"

    @classmethod
    def read(cls, written: str) -> Period:
        """Read ``"2027-H1"`` or ``"2027-Q3"``; raises InvalidInput ``period.not_a_period``."""
        found = _WRITTEN.fullmatch(written)
        if found is None or not 1900 <= int(found[1]) <= 2200:
            raise InvalidInput("period.not_a_period", got=written[:40])
        length = PeriodLength.HALF_YEAR if found[2] else PeriodLength.QUARTER
        return cls(int(found[1]), int(found[2] or found[3]), length)

    @classmethod
    def of(cls, day: date, length: PeriodLength) -> Period:
        """The period that a day lies in."""
        return cls(day.year, (day.month - 1) * length // 12 + 1, length)

    def later(self, periods: int) -> Period:
        """The period so many later, or earlier when negative."""
        years, number = divmod(self.number - 1 + periods, int(self.length))
        return Period(self.year + years, number + 1, self.length)

    def until(self, other: Period) -> int:
        """How many periods later another of the same length is; negative when it is earlier."""
        return (other.year - self.year) * self.length + other.number - self.number

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * 12 // self.length + 1, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return months_later(self.first_day, 12 // self.length) - timedelta(days=1)
