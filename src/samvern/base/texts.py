"""Texts that carry their languages in the data, shown in the reader's."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language

from samvern.engine.programme.document import LANGUAGES


def in_language(text: Mapping[str, str], language: str | None = None) -> str:
    """The text in a language (the active one by default), else in the first there is."""
    wanted = language or get_language() or LANGUAGES[0]
    for code in (wanted, *LANGUAGES):
        if found := text.get(code):
            return found
    return ""
