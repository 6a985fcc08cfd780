"""Figures of plans: what happens when, what is used of what there is, and what money buys."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

from django import template

from samvern.ui.geometry import percent_of
from samvern.ui.parts import Frontier, Gantt, GanttRow, Link, UseRow
from samvern.ui.tags.tables import checked

register = template.Library()

#: The height of a row of work, in pixels, and of the work in it.
ROW_HEIGHT, BAR_HEIGHT = 28, 16
#: Half of a diamond, in pixels.
_DIAMOND = 8


@register.inclusion_tag("ui/parts/gantt.html")
def gantt(
    value: Gantt, *, exports: Sequence[Link] | None = None, no_export: str = ""
) -> dict[str, Any]:
    """What happens when, with decisions and what hangs on them, and the same as a table."""
    count = len(value.periods)
    years = [
        {"title": title, "span": len(list(same))}
        for title, same in groupby(value.periods, key=lambda period: period.group)
    ]
    lines = []
    for place, period in enumerate(value.periods):
        is_year = place > 0 and value.periods[place - 1].group != period.group
        lines.append({"x": percent_of(place / count), "is_year": is_year})
    return {
        "gantt": value,
        "links": checked(exports, value.caption),
        "years": years,
        "lines": lines[1:],
        "height": ROW_HEIGHT,
        "bar": BAR_HEIGHT,
        "top": (ROW_HEIGHT - BAR_HEIGHT) // 2,
        "middle": ROW_HEIGHT // 2,
        "diamond": f"M0 {-_DIAMOND} L{_DIAMOND} 0 L0 {_DIAMOND} L{-_DIAMOND} 0 Z",
        "today": None if value.today is None else percent_of(value.today),
        "groups": [
            {"title": group.title, "rows": [_row(row, count) for row in group.rows]}
            for group in value.groups
        ],
        "has_conditions": any(row.condition for group in value.groups for row in group.rows),
        "has_decisions": any(row.is_decision for group in value.groups for row in group.rows),
    }


def _row(row: GanttRow, count: int) -> dict[str, Any]:
    end = row.last + 1
    return {
        "row": row,
        "x": percent_of(row.first / count),
        "width": percent_of((end - row.first) / count),
        "end": percent_of(end / count),
    }


@register.inclusion_tag("ui/parts/period_use.html")
def period_use(
    rows: Sequence[UseRow],
    periods: Sequence[str],
    caption: str,
    *,
    exports: Sequence[Link] | None = None,
    no_export: str = "",
) -> dict[str, Any]:
    """What is used in each period of what there is, a bar and its figures in each cell."""
    return {
        "caption": caption,
        "links": checked(exports, caption),
        "periods": periods,
        "rows": [
            {
                "row": row,
                "cells": [(use, percent_of(min(1.0, use.share))) for use in row.uses],
            }
            for row in rows
        ],
    }


@register.inclusion_tag("ui/parts/frontier.html")
def frontier(
    value: Frontier, *, exports: Sequence[Link] | None = None, no_export: str = ""
) -> dict[str, Any]:
    """What each amount of one thing buys of another, as steps, with its points as a table."""
    dots = [
        {"point": point, "x": percent_of(point.x), "y": percent_of(1 - point.y)}
        for point in value.points
    ]
    return {
        "frontier": value,
        "links": checked(exports, value.caption),
        "dots": dots,
        "steps": list(pairwise(dots)),
    }
