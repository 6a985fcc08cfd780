"""The cast, and a programme in which the hospital of the cast owns a measure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

if TYPE_CHECKING:
    from samvern.apps.programmes.models import Measure, Programme
    from tests.worlds import World


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Words in the language they are written in, whether or not translations are compiled."""
    with translation.override("en"):
        yield


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
