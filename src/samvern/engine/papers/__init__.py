"""Papers: yearly report, board status, measure sheet and chapter, as plain values.

A :class:`Paper` says what is told and nothing of how it is set; the same paper is printed, handed
on as a document and annexed as a workbook. Each figure and chart names its source and its day, and
:func:`check_paper` refuses a paper in which one does not.
"""

from samvern.engine.papers.blocks import (
    Between,
    Block,
    Cell,
    DecisionBox,
    Facts,
    FigureTable,
    Heading,
    Items,
    KeyFigures,
    Notice,
    NoticeTone,
    PageBreak,
    Paragraph,
    SourceList,
    TableColumn,
)
from samvern.engine.papers.charts import (
    Bar,
    Bars,
    Chart,
    ChartData,
    Gantt,
    GanttRow,
    Line,
    Lines,
    Milestone,
    ShareRow,
    Shares,
    Span,
)
from samvern.engine.papers.checking import check_paper, find_paper_problems
from samvern.engine.papers.figures import Figure, Kind, Source, Tag, Tone, Words, words
from samvern.engine.papers.paper import (
    NumberedSource,
    Paper,
    PaperKind,
    Placed,
    numbered_sources,
    placed_figures,
)
from samvern.engine.papers.record import paper_digest, paper_from_json, paper_to_json

__all__ = [
    "Bar",
    "Bars",
    "Between",
    "Block",
    "Cell",
    "Chart",
    "ChartData",
    "DecisionBox",
    "Facts",
    "Figure",
    "FigureTable",
    "Gantt",
    "GanttRow",
    "Heading",
    "Items",
    "KeyFigures",
    "Kind",
    "Line",
    "Lines",
    "Milestone",
    "Notice",
    "NoticeTone",
    "NumberedSource",
    "PageBreak",
    "Paper",
    "PaperKind",
    "Paragraph",
    "Placed",
    "ShareRow",
    "Shares",
    "Source",
    "SourceList",
    "Span",
    "TableColumn",
    "Tag",
    "Tone",
    "Words",
    "check_paper",
    "find_paper_problems",
    "numbered_sources",
    "paper_digest",
    "paper_from_json",
    "paper_to_json",
    "placed_figures",
    "words",
]
