"""How many lights of which colour may be told to readers who may see no report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from samvern.engine.assessments.statistics import (
    LEAST_ANSWERS,
    SafeCount,
    Telling,
    rounded,
    safe_counts,
)
from samvern.engine.reporting import Dimension, Light


@dataclass(frozen=True)
class SafeLights:
    """What may be told of the reports of a round. Without ``count`` there were too few of them."""

    count: int | None
    lights: Mapping[Dimension, Mapping[Light, SafeCount]] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "count": self.count,
            "lights": {
                dimension.value: {
                    light.value: [told.telling.value, told.count] for light, told in row.items()
                }
                for dimension, row in self.lights.items()
            },
        }

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> SafeLights:
        """From :meth:`to_json`."""
        return cls(
            plain["count"],
            {
                Dimension(dimension): {
                    Light(light): SafeCount(Telling(telling), count)
                    for light, (telling, count) in row.items()
                }
                for dimension, row in plain["lights"].items()
            },
        )


def safe_lights(
    handed_in: int, counts: Mapping[Dimension, Mapping[Light, int]], *, least: int = LEAST_ANSWERS
) -> SafeLights:
    """Tell of reports what may be told to everybody, by the rules for answers that are counted.

    Parameters
    ----------
    handed_in
        How many reports were handed in.
    counts
        How many of them have each light.
    least
        How many must have been handed in.

    Returns
    -------
    SafeLights
        Rounded counts; those that would tell of a single report are told as few, or not at all.

    Examples
    --------
    >>> told = safe_lights(31, {Dimension.TIME: {Light.GREEN: 21, Light.YELLOW: 8, Light.RED: 2}})
    >>> told.count, told.lights[Dimension.TIME][Light.RED].telling.value
    (30, 'few')
    >>> safe_lights(9, {Dimension.TIME: {Light.GREEN: 9}}).count is None
    True
    """
    if handed_in < least:
        return SafeLights(None)
    told = {
        dimension: safe_counts({light: row.get(light, 0) for light in Light}, least=least)
        for dimension, row in counts.items()
    }
    return SafeLights(rounded(handed_in), {each: row for each, row in told.items() if row})
