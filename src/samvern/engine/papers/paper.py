"""A paper: what is laid before a ministry, a board or a meeting, as one frozen value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samvern.engine.papers.blocks import (
    Block,
    DecisionBox,
    Facts,
    FigureTable,
    Heading,
    Items,
    KeyFigures,
    Notice,
    Paragraph,
)
from samvern.engine.papers.charts import Chart
from samvern.engine.papers.figures import Figure, Source, Words


class PaperKind(StrEnum):
    """The papers there are; what they are decides how they are laid out."""

    YEARLY_REPORT = "yearly_report"  # front page, contents, as long as it takes
    BOARD_STATUS = "board_status"  # one page of A4
    MEASURE_SHEET = "measure_sheet"  # one page of A4
    FOCUS_AREA = "focus_area"  # a chapter by itself

    @property
    def has_one_page(self) -> bool:
        """Whether it must find room on one page."""
        return self in {PaperKind.BOARD_STATUS, PaperKind.MEASURE_SHEET}


@dataclass(frozen=True)
class Paper:
    """A whole paper.

    Attributes
    ----------
    language
        ``nb``, ``nn`` or ``en``; all its texts are in it.
    as_of
        The date of its figures; none is younger. It is the date that the files carry as well, for
        nothing in them depends on the clock.
    snapshot
        The SHA-256 of the frozen figures that it was made from.
    publisher
        Who stands behind it.
    mark
        What stands on every page, such as that it is a draft or who may see it.
    reference
        What it is filed under, such as the code of the programme with the year.
    """

    kind: PaperKind
    language: str
    title: str
    as_of: date
    snapshot: str
    publisher: str
    sources: tuple[Source, ...]
    blocks: tuple[Block, ...]
    subtitle: str = ""
    mark: str = ""
    reference: str = ""


@dataclass(frozen=True)
class Placed:
    """A figure with where it stands: the heading above, and the words around it."""

    figure: Figure
    heading: str
    around: Words


@dataclass(frozen=True)
class NumberedSource:
    """A source as of a day, with the number that figures from it carry."""

    number: int
    source: Source
    as_of: date


def words_of(block: Block) -> Iterator[Words]:
    """The sentences of a block that may hold figures, in the order in which they are read."""
    match block:
        case Paragraph():
            yield block.words
        case Items():
            yield from block.items
        case Facts():
            yield from (said for _term, said in block.lines)
        case KeyFigures():
            yield from ((figure, f" {name}") for name, figure in block.figures)
        case Notice():
            yield from block.paragraphs
        case DecisionBox():
            yield from block.paragraphs
            yield from block.proposals
        case _:
            return


def placed_figures(paper: Paper) -> Iterator[Placed]:
    """Every figure that stands in words, in the order in which they are read."""
    heading = ""
    for block in paper.blocks:
        if isinstance(block, Heading):
            heading = block.text
        for said in words_of(block):
            for piece in said:
                if isinstance(piece, Figure):
                    yield Placed(piece, heading, said)


def stated_sources(block: Block) -> Iterator[tuple[str, date | None]]:
    """The key and the day of each source that a block names, in the order in which it does."""
    match block:
        case Chart():
            yield block.source, block.as_of
        case FigureTable():
            yield block.source, block.as_of
            for column in block.columns:
                if column.source or column.as_of:
                    yield column.source or block.source, column.as_of or block.as_of
        case _:
            for said in words_of(block):
                for piece in said:
                    if isinstance(piece, Figure):
                        yield piece.source, piece.as_of


def numbered_sources(paper: Paper) -> tuple[NumberedSource, ...]:
    """The sources that figures come from, each with its days, numbered as they are first named.

    The paper must hold (:func:`samvern.engine.papers.check_paper`).
    """
    by_key = {source.key: source for source in paper.sources}
    named = dict.fromkeys(
        (key, on) for block in paper.blocks for key, on in stated_sources(block) if on
    )
    return tuple(
        NumberedSource(number, by_key[key], on) for number, (key, on) in enumerate(named, start=1)
    )
