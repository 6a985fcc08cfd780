"""Texts of others as they can be printed: composed, without controls, no word past a line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final

#: What stands where a character cannot be printed.
MISSING: Final = "\N{WHITE SQUARE}"

#: Longer runs without a place to break may be broken anywhere.
_LONGEST: Final = 28
_LONG_RUN: Final = re.compile(rf"[^\s\u200b\-]{{{_LONGEST + 1},}}")

#: Characters that turn the direction of what follows, with which a text can pretend to be another.
_TURNS: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

#: Latin with all its European letters, and the marks of running text: every font has them.
_PLAIN: Final = re.compile(r"[\n -~\u00a0-\u017f\u2013\u2014\u2018-\u201e\u2022\u2026]*")


def printable(text: str, can_print: Callable[[str], bool]) -> str:
    r"""A text as it can be printed.

    Examples
    --------
    >>> printable("a\x00b\u202ec", str.isascii), printable("Smil 😀", str.isascii)
    ('abc', 'Smil □')
    """
    clean = "".join(filter(_is_kept, unicodedata.normalize("NFC", text)))
    if not _PLAIN.fullmatch(clean):
        clean = "".join(
            character if _PLAIN.fullmatch(character) or can_print(character) else MISSING
            for character in clean
        )
    return _LONG_RUN.sub(_with_breaks, clean) if any(map(_is_seen, clean)) else ""


def every_text(value: Any, change: Callable[[str], str]) -> Any:
    """Plain values with each text in them changed; keys stay as they are."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: every_text(each, change) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [every_text(each, change) for each in value]
    return value


def _is_kept(character: str) -> bool:
    if character in "\n\t":
        return True
    return character not in _TURNS and unicodedata.category(character) not in {"Cc", "Cs", "Cn"}


def _is_seen(character: str) -> bool:
    return unicodedata.category(character)[0] not in "CZ"


def _with_breaks(run: re.Match[str]) -> str:
    text = run.group()
    return "\u200b".join(text[at : at + _LONGEST] for at in range(0, len(text), _LONGEST))
