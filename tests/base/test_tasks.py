"""What waits for people, over all modules: on the first page, on its own, in a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import translation
from icalendar import Calendar

from samvern.base import registry
from samvern.base.models import AuditEntry, CalendarFeed
from samvern.base.tasks import calendar as feeds
from samvern.base.tasks.pages import task_lines, tasks_sentence
from samvern.base.viewer import ANONYMOUS, Viewer, viewer_for
from samvern.engine.errors import NotAllowed, NotFound
from tests.worlds import CAST, World

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
TODAY = date(2026, 11, 24)
SECRET = "The firewall is open"


def _task(key: str, due_on: date | None) -> registry.Task:
    return registry.Task(
        key=key,
        title=f"{SECRET} {key}",
        why="You own it.",
        url=f"/things/{key}/",
        action="Mend it",
        module="Follow-up",
        neutral="something is to be done",
        due_on=due_on,
    )


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """The officer has tasks without and with a day, and nobody else has any."""

    def source(viewer: Viewer, on: date) -> Iterator[registry.Task]:
        if viewer.name == "Officer":
            yield _task("undated", None)
            yield from (_task(f"later-{days}", on + timedelta(days)) for days in (9, 0, -1))

    monkeypatch.setattr(registry, "_tasks", [source])


def test_what_is_due_first_stands_first_and_says_how_long_is_left(world: World) -> None:
    tasks = registry.tasks_for(world.viewer("officer"), TODAY)
    assert [each.key for each in tasks] == ["later--1", "later-0", "later-9", "undated"]
    lines = task_lines(tasks, on=TODAY)
    assert [each.left for each in lines] == [
        "1 day late",
        "today is the last day",
        "9 days left",
        "",
    ]
    assert [each.colour for each in lines] == ["danger", "warning", "neutral", "neutral"]
    assert tasks_sentence(tasks, on=TODAY) == "4 things wait for you. 1 of them is late."
    assert tasks_sentence(tasks[:1], on=TODAY) == "1 thing waits for you. It is late."
    assert registry.tasks_for(ANONYMOUS, TODAY) == []


@pytest.mark.parametrize("member", CAST)
def test_the_first_page_and_the_list_are_ones_own(world: World, member: str) -> None:
    client = Client(headers={"Accept-Language": "en"})
    client.cookies["samvern_language"] = "en"
    if user := world.user(member):
        client.force_login(user)
    for address in ("/", "/tasks/", "/tasks/?file=tasks.csv", "/api/v1/tasks"):
        answer = client.get(address)
        text = b"".join(answer).decode()
        assert (SECRET in text) == (member == "officer"), address
        if member == "anonymous" and address != "/":
            assert answer.status_code in {302, 401}
    if member in {"colleague", "supervisor"}:
        assert "Nothing waits for you now." in client.get("/").content.decode()


def test_a_calendar_tells_when_and_where_and_never_what(world: World) -> None:
    officer = world.viewer("officer")
    key = feeds.make_feed(by=officer, at=AT)
    assert key not in str(list(CalendarFeed.objects.values())), "only its digest is kept"
    answer = Client().get(f"/calendar/{key}.ics")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer.headers["Cache-Control"]
    assert SECRET not in answer.content.decode()
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    assert len(events) == 3
    assert {str(each["summary"]) for each in events} == {"Samvern: something is to be done"}
    assert all(str(each["url"]).endswith("/") for each in events)
    again = Calendar.from_ical(Client().get(f"/calendar/{key}.ics").content).walk("VEVENT")
    assert [each["uid"] for each in again] == [each["uid"] for each in events]


def test_an_address_ends_when_it_is_taken_back_replaced_or_the_person_leaves(world: World) -> None:
    officer = world.viewer("officer")
    first = feeds.make_feed(by=officer, at=AT)
    second = feeds.make_feed(by=officer, at=AT)
    assert Client().get(f"/calendar/{first}.ics").status_code == 404
    assert feeds.reader_of(second).user_id == officer.user_id
    world.people["officer"].is_active = False
    world.people["officer"].save()
    with pytest.raises(NotFound):
        feeds.reader_of(second)
    feeds.revoke_feed(by=officer, at=AT)
    assert not CalendarFeed.objects.filter(revoked_at=None).exists()
    assert [each.action for each in AuditEntry.objects.order_by("pk")] == [
        *("calendar.made", "calendar.revoked", "calendar.made", "calendar.revoked")
    ]
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarFeed.objects.bulk_create(
            CalendarFeed(user_id=officer.user_id, digest=each, created_at=AT) for each in "ab"
        )


@pytest.mark.parametrize("member", CAST)
def test_an_address_is_made_by_people_with_a_role_and_by_no_token(
    world: World, member: str
) -> None:
    viewer = world.viewer(member)
    if member in {"stranger", "anonymous"}:
        with pytest.raises(NotAllowed):
            feeds.make_feed(by=viewer, at=AT)
        return
    feeds.make_feed(by=viewer, at=AT)
    token = viewer_for(world.people[member], scopes=frozenset({"read", "write"}))
    with pytest.raises(NotAllowed) as refused:
        feeds.make_feed(by=token, at=AT)
    assert refused.value.code == "calendar.made_by_token"


def test_the_address_is_shown_once_and_its_risk_is_told(world: World) -> None:
    client = Client()
    client.cookies["samvern_language"] = "en"
    client.force_login(world.people["officer"])
    assert "as secret as a password" in client.get("/tasks/calendar/").content.decode()
    made = client.post("/tasks/calendar/make/").content.decode()
    key = made.partition("/calendar/")[2]
    assert ".ics" in made
    assert key
    assert ".ics" not in client.get("/tasks/calendar/").content.decode()
    assert client.post("/tasks/calendar/revoke/").status_code == 302
    assert CalendarFeed.objects.get().revoked_at is not None
