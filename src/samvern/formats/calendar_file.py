"""Calendars that calendar programs subscribe to (iCalendar, RFC 5545): days with a title and a link."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import BinaryIO, Final

from icalendar import Calendar, Event, vDuration

from samvern import __version__

#: How often a program is asked to look again.
LOOK_AGAIN: Final = timedelta(hours=6)


@dataclass(frozen=True)
class Day:
    """Something on a day; ``key`` stays the same when the day or the title changes."""

    key: str
    on: date
    title: str
    text: str = ""
    url: str = ""


def write(days: Iterable[Day], stream: BinaryIO, *, name: str, host: str, at: datetime) -> None:
    """Write a calendar.

    Parameters
    ----------
    name
        What the calendar is called.
    host
        Whose keys these are, so that they are the only ones of their kind in the world.
    at
        When it was written.

    Examples
    --------
    >>> import io
    >>> from datetime import UTC
    >>> written, at = io.BytesIO(), datetime(2026, 11, 28, 9, tzinfo=UTC)
    >>> write([Day("1", date(2027, 1, 15), "Due")], written, name="A", host="x.example", at=at)
    >>> b"DTSTART;VALUE=DATE:20270115" in written.getvalue()
    True
    """
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", f"-//Samvern//Samvern {__version__}//NO")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", vDuration(LOOK_AGAIN))
    for day in days:
        event = Event()
        event.add("uid", f"{day.key}@{host}")
        event.add("dtstamp", at)
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("summary", day.title)
        event.add("transp", "TRANSPARENT")
        if day.text:
            event.add("description", day.text)
        if day.url:
            event.add("url", day.url)
        calendar.add_component(event)
    stream.write(calendar.to_ical())
