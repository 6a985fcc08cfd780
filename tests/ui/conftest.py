"""The gallery is looked at in the same browser, with the same watch, as the journeys."""

from __future__ import annotations

from tests.browser.conftest import (
    axe,
    browser,
    colour_scheme,
    context,
    javascript,
    language,
    page,
    viewport,
    watch,
)

__all__ = [
    "axe",
    "browser",
    "colour_scheme",
    "context",
    "javascript",
    "language",
    "page",
    "viewport",
    "watch",
]
