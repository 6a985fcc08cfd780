"""Figures that name where they are from and as of when, and sentences that hold them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

#: Where something is filled into a sentence, as translations write it.
_PLACE: Final = re.compile(r"%\((\w+)\)[sd]")


class Kind(StrEnum):
    """What a figure or the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    SHARE = "share"  # 0..1, written as a percentage
    DAY = "day"
    TAG = "tag"


class Tone(StrEnum):
    """How a tag stands out; its words always stand beside it."""

    NONE = "none"
    GOOD = "good"
    ATTENTION = "attention"
    BAD = "bad"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Tag:
    """A judgement in words, such as a traffic light, with how pressing it is."""

    words: str
    tone: Tone = Tone.NONE


@dataclass(frozen=True)
class Source:
    """Where figures are from: a reporting round, a roadmap, a study, a register.

    ``detail`` says which of them, such as its version; ``address`` is where it can be looked up.
    """

    key: str
    title: str
    detail: str = ""
    address: str = ""


@dataclass(frozen=True)
class Figure:
    """A figure with its unit, its source and as of when it holds.

    Attributes
    ----------
    value
        None where nobody knows, which is said in words.
    source
        The key of a source of the paper.
    as_of
        The day on which it held.
    unit
        In the language of the paper; nothing for a count, a share or a day.
    decimals
        As many as the value needs when not given, two at most.
    low, high
        Between what it lies, where that is known.
    level
        How certain that is (0..1); None where it is not a matter of chance.
    name
        What it is a figure of, for the annex; the sentence around it says so to readers.
    """

    value: float | date | None
    source: str
    as_of: date | None
    unit: str = ""
    kind: Kind = Kind.NUMBER
    decimals: int | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    name: str = ""


#: A sentence or a paragraph: texts, and figures among them.
Words = tuple[str | Figure, ...]


def words(sentence: str, **named: str | Figure) -> Words:
    """Fill texts and figures into a sentence as translations write it.

    What is filled in is never looked through for places itself.

    Examples
    --------
    >>> done = Figure(12, "round", date(2026, 12, 31))
    >>> said = words("%(area)s is 100 %% there: %(done)s measures.", area="%(done)s", done=done)
    >>> [piece.value if isinstance(piece, Figure) else piece for piece in said]
    ['%(done)s is 100 % there: ', 12, ' measures.']
    >>> words("Nothing else.")
    ('Nothing else.',)
    """
    found: list[str | Figure] = []
    for at, part in enumerate(_PLACE.split(sentence)):
        piece = named[part] if at % 2 else part.replace("%%", "%")
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece != "":
            found.append(piece)
    return tuple(found)
