"""Files of each test lie by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import override_settings


@pytest.fixture(autouse=True)
def _storage(tmp_path: Path) -> Iterator[None]:
    """Files of each test lie by themselves."""
    place = {
        "BACKEND": "samvern.base.files.storage.LocalStorage",
        "OPTIONS": {"location": str(tmp_path / "files")},
    }
    with override_settings(STORAGES={**django_settings.STORAGES, "files": place}):
        yield
