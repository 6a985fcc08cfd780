"""Two people have changed the same: both side by side, for a person to choose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One of two that a field can hold: whose it is, in words, and as the form sends it."""

    whose: str
    words: str
    value: str
    is_chosen: bool


@dataclass(frozen=True)
class Clash:
    """A field that both have changed otherwise. ``text`` is both together, where that is text."""

    name: str
    label: str
    before: str
    choices: tuple[Choice, ...]
    text: str = ""
    is_text: bool = False


def both(mine: str, theirs: str) -> str:
    """Two texts as one, without saying twice what one of them holds already.

    Examples
    --------
    >>> both("Late by a week", "Late")
    'Late by a week'
    """
    if mine in theirs or theirs in mine:
        return max(mine, theirs, key=len)
    return f"{theirs}\n\n{mine}"
