"""Imports of the register in the JSON API, tried by the whole cast."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.actors import operations
from samvern.apps.actors.models import Actor, RegisterImport
from samvern.apps.actors.register_reading import RegisterFile
from samvern.base.viewer import SYSTEM
from samvern.engine.directory import RegisterUnit
from tests.factories.register_units import as_stream, unit
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]
ROOT = "/api/v1"
AT = datetime(2026, 11, 27, 12, tzinfo=UTC)
SECTOR = {"authority", "supervisor"}
AUTHORITY = {"authority"}
READERS = {"authority", "officer", "owner", "colleague", "supervisor", "officer_elsewhere"}

ENDPOINTS: list[tuple[str, str, Any, set[str]]] = [
    ("GET", "/register-imports", None, SECTOR),
    ("GET", "/register-imports/{saved}", None, SECTOR),
    ("GET", "/register-imports/{saved}/changes", None, SECTOR),
    ("POST", "/register-imports/{saved}/apply", None, AUTHORITY),
    ("DELETE", "/register-imports/{saved}", None, AUTHORITY),
    ("GET", "/actors/{hospital}/register", None, READERS),
    (
        "POST",
        "/actors/{hospital}/follow-register",
        {"version": "{version}", "field": "size"},
        {"authority", "officer"},
    ),
]


def read(*units: RegisterUnit) -> RegisterImport:
    files = [RegisterFile("enheter.json", as_stream(units))]
    return operations.read_register(by=SYSTEM, at=AT, files=files)


def take(*units: RegisterUnit) -> RegisterImport:
    return operations.apply_import(by=SYSTEM, at=AT, import_id=read(*units).pk)


def ask(client: Client, method: str, address: str, body: Any = None) -> Any:
    content = b"" if body is None else json.dumps(body).encode()
    return client.generic(method, ROOT + address, content, content_type="application/json")


@pytest.mark.parametrize("member", CAST)
@pytest.mark.parametrize(("method", "address", "body", "allowed"), ENDPOINTS)
def test_endpoints_are_for_those_who_may(
    world: World,
    log_in: LogIn,
    method: str,
    address: str,
    body: Any,
    allowed: set[str],
    member: str,
) -> None:
    hospital = world.hospital
    take(unit("FJORDHEIM HOSPITAL", org_number=hospital.org_number, employees=900))
    hospital.refresh_from_db()
    edited = operations.edit_actor(
        by=SYSTEM, at=AT, actor_id=hospital.pk, version=hospital.version, fields={"size": "1-9"}
    )
    saved = read(unit())
    address = address.format(saved=saved.pk, hospital=hospital.pk)
    if body:
        body = {**body, "version": edited.version}
    answer = ask(log_in(member), method, address, body)
    if member in allowed:
        assert answer.status_code in {200, 204}, answer.content
    else:
        assert answer.status_code == (401 if member == "anonymous" else answer.status_code)
        assert answer.status_code in {401, 403, 404}


def test_an_import_is_looked_at_and_applied(world: World, log_in: LogIn) -> None:
    authority = log_in("authority")
    saved = read(unit("SOLBAKKEN", employees=7), unit("OTHER"))
    told = ask(authority, "GET", f"/register-imports/{saved.pk}").json()
    assert (told["state"], told["counts"]["new"]) == ("ready", 2)
    page = ask(authority, "GET", f"/register-imports/{saved.pk}/changes?limit=1").json()
    assert page["items"][0]["name"] == "Solbakken"
    following = f"/register-imports/{saved.pk}/changes?cursor={page['next_cursor']}"
    assert [item["name"] for item in ask(authority, "GET", following).json()["items"]] == ["Other"]
    assert (
        ask(authority, "POST", f"/register-imports/{saved.pk}/apply").json()["state"] == "applied"
    )
    again = ask(authority, "POST", f"/register-imports/{saved.pk}/apply")
    assert (again.status_code, again.json()["code"]) == (409, "register_import.applied")
    closed = f"/register-imports/{saved.pk}/changes?kind=closed"
    assert ask(authority, "GET", closed).json()["items"] == []


def test_where_each_field_comes_from(world: World, log_in: LogIn) -> None:
    office = unit("SOLBAKKEN", employees=7)
    take(office)
    actor = Actor.objects.get(name="Solbakken")
    operations.edit_actor(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=actor.version, fields={"name": "Sol"}
    )
    take(replace(office, employees=70))
    told = ask(log_in("colleague"), "GET", f"/actors/{actor.pk}/register").json()
    assert told["entries"][0]["facts"]["employees"] == 70
    origins = {origin["field"]: origin for origin in told["origins"]}
    assert origins["name"] == {"field": "name", "origin": "hand", "overridden": "Solbakken"}
    assert origins["size"]["origin"] == "register"


@pytest.mark.parametrize("count", [2, 20])
def test_lists_cost_the_same_for_any_number(world: World, log_in: LogIn, count: int) -> None:
    saved = read(*(unit() for _each in range(count)))
    authority = log_in("authority")
    for address, most in (
        ("/register-imports", 4),
        (f"/register-imports/{saved.pk}/changes", 5),
    ):
        ask(authority, "GET", address)
        with CaptureQueriesContext(connection) as queries:
            assert ask(authority, "GET", address).status_code == 200
        assert len(queries) <= most
