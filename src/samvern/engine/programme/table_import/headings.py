"""Where the heading of a table of measures stands, and what its columns are likely to stand for.

A guess is only ever a proposal: whoever imports confirms it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Final

from samvern.engine import tables
from samvern.engine.alphabet import search_key
from samvern.engine.programme.document import LANGUAGES, Programme, in_language
from samvern.engine.programme.table_import.fields import targets_of
from samvern.engine.programme.table_import.synonyms import CONTRIBUTION, GOAL, IGNORED, SYNONYMS
from samvern.engine.tables import NO_GUESS, ColumnUse, Guess, Heading, Line

_CODE_FIRST: Final = re.compile(r"([^\s.:–-]+)(?:[\s.:–-]+.*)?", re.DOTALL)
_TITLES: Final = ("title", "description")


def find_heading(rows: Sequence[Line], programme: Programme, *, row: int | None = None) -> Heading:
    """Find the heading below titles and notes, or read it where somebody says that it stands.

    Two rows make one heading when the upper one names groups of columns, and more columns are
    understood that way. An empty row is passed over.

    Raises
    ------
    InvalidInput
        ``table.heading_row_unknown`` when nothing stands at ``row`` or below it.
    """

    def understood(heading: Heading) -> int:
        return sum(guess.likeness == 100 for guess in _exact(heading, programme))

    return tables.find_heading(rows, understood, row=row)


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
            alike = tables.alike(heading.titles[place], SYNONYMS, IGNORED)
            if alike.target and alike.target not in taken:
                guesses[place] = alike
                taken.add(alike.target)
    stored = {measure.id: measure for measure in programme.measures}

    def text(language: str, code: str, name: str) -> str:
        return in_language(getattr(stored[code], name), language).strip() if code in stored else ""

    texts = {language: partial(text, language) for language in LANGUAGES}
    tables.settle_languages(guesses, list(rows), "code", _TITLES, texts)
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


def columns_from(
    remembered: Sequence[ColumnUse], heading: Heading, programme: Programme
) -> tuple[ColumnUse, ...]:
    """The columns of a table as they were mapped before, by their headings, in today's order.

    What a column stood for that the programme no longer has is left out.
    """
    return tables.columns_from(remembered, heading, targets_of(programme))
