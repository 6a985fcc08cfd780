"""Charts: one Vega-Lite specification each, drawn in the page and as an image for print.

The specification holds every text and figure ready for the reader, so the page and the image
say the same in the same language. Altair and vl-convert are imported at first use, since
starting them costs more than most commands take.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

from samvern.ui.numbers import percent

if TYPE_CHECKING:
    import altair

Scheme = Literal["light", "dark"]
Spec = Mapping[str, Any]

_ROW_HEIGHT = 34
_LINE_HEIGHT = 15
_CHART_WIDTH = 560
_LABEL_CHARACTERS = 36
_CELL_SIDE = 34
_IMAGE_FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
_IMAGE_PADDING = {"left": 24, "right": 12, "top": 5, "bottom": 5}
_LARGEST_SQUARE = 26 * 26


@dataclass(frozen=True)
class Palette:
    """The colours of one scheme: text, lines, ground, and a ramp from first to last rank."""

    text: str
    quiet: str
    line: str
    ground: str
    mark: str
    ramp: tuple[str, str]


PALETTES: Mapping[Scheme, Palette] = {
    "light": Palette("#23211d", "#5b564d", "#d6d1c7", "#ffffff", "#0b5563", ("#0b5563", "#dfe8ea")),
    "dark": Palette("#ecebe7", "#b4b9b8", "#3b4448", "#12181a", "#7cc0cd", ("#8ecbd7", "#1d3238")),
}


@dataclass(frozen=True)
class Twin:
    """A chart's figures as a table: headings and rows of text, the first column the names."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Chart:
    """A chart with what it must not come without: words for it, and its figures as a table."""

    spec: Spec
    alt: str
    twin: Twin


@dataclass(frozen=True)
class RankRow:
    """How often an alternative comes first, second and so on: shares that sum to 1."""

    name: str
    shares: tuple[float, ...]


@dataclass(frozen=True)
class HeatRow:
    """A row of a heat matrix: for each column a share (0..1, None unknown) and its words."""

    name: str
    cells: tuple[tuple[float | None, str], ...]


def rank_twin(rows: Sequence[RankRow], *, name_title: str, language: str) -> Twin:
    """The figures of :func:`rank_acceptability_chart`, without drawing it."""
    return Twin(
        columns=(name_title, *_ranks(rows)),
        rows=tuple((row.name, *(percent(s, 1, language) for s in row.shares)) for row in rows),
    )


def heat_twin(rows: Sequence[HeatRow], columns: Sequence[str], *, name_title: str) -> Twin:
    """The words of :func:`heat_matrix`, without drawing it."""
    return Twin(
        columns=(name_title, *columns),
        rows=tuple((row.name, *(words for _, words in row.cells)) for row in rows),
    )


def rank_acceptability_chart(
    rows: Sequence[RankRow],
    *,
    alt: str,
    rank_title: str,
    share_title: str,
    language: str,
    name_title: str = "",
    scheme: Scheme = "light",
) -> Chart:
    """Stacked bars: for each alternative the share of all weightings that give it each rank.

    Parameters
    ----------
    rows
        Best first, all with equally many ranks.
    alt
        What the picture is, in a sentence.
    rank_title, share_title, name_title
        Titles of the legend, of the axis and of the table's first column.
    language
        ``nb``, ``nn`` or ``en``, for the figures.
    """
    import altair as alt_lib

    ranks = _ranks(rows)
    values = [
        {
            "name": row.name,
            "label": _wrapped(row.name),
            "rank": rank,
            "order": int(rank),
            "share": share,
            "words": percent(share, 1, language),
        }
        for row in rows
        for rank, share in zip(ranks, row.shares, strict=True)
    ]
    palette = PALETTES[scheme]
    percent_sign = "'%'" if language == "en" else "'\u00a0%'"
    chart = (
        alt_lib.Chart(alt_lib.Data(values=values))
        .mark_bar(stroke=palette.ground, strokeWidth=1.5)
        .encode(
            y=alt_lib.Y("label:N", sort=[_wrapped(row.name) for row in rows], title=None),
            x=alt_lib.X(
                "share:Q",
                stack="zero",
                title=share_title,
                scale=alt_lib.Scale(domain=[0, 1]),
                axis=alt_lib.Axis(labelExpr=f"format(datum.value * 100, '.0f') + {percent_sign}"),
            ),
            color=alt_lib.Color(
                "rank:O",
                sort=ranks,
                title=rank_title,
                scale=alt_lib.Scale(domain=ranks, range=_ramp(palette.ramp, len(ranks))),
            ),
            order=alt_lib.Order("order:Q"),
            tooltip=[
                alt_lib.Tooltip("name:N", title=" "),
                alt_lib.Tooltip("rank:O", title=rank_title),
                alt_lib.Tooltip("words:N", title=share_title),
            ],
        )
        .properties(width=_CHART_WIDTH, height=alt_lib.Step(_row_height(rows)))
    )
    twin = rank_twin(rows, name_title=name_title, language=language)
    return Chart(_finished(chart, palette), alt, twin)


