"""The blocks of a paper as a page shows them: the same figures, each linked to its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Any, Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from samvern.engine import papers as engine
from samvern.engine.papers import Figure, Kind, Tone
from samvern.ui import parts
from samvern.ui.numbers import day, number, percent

#: The colours that repeat in colour what a tag says in words.
_COLOURS: Final[Mapping[Tone, str]] = {
    Tone.NONE: "neutral",
    Tone.GOOD: "success",
    Tone.ATTENTION: "warning",
    Tone.BAD: "danger",
    Tone.UNKNOWN: "neutral",
}
#: What a template calls each block.
_NAMES: Final[Mapping[type, str]] = {
    engine.Heading: "heading",
    engine.Paragraph: "paragraph",
    engine.Items: "items",
    engine.Facts: "facts",
    engine.KeyFigures: "facts",
    engine.Notice: "notice",
    engine.DecisionBox: "notice",
    engine.SourceList: "sources",
    engine.PageBreak: "break",
}
_NUMERIC: Final = (Kind.NUMBER, Kind.SHARE)
#: With fewer chapters a paper has no contents: it is soon read through.
_FEWEST_CHAPTERS: Final = 6
#: The headings that the contents name below a chapter.
_SECTION: Final = 2


@dataclass(frozen=True)
class Cell:
    """A cell of a table; ``colour`` only of a tag."""

    text: str
    label: str
    is_numeric: bool = False
    colour: str = ""


@dataclass(frozen=True)
class SourceLine:
    """A source as of a day, as the list at the end has it."""

    anchor: str
    title: str
    as_of: str
    address: str


@dataclass(frozen=True)
class Part:
    """A chapter as the contents name it, with the sections below it."""

    title: str
    anchor: str
    sections: tuple[Part, ...] = ()


def shown_blocks(paper: engine.Paper) -> list[dict[str, Any]]:
    """The blocks of a paper, each with its ``is`` and what a template needs.

    In a paper with contents each chapter but the first begins with the way back to them.
    """
    showing = _Showing(paper)
    blocks = [showing.block(place, block) for place, block in enumerate(paper.blocks)]
    chapters = [each for each in blocks if _is_chapter(each)]
    if len(chapters) >= _FEWEST_CHAPTERS:
        for each in chapters[1:]:
            each["leads_back"] = True
    return blocks


def contents_of(blocks: Sequence[Mapping[str, Any]]) -> list[Part]:
    """The chapters of a paper with their sections; none where it is soon read through."""
    found: list[Part] = []
    for each in blocks:
        if each["is"] == "sources":
            found.append(Part(_("Where the figures are from"), each["id"]))
        elif _is_chapter(each):
            found.append(Part(each["text"], each["id"]))
        elif each["is"] == "heading" and each["level"] == _SECTION and found:
            section = Part(each["text"], each["id"])
            found[-1] = replace(found[-1], sections=(*found[-1].sections, section))
    return found if len(found) >= _FEWEST_CHAPTERS else []


def _is_chapter(block: Mapping[str, Any]) -> bool:
    return bool(block["is"] == "sources" or (block["is"] == "heading" and block["level"] == 1))


class _Showing:
    """One paper as it is turned into parts of a page."""

    def __init__(self, paper: engine.Paper) -> None:
        self.paper = paper
        self.sources = {
            (each.source.key, each.as_of): each for each in engine.numbered_sources(paper)
        }

    def block(self, place: int, block: engine.Block) -> dict[str, Any]:
        """One block, by the name that the template knows it by."""
        match block:
            case engine.Heading():
                anchor = f"part-{place}-{slugify(block.text)[:40]}".rstrip("-")
                shown = {"text": block.text, "level": block.level, "id": anchor}
            case engine.FigureTable():
                return self._table(block)
            case engine.Chart():
                return self._chart(block)
            case engine.SourceList():
                shown = {"lines": list(self._source_lines()), "id": "sources"}
            case _:
                shown = self._of_words(block)
        return {"is": _NAMES[type(block)], **shown}

    def _of_words(self, block: engine.Block) -> dict[str, Any]:
        match block:
            case engine.Paragraph():
                return {"said": self._said(block.words), "is_lead": block.is_lead}
            case engine.Items():
                items = [self._said(each) for each in block.items]
                return {"items": items, "is_numbered": block.is_numbered}
            case engine.Facts():
                return {"lines": [(term, self._said(said)) for term, said in block.lines]}
            case engine.KeyFigures():
                figures = ((name, self._linked(each)) for name, each in block.figures)
                return {"lines": list(figures)}
            case engine.Notice() | engine.DecisionBox():
                proposals = getattr(block, "proposals", ())
                return {
                    "title": block.title,
                    "tone": getattr(block, "tone", engine.NoticeTone.INFO).value,
                    "paragraphs": [self._said(each) for each in block.paragraphs],
                    "proposals": [self._said(each) for each in proposals],
                }
        return {}

    def _said(self, words: engine.Words) -> SafeString:
        """A sentence, each figure in it a link to its source."""
        pieces = ((each if isinstance(each, str) else self._linked(each),) for each in words)
        return format_html_join("", "{}", pieces)

    def _linked(self, figure: Figure) -> SafeString:
        anchor, said = self._source(figure.source, figure.as_of)
        return format_html(
            '<a href="#{}" title="{}">{}<span class="ds-sr-only"> ({})</span></a>',
            anchor,
            said,
            self._figure(figure),
            said,
        )

    def _figure(self, figure: Figure) -> str:
        said = self._value(figure.value, figure.kind, figure.decimals)
        return f"{said} {figure.unit}".strip() if figure.value is not None else said

    def _value(self, value: engine.Cell, kind: Kind, decimals: int | None = None) -> str:
        if value is None:
            return _("not known")
        if isinstance(value, engine.Tag):
            return value.words
        if isinstance(value, engine.Between):
            low, high = (self._number(each, kind, decimals) for each in (value.low, value.high))
            return f"{self._number(value.value, kind, decimals)} ({low}–{high})"
        if isinstance(value, date):
            return day(value, self.paper.language)
        return value if isinstance(value, str) else self._number(value, kind, decimals)

    def _number(self, value: float, kind: Kind, decimals: int | None) -> str:
        if kind is Kind.SHARE:
            return percent(value, decimals or 0, self.paper.language)
        return number(value, decimals, self.paper.language)

    def _source(self, key: str, as_of: date | None) -> tuple[str, str]:
        """The anchor of a source, and where a figure is from in words."""
        found = self.sources[key, as_of] if as_of else None
        if found is None:
            return "", ""
        named = {"source": found.source.title, "day": day(found.as_of, self.paper.language)}
        said = _("Source: %(source)s, as of %(day)s") % named
        return f"source-{found.number}", said

    def _table(self, table: engine.FigureTable) -> dict[str, Any]:
        anchor, said = self._source(table.source, table.as_of)
        heads = [(each.title, each.kind in _NUMERIC) for each in table.columns]
        return {
            "is": "table",
            "caption": table.caption,
            "heads": heads,
            "rows": [
                [self._cell(cell, column) for cell, column in zip(row, table.columns, strict=True)]
                for row in table.rows
            ],
            "source": said,
            "anchor": anchor,
            "note": table.note,
        }

    def _cell(self, cell: engine.Cell, column: engine.TableColumn) -> Cell:
        colour = _COLOURS[cell.tone] if isinstance(cell, engine.Tag) else ""
        text = self._value(cell, column.kind, column.decimals)
        return Cell(text, column.title, column.kind in _NUMERIC, colour)

    def _chart(self, chart: engine.Chart) -> dict[str, Any]:
        anchor, said = self._source(chart.source, chart.as_of)
        common = {"title": chart.title, "source": said, "anchor": anchor, "note": chart.note}
        match chart.data:
            case engine.Shares():
                return {**common, "is": "shares", "rows": list(_share_rows(chart.data))}
            case engine.Gantt():
                return {**common, "is": "gantt", "gantt": _gantt(chart)}
            case engine.Bars():
                bars = list(chart.data.rows)
                if chart.data.reference is not None:
                    bars.append(engine.Bar(chart.data.reference_name, chart.data.reference))
                rows = [
                    [Cell(each.name, ""), self._charted(each.value, chart), self._ends(each, chart)]
                    for each in bars
                ]
                heads = [("", False), (chart.x_title, True), (_("Between"), True)]
                return {
                    **common,
                    "is": "table",
                    "caption": chart.title,
                    "heads": heads,
                    "rows": rows,
                }
            case engine.Lines():
                lines = list(chart.data.lines)
                if chart.data.target:
                    lines.append(engine.Line(chart.data.target_name, chart.data.target))
                heads = [("", False), *((each.name, True) for each in lines)]
                rows = [
                    [Cell(point, ""), *(self._on_line(each, place, chart) for each in lines)]
                    for place, point in enumerate(chart.data.points)
                ]
                return {
                    **common,
                    "is": "table",
                    "caption": chart.title,
                    "heads": heads,
                    "rows": rows,
                }

    def _on_line(self, line: engine.Line, place: int, chart: engine.Chart) -> Cell:
        """A value of a line, with between what it lies where that is known."""
        value: engine.Cell = line.values[place]
        low = line.low[place] if line.low else None
        high = line.high[place] if line.high else None
        if line.values[place] is not None and low is not None and high is not None:
            value = engine.Between(line.values[place] or 0.0, low, high)
        said = self._value(value, chart.kind, chart.decimals)
        return Cell(said, line.name, is_numeric=True)

    def _charted(self, value: float | None, chart: engine.Chart) -> Cell:
        said = self._value(value, chart.kind, chart.decimals)
        return Cell(said, chart.x_title, is_numeric=True)

    def _ends(self, bar: engine.Bar, chart: engine.Chart) -> Cell:
        if bar.low is None or bar.high is None:
            return Cell("", _("Between"), is_numeric=True)
        ends = (self._value(each, chart.kind, chart.decimals) for each in (bar.low, bar.high))
        return Cell("–".join(ends), _("Between"), is_numeric=True)

    def _source_lines(self) -> Iterator[SourceLine]:
        for each in self.sources.values():
            source = each.source
            yield SourceLine(
                f"source-{each.number}",
                ", ".join(filter(None, (source.title, source.detail))),
                day(each.as_of, self.paper.language),
                source.address,
            )


def _share_rows(data: engine.Shares) -> Iterator[parts.ShareRow]:
    for row in data.rows:
        shares = [
            parts.Share(name, share) for name, share in zip(data.parts, row.shares, strict=True)
        ]
        yield parts.ShareRow(row.name, shares)


def _gantt(chart: engine.Chart) -> parts.Gantt:
    data = chart.data
    assert isinstance(data, engine.Gantt), "asked only of roadmaps"
    periods = [
        parts.GanttPeriod(each.partition("-")[2] or each, each.partition("-")[0])
        for each in data.periods
    ]
    groups = [
        parts.GanttGroup(title, [_gantt_row(each, data.periods) for each in rows if each.spans])
        for title, rows in groupby(data.rows, key=lambda row: row.group)
    ]
    return parts.Gantt(chart.title, periods, groups)


def _gantt_row(row: engine.GanttRow, periods: Sequence[str]) -> parts.GanttRow:
    span = row.spans[0]
    starts, ends = periods[span.first], periods[span.last]
    is_decision = any(each.is_decision for each in row.milestones)
    return parts.GanttRow(
        name=row.name,
        first=span.first,
        last=span.last,
        words=f"{row.name}: {starts} – {ends}",
        starts=starts,
        ends=ends,
        condition=_("a decision that is yet to be taken") if span.is_conditional else "",
        is_decision=is_decision,
    )
