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


@dataclass(frozen=True)
class GanttPeriod:
    """A column of time; neighbours with the same ``group`` (a year) share a heading."""

    label: str
    group: str


@dataclass(frozen=True)
class GanttRow:
    """Work from one period to another, counted from 0 and both included, and done from then on.

    ``words`` say it all. ``starts``, ``ends``, ``note`` and ``condition`` stand in the table;
    ``condition`` is what the work hangs on, and it is drawn hatched. ``is_decision`` ends in a
    decision, drawn as a diamond; ``tag`` is a word that stands out beside the name.
    """

    name: str
    first: int
    last: int
    words: str
    starts: str
    ends: str
    url: str = ""
    note: str = ""
    condition: str = ""
    is_decision: bool = False
    tag: str = ""


@dataclass(frozen=True)
class GanttGroup:
    """Rows that belong together."""

    title: str
    rows: Sequence[GanttRow]


@dataclass(frozen=True)
class Gantt:
    """What happens when; ``today`` is how far into all of its time this day is, 0..1, if it is."""

    caption: str
    periods: Sequence[GanttPeriod]
    groups: Sequence[GanttGroup]
    today: float | None = None


@dataclass(frozen=True)
class Use:
    """How much of something is used, in words and as a share of what there is; 1 is all of it."""

    share: float
    words: str


@dataclass(frozen=True)
class UseRow:
    """A budget or a capacity, with its use in each period."""

    title: str
    uses: Sequence[Use]
    note: str = ""


@dataclass(frozen=True)
class FrontierPoint:
    """A choice between two figures: how far along each axis it lies, 0..1, and both in words."""

    x: float
    y: float
    words: str
    cells: Sequence[str]
    is_current: bool = False


@dataclass(frozen=True)
class Frontier:
    """What each amount of one thing buys of another, from the least to the most.

    ``x_end`` and ``y_end`` are the figures at the ends of the axes, in words; ``columns`` are the
    headings of the table of its points.
    """

    caption: str
    x_title: str
    y_title: str
    x_end: str
    y_end: str
    columns: Sequence[str]
    points: Sequence[FrontierPoint]


@dataclass(frozen=True)
class SignedInterval:
    """An estimate that may lie on either side of nothing, in its own unit, with its words.

    ``low_end`` and ``high_end`` say what it is to lie that way. Without an interval there is only the
    estimate.
    """

    label: str
    value: float
    low: float | None
    high: float | None
    words: str
    zero: str
    low_end: str
    high_end: str


@dataclass(frozen=True)
class EventMoment:
    """An effect so long before or after a start, with its words and its cells of the table.

    ``is_base`` is what all others are held against; ``is_before`` lies before the start.
    """

    label: str
    value: float
    low: float | None
    high: float | None
    words: str
    cells: Sequence[str]
    is_before: bool = False
    is_base: bool = False


@dataclass(frozen=True)
class EventStudy:
    """How an effect came about over time, seen from the start.

    ``start`` names the line between before and after, ``ticks`` are values of the axis as they are
    written, ``columns`` head the table, the first ``text_columns`` of them over words.
    """

    caption: str
    summary: str
    x_title: str
    y_title: str
    start: str
    columns: Sequence[str]
    moments: Sequence[EventMoment]
    ticks: Sequence[tuple[float, str]] = ()
    text_columns: int = 1


@dataclass(frozen=True)
class SeriesPoint:
    """A value at a time: how far along each axis it lies, 0..1, in words and as cells of the table.

    ``low`` and ``high`` are the ends of its interval, where it has one.
    """

    x: float
    y: float
    words: str
    cells: Sequence[str]
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Series:
    """How something developed, with what was aimed at as a dashed line.

    ``x_ends`` and ``y_ends`` are the figures at the ends of the axes, in words; ``path`` are the turns of
    the dashed line, 0..1 along each axis, which ``path_name`` names; ``columns`` are the headings of
    the table of the points.
    """

    caption: str
    y_title: str
    x_ends: tuple[str, str]
    y_ends: tuple[str, str]
    points_name: str
    path_name: str
    columns: Sequence[str]
    points: Sequence[SeriesPoint]
    path: Sequence[tuple[float, float]] = ()
