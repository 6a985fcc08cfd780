"""What may be told of many assessments together, so that nobody can tell what one of them says.

The reader is taken to know these rules, to know exactly how many answered, since who has handed in
is no secret, and perhaps to be one of those who answered. What is told holds for everybody together
and for no smaller group, so that no two tables can be subtracted from each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Self, TypeVar

from samvern.engine.assessments.answer import Result
from samvern.engine.errors import InvalidInput

Answer = TypeVar("Answer", bound=StrEnum)

#: With fewer answers than this, nothing is told.
LEAST_ANSWERS: Final = 10
#: Whoever sees the answers of more than this many of those counted is told nothing: with what they
#: see subtracted, too little would be left in a small count to hide the others in.
MOST_OWN: Final = 1
#: Counts are rounded to the nearest multiple of this, and smaller ones are not told.
BASE: Final = 5
#: A small count must be able to be this many, so that somebody who gave it may have company.
_UNSURE: Final = 2


class Telling(StrEnum):
    """How a count is told."""

    ROUNDED = "rounded"  # to the nearest multiple of the base
    FEW = "few"  # fewer than the base, none included
    NEARLY_ALL = "nearly_all"  # all, or all but fewer than the base
    HIDDEN = "hidden"  # not told, for its own sake or for that of another


@dataclass(frozen=True)
class SafeCount:
    """A count as it may be told; ``count`` only where it is rounded."""

    telling: Telling
    count: int | None = None


@dataclass(frozen=True)
class SafeRow:
    """What was answered of one requirement. ``count`` is the rounded number of answers.

    ``results`` is empty where so few were asked that nothing is told.
    """

    code: str
    count: int | None
    results: Mapping[Result, SafeCount] = field(default_factory=dict)


@dataclass(frozen=True)
class SafeFigures:
    """What may be told of the assessments of a campaign. ``count`` is the rounded number of them.

    Without ``count`` there were too few, and there are no rows.
    """

    count: int | None
    rows: tuple[SafeRow, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The figures as plain values."""
        return {
            "count": self.count,
            "rows": [
                {
                    "code": row.code,
                    "count": row.count,
                    "results": {
                        result.value: [told.telling.value, told.count]
                        for result, told in row.results.items()
                    },
                }
                for row in self.rows
            ],
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """The figures that plain values of :meth:`to_json` hold."""
        return cls(
            plain["count"],
            tuple(
                SafeRow(
                    row["code"],
                    row["count"],
                    {
                        Result(result): SafeCount(Telling(telling), count)
                        for result, (telling, count) in row["results"].items()
                    },
                )
                for row in plain["rows"]
            ),
        )


def safe_figures(
    assessments: int,
    counts: Mapping[str, Mapping[Result, int]],
    *,
    least: int = LEAST_ANSWERS,
) -> SafeFigures:
    """Tell what may be told.

    Parameters
    ----------
    assessments
        How many were handed in.
    counts
        How many of them gave each result, by the number of the requirement, in the order to tell.
    least
        How many must have answered.

    Returns
    -------
    SafeFigures
        A row for each requirement; none below ``least`` assessments.
    """
    if assessments < least:
        return SafeFigures(None)
    rows = []
    for code, found in counts.items():
        results = safe_counts(found, least=least)
        rows.append(SafeRow(code, rounded(sum(found.values())) if results else None, results))
    return SafeFigures(rounded(assessments), tuple(rows))


def rounded(count: int) -> int:
    """The nearest multiple of the base.

    Examples
    --------
    >>> rounded(12), rounded(13)
    (10, 15)
    """
    return BASE * ((count + BASE // 2) // BASE)


def safe_counts(
    counts: Mapping[Answer, int], *, least: int = LEAST_ANSWERS
) -> Mapping[Answer, SafeCount]:
    """Tell how many gave each result of one requirement, or each of the answers there are.

    A count below the base is told as few, and so is none: that nobody gave a result would say
    something of everybody. A count that leaves out fewer than the base is told as nearly all, for
    the same reason. All others are rounded. If the total and what is told would still say of a small
    count that somebody gave it, or that at most one did, the smallest of the others are hidden
    together with all small ones.

    Parameters
    ----------
    counts
        How many gave each result, zero or more.

    Returns
    -------
    mapping of Result to SafeCount
        Every result of ``counts``; empty when fewer than ``least`` answered.

    Raises
    ------
    InvalidInput
        ``count.negative``.

    Source
    ------
    A. Hundepool and others, "Statistical Disclosure Control", Wiley 2012: threshold, rounding and
    complementary suppression (chapters 4 and 5).

    Examples
    --------
    >>> told = safe_counts({Result.FULFILLED: 31, Result.PARTLY: 12, Result.UNKNOWN: 0})
    >>> [(each.telling.value, each.count) for each in told.values()]
    [('rounded', 30), ('rounded', 10), ('few', None)]
    """
    if any(count < 0 for count in counts.values()):
        raise InvalidInput("count.negative")
    total = sum(counts.values())
    if total < least:
        return {}
    told = {result: _told(count, total) for result, count in counts.items()}
    if _protects(list(told.values()), total):
        return told
    # By the figures as they are told, so that the choice tells no more than they do.
    sizes = {result: _size(each, total) for result, each in told.items()}
    large = [size for size in sizes.values() if size >= BASE]
    hidden = SafeCount(Telling.HIDDEN)
    return {
        result: hidden if sizes[result] <= min(large, default=BASE) else each
        for result, each in told.items()
    }


def reach(told: SafeCount, total: int) -> tuple[int, int]:
    """The least and the most that a count may be, as it is told by itself.

    Examples
    --------
    >>> reach(SafeCount(Telling.ROUNDED, 5), 40), reach(SafeCount(Telling.FEW), 40)
    ((5, 7), (0, 4))
    """
    if told.telling is Telling.FEW:
        return 0, BASE - 1
    if told.telling is Telling.NEARLY_ALL:
        return total - BASE + 1, total
    if told.count is None:
        return 0, total
    return max(BASE, told.count - BASE // 2), told.count + BASE // 2


def _told(count: int, total: int) -> SafeCount:
    if count < BASE:
        return SafeCount(Telling.FEW)
    if count > total - BASE:
        return SafeCount(Telling.NEARLY_ALL)
    return SafeCount(Telling.ROUNDED, rounded(count))


def _size(told: SafeCount, total: int) -> int:
    return reach(told, total)[1]


def _protects(told: Sequence[SafeCount], total: int) -> bool:
    """Whether each small count may still be none, or two: a respondent who takes away the own
    answer then learns nothing of others either.
    """
    reaches = [reach(each, total) for each in told]
    least, most = sum(low for low, _high in reaches), sum(high for _low, high in reaches)
    for each, (low, high) in zip(told, reaches, strict=True):
        if each.telling is Telling.FEW and (
            total - (most - high) > 0 or total - (least - low) < _UNSURE
        ):
            return False
    return True
