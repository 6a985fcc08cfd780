"""A programme as a printable book: accessible PDF (PDF/UA-1), the same bytes for the same book.

What the book says is decided by who makes the :class:`Book`; here it is only set and printed, by
Typst, with the fonts that Typst brings, so that it looks the same on every machine. Texts are
handed over as data and never become markup.

Source
------
ISO 14289-1 (PDF/UA-1); Typst checks it while it sets the book and refuses what breaks it.
"""

from samvern.formats.programme_book.book import (
    Bar,
    Book,
    Chapter,
    FindingGroup,
    FindingSection,
    Grid,
    GridCell,
    GridColumn,
    GridRow,
    LevelBar,
    Line,
    Section,
    Sheet,
    Table,
)
from samvern.formats.programme_book.printing import preview, write

__all__ = [
    "Bar",
    "Book",
    "Chapter",
    "FindingGroup",
    "FindingSection",
    "Grid",
    "GridCell",
    "GridColumn",
    "GridRow",
    "LevelBar",
    "Line",
    "Section",
    "Sheet",
    "Table",
    "preview",
    "write",
]
