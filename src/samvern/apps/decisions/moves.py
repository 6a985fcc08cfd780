"""What moves between two rankings of the same things, how sure that is, and what moved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samvern.engine.priority import Ranking


@dataclass(frozen=True)
class Move:
    """One alternative in two rankings.

    ``shift`` is how many places its mean place goes down (above 0) or up (below 0); ``error``
    is what chance alone could make of that with 95 % certainty. ``because`` is how far each part
    of the scenario, tried alone, shifts it.
    """

    id: str
    place_before: int
    place_after: int
    shift: float
    error: float
    because: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_sure(self) -> bool:
        """Whether more than chance moved it."""
        return abs(self.shift) > self.error


def moves(
    before: Ranking, after: Ranking, alone: Mapping[str, Ranking] | None = None
) -> tuple[Move, ...]:
    """Say what moves from one ranking to another, in the order of the former.

    Parameters
    ----------
    alone
        The rankings that each part of what is different gives by itself, by the name of the part.
    """
    places = _places(after)
    means = {name: _means(ranking) for name, ranking in (alone or {}).items()}
    mean_after = _means(after)
    error = _error_of_mean(before, after)
    return tuple(
        Move(
            id=each.id,
            place_before=place,
            place_after=places[each.id],
            shift=mean_after[each.id] - each.expected_rank,
            error=error,
            because={name: found[each.id] - each.expected_rank for name, found in means.items()},
        )
        for place, each in enumerate(before.alternatives, start=1)
        if each.id in places
    )


def gone_and_new(before: Ranking, after: Ranking) -> tuple[Sequence[str], Sequence[str]]:
    """What only one of the rankings has: a frozen one may be of an older programme."""
    here, there = set(before.pairwise), set(after.pairwise)
    return sorted(here - there), sorted(there - here)


def _places(ranking: Ranking) -> dict[str, int]:
    return {each.id: place for place, each in enumerate(ranking.alternatives, start=1)}


def _means(ranking: Ranking) -> dict[str, float]:
    return {each.id: each.expected_rank for each in ranking.alternatives}


def _error_of_mean(before: Ranking, after: Ranking) -> float:
    """At most this far is a difference of mean places from its true value, in 19 of 20 cases.

    A place of n lies within n - 1 of any other, so its standard deviation is at most half of
    that, and that of the mean by the root of the samples less.
    """
    widths = [(len(r.alternatives) - 1) * r.half_width_95 for r in (before, after)]
    return sqrt(sum(width**2 for width in widths))
