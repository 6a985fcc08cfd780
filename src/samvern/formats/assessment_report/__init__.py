"""A report on a self-assessment: accessible PDF (PDF/UA-1), the same bytes for the same report.

What the report says is decided by who makes the :class:`Report`; :mod:`samvern.formats.printing`
sets it. Who may see it stands on every page.
"""

from samvern.formats.assessment_report.printing import preview, write
from samvern.formats.assessment_report.report import (
    Cell,
    Count,
    CountBar,
    Kind,
    Line,
    Look,
    Piece,
    Report,
    Section,
    Table,
)

__all__ = [
    "Cell",
    "Count",
    "CountBar",
    "Kind",
    "Line",
    "Look",
    "Piece",
    "Report",
    "Section",
    "Table",
    "preview",
    "write",
]
