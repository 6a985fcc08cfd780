"""Where the shapes of the small pictures go, as text for SVG attributes.

Widths are percentages of the picture, so that it stretches with the page; text never is
(a stretched picture would stretch its letters). Figures are written with a decimal point in
every language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from samvern.ui.parts import LevelBar, MatrixCell, Share

#: Fills that can be told apart in black and white; later parts of a bar share the last.
SHARE_FILLS = 6
#: A part narrower than this share of its bar has no room for its figure.
_ROOM_FOR_TEXT = 0.09

#: Side of a matrix cell and of the largest square in it, in pixels.
CELL_SIDE = 28
_LARGEST_SQUARE = 24

#: One level of a level bar, in pixels.
LEVEL_WIDTH = 22
LEVEL_HEIGHT = 18
_LEVEL_GAP = 3


@dataclass(frozen=True)
class Segment:
    """A part of a stacked bar; ``fill`` counts from 0, ``has_room`` is for the figure."""

    label: str
    share: float
    x: str
    width: str
    middle: str
    fill: int
    has_room: bool


@dataclass(frozen=True)
class Square:
    """The square of a matrix cell, in pixels."""

    offset: str
    side: str


@dataclass(frozen=True)
class LevelBlock:
    """A level of a judgement: the frame at ``x``, filled from ``y`` down to the ground."""

    label: str
    share: float
    x: str
    y: str
    height: str


@dataclass(frozen=True)
class Whisker:
    """An estimate with its interval on a bar."""

    width: str
    low: str
    high: str
    span: str


def segments(shares: Sequence[Share]) -> list[Segment]:
    """Lay the parts of a whole side by side, in order; parts of nothing are left out.

    Examples
    --------
    >>> [(s.x, s.width) for s in segments([Share("first", 0.75), Share("second", 0.25)])]
    [('0%', '75%'), ('75%', '25%')]
    """
    laid: list[Segment] = []
    start = 0.0
    for index, part in enumerate(shares):
        if part.share > 0:
            laid.append(
                Segment(
                    label=part.label,
                    share=part.share,
                    x=percent_of(start),
                    width=percent_of(part.share),
                    middle=percent_of(start + part.share / 2),
                    fill=min(index, SHARE_FILLS - 1),
                    has_room=part.share >= _ROOM_FOR_TEXT,
                )
            )
        start += part.share
    return laid


def square(cell: MatrixCell) -> Square | None:
    """The square whose area is the cell's share; None where the share is not known.

    Examples
    --------
    >>> square(MatrixCell(0.25, "some"))
    Square(offset='8', side='12')
    """
    if cell.share is None:
        return None
    side = _LARGEST_SQUARE * sqrt(cell.share)
    return Square(offset=_plain((CELL_SIDE - side) / 2), side=_plain(side))


def level_blocks(bar: LevelBar) -> list[LevelBlock]:
    """One block for each level, filled to its share."""
    return [
        LevelBlock(
            label=part.label,
            share=part.share,
            x=_plain(index * (LEVEL_WIDTH + _LEVEL_GAP)),
            y=_plain(LEVEL_HEIGHT * (1 - part.share)),
            height=_plain(LEVEL_HEIGHT * part.share),
        )
        for index, part in enumerate(bar.shares)
    ]


def level_bar_width(bar: LevelBar) -> str:
    """The width of all the bar's blocks with the gaps between them, in pixels.

    A bar of which nobody knows is as wide as the usual three levels.
    """
    return _plain((len(bar.shares) or 3) * (LEVEL_WIDTH + _LEVEL_GAP) - _LEVEL_GAP)


def whisker(estimate: float, low: float, high: float, greatest: float) -> Whisker:
    """Place an estimate and its interval on a bar that ends at ``greatest``."""
    return Whisker(
        width=percent_of(estimate / greatest),
        low=percent_of(low / greatest),
        high=percent_of(high / greatest),
        span=percent_of((high - low) / greatest),
    )


def percent_of(share: float) -> str:
    """A share (0..1) as a length of a picture.

    Examples
    --------
    >>> percent_of(1 / 8)
    '12.5%'
    """
    return f"{_plain(share * 100)}%"


def _plain(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
