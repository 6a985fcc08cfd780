"""The cast, and its browsers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client

if TYPE_CHECKING:
    from tests.worlds import World


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
