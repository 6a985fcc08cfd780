"""What a paper says, as the texts and positions that are set: the same for print and for Word."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import singledispatchmethod
from typing import Any, Final

from samvern.engine.papers import (
    Between,
    Cell,
    Chart,
    DecisionBox,
    Facts,
    Figure,
    FigureTable,
    Heading,
    Items,
    KeyFigures,
    Kind,
    Notice,
    PageBreak,
    Paper,
    Paragraph,
    SourceList,
    TableColumn,
    Tag,
    Words,
    numbered_sources,
)
from samvern.formats.papers.drawing import drawn
from samvern.formats.papers.fixed_words import PaperWords

#: As much of a digest as is enough to tell papers apart by eye.
SHORT_DIGEST: Final = 12
#: What keeps a figure and its unit on one line.
_JOINT: Final = "\N{NO-BREAK SPACE}"
#: Cells of these kinds stand to the right.
_NUMERIC: Final = frozenset({Kind.NUMBER, Kind.SHARE})


class Teller:
    """Puts a paper into words."""

    def __init__(self, paper: Paper, words: PaperWords) -> None:
        self.paper, self.words = paper, words
        self._sources = numbered_sources(paper)
        self._numbers: dict[tuple[str, date | None], int] = {
            (each.source.key, each.as_of): each.number for each in self._sources
        }
        self._titles = {each.key: each.title for each in paper.sources}

    def told(self) -> dict[str, Any]:
        """The whole paper as plain values."""
        paper, words = self.paper, self.words
        figures_of = words.figures_of % {"day": words.speaker.day(paper.as_of)}
        made_from = words.made_from % {"digest": paper.snapshot[:SHORT_DIGEST]}
        return {
            "kind": paper.kind.value,
            "has_one_page": paper.kind.has_one_page,
            "language": paper.language,
            "title": paper.title,
            "subtitle": paper.subtitle,
            "publisher": paper.publisher,
            "mark": paper.mark,
            "reference": paper.reference,
            "figures_of": figures_of,
            "made_from": made_from,
            "contents": words.contents,
            "blocks": [self._block(block) for block in paper.blocks],
        }

    @singledispatchmethod
    def _block(self, block: object) -> dict[str, Any]:
        raise TypeError(type(block))

    @_block.register
    def _(self, block: Heading) -> dict[str, Any]:
        return {"is": "heading", "text": block.text, "level": block.level}

    @_block.register
    def _(self, block: Paragraph) -> dict[str, Any]:
        return {"is": "paragraph", "runs": self.runs(block.words), "is_lead": block.is_lead}

    @_block.register
    def _(self, block: Items) -> dict[str, Any]:
        items = [self.runs(item) for item in block.items]
        return {"is": "items", "items": items, "is_numbered": block.is_numbered}

    @_block.register
    def _(self, block: Facts) -> dict[str, Any]:
        lines = [{"term": term, "runs": self.runs(said)} for term, said in block.lines]
        return {"is": "facts", "lines": lines}

    @_block.register
    def _(self, block: KeyFigures) -> dict[str, Any]:
        return {"is": "key_figures", "figures": list(self._key_figures(block))}

    @_block.register
    def _(self, block: Notice) -> dict[str, Any]:
        paragraphs = [self.runs(said) for said in block.paragraphs]
        tone = block.tone.value
        return {"is": "notice", "title": block.title, "paragraphs": paragraphs, "tone": tone}

    @_block.register
    def _(self, block: DecisionBox) -> dict[str, Any]:
        return {
            "is": "decision",
            "title": block.title,
            "paragraphs": [self.runs(said) for said in block.paragraphs],
            "proposals": [self.runs(said) for said in block.proposals],
        }

    @_block.register
    def _(self, _block: PageBreak) -> dict[str, Any]:
        return {"is": "page_break"}

    def runs(self, said: Words) -> list[dict[str, Any]]:
        """A sentence in pieces: texts, and with each figure the number of its source."""
        return [
            {"text": piece, "source": 0}
            if isinstance(piece, str)
            else {"text": self.figure(piece), "source": self._numbers[piece.source, piece.as_of]}
            for piece in said
        ]

    def figure(self, figure: Figure) -> str:
        """A figure in words, with its unit and between what it lies."""
        said, between = self._figure(figure)
        return f"{said} ({between})" if between else said

    def _figure(self, figure: Figure) -> tuple[str, str]:
        value = figure.value
        if value is None:
            return self.words.not_known, ""
        if isinstance(value, date):
            return self.words.speaker.day(value), ""
        said = _with_unit(self.value(value, figure.kind, figure.decimals), figure.unit)
        ends = figure.low, figure.high
        return said, self.span(*ends, figure.kind, figure.decimals, figure.level)

    def span(
        self,
        low: float | None,
        high: float | None,
        kind: Kind,
        decimals: int | None,
        level: float | None = None,
    ) -> str:
        """Between what a number lies; nothing where that is not known."""
        if low is None or high is None:
            return ""
        ends = {"low": self.value(low, kind, decimals), "high": self.value(high, kind, decimals)}
        if level is None:
            return self.words.span % ends
        return self.words.span_with % {**ends, "level": self.words.speaker.percent(level)}

    def number(
        self,
        value: float,
        kind: Kind,
        decimals: int | None,
        ends: tuple[float | None, float | None] = (None, None),
    ) -> str:
        """A number without its unit, and between what it lies where that is known."""
        said, span = self.value(value, kind, decimals), self.span(*ends, kind, decimals)
        return f"{said} ({span})" if span else said

    def value(self, value: float, kind: Kind, decimals: int | None) -> str:
        """A number without its unit; a share has its sign."""
        speaker = self.words.speaker
        if kind is not Kind.SHARE:
            return speaker.number(value, decimals)
        if 0 <= value <= 1:
            return speaker.percent(value, decimals or 0)
        # What is no part of a whole, such as a change of 120 %.
        sign = speaker.percent(0.5).removeprefix("50")
        return speaker.number(value * 100, decimals or 0) + sign

    def stated(self, source: str, as_of: date | None, what: str = "") -> dict[str, Any]:
        """The line below a table or a chart."""
        words = self.words
        day = words.speaker.day(as_of) if as_of else ""
        parts = {"source": self._titles[source], "day": day, "what": what}
        text = (words.stated_of if what else words.stated) % parts
        return {"text": text, "source": self._numbers[source, as_of]}

    def _key_figures(self, block: KeyFigures) -> Iterator[dict[str, Any]]:
        for name, figure in block.figures:
            text, span = self._figure(figure)
            source = self._numbers[figure.source, figure.as_of]
            is_known = figure.value is not None
            yield {"name": name, "text": text, "span": span, "source": source, "is_known": is_known}

    @_block.register
    def _(self, table: FigureTable) -> dict[str, Any]:
        stated = [self.stated(table.source, table.as_of)]
        stated += [
            self.stated(column.source or table.source, column.as_of or table.as_of, column.title)
            for column in table.columns
            if column.source or column.as_of
        ]
        return {
            "is": "table",
            "caption": table.caption,
            "head": [heading_of(column) for column in table.columns],
            "widths": [column.width for column in table.columns],
            "numeric": [at for at, each in enumerate(table.columns) if each.kind in _NUMERIC],
            "rows": [
                [self.cell(cell, column) for cell, column in zip(row, table.columns, strict=True)]
                for row in table.rows
            ],
            "stated": stated,
            "note": table.note,
        }

    def cell(self, cell: Cell, column: TableColumn) -> dict[str, str]:
        """What stands in a cell, and its tone if it has one."""
        match cell:
            case None:
                return {"text": self.words.not_known, "tone": ""}
            case Tag():
                return {"text": cell.words, "tone": cell.tone.value}
            case str():
                return {"text": cell, "tone": ""}
            case date():
                return {"text": self.words.speaker.day(cell), "tone": ""}
            case Between():
                ends = cell.low, cell.high
                text = self.number(cell.value, column.kind, column.decimals, ends)
                return {"text": text, "tone": ""}
        return {"text": self.value(cell, column.kind, column.decimals), "tone": ""}

    @_block.register
    def _(self, chart: Chart) -> dict[str, Any]:
        notes = [chart.note] if chart.note else []
        if chart.level is not None:
            level = self.words.speaker.percent(chart.level)
            notes.insert(0, self.words.level % {"level": level})
        return {
            "is": "chart",
            "title": chart.title,
            "alt": chart.alt,
            "drawing": drawn(chart, self),
            "stated": [self.stated(chart.source, chart.as_of)],
            "note": " ".join(notes),
        }

    @_block.register
    def _(self, block: SourceList) -> dict[str, Any]:
        words = self.words
        return {
            "is": "sources",
            "title": block.title or words.sources,
            "head": [words.number, words.source, words.as_of],
            "sources": [
                {
                    "number": each.number,
                    "title": each.source.title,
                    "detail": each.source.detail,
                    "address": each.source.address,
                    "day": words.speaker.day(each.as_of),
                }
                for each in self._sources
            ],
        }


def heading_of(column: TableColumn) -> str:
    """What stands above a column: what it is, and its unit once."""
    unit = column.unit.replace(" ", _JOINT)
    return f"{column.title} ({unit})" if unit else column.title


def _with_unit(said: str, unit: str) -> str:
    return f"{said}{_JOINT}{unit}" if unit else said
