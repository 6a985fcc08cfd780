"""Light or dark: the reader's choice, kept in a cookie."""

from __future__ import annotations

COOKIE = "samvern_colours"
COOKIE_SECONDS = 365 * 24 * 3600

#: ``auto`` follows the reader's device.
SCHEMES = ("auto", "light", "dark")
