"""What makes a walk of some thousand pages quick enough, and hides nothing of them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from typing import Any, Final
from unittest import mock

from django.conf import settings
from django.template import Template
from django.test import override_settings

#: What stands around every page alike; each of the cast sees it once, on the first page.
_FRAME: Final = ("_header", "_footer", "_patterns", "_print_header")
_LOADERS: Final = "django.template.loaders"
_IN_MEMORY: Final[dict[str, Any]] = {
    "SESSION_ENGINE": "django.contrib.sessions.backends.cache",
    "CACHES": {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
}

_FRAMED: Final = settings.TEMPLATES


@contextmanager
def framed() -> Iterator[None]:
    """Pages as everybody sees them, frame and all."""
    with override_settings(TEMPLATES=_FRAMED):
        yield


@contextmanager
def quickly() -> Iterator[None]:
    """Pages without their frame, nothing copied for tests, log-ins in memory, waste kept till the end."""
    with ExitStack() as pace:
        pace.enter_context(override_settings(TEMPLATES=_without_frame(), **_IN_MEMORY))
        # Django's own way to render, which its test runner replaces by one that keeps every context.
        pace.enter_context(
            mock.patch.object(
                Template, "_render", lambda page, context: page.nodelist.render(context)
            )
        )
        gc.collect()
        gc.disable()
        pace.callback(gc.enable)
        yield


def _without_frame() -> list[dict[str, Any]]:
    templates: list[dict[str, Any]] = deepcopy(_FRAMED)
    nothing = {f"ui/{part}.html": "" for part in _FRAME}
    for engine in templates:
        engine["APP_DIRS"] = False
        engine["OPTIONS"]["loaders"] = [
            (
                f"{_LOADERS}.cached.Loader",
                [
                    (f"{_LOADERS}.locmem.Loader", nothing),
                    f"{_LOADERS}.filesystem.Loader",
                    f"{_LOADERS}.app_directories.Loader",
                ],
            )
        ]
    return templates
