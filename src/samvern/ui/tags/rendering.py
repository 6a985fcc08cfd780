"""What all component tags share: their templates, and identifiers that stay the same."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe


def render_part(template: str, inputs: Mapping[str, Any]) -> SafeString:
    """Render a component's template with its inputs and nothing else."""
    return mark_safe(render_to_string(template, dict(inputs)))  # noqa: S308


def identifier(kind: str, *parts: object) -> str:
    """An HTML identifier that is the same each time the same thing is shown."""
    digest = sha256("\0".join(str(part) for part in parts).encode()).hexdigest()
    return f"{kind}-{digest[:8]}"
