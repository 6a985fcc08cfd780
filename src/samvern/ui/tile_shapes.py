"""Where the hexagons, outlines and names of a tile map go, as text for SVG attributes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, log, radians, sin, sqrt
from typing import Final

from samvern.engine.tile_map import Tile, middle, neighbours
from samvern.ui.parts import MapTile, TileMap

#: The width of a hexagon in the picture's own measure, and from its middle to a corner.
TILE_WIDTH: Final = 20
_RADIUS: Final = TILE_WIDTH / sqrt(3)
_EDGE_OF_PICTURE: Final = 12
#: Lines of names stand this far apart; a letter is about so wide.
_LINE: Final = 17
_LETTER: Final = 7.5
#: A name would cover all of a smaller group, and stands above it.
_ROOM_FOR_NAME: Final = 3

#: Fills from the fewest to the most, told apart in black and white, by how many steps there are.
_FILLS: Final = {1: (0,), 2: (2, 0), 3: (2, 1, 0), 4: (2, 3, 1, 0)}
_MOST_STEPS: Final = 4
NONE: Final = "none"
UNKNOWN: Final = "unknown"


@dataclass(frozen=True)
class Step:
    """A step of the legend: from so many up to so many, and its fill."""

    low: int
    high: int
    fill: int


@dataclass(frozen=True)
class Hexagon:
    """A tile where it is drawn; ``fill`` is a step's, ``none`` or ``unknown``."""

    place: MapTile
    x: str
    y: str
    fill: int | str


@dataclass(frozen=True)
class Name:
    """The name of a group, in its middle."""

    text: str
    x: str
    y: str


@dataclass(frozen=True)
class Drawing:
    """A tile map as it is drawn."""

    width: str
    height: str
    corners: str
    hexagons: Sequence[Hexagon]
    outline: str
    names: Sequence[Name]
    steps: Sequence[Step]


def steps(counts: Iterable[int | None]) -> list[Step]:
    """At most four steps from one to the most, each some times as wide as the one before.

    Examples
    --------
    >>> [(step.low, step.high) for step in steps([0, 1, 3, 700])]
    [(1, 4), (5, 19), (20, 99), (100, 700)]
    >>> [(step.low, step.high) for step in steps([22])]
    [(1, 1), (2, 4), (5, 9), (10, 22)]
    >>> [(step.low, step.high) for step in steps([2, 1])]
    [(1, 1), (2, 2)]
    """
    most = max((count for count in counts if count), default=0)
    if not most:
        return []
    lows = sorted({_rounded(most ** (n / _MOST_STEPS)) for n in range(_MOST_STEPS)})
    if most <= _MOST_STEPS:
        lows = list(range(1, most + 1))
    highs = [following - 1 for following in lows[1:]] + [most]
    fills = _FILLS[len(lows)]
    return [Step(low, high, fill) for low, high, fill in zip(lows, highs, fills, strict=True)]


def draw(tile_map: TileMap) -> Drawing:
    """Place everything; the same map is always drawn alike."""
    found = steps(place.count for place in tile_map.tiles)
    at = {place.tile: place for place in tile_map.tiles}
    right = max((_point(tile)[0] for tile in at), default=0) + _EDGE_OF_PICTURE
    bottom = max((_point(tile)[1] for tile in at), default=0) + _EDGE_OF_PICTURE
    return Drawing(
        width=_plain(right),
        height=_plain(bottom),
        corners=" ".join(f"{_plain(x)},{_plain(y)}" for x, y in _corners((0, 0))),
        hexagons=[
            Hexagon(place, _plain(x), _plain(y), _fill(place.count, found))
            for place in tile_map.tiles
            for x, y in [_point(place.tile)]
        ],
        outline=_outline({tile: place.group for tile, place in at.items()}),
        names=_names(tile_map.tiles, right),
        steps=found,
    )


def _fill(count: int | None, found: Sequence[Step]) -> int | str:
    if count is None:
        return UNKNOWN
    return next((step.fill for step in reversed(found) if count >= step.low), NONE)


def _outline(groups: dict[Tile, str]) -> str:
    """Every side on which a group ends, once, as one path."""
    sides = []
    for tile, group in groups.items():
        corners = _corners(_point(tile))
        for side, other in zip(pairwise([*corners, corners[0]]), neighbours(tile), strict=True):
            beyond = groups.get(other)
            if beyond is None or (beyond != group and tile < other):
                (x, y), (to_x, to_y) = side
                sides.append(f"M{_plain(x)} {_plain(y)}L{_plain(to_x)} {_plain(to_y)}")
    return "".join(sides)


def _names(places: Sequence[MapTile], right: float) -> list[Name]:
    """The groups' names from the north, each in the middle of its tiles or further down."""
    groups: dict[str, list[tuple[float, float]]] = {}
    for place in places:
        groups.setdefault(place.group, []).append(_point(place.tile))
    middles = sorted(
        (
            sum(y for _, y in points) / len(points)
            - (TILE_WIDTH if len(points) < _ROOM_FOR_NAME else 0),
            sum(x for x, _ in points) / len(points),
            group,
        )
        for group, points in groups.items()
    )
    small = [points for points in groups.values() if len(points) < _ROOM_FOR_NAME]
    covered = [(y, x, TILE_WIDTH / 2) for points in small for x, y in points]
    taken: list[tuple[float, float, float]] = []
    for middle_y, middle_x, group in middles:
        half = len(group) * _LETTER / 2
        x, y = min(max(middle_x, half), right - half), middle_y
        while any(
            abs(y - down) < _LINE and abs(x - at) < half + other
            for down, at, other in (*covered, *taken)
        ):
            y += 1
        taken.append((y, x, half))
    return [
        Name(group, _plain(x), _plain(y))
        for (y, x, _half), (_y, _x, group) in zip(taken, middles, strict=True)
    ]


def _point(tile: Tile) -> tuple[float, float]:
    """The middle of a tile in the picture."""
    x, y = middle(tile)
    return x * TILE_WIDTH + _EDGE_OF_PICTURE, y * TILE_WIDTH + _EDGE_OF_PICTURE


def _corners(point: tuple[float, float]) -> list[tuple[float, float]]:
    """The corners, so that the first side is the one to the first neighbour."""
    x, y = point
    turns = [radians(60 * n - 30) for n in range(6)]
    return [(x + _RADIUS * cos(turn), y + _RADIUS * sin(turn)) for turn in turns]


def _rounded(value: float) -> int:
    """The nearest of 1, 2, 5, 10, 20, 50 and so on, as ratios go."""
    power: int = 10 ** (len(str(int(value))) - 1)
    return min((step * power for step in (1, 2, 5, 10)), key=lambda step: abs(log(step / value)))


def _plain(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
