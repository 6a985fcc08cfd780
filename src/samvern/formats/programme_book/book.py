"""What a book consists of: plain texts in the reader's language, and shares to draw."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

#: A term with its value.
Line = tuple[str, str]


@dataclass(frozen=True)
class Table:
    """A table of texts; the first column names the row. ``numeric`` columns stand to the right.

    ``widths`` are the columns' shares of the width, in any unit.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True)
class GridColumn:
    """A column of the matrix: a short key, its title, and the heading over its group."""

    key: str
    title: str
    group: str


@dataclass(frozen=True)
class GridCell:
    """A judgement as a share of the most that is possible (0..1), None where nobody knows."""

    share: float | None


@dataclass(frozen=True)
class LevelBar:
    """How judgements are spread over the levels of a scale, lowest first; empty if not known."""

    shares: tuple[float, ...]


@dataclass(frozen=True)
class GridRow:
    """A row of the matrix, a cell for each column and a bar for each of the grid's ``levels``."""

    title: str
    cells: tuple[GridCell, ...]
    levels: tuple[LevelBar, ...]


@dataclass(frozen=True)
class Grid:
    """The matrix: squares whose area is the share. ``alt`` says in words what it shows."""

    alt: str
    columns: tuple[GridColumn, ...]
    levels: tuple[str, ...]
    rows: tuple[GridRow, ...]


@dataclass(frozen=True)
class Bar:
    """One stacked bar: a name, shares in order (sum 1), a sentence, and the shares in words."""

    name: str
    shares: tuple[float, ...]
    sentence: str
    alt: str
    tag: str = ""


@dataclass(frozen=True)
class Section:
    """A part of the book: paragraphs, then whatever of the rest it has, in this order.

    ``legend`` names the shares of the bars, and ``marks`` does so in the bars themselves.
    """

    title: str
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Line, ...] = ()
    grids: tuple[Grid, ...] = ()
    legend: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    parts: tuple[Section, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A measure: what and why, who and when, and how it was judged, by each criterion.

    A short one is kept on one page.
    """

    title: str
    description: str
    facts: tuple[Line, ...]
    judgements: tuple[Line, ...]
    is_short: bool = True


@dataclass(frozen=True)
class Chapter:
    """A focus area with its measures."""

    title: str
    paragraphs: tuple[str, ...]
    facts: tuple[Line, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True)
class FindingGroup:
    """Findings of one sort, each a sentence with the steps and causes below it."""

    title: str
    rows: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]


@dataclass(frozen=True)
class FindingSection:
    """Findings of one severity."""

    title: str
    groups: tuple[FindingGroup, ...]


@dataclass(frozen=True)
class Book:
    """A whole book.

    Attributes
    ----------
    language
        ``nb``, ``nn`` or ``en``.
    made_on
        The date that the book carries; None for none. Nothing in the book depends on the clock.
    imprint
        What stands at the foot of the title page: version, who sees it, how it was made.
    findings
        None for readers who may not read findings; then the book does not have the section.
    words
        The fixed words of the book, by the keys that the template asks for.
    """

    language: str
    code: str
    title: str
    author: str
    made_on: date | None
    answer: tuple[str, ...]
    facts: tuple[Line, ...]
    imprint: tuple[str, ...]
    sections: tuple[Section, ...]
    chapters: tuple[Chapter, ...]
    findings: tuple[FindingSection, ...] | None
    closing: tuple[Section, ...]
    glossary: tuple[Line, ...]
    words: dict[str, str] = field(default_factory=dict)
