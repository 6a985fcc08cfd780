"""A programme whose measures say something in most of what a table can change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from samvern.apps.programmes.models import Programme
    from tests.worlds import World


@pytest.fixture
def programme(world: World) -> Programme:
    """A programme of three measures that everybody sees."""
    from tests.factories import exchange

    return exchange.programme("P")
