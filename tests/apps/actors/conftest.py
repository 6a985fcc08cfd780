"""The cast, and the moment at which everything happens."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.worlds import World


@pytest.fixture
def world(db: None) -> World:
    """The small cast of `tests/worlds.py`, saved."""
    from tests.worlds import small_world

    return small_world()


@pytest.fixture
def at() -> datetime:
    """The moment of every operation: midday, on a day after everything in the factories."""
    return datetime(2026, 11, 22, 12, tzinfo=UTC)
