"""Charts say their figures in words and as a table, and never ask another host."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import pytest

from samvern.ui import charts

ROWS = [
    charts.RankRow("Common requirements for all suppliers and their suppliers", (0.75, 0.2, 0.05)),
    charts.RankRow("Exercises", (0.25, 0.8, 0.95)),
]


def _ranks(scheme: charts.Scheme = "light") -> charts.Chart:
    return charts.rank_acceptability_chart(
        ROWS,
        alt="Bars by rank",
        rank_title="Plass",
        share_title="Andel",
        name_title="Tiltak",
        language="nb",
        scheme=scheme,
    )


def _heat() -> charts.Chart:
    return charts.heat_matrix(
        [
            charts.HeatRow("A", ((1.0, "much"), (None, "not known"))),
            charts.HeatRow("B", ((0.0, "none"), (0.5, "some"))),
        ],
        ["M1", "M2"],
        alt="Squares",
    )


def test_the_twin_holds_every_figure() -> None:
    assert _ranks().twin == charts.Twin(
        columns=("Tiltak", "1", "2", "3"),
        rows=(
            (
                ROWS[0].name,
                "75,0\N{NO-BREAK SPACE}%",
                "20,0\N{NO-BREAK SPACE}%",
                "5,0\N{NO-BREAK SPACE}%",
            ),
            (
                ROWS[1].name,
                "25,0\N{NO-BREAK SPACE}%",
                "80,0\N{NO-BREAK SPACE}%",
                "95,0\N{NO-BREAK SPACE}%",
            ),
        ),
    )
    assert _heat().twin.rows == (("A", "much", "not known"), ("B", "none", "some"))


def test_twins_need_no_drawing() -> None:
    twin = charts.rank_twin(ROWS, name_title="Tiltak", language="nb")
    assert twin == _ranks().twin


@pytest.mark.parametrize("chart", [_ranks(), _heat()], ids=["ranks", "heat"])
def test_images_stand_alone(chart: charts.Chart) -> None:
    svg = charts.to_svg(chart.spec).decode()
    assert svg.startswith("<svg")
    assert not re.search(r"\b(?:href|src)=|url\((?!#)|<style|<script|<image", svg)


def test_images_draw_all_rows_in_order_with_their_whole_names() -> None:
    svg = charts.to_svg(_ranks().spec).decode()
    assert svg.index("Common requirements for all") < svg.index("Exercises")
    assert "their suppliers" in svg


def test_an_image_is_drawn_once_for_the_same_specification() -> None:
    assert charts.to_svg(_ranks().spec) is charts.to_svg(_ranks().spec)
    assert charts.to_svg(_ranks("dark").spec) != charts.to_svg(_ranks().spec)


def test_the_page_gets_plain_vega_without_anything_to_fetch() -> None:
    vega = json.loads(charts.to_vega(_ranks().spec))
    assert vega["$schema"].startswith("https://vega.github.io/schema/vega/")
    assert all("url" not in data for data in vega["data"])


def test_rows_must_have_a_cell_for_each_column() -> None:
    with pytest.raises(ValueError, match="zip"):
        charts.heat_matrix([charts.HeatRow("A", ((1.0, "much"),))], ["M1", "M2"], alt="")


def test_chart_libraries_are_loaded_only_when_a_chart_is_drawn() -> None:
    code = (
        "import sys, samvern.ui.charts;"
        "print([m for m in ('altair', 'vl_convert', 'pandas', 'django') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
