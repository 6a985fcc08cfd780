"""A cell becomes a value of the field that its column stands for, or a problem with advice."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from samvern.engine.alphabet import search_key
from samvern.engine.programme.document import SCALE_LEVELS, Scale
from samvern.engine.programme.table_import import vocabulary
from samvern.engine.programme.table_import.fields import (
    MAX_NAMES,
    Reading,
    Target,
)
from samvern.engine.tables import Cell, ColumnUse, Unreadable, read_code, readable_text, text_of

#: A value as it is read: text, names or codes, levels of a judgement, or nothing.
Value = str | tuple[str, ...] | Mapping[str, float] | None

#: Likeness (0..100) above which a known word is offered for one that is not.
_ALIKE: Final = 60
_ISO: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]00:00(?::00)?)?")
_DOTTED: Final = re.compile(r"(?:(\d{1,2})\.\s*)?(\d{1,2})\.\s*(\d{4})")
_NAMED: Final = re.compile(r"(?:(\d{1,2})\.?\s+)?([^\W\d]+)\.?,?\s+(\d{4})")
_MONTHS: Final = {
    start: number
    for number, starts in enumerate(
        [
            "jan",
            "feb",
            "mar",
            "apr",
            "mai may",
            "jun",
            "jul",
            "aug",
            "sep",
            "okt oct",
            "nov",
            "des dec",
        ],
        start=1,
    )
    for start in starts.split()
}
_SHARE: Final = re.compile(r"(.+?)\s*\(\s*[<>]?\s*(\d+(?:[.,]\d+)?)\s*%\s*\)")
_ALTERNATIVES: Final = re.compile(r"\s*/\s*|,\s+|\s+(?:eller|or)\s+")
_RANGE: Final = re.compile(r"\s*[–—]\s*|\s+-\s+|\s+(?:til|to)\s+|(?<=[^\W\d])-(?=[^\W\d])")


def read_cell(target: Target, cell: Cell, use: ColumnUse, *, language: str) -> Value:
    """Read a cell that is not empty; nothing when its word means that nothing is said.

    Raises
    ------
    Unreadable
        With the code of a problem: ``cell.…``.
    """
    text = readable_text(cell)
    if target.reading is Reading.CODE:
        return read_code(cell)
    if target.reading is Reading.MOMENT:
        return read_moment(cell)
    if target.reading in (Reading.NAMES, Reading.CODES):
        return _names(text, use.separator, target)
    if target.reading is Reading.JUDGEMENT:
        return _judged(target.scale, cell, use, language)
    if target.reading in (Reading.KIND, Reading.STATUS):
        return _word(str(target.reading), text, use, language) or None
    if len(text) > target.limit:
        raise Unreadable("cell.too_long", limit=target.limit, length=len(text))
    return text


def read_moment(cell: Cell) -> str:
    """A year, month or day as exact as it was written.

    Examples
    --------
    >>> [read_moment(cell) for cell in (2024, "6.2024", "1.6.2024", "juni 2024", "1. juni 2024")]
    ['2024', '2024-06', '2024-06-01', '2024-06', '2024-06-01']
    """
    text = text_of(cell)
    year = month = day = None
    if found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    elif found := _DOTTED.fullmatch(text):
        day, month, year = found.groups()
    elif found := _NAMED.fullmatch(text):
        day, name, year = found.groups()
        month = str(_MONTHS.get(search_key(name)[:3], "")) or None
        if month is None:
            raise Unreadable("cell.date_invalid", found=text[:40])
    try:
        if year is None:
            raise ValueError
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise Unreadable("cell.date_invalid", found=text[:40]) from None
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])


def _names(text: str, separator: str, target: Target) -> tuple[str, ...]:
    parts = (part.strip() for line in text.split("\n") for part in line.split(separator))
    names = tuple(dict.fromkeys(part for part in parts if part))
    if len(names) > MAX_NAMES:
        raise Unreadable("cell.too_many", limit=MAX_NAMES)
    for name in names:
        if len(name) > target.limit:
            raise Unreadable("cell.too_long", limit=target.limit, length=len(name))
        if target.reading is Reading.CODES:
            read_code(name)
    return names


def _judged(scale: Scale, cell: Cell, use: ColumnUse, language: str) -> Mapping[str, float] | None:
    """The levels of a judgement; none for one that says that nobody judged."""
    text = text_of(cell)
    if text in use.words or search_key(text) not in vocabulary.NOT_JUDGED:
        return _levels(scale, text, use, language)
    return None


def _levels(scale: Scale, text: str, use: ColumnUse, language: str) -> Mapping[str, float] | None:
    names = SCALE_LEVELS[scale]
    own = _own_word(text, use)
    if own == "":
        return None
    if own == vocabulary.UNKNOWN or (own is None and search_key(text) in vocabulary.NOT_KNOWN):
        return dict.fromkeys(names, 1 / len(names))
    if own is not None:
        return {own: 1.0}
    if scale is not Scale.CONTRIBUTION and (number := _number(text)) is not None:
        return _between(scale, number)
    try:
        return {_level(scale, text, use, language): 1.0}
    except Unreadable:
        compound = _compound(scale, text, use, language)
        if compound is None:
            raise
        return compound


def _compound(scale: Scale, text: str, use: ColumnUse, language: str) -> Mapping[str, float] | None:
    """``low / medium``, ``low (25%) or high (75%)``, ``low–high``; None for a single word."""
    names = SCALE_LEVELS[scale]
    parts = [part for part in _ALTERNATIVES.split(text) if part]
    shares = [_SHARE.fullmatch(part) for part in parts]
    if parts and all(shares):
        found: dict[str, float] = {}
        for match in shares:
            assert match is not None
            level = _level(scale, match[1], use, language)
            found[level] = found.get(level, 0.0) + float(match[2].replace(",", "."))
        total = math.fsum(found.values())
        if abs(total - 100) > len(found):
            raise Unreadable("cell.shares_sum", total=f"{total:g}")
        return {level: found[level] / total for level in names if level in found}
    if len(parts) > 1:
        possible = {_level(scale, part, use, language) for part in parts}
    else:
        ends = [part for part in _RANGE.split(text) if part]
        if len(ends) != 2:
            return None
        low, high = sorted(names.index(_level(scale, end, use, language)) for end in ends)
        possible = set(names[low : high + 1])
    return {level: 1 / len(possible) for level in names if level in possible}


def _level(scale: Scale, text: str, use: ColumnUse, language: str) -> str:
    if scale is Scale.CONTRIBUTION and text in vocabulary.LETTERS and text not in use.words:
        return vocabulary.LETTERS[text]
    if scale is not Scale.CONTRIBUTION and (number := _number(text)) is not None:
        levels = _between(scale, number)
        if len(levels) == 1:
            return next(iter(levels))
    level = _word(str(scale), text, use, language)
    if level not in SCALE_LEVELS[scale]:
        # Nothing, or unknown, is said of a whole cell and not of one end of it.
        raise unknown_word(text, str(scale), language)
    return level


def _number(text: str) -> float | None:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _between(scale: Scale, number: float) -> Mapping[str, float]:
    """A number on the scale from 1; a half stands for the two levels beside it."""
    names = SCALE_LEVELS[scale]
    if not 1 <= number <= len(names) or (number * 2) % 1:
        raise Unreadable("cell.number_off_scale", found=f"{number:g}", most=len(names))
    below, above = names[math.floor(number) - 1], names[math.ceil(number) - 1]
    return {below: 1.0} if below == above else {below: 0.5, above: 0.5}


def _own_word(text: str, use: ColumnUse) -> str | None:
    """What somebody said that a word of this column means; None when nobody did."""
    if text in use.words:
        return use.words[text]
    return next(
        (use.words[word] for word in use.words if search_key(word) == search_key(text)), None
    )


def _word(kind: str, text: str, use: ColumnUse, language: str) -> str:
    own = _own_word(text, use)
    if own is not None:
        return own
    known = vocabulary.folded(kind)
    found = known.get(search_key(text))
    if found is not None:
        return found
    raise unknown_word(text, kind, language)


def unknown_word(text: str, kind: str, language: str) -> Unreadable:
    """The problem of a word that is none of those there are, with the one most like it."""
    shown = vocabulary.in_words(kind, language)
    nearest = _nearest_value(search_key(text), kind)
    code = "cell.word_unknown_near" if nearest else "cell.word_unknown"
    return Unreadable(
        code, found=text[:60], known=", ".join(shown.values()), nearest=shown.get(nearest, "")
    )


@lru_cache(maxsize=2_000)
def _nearest_value(word: str, kind: str) -> str:
    known = vocabulary.folded(kind)
    return known.get(nearest(word, [each for each in known if len(each) > 2]), "")


def nearest(word: str, known: Sequence[str]) -> str:
    """The known text that is most like a word; empty when none is.

    Examples
    --------
    >>> nearest("hoy", ["lav", "middels", "høy"])
    'høy'
    """
    found = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return found[0] if found else ""
