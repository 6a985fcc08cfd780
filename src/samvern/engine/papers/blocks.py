"""What a paper is made of, one block below the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samvern.engine.papers.charts import Chart
from samvern.engine.papers.figures import Figure, Kind, Tag, Words


@dataclass(frozen=True)
class Heading:
    """A heading of a level, 1 to 3; none is skipped on the way down."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; the lead of a paper stands out and says what it comes to."""

    words: Words
    is_lead: bool = False


@dataclass(frozen=True)
class Items:
    """A list."""

    items: tuple[Words, ...]
    is_numbered: bool = False


@dataclass(frozen=True)
class Facts:
    """Terms with their values, side by side."""

    lines: tuple[tuple[str, Words], ...]


@dataclass(frozen=True)
class KeyFigures:
    """A few figures in large type, each with what it is below it."""

    figures: tuple[tuple[str, Figure], ...]


@dataclass(frozen=True)
class TableColumn:
    """A column: what its cells are, and its share of the width, in any unit.

    ``source`` and ``as_of`` stand where they are others than those of the table.
    """

    title: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    decimals: int | None = None
    width: float = 1.0
    source: str = ""
    as_of: date | None = None


@dataclass(frozen=True)
class Between:
    """A number in a table with between what it lies."""

    value: float
    low: float
    high: float


#: What a cell holds; None where nobody knows.
Cell = str | float | date | Between | Tag | None


@dataclass(frozen=True)
class FigureTable:
    """A table with its source and as of when it holds; the first column names the row.

    ``may_be_cut`` says that its last rows can be left out where a paper has only one page; the
    paper then says how many there are, and the annex has them all.
    """

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str
    as_of: date | None
    note: str = ""
    may_be_cut: bool = False


class NoticeTone(StrEnum):
    """What a notice is for."""

    INFO = "info"
    WARNING = "warning"


@dataclass(frozen=True)
class Notice:
    """What a reader has to know before reading on."""

    title: str
    paragraphs: tuple[Words, ...]
    tone: NoticeTone = NoticeTone.INFO


@dataclass(frozen=True)
class DecisionBox:
    """What those who read the paper are asked to decide, point by point."""

    title: str
    proposals: tuple[Words, ...]
    paragraphs: tuple[Words, ...] = ()


@dataclass(frozen=True)
class SourceList:
    """Where the sources of all figures are told, with the numbers that figures carry."""

    title: str = ""


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


Block = (
    Heading
    | Paragraph
    | Items
    | Facts
    | KeyFigures
    | FigureTable
    | Chart
    | Notice
    | DecisionBox
    | SourceList
    | PageBreak
)
