"""A programme in which the hospital of the cast owns a measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from samvern.apps.programmes.models import Measure, Programme
    from tests.worlds import World


@pytest.fixture
def programme(world: World) -> Programme:
    """A public programme: the hospital owns measure 1.1, nobody known owns 1.2."""
    from tests.factories import programmes as make

    return make.programme(
        make.document(
            "P-OWNED",
            measures=(
                make.measure("1.1", owners=(world.hospital.name,), cost=make.LOW),
                make.measure("1.2", owners=("Somebody else",), after=("1.1", "9.9")),
            ),
        )
    )


@pytest.fixture
def measure(programme: Programme) -> Measure:
    """The measure that the hospital owns."""
    from samvern.apps.programmes.models import Measure

    return Measure.objects.get(programme=programme, code="1.1")
