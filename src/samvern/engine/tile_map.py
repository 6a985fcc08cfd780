"""Tile maps: one hexagon for each place, so that small places are seen as well as large ones.

Hexagons stand on a point, in rows from the north; odd rows lie half a hexagon further east.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

#: Rows lie closer than columns, for hexagons reach into each other.
ROW_HEIGHT: Final = sqrt(3) / 2

#: Tiles for a degree of latitude: so many that the densest parts of Norway need not move far.
_TILES_PER_DEGREE: Final = 2.0
#: Places closer than this push each other away, a little more than one tile apart.
_ELBOW_ROOM: Final = 1.06
_PUSH: Final = 0.25
#: How strongly a place is drawn to the middle of its group, so that groups stay together.
_PULL: Final = 0.01
_ROUNDS: Final = 300
#: So many empty cells around the outermost places can be taken.
_MARGIN: Final = 2


@dataclass(frozen=True)
class Place:
    """A place with about where it lies, in degrees, and the group that it belongs to."""

    key: str
    group: str
    north: float
    east: float


@dataclass(frozen=True, order=True)
class Tile:
    """A cell of the grid."""

    row: int
    column: int


def lay_tiles(places: Sequence[Place]) -> dict[str, Tile]:
    """Give every place a tile of its own, so that the land is recognised.

    Places are first spread until each has room, while those of a group are drawn together; then
    they are assigned to the cells of a grid so that the sum of squared distances is least.

    Parameters
    ----------
    places
        Unique keys, any order.

    Returns
    -------
    dict of str to Tile
        Rows from the north and columns from the west, both from 0.

    Source
    ------
    The spreading is that of D. Dorling, "Area cartograms: their use and creation" (1996), with
    places of equal size; the assignment is :func:`scipy.optimize.linear_sum_assignment`.

    Examples
    --------
    >>> here = [Place("a", "x", 60.0, 10.0), Place("b", "x", 60.0, 12.0), Place("c", "y", 59.0, 11.0)]
    >>> tiles = lay_tiles(here)
    >>> tiles["a"].row == tiles["b"].row < tiles["c"].row, tiles["a"].column < tiles["b"].column
    (True, True)
    """
    ordered = sorted(places, key=lambda place: place.key)
    if not ordered:
        return {}
    cells = _assigned(_spread(_flat(ordered), [place.group for place in ordered]))
    top = min(cell.row for cell in cells)
    # An even number of rows is cut off, so that odd rows stay those that lie further east.
    top -= top % 2
    left = min(cell.column for cell in cells)
    return {
        place.key: Tile(cell.row - top, cell.column - left)
        for place, cell in zip(ordered, cells, strict=True)
    }


def neighbours(tile: Tile) -> tuple[Tile, ...]:
    """The six cells around one, from the east and on with the sun.

    Examples
    --------
    >>> neighbours(Tile(1, 0))[:2]
    (Tile(row=1, column=1), Tile(row=2, column=1))
    """
    row, column, shift = tile.row, tile.column, tile.row % 2
    return (
        Tile(row, column + 1),
        Tile(row + 1, column + shift),
        Tile(row + 1, column - 1 + shift),
        Tile(row, column - 1),
        Tile(row - 1, column - 1 + shift),
        Tile(row - 1, column + shift),
    )


def middle(tile: Tile) -> tuple[float, float]:
    """Where the middle of a tile is, in widths of a tile: to the right, and down."""
    return tile.column + 0.5 * (tile.row % 2), tile.row * ROW_HEIGHT


def astray(tiles: Mapping[str, Tile], groups: Mapping[str, str]) -> int:
    """How many tiles do not hang together with most of their group.

    Examples
    --------
    >>> row = {key: Tile(0, n) for n, key in enumerate("abcd")}
    >>> astray(row, {"a": "x", "b": "x", "c": "y", "d": "x"})
    1
    """
    return sum(
        len(members) - max(len(part) for part in _parts(members))
        for group in sorted(set(groups.values()))
        if (members := {tile for key, tile in tiles.items() if groups[key] == group})
    )


def _parts(members: Iterable[Tile]) -> list[set[Tile]]:
    """Tiles as parts that hang together."""
    left, parts = set(members), []
    while left:
        reached = [left.pop()]
        part = set(reached)
        while reached:
            found = left.intersection(neighbours(reached.pop()))
            left -= found
            part |= found
            reached.extend(found)
        parts.append(part)
    return parts


def _flat(places: Sequence[Place]) -> Points:
    """Degrees as tiles to the east and south; a degree of longitude shrinks to the north."""
    import numpy as np

    middle_east = sum(place.east for place in places) / len(places)
    return _TILES_PER_DEGREE * np.array(
        [((p.east - middle_east) * cos(radians(p.north)), -p.north) for p in places]
    )


def _spread(points: Points, groups: Sequence[str]) -> Points:
    """Push apart what is too close, and draw groups together, round after round."""
    import numpy as np
    from scipy.spatial.distance import cdist

    names = np.array(groups)
    same = (names[:, None] == names[None]).astype(float)
    to_middle = same / same.sum(axis=1, keepdims=True)
    for _round in range(_ROUNDS):
        apart = cdist(points, points)
        np.fill_diagonal(apart, np.inf)
        push = _PUSH * np.clip(_ELBOW_ROOM - apart, 0, None) / np.maximum(apart, 1e-6)
        away = points * push.sum(axis=1, keepdims=True) - push @ points
        # Rounded, so that every machine gives the same tiles.
        points = np.round(points + away + _PULL * (to_middle @ points - points), 9)
    return points


def _assigned(points: Points) -> list[Tile]:
    """The cells of a grid around the points, one for each, nearest on the whole."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment
    from scipy.spatial.distance import cdist

    west, north = points.min(axis=0) - _MARGIN
    width, height = np.ptp(points, axis=0) + 2 * _MARGIN
    cells = [
        Tile(row, column)
        for row in range(int(height / ROW_HEIGHT) + 1)
        for column in range(int(width) + 1)
    ]
    grid = np.array([middle(cell) for cell in cells]) + np.array([west, north])
    _points, chosen = linear_sum_assignment(cdist(points, grid, "sqeuclidean"))
    return [cells[place] for place in chosen]
