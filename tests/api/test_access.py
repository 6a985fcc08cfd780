"""Who asks the API: tokens within their scopes, sessions with their mark, and the public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from samvern.base.models import ApiToken, AuditEntry
from tests.worlds import CAST, World

Ask = Callable[..., HttpResponse]
WITH_TOKENS = [member for member in CAST if member not in {"stranger", "anonymous"}]
ACTOR = {"name": "A new place", "kind": "supplier"}


def _with(key: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {key}"})


@pytest.mark.parametrize("member", WITH_TOKENS)
def test_a_token_says_who_stands_behind_it(ask: Ask, world: World, member: str) -> None:
    told = ask(member, "get", "/me").json()
    viewer = world.viewer(member)
    assert (told["id"], told["name"]) == (viewer.user_id, viewer.name)
    assert told["scopes"] == ["read", "write"]
    assert [(r["role"], r["path"]) for r in told["roles"]] == [
        (str(held.role), held.path) for held in viewer.held
    ]


def test_a_session_stands_for_its_user_without_scopes(world: World) -> None:
    client = Client()
    client.force_login(world.people["stranger"])
    told = client.get("/api/v1/me").json()
    assert told["id"] == world.people["stranger"].pk
    assert told["scopes"] is None
    assert told["roles"] == []


def test_a_change_by_session_needs_the_mark_of_our_pages(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.people["authority"])
    options = {"data": ACTOR, "content_type": "application/json"}
    refused = client.post("/api/v1/actors", **options)
    assert refused.status_code == 403
    assert refused.json()["code"] == "request.csrf"
    client.get("/account/login/?next=/")
    client.get("/account/logout/")
    mark = client.cookies["csrftoken"].value
    taken = client.post("/api/v1/actors", headers={"X-CSRFToken": mark}, **options)
    assert taken.status_code < 300


def test_a_token_needs_no_mark_and_beats_the_session(
    world: World, token_of: Callable[..., str]
) -> None:
    client = Client(
        enforce_csrf_checks=True,
        headers={"Authorization": f"Bearer {token_of('authority')}"},
    )
    client.force_login(world.people["stranger"])
    answer = client.post("/api/v1/actors", data=ACTOR, content_type="application/json")
    assert answer.status_code < 300
    assert AuditEntry.objects.latest("pk").channel == "api"


def test_a_token_that_may_only_read_changes_nothing(token_of: Callable[..., str]) -> None:
    client = _with(token_of("authority", "read"))
    assert client.get("/api/v1/actors").status_code == 200
    answer = client.post("/api/v1/actors", data=ACTOR, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "token.only_reads")


def test_a_token_that_may_only_write_reads_nothing(token_of: Callable[..., str]) -> None:
    client = _with(token_of("authority", "write"))
    answer = client.get("/api/v1/audit")
    assert (answer.status_code, answer.json()["code"]) == (403, "token.only_writes")


@pytest.mark.parametrize("end", ["revoked_at", "expires_at"])
def test_an_ended_token_is_refused(token_of: Callable[..., str], end: str) -> None:
    client = _with(token_of("authority"))
    assert client.get("/api/v1/me").status_code == 200
    ApiToken.objects.update(**{end: timezone.now() - timedelta(seconds=1)})
    assert client.get("/api/v1/me").status_code == 401


def test_asking_leaves_no_session_behind(token_of: Callable[..., str]) -> None:
    client = _with(token_of("authority"))
    assert not client.get("/api/v1/me").cookies
    assert not client.get("/api/v1/problems").cookies
