"""Charts: the values that they show, never how they are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from samvern.engine.papers.figures import Kind


@dataclass(frozen=True)
class Bar:
    """One bar; ``value`` is None where nobody knows, ``low`` and ``high`` between what it lies."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Bars:
    """Bars in order from the top, with a line to hold them against if there is one."""

    rows: tuple[Bar, ...]
    reference: float | None = None
    reference_name: str = ""


@dataclass(frozen=True)
class Line:
    """A line over the points of its chart, None where there is no value.

    ``low`` and ``high`` are as long as ``values``, or empty.
    """

    name: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True)
class Lines:
    """Lines over points in order, such as years, with the path to a target if there is one."""

    points: tuple[str, ...]
    lines: tuple[Line, ...]
    target: tuple[float | None, ...] = ()
    target_name: str = ""


@dataclass(frozen=True)
class ShareRow:
    """A bar of shares (0..1, at most 1 together) in the order of the parts; ``count`` is of what."""

    name: str
    shares: tuple[float, ...]
    count: int | None = None


@dataclass(frozen=True)
class Shares:
    """Stacked bars of the same parts, from the left."""

    parts: tuple[str, ...]
    rows: tuple[ShareRow, ...]


@dataclass(frozen=True)
class Span:
    """Work from the beginning of one period to the end of another, counted from 0.

    What is conditional hangs on a decision that is yet to be taken.
    """

    first: int
    last: int
    is_conditional: bool = False


@dataclass(frozen=True)
class Milestone:
    """What is to be reached by the end of a period, counted from 0."""

    name: str
    period: int
    is_decision: bool = False


@dataclass(frozen=True)
class GanttRow:
    """One line of a roadmap."""

    name: str
    group: str = ""
    spans: tuple[Span, ...] = ()
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True)
class Gantt:
    """A roadmap: rows over periods; rows of one group stand together."""

    periods: tuple[str, ...]
    rows: tuple[GanttRow, ...]


ChartData = Bars | Lines | Shares | Gantt


@dataclass(frozen=True)
class Chart:
    """A chart with its source and as of when its values hold.

    Attributes
    ----------
    title
        What it shows, as a sentence or a question.
    alt
        What there is to see, in words, for who does not see it.
    x_title, y_title
        Titles of its axes, the horizontal one first.
    kind, unit, decimals
        What its values are, as of a figure.
    level
        How certain the intervals are (0..1).
    """

    title: str
    data: ChartData
    alt: str
    source: str
    as_of: date | None
    x_title: str = ""
    y_title: str = ""
    kind: Kind = Kind.NUMBER
    unit: str = ""
    decimals: int | None = None
    level: float | None = None
    note: str = ""
