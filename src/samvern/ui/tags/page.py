"""The page around the content: its heading, ways to other pages, files of the front end."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from samvern.ui.schemes import COOKIE, SCHEMES
from samvern.ui.tags.rendering import identifier, render_part, render_repeated

register = template.Library()

BUILT = Path(__file__).resolve().parent.parent / "static" / "samvern"


class FrontEndMissing(RuntimeError):
    """The front end has not been built yet."""


@lru_cache(maxsize=2)
def _manifest(changed_at: int) -> dict[str, str]:
    del changed_at  # only so that a new build is read anew
    names: dict[str, str] = json.loads((BUILT / "manifest.json").read_text("utf-8"))
    return names


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file, such as ``samvern.css``, by its name without the hash."""
    try:
        changed_at = (BUILT / "manifest.json").stat().st_mtime_ns
    except FileNotFoundError:
        raise FrontEndMissing("the front end is not built; run: make setup") from None
    return static(f"samvern/{_manifest(changed_at)[name]}")


@register.simple_tag(takes_context=True)
def colour_scheme(context: Context) -> str:
    """``light``, ``dark`` or ``auto``, as the reader has chosen."""
    request = context.get("request")
    chosen = request.COOKIES.get(COOKIE, "") if request is not None else ""
    return chosen if chosen in SCHEMES else "auto"


@register.simple_tag
def languages() -> list[dict[str, Any]]:
    """The languages of the interface, each by its own name."""
    current = get_language()
    own_names = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
    return [
        {"code": code, "name": own_names.get(code, str(name)), "current": code == current}
        for code, name in settings.LANGUAGES
    ]


@register.simple_tag
def icon(name: str) -> SafeString:
    """An Aksel icon by its name; decoration beside words, never instead of them."""
    return render_repeated("ui/parts/icon.html", name=name, drawings=asset("icons.svg"))


@register.simple_block_tag
def page_header(content: str, question: str, answer: str = "", eyebrow: str = "") -> SafeString:
    """The page's question as its one h1, the answer in a sentence, and one main action."""
    return render_part(
        "ui/parts/page_header.html",
        {"question": question, "answer": answer, "eyebrow": eyebrow, "action": content},
    )


@register.inclusion_tag("ui/parts/breadcrumbs.html")
def breadcrumbs(crumbs: Iterable[Any], label: str = "") -> dict[str, Any]:
    """Where the page lies; the last crumb is the page itself."""
    return {"crumbs": list(crumbs), "label": label}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items: Iterable[Any], label: str) -> dict[str, Any]:
    """Pages about the same thing, as links; ``label`` names the set."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/parts/shortcuts.html")
def shortcuts(items: Iterable[Any], label: str, is_on: bool = True) -> dict[str, Any]:
    """Links that keys follow too, each with its key; without ``is_on`` they are links only."""
    return {"items": items, "label": label, "is_on": is_on}


@register.inclusion_tag("ui/parts/button.html")
def button(
    label: str,
    *,
    href: str = "",
    variant: str = "primary",
    colour: str = "",
    icon: str = "",
    type: str = "submit",  # noqa: A002 - named as the attribute that it becomes
    name: str = "",
    value: str = "",
    form: str = "",
    size: str = "",
    disabled: bool = False,
    shortcut: str = "",
) -> dict[str, Any]:
    """A button, or a link that looks like one when it has an ``href``.

    ``shortcut`` is a key that presses it, where the page has keys.
    """
    return dict(locals())


@register.simple_block_tag
def live(content: str, region: str, announce: str = "") -> SafeString:
    """A region that its own links and forms renew in place.

    Links and GET forms inside that lead to the same page with another query swap only this
    region. ``announce`` is read aloud after each renewal.
    """
    return render_part(
        "ui/parts/live.html", {"region": region, "announce": announce, "content": content}
    )


@register.simple_block_tag
def term(content: str, name: str) -> SafeString:
    """A term of the field with its explanation, at first use."""
    return render_part(
        "ui/parts/term.html",
        {"name": name, "explanation": content, "id": identifier("term", name, content)},
    )
