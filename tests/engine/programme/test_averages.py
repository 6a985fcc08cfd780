"""Averages are recomputed, the way of rounding is inferred, and causes are only possible ones."""

from __future__ import annotations

from dataclasses import replace

import pytest

from samvern.engine.programme.consistency import Finding, Severity
from samvern.engine.programme.document import (
    Judgement,
    Programme,
    PublishedAverages,
)
from tests.engine.programme.building import (
    causes,
    found,
    only,
    with_table,
)


def test_programme_that_always_truncates_is_not_accused() -> None:
    columns = [(3, 4, 4), (2, 3, 3), (4, 5, 5), (1, 2, 2)]
    programme = with_table(columns, "3.6", "2.6", "4.6", "1.6")
    assert not found(programme, "average.differs")
    assert dict(only(programme, "averages.rounding").params)["rule"] == "truncated"


def test_half_to_even_counts_as_ordinary() -> None:
    columns = [(3, 3, 3, 4), (3, 3, 3, 4), (4, 4, 4, 5), (2, 2, 2, 3)]
    programme = with_table(columns, "3.2", "3.2", "4.2", "2.2")
    assert not found(programme, "average.differs")


def test_half_way_score_counts_half_way() -> None:
    assert not check_averages(with_table([(3.5, 4)], "3.75"))
    assert check_averages(with_table([(3.5, 4)], "3.25"))


def check_averages(programme: Programme) -> list[Finding]:
    return found(programme, "average.differs")


def test_unknown_score_makes_an_average_impossible_not_wrong() -> None:
    programme = with_table([(3, 4)], "5.0")
    area = programme.focus_areas[0]
    unknown = Judgement(dict.fromkeys("12345", 0.2), "unknown")
    unsure = replace(area, attainment={**area.attainment, "M1": unknown})
    programme = replace(programme, focus_areas=(unsure,))
    assert not check_averages(programme)
    assert only(programme, "average.not_recomputable").severity is Severity.GAP


def test_more_averages_than_columns() -> None:
    finding = only(with_table([(3, 4)], "3.5", "4.0"), "averages.number_of_values")
    assert dict(finding.params) == {"goal_set": "goals", "printed": 2, "columns": 1}


def test_trailing_zero_that_is_left_out_is_no_error() -> None:
    assert not check_averages(with_table([(3, 3), (3, 4)], "3", "3.5"))


@pytest.mark.parametrize(
    ("columns", "printed", "cause"),
    [
        ([(4, 4, 4)], ["3.67"], "cause.one_score"),
        ([(5, 5)], ["1.0"], "cause.sum"),
        ([(4, 4, 4)], ["6.0"], "cause.divisor"),
        ([(1, 4, 4)], ["4.0"], "cause.left_out"),
        ([(1, 2), (3, 4)], ["3.5", "1.5"], "cause.swapped"),
        ([(1, 2), (3, 4)], ["3.5", "3.5"], "cause.equals_other"),
        ([(3, 4, 4)], ["7.63"], "cause.transposed"),
        ([(4, 4, 4, 4, 4, 5)], ["3.6"], "cause.no_sum"),
    ],
)
def test_possible_causes(columns: list[tuple[float, ...]], printed: list[str], cause: str) -> None:
    assert cause in causes(check_averages(with_table(columns, *printed))[0])


def test_rounding_is_only_unlike_the_rest_when_the_rest_show_it() -> None:
    # 14 / 3 is 4.7 when rounded and 4.6 when truncated; 3 is 3.0 either way.
    silent = with_table([(4, 5, 5), (3, 3, 3)], "4.6", "3.0")
    assert causes(check_averages(silent)[0]) == ["cause.rounded_so"]
    speaking = with_table([(4, 5, 5), (4, 5, 5), (4, 5, 5)], "4.6", "4.7", "4.7")
    assert causes(check_averages(speaking)[0]) == ["cause.rounded_otherwise"]


def test_an_average_outside_the_scale_comes_from_no_sum() -> None:
    assert causes(check_averages(with_table([(3, 4, 4)], "7.63"))[0]) == ["cause.transposed"]


def test_average_over_both_goal_sets_is_recognised() -> None:
    programme = with_table([(1, 2, 5)], "1.5")
    goals = (*programme.goals[:2], replace(programme.goals[2], goal_set="strategic_goals"))
    averages = (
        PublishedAverages("goals", ("2.7",)),
        PublishedAverages("strategic_goals", ("5.0",)),
    )
    programme = replace(programme, goals=goals, published_averages=averages)
    assert "cause.all_goals" in causes(check_averages(programme)[0])


def test_labels_that_contradict_each_other_and_fit_the_real_average() -> None:
    programme = with_table([(4, 4), (3, 4)], "3.4", "3.5")
    labelled = PublishedAverages("goals", ("3.4", "3.5"), ("4", "3.5"))
    programme = replace(programme, published_averages=(labelled,))
    assert only(programme, "average.label_contradicts").subject == ("focus_area", "1")
    assert "cause.label_fits" in causes(check_averages(programme)[0])
