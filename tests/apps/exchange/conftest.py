"""The cast, a programme of three measures, and words in the language they are written in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

if TYPE_CHECKING:
    from samvern.apps.programmes.models import Programme
    from tests.worlds import World


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Words in the language they are written in, whether or not translations are compiled."""
    with translation.override("en"):
        yield


@pytest.fixture
def programme(world: World) -> Programme:
    """A programme that everybody sees."""
    from tests.factories import exchange

    return exchange.programme("P")


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
