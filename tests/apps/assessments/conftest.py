"""What several tests of assessments stand on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.mail_server import MailServer, mail_server

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from samvern.apps.assessments.models import Assessment
    from samvern.base.viewer import Viewer
    from tests.worlds import World


@pytest.fixture
def post(settings: SettingsWrapper) -> Iterator[MailServer]:
    """A mail server that the product sends through."""
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = False
        yield server


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
