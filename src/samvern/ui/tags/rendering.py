"""What all component tags share: their templates, and identifiers that stay the same."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


def render_part(template: str, inputs: Mapping[str, Any]) -> SafeString:
    """Render a component's template with its inputs and nothing else."""
    return mark_safe(render_to_string(template, dict(inputs)))  # noqa: S308


def render_repeated(template: str, **inputs: str) -> SafeString:
    """Render a small component that a page shows many times, such as a state in each row.

    The same inputs are rendered once and kept.
    """
    return _rendered(template, *((name, *_plain(text)) for name, text in inputs.items()))


@lru_cache(maxsize=2_048)
def _rendered(template: str, *inputs: tuple[str, str, bool]) -> SafeString:
    return render_part(
        template,
        {name: mark_safe(text) if is_safe else text for name, text, is_safe in inputs},  # noqa: S308
    )


def _plain(text: object) -> tuple[str, bool]:
    """A text and whether it is markup: equal texts of which one is markup are not the same."""
    said = str(text)
    return said, isinstance(said, SafeString)


def identifier(kind: str, *parts: object) -> str:
    """An HTML identifier that is the same each time the same thing is shown."""
    digest = sha256("\0".join(str(part) for part in parts).encode()).hexdigest()
    return f"{kind}-{digest[:8]}"
