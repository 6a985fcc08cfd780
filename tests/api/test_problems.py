"""Whatever goes wrong under /api/ is answered as a problem (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from samvern.base import queries

Ask = Callable[..., HttpResponse]
KEYS = {"type", "title", "status", "code", "detail", "problems"}


def _problem(answer: HttpResponse, status: int) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    content: dict[str, Any] = json.loads(answer.content)
    assert set(content) == KEYS
    assert content["status"] == status
    assert content["title"]
    assert content["type"] == f"/api/v1/problems#{content['code']}"
    return content


@pytest.mark.parametrize("path", ["/api/", "/api/v1/nothing", "/api/v1/", "/api/v2/me", "/api/x/"])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_an_unknown_address(client: Client, db: None, path: str, method: str) -> None:
    assert _problem(getattr(client, method)(path), 404)["code"] == "page.unknown"


@pytest.mark.parametrize("method", ["post", "put", "delete", "head", "options"])
def test_a_method_that_an_address_does_not_take(client: Client, db: None, method: str) -> None:
    answer = getattr(client, method)("/api/v1/me")
    assert answer.status_code == 405
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["Allow"] == "GET"


def test_nobody_is_told_to_log_in(client: Client, db: None) -> None:
    answer = client.get("/api/v1/me")
    assert _problem(answer, 401)["code"] == "authentication.required"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "header", ["Bearer ", "Bearer samvern_wrong", "Basic eDp5", "Bearer æ", ""]
)
@pytest.mark.parametrize("path", ["/api/v1/me", "/api/v1/problems"])
def test_a_wrong_token_is_refused_even_where_none_is_needed(
    client: Client, db: None, header: str, path: str
) -> None:
    answer = client.get(path, headers={"Authorization": header})
    assert _problem(answer, 401)["code"] == "token.invalid"


def test_one_who_may_not(ask: Ask) -> None:
    assert _problem(ask("owner", "get", "/audit"), 403)["code"] == "permission.missing"


def test_input_that_does_not_fit_says_where(ask: Ask) -> None:
    found = _problem(ask("authority", "get", "/audit?limit=0&since=soon"), 422)
    assert found["code"] == "request.invalid"
    assert {item["where"] for item in found["problems"]} == {"query.limit", "query.since"}
    assert all(item["code"].startswith("field.") and item["detail"] for item in found["problems"])
    limit = next(item for item in found["problems"] if item["where"] == "query.limit")
    assert limit["values"] == {"least": "1"}
    assert "1" in limit["detail"]


def test_input_of_another_kind_says_what_is_to_stand_there(ask: Ask) -> None:
    sent = {
        "title": 1,
        "framework": "a\0b",
        "framework_version": "",
        "population": "x",
        "due_on": "2026-02-30",
        "reminders": "x",
        "period": "2027",
        "confidentiality": "secret",
        "other": 1,
    }
    english = {"Accept-Language": "en"}
    found = _problem(_post(ask, sent, headers=english), 422)
    said = {item["where"]: item["detail"] for item in found["problems"]}
    assert said == {
        "body.title": "Write a text.",
        "body.framework": "Some of these characters cannot be used here. Leave them out.",
        "body.framework_version": "Something must stand here.",
        "body.population": "Write a whole number.",
        "body.due_on": "Write a day that there is, as 2026-12-31.",
        "body.reminders": "Send a list.",
        "body.confidentiality": "Choose one of these: improvement, reported.",
        "body.other": "There is no field with this name. Leave it out.",
    }
    (whole,) = _problem(_post(ask, [], headers=english), 422)["problems"]
    assert (whole["where"], whole["detail"]) == ("body", "Send a group of names with values.")


def _post(ask: Ask, sent: object, **more: Any) -> HttpResponse:
    return ask(
        "authority",
        "post",
        "/campaigns",
        data=json.dumps(sent),
        content_type="application/json",
        **more,
    )


@pytest.mark.parametrize("cursor", ["x", "W10=", "bnVsbA==", "\0", "W251bGwsLTFd"])
def test_a_cursor_that_cannot_be_read(ask: Ask, cursor: str) -> None:
    answer = ask("authority", "get", "/audit", data={"cursor": cursor})
    assert _problem(answer, 422)["code"] == "cursor.unreadable"


def test_a_body_that_is_no_json(ask: Ask) -> None:
    answer = ask("authority", "post", "/actors", data=b"{", content_type="application/json")
    assert _problem(answer, 400)["code"] == "request.malformed"


def test_a_wrong_host(client: Client, db: None) -> None:
    answer = client.get("/api/v1/problems", headers={"host": "evil.example"})
    assert _problem(answer, 400)["code"] == "request.malformed"


def test_something_that_broke_tells_no_secrets(
    ask: Ask, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    def break_down(*_others: object) -> None:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(queries, "audit_entries", break_down)
    monkeypatch.setattr(Client, "check_exception", lambda *_others: None)
    answer = ask("authority", "get", "/audit")
    assert _problem(answer, 500)["code"] == "server.broken"
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize(
    ("wanted", "language", "word"),
    [
        ("en", "en", "There is no such page."),
        ("en-GB,nb;q=0.5", "en", "There is no such page."),
        ("sv, nn;q=0.9, en;q=0.8", "nn", ""),
        ("nb-NO", "nb", ""),
        ("no", "nb", ""),
        ("sv", "nb", ""),
        ("", "nb", ""),
        ("%%%", "nb", ""),
    ],
)
def test_problems_speak_the_language_that_is_asked_for(
    client: Client, db: None, wanted: str, language: str, word: str
) -> None:
    answer = client.get("/api/v1/nothing", headers={"Accept-Language": wanted})
    assert answer.headers["Content-Language"] == language
    assert word in json.loads(answer.content)["title"]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/problems", "/api/v1/openapi.json"])
def test_answers_carry_security_headers_and_are_not_kept(
    client: Client, db: None, path: str
) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"


def test_every_code_is_explained(client: Client, db: None) -> None:
    codes = {item["code"] for item in client.get("/api/v1/problems").json()}
    assert {"page.unknown", "authentication.required", "server.broken"} <= codes
