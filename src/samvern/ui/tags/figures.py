"""Figures with their uncertainty: small pictures drawn on the server, and charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samvern.ui import certainty as wording
from samvern.ui import geometry, numbers, tile_shapes
from samvern.ui.parts import Figure, LevelBar, Link, Matrix, Share, ShareRow, TileMap
from samvern.ui.tags.page import colour_scheme
from samvern.ui.tags.rendering import identifier
from samvern.ui.tags.tables import checked
from samvern.ui.wording.certainty import scale as scale_of_certainty

register = template.Library()


def _language() -> str:
    return get_language() or "nb"


@register.inclusion_tag("ui/parts/interval_bar.html")
def interval_bar(
    estimate: float,
    low: float,
    high: float,
    *,
    label: str = "",
    greatest: float = 1.0,
    decimals: int = 0,
    unit: str = "percent",
) -> dict[str, Any]:
    """An estimate with its interval; ``unit`` is ``percent`` (of shares) or ``number``."""
    write = numbers.percent if unit == "percent" else numbers.number
    return {
        "label": label,
        "whisker": geometry.whisker(estimate, low, high, greatest),
        "estimate": write(estimate, decimals, _language()),
        "low": write(low, decimals, _language()),
        "high": write(high, decimals, _language()),
    }


@register.inclusion_tag("ui/parts/share_bar.html")
def share_bar(shares: Sequence[Share], label: str) -> dict[str, Any]:
    """One whole in its parts; ``label`` says what is divided."""
    return {
        "label": label,
        "segments": geometry.segments(shares),
        "words": _shares_in_words(shares),
    }


@register.inclusion_tag("ui/parts/share_bars.html")
def share_bars(
    rows: Iterable[ShareRow],
    caption: str,
    *,
    exports: Sequence[Link] | None = None,
    no_export: str = "",
) -> dict[str, Any]:
    """Many things divided in the same parts, one bar each, with the figures as a table."""
    entries = list(rows)
    legend = [part.label for part in entries[0].shares] if entries else []
    return {
        "caption": caption,
        "links": checked(exports, caption),
        "rows": [
            {
                "row": row,
                "segments": geometry.segments(row.shares),
                "words": _shares_in_words(row.shares),
            }
            for row in entries
        ],
        "legend": [
            {"label": label, "fill": min(index, geometry.SHARE_FILLS - 1)}
            for index, label in enumerate(legend)
        ],
    }


@register.inclusion_tag("ui/parts/matrix.html")
def matrix(
    value: Matrix, *, exports: Sequence[Link] | None = None, no_export: str = ""
) -> dict[str, Any]:
    """Rows by columns as squares whose area is the share; hatched where nobody knows."""
    groups: list[dict[str, Any]] = []
    for column in value.columns:
        if groups and groups[-1]["title"] == column.group:
            groups[-1]["span"] += 1
        else:
            groups.append({"title": column.group, "span": 1})
    return {
        "matrix": value,
        "links": checked(exports, value.caption),
        "groups": groups if any(group["title"] for group in groups) else [],
        "side": geometry.CELL_SIDE,
        "rows": [
            {
                "row": row,
                "cells": [(cell, geometry.square(cell)) for cell in row.cells],
                "levels": [_level_bar(bar) for bar in row.levels],
            }
            for row in value.rows
        ],
        "block_width": geometry.LEVEL_WIDTH,
        "height": geometry.LEVEL_HEIGHT,
    }


@register.inclusion_tag("ui/parts/tile_map.html")
def tile_map(
    value: TileMap, *, exports: Sequence[Link] | None = None, no_export: str = ""
) -> dict[str, Any]:
    """One hexagon for each place, with the figures as a table; the table has the links for keys."""
    drawing = tile_shapes.draw(value)
    return {
        "map": value,
        "drawing": drawing,
        "hexagon_id": identifier("hexagon", value.caption),
        "hexagons": [
            (hexagon, _count(hexagon.place.count), _PAINTS[hexagon.fill])
            for hexagon in drawing.hexagons
        ],
        "legend": _tile_legend(drawing),
        "links": checked(exports, value.caption),
    }


@register.inclusion_tag("ui/parts/level_bars.html")
def level_bars(bars: Iterable[LevelBar]) -> dict[str, Any]:
    """Judgements on scales, such as cost, support and risk, as short bars with words."""
    return {
        "bars": [_level_bar(bar) for bar in bars],
        "block_width": geometry.LEVEL_WIDTH,
        "height": geometry.LEVEL_HEIGHT,
    }


@register.inclusion_tag("ui/parts/certainty.html")
def certainty(share: float, half_width: float | None = None) -> dict[str, Any]:
    """How likely something is: the word first, then the figure and its sampling error."""
    return {
        "word": wording.likelihood(share, _, half_width or 0.0),
        "share": share,
        "half_width": half_width,
    }


@register.inclusion_tag("ui/parts/certainty_scale.html")
def certainty_scale(*, is_open: bool = False) -> dict[str, Any]:
    """The words of certainty with their ranges, one click away."""
    return {"rows": scale_of_certainty(_language(), _), "is_open": is_open}


@register.inclusion_tag("ui/parts/chart.html", takes_context=True)
def chart(
    context: Context,
    figure: Figure,
    *,
    exports: Sequence[Link] | None = None,
    no_export: str = "",
) -> dict[str, Any]:
    """A chart with its summary, its table twin, and its source."""
    return {
        "figure": figure,
        "links": checked(exports, figure.title),
        "scheme": colour_scheme(context),
        "light_svg": _with_scheme(figure.svg_url, "light"),
        "dark_svg": _with_scheme(figure.svg_url, "dark"),
    }


_PAINTS: Mapping[int | str, SafeString] = {
    tile_shapes.NONE: mark_safe('class="sv-tile-map__none"'),
    tile_shapes.UNKNOWN: mark_safe('class="sv-tile-map__none" fill="url(#sv-pattern-unknown)"'),
    0: mark_safe('class="sv-fill-0"'),
    1: mark_safe('fill="url(#sv-pattern-1)"'),
    2: mark_safe('fill="url(#sv-pattern-2)"'),
    3: mark_safe('fill="url(#sv-pattern-3)"'),
}


def _tile_legend(drawing: tile_shapes.Drawing) -> list[dict[str, Any]]:
    """What each fill means, of those that are there."""
    there = {hexagon.fill for hexagon in drawing.hexagons}
    words: list[tuple[int | str, str]] = [
        (tile_shapes.UNKNOWN, _("We do not know")),
        (tile_shapes.NONE, _("None")),
        *((step.fill, _between(step.low, step.high)) for step in drawing.steps),
    ]
    return [{"paint": _PAINTS[fill], "words": said} for fill, said in words if fill in there]


def _between(low: int, high: int) -> str:
    return _count(low) if low == high else f"{_count(low)}–{_count(high)}"


def _count(value: int | None) -> str:
    return _("We do not know") if value is None else numbers.number(value, 0, _language())


def _level_bar(bar: LevelBar) -> dict[str, Any]:
    return {
        "bar": bar,
        "blocks": geometry.level_blocks(bar),
        "width": geometry.level_bar_width(bar),
        "words": wording.judgement_words(bar.shares, _),
    }


def _with_scheme(url: str, scheme: str) -> str:
    return f"{url}{'&' if '?' in url else '?'}scheme={scheme}"


def _shares_in_words(shares: Sequence[Share]) -> str:
    return ", ".join(
        f"{part.label} {numbers.percent(part.share, 0, _language())}"
        for part in shares
        if part.share > 0
    )
