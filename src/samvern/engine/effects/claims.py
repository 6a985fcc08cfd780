"""What may be said of an estimate: its interval, and whether anything is claimed at all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

#: With fewer organisations than this nothing is claimed: with six, no way of telling starters from
#: others at random can be rarer than 1 in 10, so nothing could ever be shown.
LEAST_ORGANISATIONS: Final = 8
#: With one starter, or one other, what is its own cannot be told from what the measure did.
LEAST_ON_A_SIDE: Final = 2
#: The share of intervals that are to hold the truth.
LEVEL: Final = 0.95


class Claim(StrEnum):
    """How much an estimate may say."""

    NONE_TOO_FEW = "none_too_few"  # so few organisations that no interval is shown
    DESCRIPTION_ONLY = "description_only"  # what was seen, not what it came from
    INTERVAL_HOLDS_ZERO = "interval_holds_zero"  # no effect is among what may be
    INTERVAL_EXCLUDES_ZERO = "interval_excludes_zero"  # an effect, if the assumptions hold

    @property
    def is_made(self) -> bool:
        """Whether an interval stands behind it."""
        return self in (Claim.INTERVAL_HOLDS_ZERO, Claim.INTERVAL_EXCLUDES_ZERO)


@dataclass(frozen=True)
class Estimate:
    """A figure with how sure it is, in the unit of the indicator.

    ``error`` is a standard error for few organisations, ``degrees`` its degrees of freedom,
    ``low`` to ``high`` the 95 % interval; all four None where nothing may be claimed.
    ``large_sample_error`` is the error as literature and other programs print it; it stands for
    comparison and no claim rests on it.
    """

    value: float
    error: float | None = None
    degrees: float | None = None
    low: float | None = None
    high: float | None = None
    large_sample_error: float | None = None

    @property
    def claim(self) -> Claim:
        """What the interval says; a description where there is none.

        Examples
        --------
        >>> Estimate(2.0, 0.5, 10, 0.9, 3.1).claim, Estimate(2.0).claim
        (<Claim.INTERVAL_EXCLUDES_ZERO: 'interval_excludes_zero'>,
         <Claim.DESCRIPTION_ONLY: 'description_only'>)
        """
        if self.low is None or self.high is None:
            return Claim.DESCRIPTION_ONLY
        if self.low <= 0 <= self.high:
            return Claim.INTERVAL_HOLDS_ZERO
        return Claim.INTERVAL_EXCLUDES_ZERO

    def to_json(self) -> dict[str, Any]:
        """The figure as plain values."""
        return {
            "value": self.value,
            "error": self.error,
            "degrees": self.degrees,
            "low": self.low,
            "high": self.high,
            "large_sample_error": self.large_sample_error,
        }
