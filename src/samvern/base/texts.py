"""Texts that carry their languages in the data, shown in the reader's."""

from __future__ import annotations

from django.utils.translation import get_language

from samvern.engine.programme.document import LANGUAGES, Text
from samvern.engine.programme.document import in_language as text_in


def in_language(text: Text, language: str | None = None) -> str:
    """The text in a language (the active one by default), else in the first there is."""
    return text_in(text, language or get_language() or LANGUAGES[0])
