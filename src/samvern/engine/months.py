"""Calendar months: the same day of a later month, or that month's last."""

from __future__ import annotations

import calendar
from datetime import date


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month when it has no such day.

    Raises
    ------
    ValueError
        The calendar has no such year.

    Examples
    --------
    >>> months_later(date(2024, 1, 31), 1), months_later(date(2024, 2, 29), 12)
    (datetime.date(2024, 2, 29), datetime.date(2025, 2, 28))
    """
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))
