"""Where the heading of a table stands, and what its columns are likely to stand for.

A guess is only ever a proposal: whoever imports confirms it.

Source
------
Likeness is the normalised Indel similarity of rapidfuzz, words put in order first.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from rapidfuzz import fuzz, process

from samvern.engine.alphabet import search_key
from samvern.engine.errors import InvalidInput
from samvern.engine.programme.document import LANGUAGES, Programme, in_language
from samvern.engine.programme.table_import.fields import Cell, ColumnUse, targets_of
from samvern.engine.programme.table_import.synonyms import CONTRIBUTION, GOAL, IGNORED, SYNONYMS
from samvern.engine.programme.table_import.values import text_of

#: Rows from the top in which the heading is looked for.
_LOOKED_AT: Final = 30
#: Likeness (0..100) from which a heading is taken for a field.
_ALIKE: Final = 84
#: Cells of a column that show which language it is in.
_SAMPLES: Final = 50
_CODE_FIRST: Final = re.compile(r"([^\s.:–-]+)(?:[\s.:–-]+.*)?", re.DOTALL)
_TITLES: Final = ("title", "description")


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


def find_heading(rows: Sequence[Line], programme: Programme, *, row: int | None = None) -> Heading:
    """Find the heading below titles and notes, or read it where somebody says that it stands.

    Two rows make one heading when the upper one names groups of columns, and more columns are
    understood that way. An empty row is passed over.

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
        return _heading(rows, known[0], is_double=False, last=len(rows))
    best, most = _heading(rows, _widest(rows), is_double=False, last=len(rows)), 1
    for is_double in (False, True):
        for place in range(min(_LOOKED_AT, len(rows))):
            if is_double and (
                place + 1 >= len(rows) or rows[place + 1].number != rows[place].number + 1
            ):
                continue
            heading = _heading(rows, place, is_double=is_double, last=len(rows))
            understood = sum(guess.likeness == 100 for guess in _exact(heading, programme))
            if understood > most:
                best, most = heading, understood
    return best


def _widest(rows: Sequence[Line]) -> int:
    """The first of the upper rows that has the most texts."""
    texts = [sum(isinstance(cell, str) for cell in line.cells) for line in rows[:_LOOKED_AT]]
    return texts.index(max(texts)) if texts else 0


def _heading(rows: Sequence[Line], place: int, *, is_double: bool, last: int) -> Heading:
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


def guess_columns(
    heading: Heading, rows: Iterable[Line], programme: Programme
) -> tuple[Guess, ...]:
    """Guess what each column stands for; no two columns stand for the same.

    A title or description without a language in its heading is in the one whose stored texts it
    repeats, or else in the first language.
    """
    guesses = list(_exact(heading, programme))
    taken = {guess.target for guess in guesses if guess.likeness}
    for place, guess in enumerate(guesses):
        if not guess.likeness and heading.titles[place]:
            alike = _alike(heading.titles[place])
            if alike.target and alike.target not in taken:
                guesses[place] = alike
                taken.add(alike.target)
    _settle_languages(guesses, list(rows), programme)
    return tuple(guesses)


def _exact(heading: Heading, programme: Programme) -> list[Guess]:
    """Columns whose headings are the very words, or codes or titles of goals and risk areas."""
    parts = _judged_parts(programme)
    found: list[Guess] = []
    taken: set[str] = set()
    for title, group in zip(heading.titles, heading.groups, strict=True):
        target = _target_of(search_key(title), search_key(group), parts)
        if target is None or (target and target in taken):
            found.append(NO_GUESS)
        else:
            found.append(Guess(target, 100))
            taken.add(target)
    return found


