"""The cast, and two programmes whose measures are kin."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

if TYPE_CHECKING:
    from samvern.apps.comparisons.models import Comparison
    from tests.worlds import World

TITLES = (
    "Nasjonal oversikt over kritisk infrastruktur",
    "Opplæring av sykepleiere",
    "Logganalyse av journaler",
)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Words in the language they are written in, whether or not translations are compiled."""
    with translation.override("en"):
        yield


@pytest.fixture
def comparison(world: World) -> Comparison:
    """A compared with B: two proposals, 1.3 of A without kin, 1.3 of B new."""
    from samvern.apps.comparisons import operations
    from samvern.base.viewer import SYSTEM
    from tests.factories import programmes as make

    later = (TITLES[0], TITLES[1], "Kryptering av disker")
    for code, titles in (("A", TITLES), ("B", later)):
        make.programme(
            make.document(
                code,
                measures=tuple(
                    make.measure(f"1.{n}", title=make.text(title), owners=(world.hospital.name,))
                    for n, title in enumerate(titles, start=1)
                ),
            )
        )
    return operations.propose(by=SYSTEM, later="B", earlier="A", at=make.AT)


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
