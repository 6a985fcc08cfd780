"""A round that is open, and a report of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from samvern.apps.programmes.models import Programme
    from samvern.apps.reporting.models import Report, Round
    from tests.worlds import World


@pytest.fixture
def programme(world: World) -> Programme:
    from tests.factories import reporting as make

    return make.programme()


@pytest.fixture
def found(programme: Programme) -> Round:
    from tests.factories import reporting as make

    return make.opened(programme)


@pytest.fixture
def report(found: Round) -> Report:
    from tests.factories import reporting as make

    return make.of(found)
