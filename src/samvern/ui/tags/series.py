"""How something developed over time, against what was aimed at."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django import template

from samvern.ui.geometry import percent_of
from samvern.ui.parts import Link, Series
from samvern.ui.tags.tables import checked

register = template.Library()


@register.inclusion_tag("ui/parts/series.html")
def series(
    value: Series, *, exports: Sequence[Link] | None = None, no_export: str = ""
) -> dict[str, Any]:
    """Values in time with their intervals, what was aimed at dashed, and the points as a table."""
    dots = [
        {
            "point": point,
            "x": percent_of(point.x),
            "y": percent_of(1 - point.y),
            "low": None if point.low is None else percent_of(1 - point.low),
            "high": None if point.high is None else percent_of(1 - point.high),
        }
        for point in value.points
    ]
    turns = [{"x": percent_of(x), "y": percent_of(1 - y)} for x, y in value.path]
    return {
        "series": value,
        "links": checked(exports, value.caption),
        "dots": dots,
        "steps": list(pairwise(dots)),
        "path": list(pairwise(turns)),
        "turns": turns,
    }
