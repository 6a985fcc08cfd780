"""What the tests of every module stand on: words in one language, browsers and tokens of the cast.

A module that needs another programme than this one has a fixture of the same name.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone, translation

from tests.mail_server import MailServer, mail_server

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from samvern.apps.programmes.models import Programme
    from tests.worlds import World


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Words in the language they are written in, whether or not translations are compiled."""
    with translation.override("en"):
        yield


@pytest.fixture
def programme(world: World) -> Programme:
    """A public programme of three focus areas with a measure each, which can be ranked."""
    from tests.factories import decisions as make

    return make.programme("P-RANKED")


@pytest.fixture
def log_in(world: World) -> Callable[[str], Client]:
    """A browser of a member of the cast; anonymous has not logged in."""

    def log_in_as(member: str) -> Client:
        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        if user := world.user(member):
            client.force_login(user)
        return client

    return log_in_as


@pytest.fixture
def ask(world: World) -> Callable[..., HttpResponse]:
    """Ask the API as a member of the cast: with a token, or logged in without any role."""
    from samvern.base.tokens import make_token

    keys: dict[str, str] = {}

    def ask_as(
        member: str, method: str, path: str, body: Any = None, **headers: str
    ) -> HttpResponse:
        client = Client()
        if member == "stranger":
            client.force_login(world.people[member])
        elif member != "anonymous":
            if member not in keys:
                made = {"name": "test", "scopes": ("read", "write"), "days": 1}
                made["at"] = timezone.now()
                keys[member] = make_token(by=world.viewer(member), **made)[1]
            headers["Authorization"] = f"Bearer {keys[member]}"
        sent = {} if body is None else {"data": body, "content_type": "application/json"}
        answer: HttpResponse = getattr(client, method)(f"/api/v1{path}", headers=headers, **sent)
        return answer

    return ask_as


@pytest.fixture
def ask_values(ask: Callable[..., HttpResponse]) -> Callable[..., tuple[int, Any]]:
    """Ask the API in English: the status, and the answer as values; a refusal is problem JSON."""

    def answer(
        member: str, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any]:
        headers.setdefault("Accept-Language", "en")
        found = ask(member, method, path, body, **headers)
        if found.status_code >= 400:
            assert found.headers["Content-Type"] == "application/problem+json"
        return found.status_code, json.loads(found.content) if found.content else None

    return answer


@pytest.fixture
def post(settings: SettingsWrapper) -> Iterator[MailServer]:
    """A mail server that the product sends through."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = False
        yield server
