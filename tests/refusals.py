"""What something is refused with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from samvern.engine.errors import SamvernError


def refused(error: type[SamvernError], act: Callable[[], object]) -> SamvernError:
    """The error with which an act fails; the test fails when it does not."""
    with pytest.raises(error) as caught:
        act()
    return caught.value
