"""The places of a ranking, in a few bands for a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from samvern.ui.wording.sentences import Gettext

#: A picture tells so many fills apart in black and white.
_MOST_BANDS = 6


@dataclass(frozen=True)
class Band:
    """Places from ``first`` to ``last``, counted from 1."""

    first: int
    last: int

    @property
    def mark(self) -> str:
        """The band in figures."""
        return f"{self.first}" if self.first == self.last else f"{self.first}–{self.last}"

    def label(self, _: Gettext) -> str:
        """The band in a word."""
        if self.first == self.last:
            return _("number %(place)d") % {"place": self.first}
        return _("number %(first)d–%(last)d") % {"first": self.first, "last": self.last}

    def share(self, acceptability: Sequence[float]) -> float:
        """How often something stands in the band."""
        return min(1.0, sum(acceptability[self.first - 1 : self.last]))


def bands(places: int) -> list[Band]:
    """Put the places in at most six bands, narrow at the top where the difference counts.

    Examples
    --------
    >>> [(band.first, band.last) for band in bands(7)]
    [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 7)]
    >>> [(band.first, band.last) for band in bands(24)]
    [(1, 1), (2, 3), (4, 6), (7, 12), (13, 18), (19, 24)]
    """
    if places <= _MOST_BANDS:
        ends = list(range(1, places + 1))
    elif places <= 2 * _MOST_BANDS:
        ends = [1, 2, 3, 4, 5, places]
    else:
        ends = [1, 3, 6, *(round(6 + (places - 6) * part / 3) for part in (1, 2, 3))]
    starts = [1, *(end + 1 for end in ends[:-1])]
    return [Band(first, last) for first, last in zip(starts, ends, strict=True)]
