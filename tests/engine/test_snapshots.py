"""Layers of snapshots, the numbers of texts, and what must be answered."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.papers import PaperKind
from samvern.engine.programme.consistency import Finding, Severity
from samvern.engine.reporting import Dimension, Light
from samvern.engine.snapshots import (
    Audience,
    check_snapshot,
    finding_to_json,
    is_wider,
    known_numbers,
    numbers_in,
    open_for,
    safe_lights,
    unknown_numbers,
)

LAYERS = {
    "layers": {
        "public": {"programme": "P", "decisions": []},
        "sector": {"decisions": ["shared"]},
        "owners": {"reports": {"1.1": "R1", "1.2": "R2"}},
        "authority": {"decisions": ["shared", "own"], "round": "all"},
    }
}


@given(st.sampled_from(Audience), st.sampled_from(Audience))
def test_a_wider_audience_is_never_told_a_section_that_a_narrower_one_is_not(
    one: Audience, other: Audience
) -> None:
    if is_wider(one, other) and other is not Audience.OWNERS:
        assert open_for(LAYERS, one).keys() - {"reports"} <= open_for(LAYERS, other).keys()


def test_owners_are_told_of_their_own_measure_alone() -> None:
    assert open_for(LAYERS, Audience.OWNERS, "1.2")["reports"] == {"1.2": "R2"}
    assert open_for(LAYERS, Audience.OWNERS)["reports"] == {}
    assert open_for(LAYERS, Audience.OWNERS, "1.2")["decisions"] == ["shared"]
    assert "reports" not in open_for(LAYERS, Audience.SECTOR, "1.2")


@given(st.integers(0, 10**9), st.text(alphabet="abc æ,.;", max_size=20))
def test_a_number_that_is_among_the_figures_is_never_pointed_at(figure: int, around: str) -> None:
    written = (str(figure), f"{figure:,}".replace(",", " "), f"{figure:,}".replace(",", "\xa0"))
    known = known_numbers({"figure": figure})
    for each in written:
        assert unknown_numbers(f"{around} {each} {around}", known) == ()


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("IE-1125 og M1 i 2026-H2, tiltak 4.2a", []),
        ("87 % av 12 har svart, 88,5 prosent ikke", ["88,5"]),
        ("Brukt 4,5 mill. kroner; 4,6 mill. var planlagt", ["4,6"]),
        ("22.11.2026 og 23.11.2026", ["23.11.2026"]),
    ],
)
def test_numbers_that_are_not_among_the_figures_are_pointed_at(
    text: str, strange: list[str]
) -> None:
    figures = {"share": 0.87, "asked": 12, "spent_nok_ore": 450_000_000, "on": "2026-11-22"}
    found = unknown_numbers(text, known_numbers(figures))
    assert [each.written for each in found] == strange


def test_every_number_is_found_where_it_stands() -> None:
    text = "Av 12 tiltak er 3 ferdige (25 %)."
    assert [text[each.start :][: len(each.written)] for each in numbers_in(text)] == [
        "12",
        "3",
        "25",
    ]


def _opened(**sections: Any) -> dict[str, Any]:
    measures = [
        {"id": "1.1", "focus_area": "1", "status": "ongoing"},
        {"id": "2.1", "focus_area": "2", "status": "ongoing"},
    ]
    return {"programme": {"id": "P", "version": 2, "measures": measures}, **sections}


def _codes(kind: PaperKind, about: str, opened: dict[str, Any], *findings: Finding) -> list[str]:
    content = {"findings": [finding_to_json(each) for each in findings]}
    return [each.finding.code for each in check_snapshot(content, opened, kind, about)]


def test_a_paper_answers_for_what_it_prints_and_no_more() -> None:
    roadmap = {"measures": [{"id": "9.9"}], "programme_version": 1}
    reports = {"2.1": {"done_percent": 100, "is_accepted": False}}
    missing = {"missing": [{"measure": "1.1"}]}
    opened = _opened(roadmap=roadmap, reports=reports, round=missing)
    of_measure = Finding.of("owner.missing", Severity.GAP, ("measure", "1.1"))
    of_count = Finding.of("count.differs", Severity.DISAGREEMENT, ("programme", "P"))
    every = (of_measure, of_count)
    assert _codes(PaperKind.MEASURE_SHEET, "1.1", opened, *every) == [
        "owner.missing",
        "paper.unreported",
        "paper.roadmap_older",
    ]
    assert _codes(PaperKind.FOCUS_AREA, "2", opened, *every) == [
        "paper.done_but_not_completed",
        "paper.roadmap_older",
        "paper.not_accepted",
    ]
    assert _codes(PaperKind.BOARD_STATUS, "", opened, *every) == [
        "count.differs",
        "paper.done_but_not_completed",
        "paper.roadmap_strange",
        "paper.unanswered",
        "paper.decision_none",
        "paper.roadmap_older",
        "paper.not_accepted",
    ]
    for_public = _opened(roadmap=roadmap)
    assert "paper.unanswered" not in _codes(PaperKind.YEARLY_REPORT, "", for_public)


def test_of_few_reports_no_light_is_told() -> None:
    counts = {Dimension.TIME: {Light.GREEN: 9}}
    assert safe_lights(9, counts).lights == {}
    told = safe_lights(40, {Dimension.TIME: {Light.GREEN: 38, Light.RED: 2}})
    assert {each.count for each in told.lights[Dimension.TIME].values()} == {None}
