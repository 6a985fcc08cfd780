"""Two texts side by side, with the words marked that one has and the other has not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

_TOKEN: Final = re.compile(r"\s+|\w+|[^\w\s]")
#: Words of an unchanged stretch that are kept beside a change; the rest is left out.
_KEPT: Final = 16
#: Longer texts are shown whole: comparing them word by word would take too long.
_MOST_TOKENS: Final = 2_000
#: Texts that share less than this (0..1) are two texts, not one that was edited.
_LEAST_ALIKE: Final = 0.35
_LEFT_OUT: Final = " … "


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``is_marked`` where the other text has something else, or nothing."""

    text: str
    is_marked: bool = False


Side = tuple[Piece, ...]


def side_by_side(before: str, after: str) -> tuple[Side, Side]:
    """Both texts in pieces; long stretches that they share are cut short.

    Examples
    --------
    >>> side_by_side("Øve hvert år", "Øve hvert halvår")[1]
    (Piece(text='Øve hvert ', is_marked=False), Piece(text='halvår', is_marked=True))
    >>> side_by_side("", "Ny tekst")
    ((), (Piece(text='Ny tekst', is_marked=False),))
    """
    earlier, later = _TOKEN.findall(before), _TOKEN.findall(after)
    if not before or not after or len(earlier) + len(later) > _MOST_TOKENS:
        return _whole(before), _whole(after)
    matcher = SequenceMatcher(None, earlier, later, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    shared = sum(len(token) for b in blocks for token in earlier[b.a : b.a + b.size])
    if 2 * shared < _LEAST_ALIKE * (len(before) + len(after)):
        return _whole(before), _whole(after)
    codes = matcher.get_opcodes()
    return (
        _pieces(earlier, [(tag, low, high) for tag, low, high, _l, _h in codes], "delete"),
        _pieces(later, [(tag, low, high) for tag, _l, _h, low, high in codes], "insert"),
    )


def _whole(text: str) -> Side:
    return (Piece(text),) if text else ()


def _pieces(
    tokens: Sequence[str],
    spans: Iterable[tuple[str, int, int]],
    own: Literal["delete", "insert"],
) -> Side:
    """The stretches of one text; ``own`` is what happens to words that it alone has."""
    found: list[Piece] = []
    spans = list(spans)
    for place, (tag, low, high) in enumerate(spans):
        if low == high:
            continue
        if tag in ("replace", own):
            found.append(Piece("".join(tokens[low:high]), is_marked=True))
        else:
            is_first, is_last = place == 0, place == len(spans) - 1
            found.append(Piece(_shortened(tokens[low:high], is_first=is_first, is_last=is_last)))
    return tuple(found)


def _shortened(tokens: Sequence[str], *, is_first: bool, is_last: bool) -> str:
    """An unchanged stretch without its middle, or without the end that lies far from a change."""
    head = 0 if is_first else _KEPT
    tail = 0 if is_last else _KEPT
    if len(tokens) <= head + tail + _KEPT:
        return "".join(tokens)
    start = "".join(tokens[:head]).rstrip()
    end = "".join(tokens[len(tokens) - tail :]).lstrip() if tail else ""
    shown = f"{start}{_LEFT_OUT}{end}"
    shown = shown.lstrip() if is_first else shown
    return shown.rstrip() if is_last else shown
