"""Kinds of jobs that only tests have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.base.jobs.clock import Clock

if TYPE_CHECKING:
    from samvern.base.jobs.worker import Worker


@pytest.fixture(autouse=True)
def _kinds_of_tests() -> Iterator[None]:
    from samvern.base.jobs import kinds  # models can be imported once Django has started
    from tests.base.jobs import counting

    before = dict(kinds._kinds)
    counting.register()
    yield
    kinds._kinds.clear()
    kinds._kinds.update(before)
    counting.TROUBLE.clear()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def worker(clock: Clock) -> Worker:
    from samvern.base.jobs.worker import Worker

    return Worker(clock=clock)
