"""The cast in front of the pages of the base."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.core.cache import cache
from django.test import Client

if TYPE_CHECKING:
    from tests.worlds import World


@pytest.fixture
def browser_of(world: World) -> Callable[[str], Client]:
    """A member of the cast in front of the pages, logged in (but for anonymous)."""

    def sit_down(member: str) -> Client:
        client = Client()
        if user := world.user(member):
            client.force_login(user)
        return client

    return sit_down


@pytest.fixture(autouse=True)
def _no_memory_of_other_tests(db: None) -> None:
    """Log-in limits count in the cache."""
    cache.clear()
