"""What the check says: findings with their arithmetic and possible causes, in codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

#: What a statement speaks of: a name or identifiers, a number of things, or a figure.
Value = str | int | Decimal

#: Stands between the levels of an uncertain judgement.
OR = " / "


class Severity(StrEnum):
    """How serious a finding is."""

    DISAGREEMENT = "disagreement"  # two things the programme says cannot both be right
    GAP = "gap"  # something is missing that the programme itself makes one expect
    REMARK = "remark"  # worth knowing, not wrong


@dataclass(frozen=True)
class Statement:
    """A step of the arithmetic or a possible cause, as a code and what it speaks of."""

    code: str
    params: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, code: str, **params: Value) -> Statement:
        """Make a statement from keyword parameters."""
        return cls(code, tuple(params.items()))


@dataclass(frozen=True)
class Finding:
    """Something in a programme that does not agree, is missing, or is worth knowing.

    ``subject`` is the kind and identifier of the part it is about (``("measure", "4.2a")``).
    ``arithmetic`` shows how it was found, step by step; ``causes`` are possible, not proven.
    """

    code: str
    severity: Severity
    subject: tuple[str, str]
    params: tuple[tuple[str, Value], ...] = ()
    arithmetic: tuple[Statement, ...] = ()
    causes: tuple[Statement, ...] = ()

    @classmethod
    def of(
        cls,
        code: str,
        severity: Severity,
        subject: tuple[str, str],
        *,
        arithmetic: Sequence[Statement] = (),
        causes: Sequence[Statement] = (),
        **params: Value,
    ) -> Finding:
        """Make a finding from keyword parameters."""
        return cls(code, severity, subject, tuple(params.items()), tuple(arithmetic), tuple(causes))


def each_or_all(
    missing: Sequence[str],
    total: int,
    *,
    each: Callable[[str], Finding],
    all_of_them: Callable[[int], Finding],
) -> Iterator[Finding]:
    """One finding for each part that lacks something, or one when every part lacks it.

    A programme that judges nothing at all is told so once, not once for each measure.
    """
    if len(missing) == total and total > 1:
        yield all_of_them(total)
    else:
        yield from map(each, missing)
