"""What several tests of assessments stand on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from samvern.apps.assessments.models import Assessment
    from samvern.base.viewer import Viewer
    from tests.worlds import World


@pytest.fixture
def officer(world: World) -> Viewer:
    """Who answers for a clinic that takes the short check; modules about hospitals have their own."""
    from tests.factories import checks

    checks.check_set()
    checks.as_clinic(world.hospital)
    return world.viewer("officer")


@pytest.fixture
def check(world: World, officer: Viewer) -> Assessment:
    """The short check of that clinic, begun."""
    from tests.factories import checks

    return checks.begun(world.hospital, by=officer)
