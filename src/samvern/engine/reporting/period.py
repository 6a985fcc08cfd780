"""What a round is about: a year, half a year or a quarter, as it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from samvern.engine.errors import InvalidInput

_WRITTEN: Final = re.compile(r"(20\d\d)(?:-(H[12]|Q[1-4]))?")
_MONTHS: Final = {"": 12, "H": 6, "Q": 3}


@dataclass(frozen=True)
class Period:
    """From a first day to a last one, both included; ``text`` is ``2027``, ``2027-H1`` or ``2027-Q3``."""

    text: str
    starts_on: date
    ends_on: date


def read_period(text: str) -> Period:
    """A period as it is written.

    Raises
    ------
    InvalidInput
        ``period.unreadable``.

    Examples
    --------
    >>> found = read_period("2027-H1")
    >>> str(found.starts_on), str(found.ends_on)
    ('2027-01-01', '2027-06-30')
    """
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise InvalidInput("period.unreadable", found=text[:20])
    year, part = int(written[1]), written[2] or ""
    months = _MONTHS[part[:1]]
    first = (int(part[1:] or 1) - 1) * months + 1
    following = first + months
    end = date(year + (following > 12), (following - 1) % 12 + 1, 1) - timedelta(days=1)
    return Period(text, date(year, first, 1), end)
