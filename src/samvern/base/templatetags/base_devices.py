"""Browsers and systems in words, for the list of one's own log-ins."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

register = template.Library()

#: A mark in the user agent and what it stands for; the first that fits counts, since most
#: browsers also name those they descend from.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """Such as "Firefox, Windows", from what the browser said of itself."""
    parts = (
        next((name for mark, name in marks if mark in user_agent), None)
        for marks in (_BROWSERS, _SYSTEMS)
    )
    return ", ".join(filter(None, parts)) or _("unknown browser")
