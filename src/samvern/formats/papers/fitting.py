"""Room on one page: tables that may be cut are cut, and the paper says so; else it is refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from samvern.engine.errors import InvalidInput
from samvern.engine.papers import Block, FigureTable, Paper
from samvern.formats.papers.fixed_words import PaperWords
from samvern.formats.papers.printing import count_pages

#: A table that is cut keeps as many rows as this.
LEAST_ROWS: Final = 3


def fitted(paper: Paper, words: PaperWords) -> Paper:
    """A paper that finds room: itself, or with as many rows of its tables as there is room for.

    Raises
    ------
    InvalidInput
        ``paper.past_one_page`` when it has too much even so.
    """
    if not paper.kind.has_one_page or count_pages(paper, words) == 1:
        return paper
    tables = [each for each in paper.blocks if isinstance(each, FigureTable) and each.may_be_cut]
    room, too_many = LEAST_ROWS, max((len(table.rows) for table in tables), default=0)
    shortest = _cut(paper, room, words)
    if (pages := count_pages(shortest, words)) > 1:
        raise InvalidInput("paper.past_one_page", pages=pages)
    found = shortest
    while room + 1 < too_many:
        middle = (room + too_many) // 2
        tried = _cut(paper, middle, words)
        if count_pages(tried, words) == 1:
            room, found = middle, tried
        else:
            too_many = middle
    return found


def _cut(paper: Paper, rows: int, words: PaperWords) -> Paper:
    return replace(paper, blocks=tuple(_shorter(each, rows, words) for each in paper.blocks))


def _shorter(block: Block, rows: int, words: PaperWords) -> Block:
    if not isinstance(block, FigureTable) or not block.may_be_cut or len(block.rows) <= rows:
        return block
    number = words.speaker.number
    said = words.cut % {"shown": number(rows), "all": number(len(block.rows))}
    note = f"{said} {block.note}".strip()
    return replace(block, rows=block.rows[:rows], note=note)
