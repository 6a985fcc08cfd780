"""Two programmes whose measures are kin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from samvern.apps.comparisons.models import Comparison
    from tests.worlds import World

TITLES = (
    "Nasjonal oversikt over kritisk infrastruktur",
    "Opplæring av sykepleiere",
    "Logganalyse av journaler",
)


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
