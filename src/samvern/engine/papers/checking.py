"""What keeps a paper from being made: figures without source or date, and what cannot be set."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.papers.blocks import (
    Between,
    Block,
    Cell,
    FigureTable,
    Heading,
    SourceList,
)
from samvern.engine.papers.charts import Bars, Chart, Gantt, Lines, Shares
from samvern.engine.papers.figures import Figure, Kind, Tag
from samvern.engine.papers.paper import Paper, stated_sources, words_of
from samvern.engine.programme.document import LANGUAGES

MOST_BLOCKS: Final = 5_000
MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 20
#: Longer lists of bars are for a table, longer roadmaps go over pages.
MOST_BARS: Final = 60
#: There are no more patterns that can be told apart in black and white.
MOST_LINES: Final = 6
MOST_PERIODS: Final = 60

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
#: How far shares may be over 1 by rounding.
_ROUNDING: Final = 1e-6

_HELD: Final[dict[Kind, tuple[type, ...]]] = {
    Kind.TEXT: (str,),
    Kind.NUMBER: (int, float, Between),
    Kind.SHARE: (int, float, Between),
    Kind.DAY: (date,),
    Kind.TAG: (Tag,),
}


def check_paper(paper: Paper) -> None:
    """Refuse a paper that may not be made.

    Raises
    ------
    InvalidInput
        ``paper.invalid`` with every problem and the place of its block.
    """
    problems = find_paper_problems(paper)
    if problems:
        raise InvalidInput("paper.invalid", problems=problems, count=len(problems))


def find_paper_problems(paper: Paper) -> list[Problem]:
    """Everything that is wrong, in the order in which it stands."""
    problems = [*_of_front(paper), *_of_outline(paper)]
    keys = {source.key for source in paper.sources}
    for at, block in enumerate(paper.blocks[:MOST_BLOCKS]):
        where = f"blocks[{at}]"
        for key, on in stated_sources(block):
            problems += _of_source(key, on, keys, paper.as_of, where)
        problems += _of_block(block, where)
    return problems


def _of_front(paper: Paper) -> Iterator[Problem]:
    if paper.language not in LANGUAGES:
        yield Problem.of("paper.language_unknown", where="language", found=paper.language)
    for name in ("title", "publisher"):
        if not getattr(paper, name).strip():
            yield Problem.of("paper.front_missing", where=name, field=name)
    if not _DIGEST.fullmatch(paper.snapshot):
        yield Problem.of("paper.snapshot_missing", where="snapshot")
    if len(paper.blocks) > MOST_BLOCKS:
        yield Problem.of("paper.too_long", where="blocks", limit=MOST_BLOCKS)
    seen: set[str] = set()
    for at, source in enumerate(paper.sources):
        where = f"sources[{at}]"
        if source.key in seen:
            yield Problem.of("paper.source_twice", where=where, key=source.key)
        if not source.key or not source.title.strip():
            yield Problem.of("paper.source_untitled", where=where)
        seen.add(source.key)


def _of_outline(paper: Paper) -> Iterator[Problem]:
    """Headings that a reader by ear can follow, and at one place the list of sources."""
    level = 0
    for at, block in enumerate(paper.blocks):
        if isinstance(block, Heading):
            where = f"blocks[{at}]"
            if not block.text.strip():
                yield Problem.of("paper.heading_empty", where=where)
            if not 1 <= block.level <= min(level + 1, 3):
                yield Problem.of("paper.heading_skips", where=where, level=block.level)
            level = block.level
    lists = [at for at, block in enumerate(paper.blocks) if isinstance(block, SourceList)]
    for at in lists[1:]:
        yield Problem.of("paper.sources_listed_twice", where=f"blocks[{at}]")
    if not lists and any(True for block in paper.blocks for _each in stated_sources(block)):
        yield Problem.of("paper.sources_not_listed", where="blocks")


def _of_source(
    key: str, on: date | None, keys: set[str], newest: date, where: str
) -> Iterator[Problem]:
    if not key:
        yield Problem.of("paper.figure_without_source", where=where)
    elif key not in keys:
        yield Problem.of("paper.source_unknown", where=where, key=key)
    if on is None:
        yield Problem.of("paper.figure_without_date", where=where)
    elif on > newest:
        yield Problem.of("paper.figure_too_young", where=where, on=on, newest=newest)


def _of_block(block: Block, where: str) -> Iterator[Problem]:
    match block:
        case FigureTable():
            yield from _of_table(block, where)
        case Chart():
            yield from _of_chart(block, where)
        case _:
            for said in words_of(block):
                for piece in said:
                    if isinstance(piece, Figure):
                        yield from _of_figure(piece, where)


def _of_figure(figure: Figure, where: str) -> Iterator[Problem]:
    value = figure.value
    if figure.kind in {Kind.TEXT, Kind.TAG} or not _is_held(value, figure.kind):
        yield Problem.of("paper.value_wrong_kind", where=where, kind=figure.kind.value)
    elif not isinstance(value, date):
        yield from _of_interval(value, figure.low, figure.high, where)


def _of_interval(
    value: float | None, low: float | None, high: float | None, where: str
) -> Iterator[Problem]:
    numbers = [each for each in (low, value, high) if each is not None]
    if not all(map(math.isfinite, numbers)):
        yield Problem.of("paper.number_not_finite", where=where)
    elif (low is None) != (high is None) or numbers != sorted(numbers):
        yield Problem.of("paper.interval_not_around", where=where)


def _is_held(value: Cell, kind: Kind) -> bool:
    if value is None:
        return True
    return isinstance(value, _HELD[kind]) and not isinstance(value, bool)


def _of_table(table: FigureTable, where: str) -> Iterator[Problem]:
    if not 1 <= len(table.columns) <= MOST_COLUMNS or len(table.rows) > MOST_ROWS:
        yield Problem.of("paper.table_too_large", where=where, rows=MOST_ROWS, columns=MOST_COLUMNS)
    if not table.caption.strip():
        yield Problem.of("paper.table_untitled", where=where)
    if any(column.width <= 0 or not column.title.strip() for column in table.columns):
        yield Problem.of("paper.column_untitled", where=where)
    for at, row in enumerate(table.rows):
        here = f"{where}.rows[{at}]"
        if len(row) != len(table.columns):
            yield Problem.of("paper.table_ragged", where=here)
            continue
        for cell, column in zip(row, table.columns, strict=True):
            if not _is_held(cell, column.kind):
                yield Problem.of("paper.value_wrong_kind", where=here, kind=column.kind.value)
            elif isinstance(cell, Between):
                yield from _of_interval(cell.value, cell.low, cell.high, here)
            elif isinstance(cell, float) and not math.isfinite(cell):
                yield Problem.of("paper.number_not_finite", where=here)


def _of_chart(chart: Chart, where: str) -> Iterator[Problem]:
    if not chart.alt.strip() or not chart.title.strip():
        yield Problem.of("paper.chart_without_words", where=where)
    if chart.kind not in {Kind.NUMBER, Kind.SHARE}:
        yield Problem.of("paper.value_wrong_kind", where=where, kind=chart.kind.value)
    match chart.data:
        case Bars():
            yield from _of_bars(chart.data, where)
        case Lines():
            yield from _of_lines(chart.data, where)
        case Shares():
            yield from _of_shares(chart.data, where)
        case Gantt():
            yield from _of_gantt(chart.data, where)


def _of_bars(data: Bars, where: str) -> Iterator[Problem]:
    if not 1 <= len(data.rows) <= MOST_BARS:
        yield Problem.of("paper.chart_size", where=where, limit=MOST_BARS)
    for row in data.rows:
        yield from _of_interval(row.value, row.low, row.high, where)
    if data.reference is not None and not math.isfinite(data.reference):
        yield Problem.of("paper.number_not_finite", where=where)


def _of_lines(data: Lines, where: str) -> Iterator[Problem]:
    points = len(data.points)
    if not 1 <= points <= MOST_PERIODS or not 1 <= len(data.lines) <= MOST_LINES:
        yield Problem.of("paper.chart_size", where=where, limit=MOST_LINES)
    lengths = {len(line.values) for line in data.lines}
    lengths |= {len(each) for line in data.lines for each in (line.low, line.high) if each}
    if lengths - {points} or len(data.target) not in {0, points}:
        yield Problem.of("paper.chart_ragged", where=where)
        return
    if not all(math.isfinite(each) for each in data.target if each is not None):
        yield Problem.of("paper.number_not_finite", where=where)
    for line in data.lines:
        nothing = (None,) * points
        for at in zip(line.values, line.low or nothing, line.high or nothing, strict=True):
            yield from _of_interval(*at, where)


def _of_shares(data: Shares, where: str) -> Iterator[Problem]:
    if not 1 <= len(data.rows) <= MOST_BARS or not 1 <= len(data.parts) <= MOST_LINES:
        yield Problem.of("paper.chart_size", where=where, limit=MOST_BARS)
    for row in data.rows:
        if len(row.shares) != len(data.parts):
            yield Problem.of("paper.chart_ragged", where=where)
        elif not all(map(math.isfinite, row.shares)):
            yield Problem.of("paper.number_not_finite", where=where)
        elif min(row.shares) < 0 or sum(row.shares) > 1 + _ROUNDING:
            yield Problem.of("paper.shares_past_whole", where=where, row=row.name)


def _of_gantt(data: Gantt, where: str) -> Iterator[Problem]:
    periods = len(data.periods)
    if not 1 <= periods <= MOST_PERIODS or not 1 <= len(data.rows) <= MOST_ROWS:
        yield Problem.of("paper.chart_size", where=where, limit=MOST_ROWS)
    for row in data.rows:
        spans = all(0 <= span.first <= span.last < periods for span in row.spans)
        if not spans or not all(0 <= each.period < periods for each in row.milestones):
            yield Problem.of("paper.work_outside_periods", where=where, row=row.name)
