"""Where the heading of a table stands, and what its columns are called.

Source
------
Likeness is the normalised Indel similarity of rapidfuzz, words put in order first.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from rapidfuzz import fuzz, process

from samvern.engine.alphabet import search_key
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.tables.cells import Cell, text_of

#: Rows from the top in which the heading is looked for.
LOOKED_AT: Final = 30
#: Likeness (0..100) from which a heading is taken for a field.
_ALIKE: Final = 84
#: Cells of a column that show which language it is in.
_SAMPLES: Final = 50


class Line(Protocol):
    """A row of a table, with its number in the file."""

    @property
    def number(self) -> int:
        """What the spreadsheet shows beside the row."""
        ...

    @property
    def cells(self) -> Sequence[Cell]:
        """What stands in the row, from the left."""
        ...


def cells_said_of(rows: Iterable[Line], problems: Iterable[Problem]) -> dict[str, str]:
    """What stands in the cells that something is said of, by where that is."""
    by_number = {row.number: row.cells for row in rows}
    found = {}
    for problem in problems:
        cells, place = by_number.get(problem.line or 0, ()), (problem.column or 0) - 1
        if 0 <= place < len(cells):
            found[problem.where] = text_of(cells[place])
    return found


@dataclass(frozen=True)
class Heading:
    """The headings of a table, and the numbers of the rows that they stand in.

    Where a group stands over several headings ("Contribution" over R1, R2), ``groups`` names it.
    """

    first_row: int
    last_row: int
    titles: tuple[str, ...]
    groups: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Each heading with its group in front, unlike all others."""
        seen: Counter[str] = Counter()
        names = []
        for group, title in zip(self.groups, self.titles, strict=True):
            name = f"{group}: {title}" if group else title
            seen[name] += 1
            names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
        return tuple(names)

    @property
    def signature(self) -> str:
        """The same for all tables that have the same headings, in whatever order."""
        folded = sorted(map(search_key, self.names))
        return hashlib.sha256("\n".join(folded).encode()).hexdigest()


@dataclass(frozen=True)
class Guess:
    """What a column is likely to stand for; ``likeness`` is 0 to 100, 100 for the very word."""

    target: str
    likeness: int


NO_GUESS: Final = Guess("", 0)


def _widest(rows: Sequence[Line]) -> int:
    """The first of the upper rows that has the most texts."""
    texts = [sum(isinstance(cell, str) for cell in line.cells) for line in rows[:LOOKED_AT]]
    return texts.index(max(texts)) if texts else 0


def _heading(rows: Sequence[Line], place: int, *, is_double: bool = False) -> Heading:
    """The heading in a row, or in it and the next one where the upper one names groups."""
    if not rows:
        return Heading(0, 0, (), ())
    width = max(len(line.cells) for line in rows[place:])
    upper = _texts(rows[place], width)
    if not is_double:
        return Heading(rows[place].number, rows[place].number, upper, ("",) * width)
    lower = _texts(rows[place + 1], width)
    titles, groups, group = [], [], ""
    for above, below in zip(upper, lower, strict=True):
        if above:
            group = above if below else ""
        titles.append(below or above)
        groups.append(group if below else "")
    return Heading(rows[place].number, rows[place + 1].number, tuple(titles), tuple(groups))


def _texts(line: Line, width: int) -> tuple[str, ...]:
    texts = [" ".join(text_of(cell).split()) for cell in line.cells]
    return tuple(texts + [""] * (width - len(texts)))


def find_heading(
    rows: Sequence[Line], understood: Callable[[Heading], int], *, row: int | None = None
) -> Heading:
    """Find the heading below titles and notes, or read it where somebody says that it stands.

    Two rows make one heading when the upper one names groups of columns, and more columns are
    understood that way. An empty row is passed over.

    Parameters
    ----------
    understood
        How many columns are known by the very words of a heading.

    Raises
    ------
    InvalidInput
        ``table.heading_row_unknown`` when nothing stands at ``row`` or below it.
    """
    if row is not None:
        known = [place for place, line in enumerate(rows) if line.number >= row]
        if not known:
            last = rows[-1].number if rows else 0
            raise InvalidInput("table.heading_row_unknown", row=row, last=last)
        return _heading(rows, known[0])
    best, most = _heading(rows, _widest(rows)), 1
    for is_double in (False, True):
        for place in range(min(LOOKED_AT, len(rows))):
            if is_double and (
                place + 1 >= len(rows) or rows[place + 1].number != rows[place].number + 1
            ):
                continue
            heading = _heading(rows, place, is_double=is_double)
            count = understood(heading)
            if count > most:
                best, most = heading, count
    return best


def alike(title: str, fields: Mapping[str, str], ignored: Collection[str]) -> Guess:
    """The field whose names a heading is like; none when it is more like one that is left out."""
    found = process.extractOne(
        search_key(title),
        (*fields, *ignored),
        scorer=fuzz.token_sort_ratio,
        score_cutoff=_ALIKE,
    )
    if not found or found[0] in ignored:
        return NO_GUESS
    return Guess(fields[found[0]], min(99, round(found[1])))


def settle_languages(
    guesses: list[Guess],
    rows: Sequence[Line],
    key: str,
    fields: Collection[str],
    stored: Mapping[str, Callable[[str, str], str]],
) -> None:
    """Give fields without a language the one in which they repeat what is stored.

    Parameters
    ----------
    key
        The target that rows are told apart by.
    stored
        For each language, the first first, what is stored for a row and a field; empty for nothing.
    """
    codes = [place for place, guess in enumerate(guesses) if guess.target == key]
    taken = {guess.target for guess in guesses}
    for place, guess in enumerate(guesses):
        if guess.target not in fields:
            continue
        hits: Counter[str] = Counter()
        for line in rows[: _SAMPLES + LOOKED_AT] if codes else ():
            cells = [text_of(cell) for cell in line.cells]
            if max(codes[0], place) < len(cells):
                hits.update(
                    language
                    for language, text in stored.items()
                    if cells[place] and text(cells[codes[0]], guess.target) == cells[place]
                )
        free = [lang for lang in stored if f"{guess.target}.{lang}" not in taken]
        if free:
            # The order of the languages decides where they repeat equally often.
            language = max(free, key=lambda lang: hits[lang])
            guesses[place] = Guess(f"{guess.target}.{language}", guess.likeness)
            taken.add(guesses[place].target)
        else:
            guesses[place] = NO_GUESS


def rows_below(rows: Iterable[Line], heading: Heading) -> Iterator[Line]:
    """The rows that hold what the table is about."""
    return (line for line in rows if line.number > heading.last_row)
