"""What a report consists of: plain texts in the reader's language, and counts to draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: A term with its value.
Line = tuple[str, str]


class Look(StrEnum):
    """How a piece of text in a cell stands out."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    PRESSING = "pressing"  # what needs the reader: strong, and marked at its side


@dataclass(frozen=True)
class Piece:
    """A paragraph of a cell."""

    text: str
    look: Look = Look.PLAIN


#: What a cell holds, one paragraph below the other.
Cell = tuple[Piece, ...]


@dataclass(frozen=True)
class Table:
    """A table; the first column names the row. ``numeric`` columns stand to the right.

    ``widths`` are the columns' shares of the width, in any unit. An empty caption is for a table
    that the heading above it names.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    numeric: tuple[int, ...] = ()


class Kind(StrEnum):
    """What a part of the bar stands for, which decides its pattern; the name stands beside it."""

    FULFILLED = "fulfilled"
    PARTLY = "partly"
    NOT_FULFILLED = "not_fulfilled"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"
    NOT_ANSWERED = "not_answered"


@dataclass(frozen=True)
class Count:
    """How many there are of a kind."""

    kind: Kind
    name: str
    count: int


@dataclass(frozen=True)
class CountBar:
    """One bar of counts, those of 0 left out of the picture. ``alt`` says it in words."""

    alt: str
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Section:
    """A part under a heading of a level (1 to 4)."""

    title: str
    level: int
    paragraphs: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Report:
    """A whole report.

    Attributes
    ----------
    language
        ``nb``, ``nn`` or ``en``.
    kind_name
        What sort of report it is, on every page with the name of the organisation.
    mark
        Who may see it, on every page.
    foot
        As of when, on every page.
    made_on
        The date that the report carries; nothing in it depends on the clock.
    answer
        What the report comes to; the first sentence largest.
    bar, bar_table
        The counts as a picture, and the same as a table.
    notes
        What must be known of the requirement set and of who sees the report.
    is_wide
        Whether the pages are turned on their side.
    """

    language: str
    kind_name: str
    title: str
    organisation: str
    mark: str
    foot: str
    made_on: date
    answer: tuple[str, ...]
    bar: CountBar | None
    bar_table: Table | None
    facts: tuple[Line, ...]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    facts_title: str
    notes_title: str
    is_wide: bool = False
