"""Coverage tables show the gaps first and keep the distributions."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from samvern.engine.programme.coverage import (
    Gap,
    goal_coverage,
    risk_coverage,
    target_group_coverage,
)
from samvern.engine.programme.document import (
    FocusArea,
    Judgement,
    Measure,
    Programme,
    RiskArea,
)
from tests.factories.generated_programmes import programmes

SUBSTANTIAL = Judgement({"substantial": 1.0}, "X")
SOME = Judgement({"some": 1.0}, "x")
LIKELY = Judgement({"some": 0.4, "substantial": 0.6})
PROGRAMME = Programme(
    "P",
    {"en": "Programme"},
    "Publisher",
    risk_areas=tuple(RiskArea(f"R{number}", {}) for number in range(1, 5)),
    focus_areas=(
        FocusArea("1", {}, contribution={"R1": SUBSTANTIAL, "R2": SOME, "R3": LIKELY}),
        FocusArea("2", {}, contribution={"R1": SOME, "R2": SOME}),
    ),
    measures=(
        Measure("1.1", "1", {}, target_group="All"),
        Measure("2.1", "2", {}, relevant_for="All"),
        Measure("2.2", "2", {}),
    ),
)


def test_gaps_come_first_then_the_weakest() -> None:
    table = risk_coverage(PROGRAMME)
    assert [(row.id, row.gap) for row in table.rows] == [
        ("R4", Gap.NOTHING_JUDGED),
        ("R2", Gap.TOO_WEAK),
        ("R3", None),
        ("R1", None),
    ]
    assert [row.id for row in table.gaps] == ["R4", "R2"]


def test_cells_keep_the_distribution_beside_the_expected_share() -> None:
    row = next(row for row in risk_coverage(PROGRAMME).rows if row.id == "R3")
    assert row.cells[0].judgement == LIKELY
    assert row.cells[0].expected_share is not None
    assert abs(row.cells[0].expected_share - (0.4 * 2 / 3 + 0.6)) < 1e-12
    assert row.cells[1].judgement is None


def test_measures_stand_in_where_the_focus_area_is_not_judged() -> None:
    judged = replace(PROGRAMME.measures[2], contribution={"R4": SUBSTANTIAL})
    programme = replace(PROGRAMME, measures=(*PROGRAMME.measures[:2], judged))
    row = next(row for row in risk_coverage(programme).rows if row.id == "R4")
    assert row.cells[1].measures == ("2.2",)
    assert row.gap is None


def test_target_groups_show_their_measures_and_those_aimed_at_nobody() -> None:
    table = target_group_coverage(PROGRAMME)
    assert [(row.id, row.gap) for row in table.rows] == [("", Gap.NO_TARGET_GROUP), ("All", None)]
    assert [cell.measures for cell in table.rows[1].cells] == [("1.1",), ("2.1",)]


@given(programmes())
def test_tables_are_whole_and_shares_are_shares(programme: Programme) -> None:
    for table in (risk_coverage(programme), goal_coverage(programme)):
        for row in table.rows:
            assert len(row.cells) == len(programme.focus_areas)
            shares = [cell.expected_share for cell in row.cells if cell.judgement]
            assert all(share is not None and 0 <= share <= 1 + 1e-9 for share in shares)
            assert 0 <= row.best <= 1 + 1e-9
    assert len(risk_coverage(programme).rows) == len(programme.risk_areas)
    assert len(goal_coverage(programme).rows) == len(programme.goals)


@given(programmes())
def test_every_measure_stands_once_among_the_target_groups(programme: Programme) -> None:
    table = target_group_coverage(programme)
    placed = [measure for row in table.rows for cell in row.cells for measure in cell.measures]
    assert sorted(placed) == sorted(measure.id for measure in programme.measures)
