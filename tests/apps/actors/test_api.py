"""Actors, successions and roles in the JSON API."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.actors.models import Actor, Grant
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from tests.factories import actors, users
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]
ROOT = "/api/v1"
READERS = {"authority", "officer", "owner", "colleague", "supervisor", "officer_elsewhere"}
OFFICERS = {"authority", "officer"}


def send(
    client: Client, method: str, address: str, body: Any = None, **headers: str
) -> HttpResponse:
    """Send JSON to the API."""
    content = b"" if body is None else json.dumps(body).encode()
    answer: HttpResponse = client.generic(
        method, ROOT + address, content, content_type="application/json", headers=headers
    )
    return answer


#: Method, address and body (about the hospital) to those who may.
ENDPOINTS: list[tuple[str, str, Any, set[str]]] = [
    ("GET", "/actors", None, READERS),
    ("GET", "/actors/{hospital}", None, READERS),
    ("GET", "/actors/{hospital}/successions", None, READERS),
    ("GET", "/actors/{hospital}/people", None, {"authority", "officer", "supervisor"}),
    ("GET", "/grants", None, {"authority", "officer", "supervisor", "officer_elsewhere"}),
    ("POST", "/actors", {"name": "New", "kind": "supplier"}, {"authority"}),
    ("POST", "/actors", {"name": "New", "kind": "supplier", "parent_id": "{hospital}"}, OFFICERS),
    ("PATCH", "/actors/{hospital}", {"version": 1, "name": "New"}, OFFICERS),
    ("POST", "/actors/{department}/move", {"version": 1, "parent_id": "{hospital}"}, OFFICERS),
    ("POST", "/actors/{hospital}/end", {"version": 1, "on": "2026-01-01"}, OFFICERS),
    (
        "POST",
        "/actors/{hospital}/successions",
        {"successor_id": "{other}", "on": "2024-01-01", "kind": "merger"},
        {"authority"},
    ),
    (
        "POST",
        "/actors/{hospital}/people",
        {"email": "new@example.org", "name": "New", "role": "contributor"},
        OFFICERS,
    ),
    ("POST", "/actors/{hospital}/grants", {"email": "{known}", "role": "contributor"}, OFFICERS),
    ("POST", "/grants", {"email": "{known}", "role": "supervisor"}, {"authority"}),
    ("POST", "/grants/{grant}/end", None, OFFICERS),
]


def filled(value: Any, names: dict[str, Any]) -> Any:
    """Put identifiers in the place of ``{names}``."""
    if isinstance(value, dict):
        return {key: filled(inner, names) for key, inner in value.items()}
    if isinstance(value, str) and value.strip("{}") in names:
        return names[value.strip("{}")]
    return value.format(**names) if isinstance(value, str) else value


@pytest.mark.parametrize("member", CAST)
@pytest.mark.parametrize(
    ("method", "address", "body", "allowed"),
    ENDPOINTS,
    ids=[f"{method} {address} {len(body or ())}" for method, address, body, _ in ENDPOINTS],
)
def test_endpoints_are_for_those_who_may(
    world: World,
    log_in: LogIn,
    method: str,
    address: str,
    body: Any,
    allowed: set[str],
    member: str,
) -> None:
    names = {
        "hospital": world.hospital.pk,
        "department": world.department.pk,
        "other": world.other_hospital.pk,
        "known": users.user().email,
        "grant": Grant.objects.get(user=world.user("colleague")).pk,
    }
    entries = AuditEntry.objects.count()
    answer = send(log_in(member), method, filled(address, names), filled(body, names))
    if member in allowed:
        assert answer.status_code in {200, 201}
        assert (AuditEntry.objects.count() > entries) == (method != "GET")
        return
    assert answer.status_code == 401 if member == "anonymous" else answer.status_code in {403, 404}
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert AuditEntry.objects.count() == entries


def test_an_actor_is_told_with_the_source_of_its_number(world: World, log_in: LogIn) -> None:
    answer = send(log_in("colleague"), "GET", f"/actors/{world.department.pk}")
    assert answer.json() == {
        "id": world.department.pk,
        "name": "Fjordheim laboratory",
        "kind": "hospital_trust",
        "org_number": None,
        "source": "GAP",
        "parent_id": world.hospital.pk,
        "region": "",
        "municipality_number": "",
        "size": "",
        "language_form": "",
        "valid_from": None,
        "valid_to": None,
        "also_known_as": [],
        "is_fictitious": False,
        "version": 1,
    }


def test_the_list_is_read_page_by_page(world: World, log_in: LogIn) -> None:
    for _ in range(5):
        actors.actor()
    client, cursor, seen = log_in("colleague"), "", []
    while cursor is not None:
        page = send(client, "GET", f"/actors?limit=3&cursor={cursor}").json()
        seen += [actor["id"] for actor in page["items"]]
        cursor = page["next_cursor"]
    assert seen == list(Actor.objects.order_by("pk").values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=fjordheim", 2),
        ("below={hospital}", 1),
        ("kind=gp_office", 0),
        ("standing=any&origin=real", 3),
        ("standing=ceased", 0),
    ],
)
def test_the_list_is_narrowed_down(world: World, log_in: LogIn, query: str, found: int) -> None:
    address = f"/actors?{query.format(hospital=world.hospital.pk)}"
    assert len(send(log_in("colleague"), "GET", address).json()["items"]) == found


@pytest.mark.parametrize(
    "query",
    [
        "kind=circus",
        "limit=0",
        "limit=201",
        "below=0",
        "below=9223372036854775808",
        "county=1",
        "q=%00",
        "cursor=x",
        "cursor=WyI5OTk5OTk5OTk5OTk5OTk5OTk5OTk5IiwxXQ==",
    ],
)
def test_a_wrong_question_is_a_problem(world: World, log_in: LogIn, query: str) -> None:
    assert send(log_in("colleague"), "GET", f"/actors?{query}").status_code == 422


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"name": "a\x00b"},
        {"name": None},
        {"name": "\ud800"},
        {"name": "\u00a0"},
        {"kind": "circus"},
        {"kind": None},
        {"org_number": "983544623"},
        {"org_number": 983544622},
        {"org_number": "310211036"},
        {"valid_from": 0},
        {"valid_from": "2024-02-30"},
        {"valid_from": "2024-01-01T00:00:00"},
        {"also_known_as": ["x"] * 21},
        {"also_known_as": [""]},
        {"municipality_number": "1"},
        {"version": 0},
        {"version": "1"},
        {"version": 2**31},
        {"parent_id": 1},
        {"path": "/"},
    ],
    ids=str,
)
def test_a_wrong_change_is_a_problem(world: World, log_in: LogIn, change: Any) -> None:
    answer = send(
        log_in("authority"), "PATCH", f"/actors/{world.hospital.pk}", {"version": 1} | change
    )
    assert answer.status_code == 422
    assert answer.json()["problems"]
    assert Actor.objects.get(pk=world.hospital.pk).version == 1


def test_what_is_not_sent_stays_as_it_is(world: World, log_in: LogIn) -> None:
    number = world.hospital.org_number
    address = f"/actors/{world.hospital.pk}"
    changed = send(log_in("officer"), "PATCH", address, {"version": 1, "region": "HV"}).json()
    assert (changed["region"], changed["org_number"], changed["version"]) == ("HV", number, 2)
    cleared = send(log_in("officer"), "PATCH", address, {"version": 2, "org_number": None}).json()
    assert (cleared["org_number"], cleared["source"]) == (None, "GAP")


def test_a_change_of_an_older_version_is_a_conflict(world: World, log_in: LogIn) -> None:
    address = f"/actors/{world.hospital.pk}"
    assert send(log_in("officer"), "PATCH", address, {"version": 1}).status_code == 200
    late = send(log_in("authority"), "PATCH", address, {"version": 1, "name": "Late"})
    assert (late.status_code, late.json()["code"]) == (409, "actor.changed")


def test_a_repeated_change_happens_once(world: World, log_in: LogIn) -> None:
    client, body = log_in("authority"), {"name": "Once", "kind": "supplier"}
    key = {"idempotency-key": "once"}
    first = send(client, "POST", "/actors", body, **key)
    again = send(client, "POST", "/actors", body, **key)
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert Actor.objects.filter(name="Once").count() == 1
    other = send(client, "POST", "/actors", body | {"name": "Other"}, **key)
    assert other.status_code == 409


def test_a_succession_is_told_from_both_sides(world: World, log_in: LogIn) -> None:
    client = log_in("authority")
    body = {"successor_id": world.other_hospital.pk, "on": "2024-01-01", "kind": "merger"}
    recorded = send(client, "POST", f"/actors/{world.hospital.pk}/successions", body).json()
    for actor in (world.hospital, world.other_hospital):
        told = send(client, "GET", f"/actors/{actor.pk}/successions").json()
        assert told == [recorded]
    ended = send(client, "GET", f"/actors/{world.hospital.pk}").json()
    assert ended["valid_to"] == "2024-01-01"


def test_people_are_listed_page_by_page(world: World, log_in: LogIn) -> None:
    client, cursor, names = log_in("officer"), "", []
    while cursor is not None:
        address = f"/actors/{world.hospital.pk}/people?limit=2&cursor={cursor}"
        page = send(client, "GET", address).json()
        names += [person["name"] for person in page["items"]]
        cursor = page["next_cursor"]
    assert sorted(names) == ["Colleague", "Officer", "Owner"]


def test_nobody_is_granted_to_be_the_public(world: World, log_in: LogIn) -> None:
    body = {"email": users.user().email, "role": "public"}
    assert send(log_in("authority"), "POST", "/grants", body).status_code == 403


#: Address to the most queries it may take, whatever the number of rows.
CEILINGS = {"/actors": 4, "/actors/{hospital}/people": 5, "/grants": 4}


@pytest.mark.parametrize("address", CEILINGS)
def test_lists_cost_the_same_for_two_rows_and_for_twenty(
    world: World, log_in: LogIn, address: str
) -> None:
    client, costs = log_in("authority"), []
    for count in (2, 18):
        for _ in range(count):
            actors.actor(parent=world.hospital, valid_from=date(2002, 1, 1))
            actors.grant(users.user(), Role.CONTRIBUTOR, world.hospital)
        with CaptureQueriesContext(connection) as queries:
            answer = send(client, "GET", address.format(hospital=world.hospital.pk))
        assert answer.status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= CEILINGS[address]