def _target_of(title: str, group: str, parts: Mapping[str, Mapping[str, str]]) -> str | None:
    """The field that a heading names; empty for one that is left out, None when unknown."""
    if not title:
        return None
    if title in SYNONYMS:
        return SYNONYMS[title]
    if title in IGNORED:
        return ""
    kinds = [
        kind
        for kind, words in (("contribution", CONTRIBUTION), ("attainment", GOAL))
        if group in words or any(title.startswith(f"{word} ") for word in words)
    ]
    bare = title
    for word in (*CONTRIBUTION, *GOAL):
        bare = bare.removeprefix(f"{word} ").strip(": -–")
    for kind in kinds or ("contribution", "attainment"):
        code = _CODE_FIRST.fullmatch(bare)
        if bare in parts[kind]:
            return parts[kind][bare]
        if code and code[1] in parts[kind] and not code[1].isdigit():
            return parts[kind][code[1]]
    return None


def _judged_parts(programme: Programme) -> Mapping[str, Mapping[str, str]]:
    """Codes and titles of risk areas and goals, folded, with their fields."""
    parts: dict[str, dict[str, str]] = {"contribution": {}, "attainment": {}}
    for kind, every in (("contribution", programme.risk_areas), ("attainment", programme.goals)):
        for part in every:
            for name in (part.id, *part.title.values()):
                parts[kind].setdefault(search_key(name), f"{kind}:{part.id}")
    return parts


def _alike(title: str) -> Guess:
    found = process.extractOne(
        search_key(title),
        (*SYNONYMS, *IGNORED),
        scorer=fuzz.token_sort_ratio,
        score_cutoff=_ALIKE,
    )
    if not found or found[0] in IGNORED:
        return NO_GUESS
    return Guess(SYNONYMS[found[0]], min(99, round(found[1])))


def _settle_languages(guesses: list[Guess], rows: Sequence[Line], programme: Programme) -> None:
    """Give titles and descriptions without a language the one in which they repeat the stored."""
    codes = [place for place, guess in enumerate(guesses) if guess.target == "code"]
    stored = {measure.id: measure for measure in programme.measures}
    taken = {guess.target for guess in guesses}
    for place, guess in enumerate(guesses):
        if guess.target not in _TITLES:
            continue
        hits: Counter[str] = Counter()
        for line in rows[: _SAMPLES + _LOOKED_AT] if codes else ():
            cells = [text_of(cell) for cell in line.cells]
            measure = stored.get(cells[codes[0]]) if codes[0] < len(cells) else None
            if measure and place < len(cells):
                text = getattr(measure, guess.target)
                hits.update(
                    language
                    for language in LANGUAGES
                    if in_language(text, language).strip() == cells[place]
                )
        free = [lang for lang in LANGUAGES if f"{guess.target}.{lang}" not in taken]
        if free:
            # The order of the languages decides where they repeat equally often.
            language = max(free, key=lambda lang: hits[lang])
            guesses[place] = Guess(f"{guess.target}.{language}", guess.likeness)
            taken.add(guesses[place].target)
        else:
            guesses[place] = NO_GUESS


def columns_from(
    remembered: Sequence[ColumnUse], heading: Heading, programme: Programme
) -> tuple[ColumnUse, ...]:
    """The columns of a table as they were mapped before, by their headings, in today's order.

    What a column stood for that the programme no longer has is left out.
    """
    targets = targets_of(programme)
    by_header = {search_key(use.header): use for use in remembered}
    return tuple(_as_before(by_header, name, targets) for name in heading.names)


def _as_before(
    by_header: Mapping[str, ColumnUse], name: str, targets: Mapping[str, object]
) -> ColumnUse:
    use = by_header.get(search_key(name))
    if use is None or use.target not in targets:
        return ColumnUse(name)
    return ColumnUse(name, use.target, use.separator, use.words)


def columns_guessed(heading: Heading, guesses: Iterable[Guess]) -> tuple[ColumnUse, ...]:
    """The columns as they were guessed."""
    pairs = zip(heading.names, guesses, strict=True)
    return tuple(ColumnUse(name, guess.target) for name, guess in pairs)


def rows_below(rows: Iterable[Line], heading: Heading) -> Iterator[Line]:
    """The rows that hold measures."""
    return (line for line in rows if line.number > heading.last_row)
