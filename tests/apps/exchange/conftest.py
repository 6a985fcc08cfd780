"""Programmes whose measures say much, and little, of what a table can change."""

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


@pytest.fixture
def bare_programme(world: World) -> Programme:
    """A public programme whose measures say little: one has an owner, one a judgement."""
    from tests.factories import programmes as make

    return make.programme(
        make.document(
            "P-TABLE",
            measures=(
                make.measure("1.1", owners=(world.hospital.name,)),
                make.measure("1.2", cost=make.LOW),
                make.measure("1.3"),
            ),
        )
    )
