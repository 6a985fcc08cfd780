"""What the components are given: small frozen values, made by views and queries.

Every text here is shown as it is, in the reader's language already. A component takes a
mapping with the same keys just as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from samvern.engine.tile_map import Tile


@dataclass(frozen=True)
class Link:
    """A way to another page; ``current`` marks the one that the reader is on."""

    title: str
    url: str
    current: bool = False
    icon: str = ""


@dataclass(frozen=True)
class Share:
    """A named part of a whole, 0..1."""

    label: str
    share: float


@dataclass(frozen=True)
class ShareRow:
    """One stacked bar: a thing, its parts in order, and the sentence that the bar says.

    ``note`` is a remark that belongs to the name; ``tag`` a word that stands out beside it, such
    as "decided: 3".
    """

    name: str
    shares: Sequence[Share]
    url: str = ""
    sentence: str = ""
    note: str = ""
    tag: str = ""


@dataclass(frozen=True)
class LevelBar:
    """A judgement, or many together, on a scale: each level, lowest first, with its share.

    Nobody knows when ``shares`` is empty.
    """

    label: str
    shares: Sequence[Share]


@dataclass(frozen=True)
class MatrixColumn:
    """A column of a matrix; neighbours with the same ``group`` share a heading."""

    key: str
    title: str
    group: str = ""


@dataclass(frozen=True)
class MatrixCell:
    """A judgement as a share of the most that is possible (0..1), and in words.

    ``share`` is None where nobody knows.
    """

    share: float | None
    words: str


@dataclass(frozen=True)
class MatrixRow:
    """A row of a matrix, one cell for each column.

    ``levels`` are short bars beside the squares, the same ones in every row.
    """

    title: str
    cells: Sequence[MatrixCell]
    url: str = ""
    levels: Sequence[LevelBar] = ()


@dataclass(frozen=True)
class Matrix:
    """Rows by columns, each cell a square whose area is its share."""

    caption: str
    columns: Sequence[MatrixColumn]
    rows: Sequence[MatrixRow]


@dataclass(frozen=True)
class MapTile:
    """A place on a tile map, in a group that is outlined and named; ``count`` None: not known."""

    title: str
    group: str
    tile: Tile
    count: int | None
    url: str = ""


@dataclass(frozen=True)
class TileMap:
    """One hexagon for each place, filled by how many there are.

    ``place_title``, ``group_title`` and ``count_title`` are the headings of its table.
    """

    caption: str
    place_title: str
    group_title: str
    count_title: str
    tiles: Sequence[MapTile]


@dataclass(frozen=True)
class Step:
    """A step of something that is done in order."""

    title: str
    state: Literal["done", "current", "todo"]
    url: str = ""


@dataclass(frozen=True)
class Event:
    """Something that happened: when, what, by whom, and why."""

    at: datetime | date
    text: str
    by: str = ""
    why: str = ""
    url: str = ""


@dataclass(frozen=True)
class Weight:
    """A weight that the reader can move, 0..100; only the weights' proportions count.

    ``shortcut`` is a key that chooses it, where the page has keys.
    """

    key: str
    label: str
    percent: float
    help: str = ""
    shortcut: str = ""


@dataclass(frozen=True)
class Ranked:
    """An entry of a list that the reader can put in order; ``shortcut`` is a key to choose it."""

    key: str
    label: str
    note: str = ""
    shortcut: str = ""


@dataclass(frozen=True)
class Shortcut:
    """A link that a key follows too; ``current`` marks what holds now."""

    key: str
    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Definition:
    """A term with its value; ``help`` explains the term."""

    term: str
    value: str
    help: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart with everything that it must not come without.

    ``svg_url`` answers with the image and ``spec_url`` with its Vega specification; both
    understand ``?scheme=dark``. ``summary`` says in words what the chart shows, ``alt`` what
    it is. ``columns`` and ``rows`` are the same figures as a table, as text, the first column
    naming the row.
    """

    title: str
    summary: str
    alt: str
    svg_url: str
    spec_url: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    source: str = ""
