"""Programs of the cast in front of the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

if TYPE_CHECKING:
    from tests.worlds import World

Ask = Callable[..., HttpResponse]


@pytest.fixture
def token_of(world: World) -> Callable[..., str]:
    """The key of a token of a member of the cast."""
    from samvern.base.tokens import make_token

    def make(member: str, *scopes: str) -> str:
        wanted = scopes or ("read", "write")
        made = {"name": "test", "scopes": wanted, "days": 1, "at": timezone.now()}
        return make_token(by=world.viewer(member), **made)[1]  # type: ignore[arg-type]

    return make


@pytest.fixture
def ask(token_of: Callable[..., str]) -> Ask:
    """Ask the API as a member of the cast, with a token (but for anonymous)."""

    def ask_as(member: str, method: str, path: str, **options: Any) -> HttpResponse:
        headers = dict(options.pop("headers", {}))
        if member != "anonymous":
            headers["Authorization"] = f"Bearer {token_of(member)}"
        if "json" in options:
            options |= {"data": options.pop("json"), "content_type": "application/json"}
        return getattr(Client(), method)(f"/api/v1{path}", headers=headers, **options)

    return ask_as
