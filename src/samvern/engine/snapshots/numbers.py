"""Numbers that an author writes, held against the figures that the paper is made from."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

#: Digits with what may stand between them; not those of an identifier such as ``IE-1125`` or ``M1``.
_WRITTEN: Final = re.compile(
    r"(?<![\w§-])(?<!\d[.,])\d+(?:[ \xa0]\d{3}(?!\d)|[.,]\d+)*(?!\w|[.,]\d|-[A-Za-zÆØÅæøå])"
)
_SPACES: Final = re.compile(r"[ \xa0]")
_MARKS: Final = re.compile(r"[.,]")
_GROUPED: Final = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*")
_DAY: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)*")
#: Words that make a number larger, as they begin in Norwegian and in English.
_SCALES: Final = (("mill", 1e6), ("mrd", 1e9), ("bill", 1e9), ("tusen", 1e3), ("thousand", 1e3))
_AFTER: Final = re.compile(r"\s*([a-zæøå]+)", re.IGNORECASE)


@dataclass(frozen=True)
class NumberInText:
    """A number as it is written; ``readings`` are the values that it may have, with their decimals."""

    written: str
    start: int
    readings: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class KnownNumbers:
    """The figures of a snapshot: values in order, and what is written with digits in its texts."""

    values: tuple[float, ...]
    written: frozenset[str]

    def holds(self, number: NumberInText) -> bool:
        """Whether a number in a text is one of them, perhaps rounded."""
        if number.written in self.written:
            return True
        return any(self._holds(value, half) for value, half in number.readings)

    def _holds(self, value: float, half: float) -> bool:
        at = bisect_left(self.values, value - half - 1e-9 * abs(value))
        return at < len(self.values) and self.values[at] <= value + half + 1e-9 * abs(value)


def numbers_in(text: str) -> tuple[NumberInText, ...]:
    """The numbers of a text, in order; what belongs to a name or an identifier is none.

    Examples
    --------
    >>> [found.written for found in numbers_in("Of 12 measures in IE-1125, 4,5 mill. by 2026-H2.")]
    ['12', '4,5']
    >>> numbers_in("1 234,5")[0].readings
    ((1234.5, 0.05),)
    """
    return tuple(
        NumberInText(found[0], found.start(), tuple(_readings(found[0], text[found.end() :])))
        for found in _WRITTEN.finditer(text)
    )


def known_numbers(value: Any) -> KnownNumbers:
    """Every figure in plain values: numbers, shares as per cent too, money in kroner, days.

    Examples
    --------
    >>> known = known_numbers({"asked": 12, "share": 0.875, "spent_nok_ore": 250_000_000})
    >>> [known.holds(found) for found in numbers_in("12, 88 %, 2,5 millioner og 13")]
    [True, True, True, False]
    """
    values: set[float] = set()
    written: set[str] = set()
    _collect(value, "", values, written)
    return KnownNumbers(tuple(sorted(values)), frozenset(written))


def unknown_numbers(text: str, known: KnownNumbers) -> tuple[NumberInText, ...]:
    """The numbers of a text that are not among the figures, each once.

    Examples
    --------
    >>> [found.written for found in unknown_numbers("7 of 9, and 7 more", known_numbers([9]))]
    ['7']
    """
    found = {each.written: each for each in reversed(numbers_in(text)) if not known.holds(each)}
    return tuple(sorted(found.values(), key=lambda each: each.start))


def _readings(written: str, after: str) -> Iterator[tuple[float, float]]:
    word = _AFTER.match(after)
    scales = [1.0]
    scales += [scale for start, scale in _SCALES if word and word[1].lower().startswith(start)]
    for plain in dict.fromkeys(_plain(written)):
        decimals = len(plain.partition(".")[2])
        for scale in scales:
            yield float(plain) * scale, 0.5 * scale / 10**decimals


def _plain(written: str) -> Iterator[str]:
    """The number as Python writes it, in each way that it can be read."""
    compact = _SPACES.sub("", written)
    marks = _MARKS.findall(compact)
    if not marks:
        yield compact
        return
    if _GROUPED.fullmatch(compact):
        yield _MARKS.sub("", compact)
    *grouping, last = marks
    if last not in grouping and len(set(grouping)) <= 1:
        whole, _mark, decimals = compact.rpartition(last)
        yield f"{_MARKS.sub('', whole)}.{decimals}"


def _collect(value: Any, name: str, values: set[float], written: set[str]) -> None:
    if isinstance(value, Mapping):
        for key, each in value.items():
            _collect(key, "", values, written)
            _collect(each, key, values, written)
    elif isinstance(value, str):
        _collect_text(value, values, written)
    elif isinstance(value, Sequence):
        for each in value:
            _collect(each, name, values, written)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        values.add(float(value))
        if name.endswith("_ore"):
            values.add(value / 100)
        elif 0 < abs(value) <= 1:
            values.add(value * 100)


def _collect_text(text: str, values: set[float], written: set[str]) -> None:
    for year, month, day in _DAY.findall(text):
        values.update((float(year), float(month), float(day)))
        written.update((f"{int(day)}.{int(month)}.{year}", f"{day}.{month}.{year}"))
    written.update(_DIGITS.findall(text))
