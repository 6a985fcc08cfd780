"""The audit trail through the API: what a viewer sees, in pages, to be followed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from samvern.base import audit
from samvern.base.models import AuditEntry
from tests.worlds import World

Ask = Callable[..., HttpResponse]
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def _note(world: World, count: int, action: str = "actor.edited") -> None:
    with transaction.atomic():
        for number in range(count):
            place = world.hospital if number % 2 else world.other_hospital
            changes = {"name": ["a", "b"]}
            by = world.viewer("authority")
            audit.record(by, action, place, at=AT, path=place.path, changes=changes)


@pytest.mark.parametrize("member", ["owner", "colleague"])
def test_those_without_the_permission_are_refused(ask: Ask, member: str) -> None:
    assert ask(member, "get", "/audit").status_code == 403


def test_the_public_is_told_to_log_in(ask: Ask) -> None:
    assert ask("anonymous", "get", "/audit").status_code == 401


def test_an_officer_reads_the_own_place_only(ask: Ask, world: World) -> None:
    _note(world, 4)
    items = ask("officer", "get", "/audit?action=actor.").json()["items"]
    assert {item["subject"] for item in items} == {world.hospital.name}
    assert len(items) == 2


def test_pages_hold_every_entry_once_oldest_first(ask: Ask, world: World) -> None:
    _note(world, 7)
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        asked = {"limit": 3, "cursor": cursor, "action": "actor."}
        page = ask("authority", "get", "/audit", data=asked).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
    told = AuditEntry.objects.filter(action="actor.edited").order_by("pk")
    assert seen == list(told.values_list("pk", flat=True))


def test_the_trail_can_be_followed(ask: Ask, world: World) -> None:
    _note(world, 3)
    last = ask("authority", "get", "/audit?action=actor.").json()["items"][-1]["id"]
    assert ask("authority", "get", f"/audit?action=actor.&after={last}").json()["items"] == []
    _note(world, 1)
    assert len(ask("authority", "get", f"/audit?action=actor.&after={last}").json()["items"]) == 1


def test_entries_carry_the_chain(ask: Ask, world: World) -> None:
    _note(world, 2)
    first, second = ask("authority", "get", "/audit?action=actor.").json()["items"]
    assert second["previous_hash"] == first["hash"]
    assert first["changes"] == {"name": ["a", "b"]}
    assert first["at"] == "2026-03-01T12:00:00Z"


@pytest.mark.parametrize(
    ("query", "count"),
    [("since=2026-03-02", 0), ("until=2026-03-01", 2), ("q=fjordheim", 1), ("by=nobody", 0)],
)
def test_filters_narrow_it_down(ask: Ask, world: World, query: str, count: int) -> None:
    _note(world, 2)
    items = ask("authority", "get", f"/audit?action=actor.&{query}").json()["items"]
    assert len(items) == count


def test_the_number_of_queries_does_not_grow_with_the_entries(ask: Ask, world: World) -> None:
    counts = []
    for more in (2, 18):
        _note(world, more)
        with CaptureQueriesContext(connection) as captured:
            ask("authority", "get", "/audit")
        counts.append(len(captured))
    assert counts[0] == counts[1]
