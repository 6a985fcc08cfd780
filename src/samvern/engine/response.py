"""How many of those who were asked have answered."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Response:
    """How many were asked, and how many have handed in."""

    asked: int
    handed_in: int

    @property
    def share(self) -> float | None:
        """The share that has handed in, 0..1; None when nobody was asked.

        Examples
        --------
        >>> Response(asked=8, handed_in=2).share
        0.25
        """
        return self.handed_in / self.asked if self.asked else None
