"""Every figure of a paper as a workbook: what is said in words, each table, each chart, the sources.

Each row says where it is from and as of when, so that it can be taken out alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import BinaryIO, Final

from samvern.engine import papers
from samvern.engine.papers import (
    Bars,
    Between,
    Chart,
    Figure,
    FigureTable,
    Gantt,
    Kind,
    Lines,
    Paper,
    Shares,
    TableColumn,
    Tag,
    numbered_sources,
    placed_figures,
)
from samvern.formats.papers.fixed_words import PaperWords
from samvern.formats.papers.telling import Teller, heading_of
from samvern.formats.tables import About, Cell, Column, Page, write_pages

_SHARE_FORMAT: Final = "0.0 %"
#: Days stay days, and are shown as the language of the paper writes them.
_NORWEGIAN_DAY: Final = "dd.mm.yyyy"
_DAY_FORMATS: Final[Mapping[str, str]] = {"en": "[$-809]d mmmm yyyy"}
#: As far as a share in per cent is told apart from its rounding.
_DECIMALS: Final = 10

Head = list[Column]
Rows = list[list[Cell]]


def write_annex(paper: Paper, words: PaperWords, stream: BinaryIO) -> None:
    """Write the figures of a paper that holds."""
    terms, sheets = words.annex, _Sheets(paper, words)
    tables = (block for block in paper.blocks if isinstance(block, FigureTable))
    charts = (block for block in paper.blocks if isinstance(block, Chart))
    shown = [
        *(
            (f"{terms.table} {at}", each.caption, each.note, *sheets.table(each))
            for at, each in enumerate(tables, start=1)
        ),
        *(
            (f"{terms.chart} {at}", each.title, each.note, *sheets.chart(each))
            for at, each in enumerate(charts, start=1)
        ),
    ]
    lines = [(name, f"{title} {note}".strip()) for name, title, note, *_table in shown]
    pages = [Page(name, head, rows) for name, _title, _note, head, rows in shown]
    about = About(terms.about, [*_about(paper, words), *lines])
    every = [_figures(paper, words), *pages, _sources(paper, words)]
    day_format = _DAY_FORMATS.get(paper.language, _NORWEGIAN_DAY)
    write_pages(every, stream, about=about, on=paper.as_of, day_format=day_format)


def _about(paper: Paper, words: PaperWords) -> Iterator[tuple[str, Cell]]:
    terms = words.annex
    yield terms.paper, paper.title
    for term, said in (
        ("", paper.subtitle),
        (terms.publisher, paper.publisher),
        (terms.reference, paper.reference),
        (terms.mark, paper.mark),
    ):
        if said:
            yield term, said
    yield terms.as_of, paper.as_of
    yield terms.snapshot, paper.snapshot


def _figures(paper: Paper, words: PaperWords) -> Page:
    terms, teller = words.annex, Teller(paper, words)
    titles = {source.key: source.title for source in paper.sources}
    columns = [
        Column(terms.heading, 30),
        Column(terms.sentence, 60),
        Column(terms.name, 24),
        Column(terms.value, 14),
        Column(terms.unit, 14),
        Column(terms.low, 12),
        Column(terms.high, 12),
        Column(terms.level, 12, _SHARE_FORMAT),
        Column(terms.source, 40),
        Column(terms.as_of, 14),
    ]
    rows: Rows = [
        [
            placed.heading,
            "".join(run["text"] for run in teller.runs(placed.around)),
            placed.figure.name,
            *_measured(placed.figure),
            placed.figure.level,
            titles[placed.figure.source],
            placed.figure.as_of,
        ]
        for placed in placed_figures(paper)
    ]
    return Page(terms.figures, columns, rows)


def _measured(figure: Figure) -> list[Cell]:
    """Value, unit, and between what it lies; a share in per cent, as it is said."""
    if figure.kind is not Kind.SHARE or isinstance(figure.value, date):
        return [figure.value, figure.unit, figure.low, figure.high]

    def in_percent(share: float | None) -> float | None:
        return None if share is None else round(share * 100, _DECIMALS)

    return [in_percent(figure.value), "%", in_percent(figure.low), in_percent(figure.high)]


def _sources(paper: Paper, words: PaperWords) -> Page:
    terms = words.annex
    columns = [
        Column(terms.number, 8),
        Column(terms.source, 50),
        Column(terms.detail, 50),
        Column(terms.address, 40),
        Column(terms.as_of, 14),
    ]
    rows: Rows = [
        [each.number, each.source.title, each.source.detail, each.source.address, each.as_of]
        for each in numbered_sources(paper)
    ]
    return Page(terms.sources, columns, rows)


class _Sheets:
    """Tables and charts of a paper as rows of figures."""

    def __init__(self, paper: Paper, words: PaperWords) -> None:
        self._words, self._terms = words, words.annex
        self._titles = {source.key: source.title for source in paper.sources}

    def table(self, table: FigureTable) -> tuple[Head, Rows]:
        """A table; a number that lies between others has columns for them beside it."""
        head: Head = []
        rows: Rows = [[] for _row in table.rows]
        for at, column in enumerate(table.columns):
            cells = [row[at] for row in table.rows]
            has_ends = any(isinstance(cell, Between) for cell in cells)
            head += self._columns_of(column, has_ends=has_ends)
            for row, cell in zip(rows, cells, strict=True):
                row.extend(_values(cell, has_ends=has_ends))
        head += self._stated()
        for row in rows:
            row.extend(self._from(table.source, table.as_of))
        for column in table.columns:
            if column.source or column.as_of:
                head += self._stated(column.title)
                for row in rows:
                    row.extend(
                        self._from(column.source or table.source, column.as_of or table.as_of)
                    )
        return head, rows

    def _columns_of(self, column: TableColumn, *, has_ends: bool) -> Head:
        title = heading_of(column)
        look = _format(column.kind, column.decimals)
        width = 40 if column.kind is Kind.TEXT else 18
        if not has_ends:
            return [Column(title, width, look)]
        ends = (self._terms.low_of % {"what": title}, self._terms.high_of % {"what": title})
        return [Column(each, width, look) for each in (title, *ends)]

    def chart(self, chart: Chart) -> tuple[Head, Rows]:
        """The values of a chart."""
        match chart.data:
            case Bars() as data:
                head, rows = self._bars(chart, data)
            case Lines() as data:
                head, rows = self._lines(chart, data)
            case Shares() as data:
                head, rows = self._shares(data)
            case Gantt() as data:
                head, rows = self._gantt(data)
        for row in rows:
            row.extend(self._from(chart.source, chart.as_of))
        return [*head, *self._stated()], rows

    def _bars(self, chart: Chart, data: Bars) -> tuple[Head, Rows]:
        terms = self._terms
        value = self._value_column(chart, chart.x_title or terms.value)
        ends = [self._value_column(chart, each) for each in (terms.low, terms.high)]
        rows: Rows = [[row.name, row.value, row.low, row.high] for row in data.rows]
        if data.reference is not None:
            rows.append([data.reference_name or terms.target, data.reference, None, None])
        return [Column(terms.name, 40), value, *ends], rows

    def _lines(self, chart: Chart, data: Lines) -> tuple[Head, Rows]:
        terms = self._terms
        head = [Column(chart.x_title or terms.name, 16)]
        rows: Rows = [[point] for point in data.points]
        for line in data.lines:
            series = [
                (line.name, line.values),
                (terms.low_of, line.low),
                (terms.high_of, line.high),
            ]
            for title, values in series:
                if values:
                    head.append(self._value_column(chart, _filled(title, line.name)))
                    for row, value in zip(rows, values, strict=True):
                        row.append(value)
        if data.target:
            head.append(self._value_column(chart, data.target_name or terms.target))
            for row, value in zip(rows, data.target, strict=True):
                row.append(value)
        return head, rows

    def _shares(self, data: Shares) -> tuple[Head, Rows]:
        terms = self._terms
        parts = [Column(part, 18, _SHARE_FORMAT) for part in data.parts]
        head = [Column(terms.name, 40), *parts, Column(terms.count, 12)]
        return head, [[row.name, *row.shares, row.count] for row in data.rows]

    def _gantt(self, data: Gantt) -> tuple[Head, Rows]:
        terms, words = self._terms, self._words
        titles = (terms.group, terms.name, terms.kind, terms.first, terms.last, words.milestone)
        rows: Rows = []
        for row in data.rows:
            for span in row.spans:
                kind = words.conditional if span.is_conditional else words.work
                periods = data.periods[span.first], data.periods[span.last]
                rows.append([row.group, row.name, kind, *periods, None])
            for each in row.milestones:
                kind = words.decision if each.is_decision else words.milestone
                period = data.periods[each.period]
                rows.append([row.group, row.name, kind, period, period, each.name])
        return [Column(title, 30 if at < 2 else 20) for at, title in enumerate(titles)], rows

    def _value_column(self, chart: Chart, title: str) -> Column:
        heading = heading_of(TableColumn(title, unit=chart.unit))
        return Column(heading, 18, _format(chart.kind, chart.decimals))

    def _stated(self, what: str = "") -> Head:
        terms = self._terms
        source, day = (terms.source_of, terms.as_of_of) if what else (terms.source, terms.as_of)
        return [Column(_filled(source, what), 40), Column(_filled(day, what), 16)]

    def _from(self, source: str, as_of: date | None) -> list[Cell]:
        return [self._titles[source], as_of]


def _filled(title: str, what: str) -> str:
    return title.replace("%(what)s", what)


def _values(cell: papers.Cell, *, has_ends: bool) -> Sequence[Cell]:
    if isinstance(cell, Between):
        return cell.value, cell.low, cell.high
    value: Cell = cell.words if isinstance(cell, Tag) else cell
    return (value, None, None) if has_ends else (value,)


def _format(kind: Kind, decimals: int | None) -> str:
    if kind is Kind.SHARE:
        return _SHARE_FORMAT
    if kind is not Kind.NUMBER or decimals is None:
        return ""
    return f"#,##0.{'0' * decimals}" if decimals else "#,##0"
