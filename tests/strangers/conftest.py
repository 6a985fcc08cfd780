"""The sector with its story, made once for all tests of a worker that look at it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from django.db import transaction

if TYPE_CHECKING:
    from tests.strangers.planting import Planted


@pytest.fixture(scope="package")
def planted(
    django_db_setup: None, django_db_blocker: object, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Planted]:
    """Every text of every table, marked, and what was written elsewhere meanwhile."""
    from tests.strangers.pace import quickly
    from tests.strangers.planting import plant

    with django_db_blocker.unblock(), transaction.atomic(), quickly():  # type: ignore[attr-defined]
        yield plant()
        transaction.set_rollback(True)
