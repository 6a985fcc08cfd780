"""Figures of effects: an estimate about nothing, and how it came about over time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any, Final

from django import template

from samvern.ui.geometry import percent_of
from samvern.ui.parts import EventStudy, Link, SignedInterval
from samvern.ui.tags.tables import checked

register = template.Library()

#: Room beside the outermost value, as a share of the picture.
_MARGIN: Final = 0.08
#: Room for the figures of the axis, as a share of the picture.
_ROOM: Final = 0.07
#: So many moments have their names on the axis; of more every second, third and so on.
_MOST_NAMES: Final = 9


@register.inclusion_tag("ui/parts/signed_interval.html")
def signed_interval(value: SignedInterval) -> dict[str, Any]:
    """An estimate with its interval about nothing, and what either side means."""
    place = _axis(_known([value.value, value.low, value.high, 0.0]))
    has_interval = value.low is not None and value.high is not None
    return {
        "part": value,
        "has_interval": has_interval,
        "zero": percent_of(place(0.0)),
        "dot": percent_of(place(value.value)),
        "low": percent_of(place(value.low)) if value.low is not None else "",
        "high": percent_of(place(value.high)) if value.high is not None else "",
    }


@register.inclusion_tag("ui/parts/event_study.html")
def event_study(
    value: EventStudy, *, exports: Sequence[Link] | None = None, no_export: str = ""
) -> dict[str, Any]:
    """What was seen before and after the start, moment by moment, with the figures as a table."""
    outer = [end for each in value.moments for end in (each.value, each.low, each.high)]
    place = _axis(_known([*outer, 0.0, *(at for at, _words in value.ticks)]))
    count = max(len(value.moments), 1)
    every = ceil(count / _MOST_NAMES)
    start = next((at for at, each in enumerate(value.moments) if not each.is_before), count)
    return {
        "study": value,
        "links": checked(exports, value.caption),
        "zero": percent_of(1 - place(0.0)),
        "start": percent_of(_along(start / count)),
        "ticks": [(percent_of(1 - place(at)), words) for at, words in value.ticks],
        "dots": [
            {
                "moment": each,
                "x": percent_of(_along((at + 0.5) / count)),
                "y": percent_of(1 - place(each.value)),
                "low": percent_of(1 - place(each.low)) if each.low is not None else "",
                "high": percent_of(1 - place(each.high)) if each.high is not None else "",
                "is_named": (at - start) % every == 0,
            }
            for at, each in enumerate(value.moments)
        ],
    }


def _along(share: float) -> float:
    """How far along the picture something lies that lies so far along the moments."""
    return _ROOM + (1 - _ROOM) * share


def _known(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _axis(values: Sequence[float]) -> Any:
    """From a value to how far along the picture it lies, 0..1, all of them within its margins."""
    least, most = min(values), max(values)
    width = (most - least) or 1.0

    def place(value: float) -> float:
        return _MARGIN + (1 - 2 * _MARGIN) * (value - least) / width

    return place