def heat_matrix(
    rows: Sequence[HeatRow],
    columns: Sequence[str],
    *,
    alt: str,
    name_title: str = "",
    scheme: Scheme = "light",
) -> Chart:
    """Squares in a grid, each with an area that shows its share; a ring where nobody knows.

    Parameters
    ----------
    rows
        In order from the top, each with one cell for each column.
    columns
        Short names of the columns, from the left.
    alt
        What the picture is, in a sentence.
    name_title
        Title of the table's first column.
    """
    import altair as alt_lib

    values = [
        {
            "row": row.name,
            "label": _wrapped(row.name),
            "column": column,
            "share": share,
            "words": words,
        }
        for row in rows
        for column, (share, words) in zip(columns, row.cells, strict=True)
    ]
    palette = PALETTES[scheme]
    base = alt_lib.Chart(alt_lib.Data(values=values)).encode(
        y=alt_lib.Y("label:N", sort=[_wrapped(row.name) for row in rows], title=None),
        x=alt_lib.X(
            "column:N",
            sort=list(columns),
            title=None,
            axis=alt_lib.Axis(orient="top", labelAngle=0),
        ),
        tooltip=[
            alt_lib.Tooltip("row:N", title=" "),
            alt_lib.Tooltip("column:N", title=" "),
            alt_lib.Tooltip("words:N", title=" "),
        ],
    )
    known = (
        base.transform_filter("datum.share !== null")
        .mark_square(color=palette.mark, opacity=1)
        .encode(
            size=alt_lib.Size(
                "share:Q",
                legend=None,
                scale=alt_lib.Scale(domain=[0, 1], range=[0, _LARGEST_SQUARE]),
            )
        )
    )
    unknown = base.transform_filter("datum.share === null").mark_point(
        shape="circle", color=palette.quiet, size=180, strokeDash=[3, 3], filled=False
    )
    chart = (known + unknown).properties(
        width=alt_lib.Step(_CELL_SIDE), height=alt_lib.Step(_row_height(rows))
    )
    twin = heat_twin(rows, columns, name_title=name_title)
    return Chart(_finished(chart, palette), alt, twin)


def to_svg(spec: Spec) -> bytes:
    """Draw a Vega-Lite specification as an SVG image; the same one is drawn only once.

    An image has no fonts of its own: its text is measured with one that most machines have, or
    have one as wide as, and a margin takes what is wider still.
    """
    config = {**spec.get("config", {}), "font": _IMAGE_FONT, "padding": _IMAGE_PADDING}
    return _svg(_canonical({**spec, "config": config}), _version_of(spec))


def to_vega(spec: Spec) -> bytes:
    """Compile a Vega-Lite specification to Vega as JSON, which is what the page draws."""
    return _vega(_canonical(spec), _version_of(spec))


@lru_cache(maxsize=256)
def _svg(canonical: str, version: str) -> bytes:
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(canonical, vl_version=version)
    return svg.encode()


@lru_cache(maxsize=256)
def _vega(canonical: str, version: str) -> bytes:
    import vl_convert

    compiled = vl_convert.vegalite_to_vega(canonical, vl_version=version)
    return json.dumps(compiled, separators=(",", ":")).encode()


def _canonical(spec: Spec) -> str:
    return json.dumps(spec, sort_keys=True, separators=(",", ":"))


def _version_of(spec: Spec) -> str:
    found = re.search(r"/v(\d+\.\d+)", str(spec.get("$schema", "")))
    if found is None:
        raise ValueError("the specification does not say its version of Vega-Lite")
    return found[1]


def _finished(chart: altair.Chart | altair.LayerChart, palette: Palette) -> Spec:
    config = {
        "background": None,
        "font": "Inter Variable, Inter, system-ui, sans-serif",
        "view": {"stroke": None},
        "axis": {
            "labelColor": palette.text,
            "labelFontSize": 14,
            "labelLimit": 0,
            # Names are wrapped here, for Vega would cut them short.
            "labelExpr": "split(datum.label, '\\n')",
            "titleColor": palette.quiet,
            "titleFontSize": 13,
            "titleFontWeight": "normal",
            "domain": False,
            "ticks": False,
            "gridColor": palette.line,
            "labelPadding": 8,
            "tickCount": 5,
        },
        "axisY": {"grid": False},
        "legend": {
            "orient": "top",
            "labelColor": palette.text,
            "labelFontSize": 14,
            "titleColor": palette.quiet,
            "titleFontSize": 13,
            "titleFontWeight": "normal",
            "symbolType": "square",
            "symbolStrokeWidth": 0,
        },
    }
    return {**chart.to_dict(), "config": config}


def _ranks(rows: Sequence[RankRow]) -> list[str]:
    return [str(rank) for rank in range(1, 1 + max((len(row.shares) for row in rows), default=0))]


def _row_height(rows: Sequence[RankRow | HeatRow]) -> int:
    lines = max((_wrapped(row.name).count("\n") + 1 for row in rows), default=1)
    return _ROW_HEIGHT + (lines - 1) * _LINE_HEIGHT


def _wrapped(name: str) -> str:
    return textwrap.fill(name, _LABEL_CHARACTERS)


def _ramp(ends: tuple[str, str], steps: int) -> list[str]:
    first, last = ([int(end[at : at + 2], 16) for at in (1, 3, 5)] for end in ends)
    return [
        "#"
        + "".join(
            f"{round(a + (b - a) * step / max(steps - 1, 1)):02x}"
            for a, b in zip(first, last, strict=True)
        )
        for step in range(steps)
    ]
