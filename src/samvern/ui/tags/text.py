"""Text in its frames: notices, cards, tags, definitions, histories, and states of a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.safestring import SafeString

from samvern.ui.tags import page
from samvern.ui.tags.rendering import render_part, render_repeated

register = template.Library()


@register.simple_block_tag
def notice(content: str, kind: str = "info", heading: str = "", level: int = 2) -> SafeString:
    """Something to know before going on; kind is info, success, warning or danger."""
    return render_part(
        "ui/parts/notice.html",
        {"kind": kind, "heading": heading, "level": level, "content": content},
    )


@register.simple_tag
def tag(label: str, colour: str = "neutral", icon: str = "") -> SafeString:
    """A short state or kind in words, with a colour that repeats them."""
    drawn = page.icon(icon) if icon else ""
    return render_repeated("ui/parts/tag.html", label=label, colour=colour, icon=drawn)


@register.simple_block_tag
def card(
    content: str, heading: str = "", href: str = "", level: int = 2, attention: bool = False
) -> SafeString:
    """A thing among others; with ``href`` its heading leads there.

    ``attention`` marks what waits for the reader.
    """
    return render_part(
        "ui/parts/card.html",
        {
            "heading": heading,
            "href": href,
            "level": level,
            "attention": attention,
            "content": content,
        },
    )


@register.simple_block_tag
def method(content: str, summary: str, is_open: bool = False) -> SafeString:
    """What lies one click away: how it was worked out, details, exceptions."""
    return render_part(
        "ui/parts/method.html", {"summary": summary, "is_open": is_open, "content": content}
    )


@register.inclusion_tag("ui/parts/definitions.html")
def definitions(items: Iterable[Any]) -> dict[str, Any]:
    """Terms with their values."""
    return {"items": items}


@register.inclusion_tag("ui/parts/timeline.html")
def timeline(events: Iterable[Any]) -> dict[str, Any]:
    """What happened, in the order given."""
    return {"events": events}


@register.inclusion_tag("ui/parts/actor.html")
def actor(name: str, url: str = "", kind: str = "", is_person: bool = False) -> dict[str, Any]:
    """An organisation or a person, by name."""
    return {"name": name, "url": url, "kind": kind, "is_person": is_person}


@register.inclusion_tag("ui/parts/stepper.html")
def stepper(steps: Iterable[Any], label: str) -> dict[str, Any]:
    """Steps in order, and where the reader is among them."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("ui/parts/progress.html")
def progress(done: int, total: int, label: str, note: str = "") -> dict[str, Any]:
    """How far something has come, in a bar and in words."""
    return {"done": done, "total": total, "label": label, "note": note}


@register.simple_block_tag
def empty_state(content: str, text: str) -> SafeString:
    """Nothing is here, why, and what to do about it."""
    return render_part("ui/parts/empty_state.html", {"text": text, "action": content})


@register.inclusion_tag("ui/parts/error_state.html")
def error_state(heading: str, text: str, code: str = "") -> dict[str, str]:
    """What went wrong, what to do, and the code to quote to those who help."""
    return {"heading": heading, "text": text, "code": code}


@register.inclusion_tag("ui/parts/loading_state.html")
def loading_state(text: str = "") -> dict[str, str]:
    """Something is on its way."""
    return {"text": text}
