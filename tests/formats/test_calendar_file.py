"""A calendar is read back by the library that other calendars are read with."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from samvern.formats import calendar_file


def test_days_are_whole_and_the_calendar_says_when_to_look_again() -> None:
    written = io.BytesIO()
    days = [calendar_file.Day("task-1", date(2027, 1, 15), "Frist; «æøå», og mer")]
    at = datetime(2026, 11, 28, 9, tzinfo=UTC)
    calendar_file.write(days, written, name="Samvern", host="samvern.example", at=at)
    read = Calendar.from_ical(written.getvalue())
    (event,) = read.walk("VEVENT")
    assert str(event["summary"]) == "Frist; «æøå», og mer"
    assert event["dtstart"].dt == date(2027, 1, 15)
    assert event["dtend"].dt == date(2027, 1, 16)
    # Twice, since some programs know only the older word; both as a duration of RFC 5545.
    assert read["refresh-interval"].dt == timedelta(hours=6)
    assert b"X-PUBLISHED-TTL:PT6H\r\n" in written.getvalue()
