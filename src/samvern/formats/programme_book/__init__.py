"""A programme as a printable book: accessible PDF (PDF/UA-1), the same bytes for the same book.

What the book says is decided by who makes the :class:`Book`; :mod:`samvern.formats.printing` sets
it.
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
