"""The check finds what is wrong by itself, says nothing false, and shows its arithmetic."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samvern.engine.programme.consistency import Finding, Severity, check
from samvern.engine.programme.consistency.precedence import find_cycles
from samvern.engine.programme.document import (
    Challenge,
    FocusArea,
    Goal,
    Judgement,
    Measure,
    Programme,
    PublishedAverages,
    PublishedCount,
    Recommendation,
    RiskArea,
    RiskAreaLink,
)
from samvern.formats.programme_file import read
from tests.factories.generated_programmes import programmes

FILES = Path(__file__).parents[2] / "formats" / "programme_file" / "published"
BASIS = ("contribution against the risk trends",)


def published(name: str) -> Programme:
    return read(io.BytesIO((FILES / name).read_bytes()), name=name)


def attained(*scores: float) -> dict[str, Judgement]:
    return {f"M{number}": attainment(score) for number, score in enumerate(scores, start=1)}


def attainment(score: float) -> Judgement:
    low = int(score)
    levels = {str(low): 1.0} if low == score else {str(low): 0.5, str(low + 1): 0.5}
    return Judgement(levels, score)


def with_table(columns: list[tuple[float, ...]], *printed: str, **more: object) -> Programme:
    """A programme whose focus areas have the given scores and printed averages."""
    areas = tuple(
        FocusArea(str(number), {"en": f"Area {number}"}, attainment=attained(*scores))
        for number, scores in enumerate(columns, start=1)
    )
    goals = tuple(
        Goal(f"M{number}", {"en": f"Goal {number}"}, "goals")
        for number in range(1, len(columns[0]) + 1)
    )
    return Programme(
        "P",
        {"en": "Programme"},
        "Publisher",
        goals=goals,
        focus_areas=areas,
        attainment_columns=tuple(area.id for area in areas),
        published_averages=(PublishedAverages("goals", printed),),
        **more,  # type: ignore[arg-type]
    )


def found(programme: Programme, code: str) -> list[Finding]:
    return [finding for finding in check(programme) if finding.code == code]


def only(programme: Programme, code: str) -> Finding:
    findings = found(programme, code)
    assert len(findings) == 1, check(programme)
    return findings[0]


def causes(finding: Finding) -> list[str]:
    return [cause.code for cause in finding.causes]


# The published report


def test_report_has_two_averages_that_do_not_agree_and_no_other_disagreement() -> None:
    disagreements = [
        (finding.code, finding.subject, dict(finding.params)["printed"])
        for finding in check(published("programme_ie1125.yaml"))
        if finding.severity is Severity.DISAGREEMENT
    ]
    assert disagreements == [
        ("average.differs", ("focus_area", "5"), Decimal("4.1")),
        ("average.differs", ("focus_area", "6"), Decimal("3.6")),
    ]


def test_arithmetic_of_the_report_is_shown_in_full() -> None:
    findings = found(published("programme_ie1125.yaml"), "average.differs")
    first = {step.code: dict(step.params) for step in findings[0].arithmetic}
    assert first["step.sum"] == {"terms": "4 + 3 + 5 + 4 + 5 + 4", "total": Decimal(25)}
    assert first["step.mean"]["exact"] == Decimal("4.1667")
    assert dict(findings[0].causes[0].params) == {"rule": "truncated"}
    assert causes(findings[1])[:2] == ["cause.no_sum", "cause.one_score"]


def test_one_truncated_figure_does_not_make_truncation_the_rule() -> None:
    rounding = only(published("programme_ie1125.yaml"), "averages.rounding")
    params = dict(rounding.params)
    assert (params["rule"], params["agree"], params["other_rule"], params["telling"]) == (
        "half_up",
        10,
        "truncated",
        1,
    )


@pytest.mark.parametrize(
    ("code", "subjects"),
    [
        ("focus_area.empty", ["7"]),
        ("recommendation.unjudged", ["7"]),
        ("recommendation.weaker_parallel", ["5"]),
        ("recommendation.twice", ["5.1", "5.2"]),
        ("recommendation.area_in_part", ["2", "4", "6"]),
        ("challenge.unlinked", ["U2", "U3", "U4", "U5", "U6"]),
        ("risk_trend.unlinked", ["T1", "T2", "T5"]),
        ("reference.parent_unlisted", ["4.2a", "4.2b", "4.2c"]),
        ("owner.also_involved", ["1.1"]),
    ],
)
def test_gaps_and_remarks_of_the_report(code: str, subjects: list[str]) -> None:
    findings = found(published("programme_ie1125.yaml"), code)
    assert [finding.subject[1] for finding in findings] == subjects


def test_owners_of_the_report() -> None:
    programme = published("programme_ie1125.yaml")
    spelt = only(programme, "owner.spelt_differently")
    assert dict(spelt.params)["names"] == "Styringsgruppen for Normen | Normens styringsgruppe"
    assert dict(only(programme, "owner.gone").params)["count"] == 11
    assert len(found(programme, "owner.only_note")) == 9


def test_overview_of_2021_is_told_once_that_nothing_is_judged() -> None:
    programme = published("measures_2021.yaml")
    assert dict(only(programme, "measure.all_unjudged").params) == {"total": 37}
    assert [finding.subject[1] for finding in found(programme, "focus_area.empty")] == ["5"]
    assert not [each for each in check(programme) if each.severity is Severity.DISAGREEMENT]


# Averages


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


# Everything else, each from a programme in which nothing is wrong


def measure(identifier: str, **more: object) -> Measure:
    return Measure(identifier, "1", {"en": f"Measure {identifier}"}, **more)  # type: ignore[arg-type]


def sound(*measures: Measure, **more: object) -> Programme:
    level = Judgement({"low": 1.0}, 1)
    judged = {"owners": ("A",), "start": "2024", "cost": level}
    listed = tuple(
        replace(each, **{key: getattr(each, key) or value for key, value in judged.items()})
        for each in measures or (measure("1.1"),)
    )
    substantial = Judgement({"substantial": 1.0}, "X")
    area = FocusArea("1", {"en": "Area"}, contribution={"R1": substantial})
    return replace(
        Programme(
            "P",
            {"en": "Programme"},
            "Publisher",
            challenges=(Challenge("U1", {"en": "Challenge"}),),
            risk_areas=(RiskArea("R1", {"en": "Risk"}),),
            risk_area_links=(RiskAreaLink("U1", "R1"),),
            focus_areas=(area,),
            measures=listed,
            recommendations=(Recommendation(1, focus_area="1"),),
            basis_of_priority=BASIS,
        ),
        **more,  # type: ignore[arg-type]
    )


def test_sound_programme_has_no_findings() -> None:
    assert check(sound()) == ()


INJECTED: list[tuple[str, Severity, Programme]] = [
    ("count.differs", Severity.DISAGREEMENT, sound(published_counts=(PublishedCount("measures", 2),))),
    (
        "precedence.cycle",
        Severity.DISAGREEMENT,
        sound(measure("1.1", after=("1.2",)), measure("1.2", after=("1.1",))),
    ),
    ("precedence.cycle", Severity.DISAGREEMENT, sound(measure("1.1", after=("1.1",)))),
    (
        "parent.cycle",
        Severity.DISAGREEMENT,
        sound(measure("1.1", parent="1.2"), measure("1.2", parent="1.1")),
    ),
    (
        "dates.finish_before_start",
        Severity.DISAGREEMENT,
        sound(measure("1.1", start="2024-06", finish="2024-05-31")),
    ),
    (
        "dates.starts_too_early",
        Severity.DISAGREEMENT,
        sound(measure("1.1", start="2024", finish="2026"), measure("1.2", start="2025", after=("1.1",))),
    ),
    (
        "dates.starts_first",
        Severity.DISAGREEMENT,
        sound(measure("1.1", start="2026"), measure("1.2", start="2025", after=("1.1",))),
    ),
    (
        "recommendation.before_predecessor",
        Severity.DISAGREEMENT,
        sound(
            measure("1.1"),
            measure("1.2", after=("1.1",)),
            recommendations=(Recommendation(1, measures=("1.2",)), Recommendation(2, measures=("1.1",))),
        ),
    ),
    (
        "recommendation.predecessor_missing",
        Severity.GAP,
        sound(
            measure("1.1"),
            measure("1.2", after=("1.1",)),
            recommendations=(Recommendation(1, measures=("1.2",)),),
        ),
    ),
    ("reference.unknown", Severity.GAP, sound(measure("1.1", after=("9",)))),
    ("reference.unknown", Severity.GAP, sound(measure("1.1", overlaps=("9",)))),
    ("reference.unknown", Severity.GAP, sound(attainment_columns=("9",))),
    ("reference.unknown", Severity.GAP, sound(recommendations=(Recommendation(1, focus_area="9"),))),
    (
        "reference.unknown",
        Severity.GAP,
        sound(risk_area_links=(RiskAreaLink("U1", "R1"), RiskAreaLink("U9", "R1"))),
    ),
    ("reference.to_itself", Severity.REMARK, sound(measure("1.1", related=("1.1",)))),
    (
        "reference.one_way",
        Severity.REMARK,
        sound(measure("1.1", related=("1.2",)), measure("1.2")),
    ),
    ("reference.parent_unlisted", Severity.REMARK, sound(measure("1.1a", parent="1.1"))),
    ("id.ambiguous", Severity.DISAGREEMENT, sound(measure("1.1"), measure("1.1"))),
    ("id.differs_in_case", Severity.REMARK, sound(measure("1.1a"), measure("1.1A"))),
    (
        "title.same",
        Severity.REMARK,
        sound(measure("1.1"), replace(measure("1.2"), title={"en": "measure  1.1"})),
    ),
    ("owner.spelt_differently", Severity.REMARK, sound(measure("1.1", owners=("Normens styre", "Styret for Normen")))),
    ("owner.with_part", Severity.REMARK, sound(measure("1.1", owners=("Norsk helsenett/HelseCERT", "HelseCERT")))),
    ("owner.gone", Severity.GAP, sound(measure("1.1", owners=("Publisher",)), successor_of_publisher="B")),
    ("owner.also_involved", Severity.REMARK, sound(measure("1.1", owners=("A",), involved=("A",)))),
    ("goal.all_unjudged", Severity.GAP, sound(goals=(Goal("M1", {}, "goals"), Goal("M2", {}, "goals")))),
    ("challenge.unlinked", Severity.GAP, sound(risk_area_links=(), challenges=(Challenge("U1", {}),))),
    ("contribution.case_uncertain", Severity.REMARK, sound(contribution_case_certain=False)),
    ("recommendation.only_note", Severity.REMARK, sound(recommendations=(Recommendation(1, focus_area="1"), Recommendation(2, note="n")))),
]  # fmt: skip


@pytest.mark.parametrize(("code", "severity", "programme"), INJECTED)
def test_injected_error_is_found(code: str, severity: Severity, programme: Programme) -> None:
    assert severity in {finding.severity for finding in found(programme, code)}


@pytest.mark.parametrize(
    ("owners", "note", "code"),
    [
        ((), "", "owner.missing"),
        ((), "to be named", "owner.only_note"),
        (None, "", "owner.unstated"),
    ],
)
def test_lack_of_an_owner(owners: tuple[str, ...] | None, note: str, code: str) -> None:
    programme = sound()
    unowned = replace(programme.measures[0], owners=owners, owner_note=note)
    finding = only(replace(programme, measures=(unowned,)), code)
    assert finding.severity is Severity.GAP


def test_weak_goal_and_weak_risk_area_are_gaps() -> None:
    weak = FocusArea(
        "1",
        {"en": "Area"},
        contribution={"R1": Judgement({"some": 0.6, "substantial": 0.4})},
        attainment={"M1": Judgement({"2": 1.0}, 2)},
    )
    programme = sound(goals=(Goal("M1", {}, "goals"),), focus_areas=(weak,))
    assert only(programme, "goal.uncovered").subject == ("goal", "M1")
    assert only(programme, "risk_area.uncovered").subject == ("risk_area", "R1")


def test_weaker_focus_area_in_front_is_told_with_the_comparison() -> None:
    some = Judgement({"some": 1.0}, "x")
    programme = sound()
    areas = (
        replace(programme.focus_areas[0], contribution={"R1": some}),
        replace(programme.focus_areas[0], id="2"),
    )
    order = (Recommendation(1, focus_area="1"), Recommendation(2, focus_area="2"))
    programme = replace(programme, focus_areas=areas, recommendations=order)
    finding = only(programme, "recommendation.weaker_before")
    assert dict(finding.arithmetic[0].params)["other_level"] == "substantial"
    assert not found(
        replace(programme, basis_of_priority=("cost",)), "recommendation.weaker_before"
    )
    uncertain = replace(programme, contribution_case_certain=False)
    assert "cause.case_uncertain" in causes(only(uncertain, "recommendation.weaker_before"))


def test_stated_count_that_takes_parts_as_one_is_explained() -> None:
    programme = sound(
        measure("1.1a", parent="1.1"),
        measure("1.1b", parent="1.1"),
        published_counts=(PublishedCount("measures", 1),),
    )
    assert causes(only(programme, "count.differs")) == ["cause.parts_as_one"]


def test_stated_count_without_parts_is_explained() -> None:
    programme = sound(
        measure("1.1a", parent="1.1"),
        measure("1.1b", parent="1.1"),
        measure("1.2"),
        published_counts=(PublishedCount("measures", 1),),
    )
    assert causes(only(programme, "count.differs")) == ["cause.without_parts"]


def test_years_that_may_fit_are_not_accused() -> None:
    programme = sound(
        measure("1.1", start="2024", finish="2025"), measure("1.2", start="2025", after=("1.1",))
    )
    assert not [each for each in check(programme) if each.severity is Severity.DISAGREEMENT]


# Properties


@given(
    st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefg"), max_size=3))
)
def test_cycles_are_those_that_a_slow_search_finds(edges: dict[str, list[str]]) -> None:
    def reached(start: str) -> set[str]:
        found: set[str] = set()
        waiting = [start]
        while waiting:
            fresh = set(edges.get(waiting.pop(), ())) - found
            found |= fresh
            waiting += [node for node in fresh if node in edges]
        return found

    cycles = find_cycles(edges)
    on_cycles = {node for node in edges if node in reached(node)}
    covered = {
        node
        for cycle in cycles
        for node in edges
        if cycle[0] in reached(node) and node in reached(cycle[0])
    }
    assert covered == on_cycles
    for cycle in cycles:
        steps = zip(cycle, (*cycle[1:], cycle[0]), strict=True)
        assert all(after in edges[before] for before, after in steps)


def test_a_long_chain_and_a_long_circle_take_no_time() -> None:
    chain = {str(node): [str(node + 1)] for node in range(50_000)}
    assert find_cycles(chain) == []
    assert len(find_cycles({**chain, "50000": ["0"]})[0]) == 50_001


@st.composite
def consistent(draw: st.DrawFn) -> Programme:
    """A programme whose averages, counts, order and dates all hold."""
    goals = draw(st.integers(1, 6))
    scores = st.tuples(*[st.integers(1, 5)] * goals)
    columns = draw(st.lists(scores, min_size=1, max_size=6))
    places = Decimal(1).scaleb(-draw(st.integers(1, 2)))
    printed = [
        str((Decimal(sum(column)) / goals).quantize(places, ROUND_HALF_UP)) for column in columns
    ]
    count = draw(st.integers(1, 6))
    after: list[Callable[[int], tuple[str, ...]]] = [
        lambda index: (),
        lambda index: (f"1.{index}",),
    ]
    measures = tuple(
        measure(
            f"1.{index + 1}",
            after=draw(st.sampled_from(after))(index) if index else (),
            start=str(2000 + index),
            finish=str(2001 + index),
        )
        for index in range(count)
    )
    counts = (PublishedCount("measures", count), PublishedCount("goals", goals))
    return with_table(columns, *printed, measures=measures, published_counts=counts)


def disagreements(programme: Programme) -> list[Finding]:
    return [each for each in check(programme) if each.severity is Severity.DISAGREEMENT]


@settings(deadline=None)
@given(consistent())
def test_consistent_programme_is_never_accused(programme: Programme) -> None:
    assert disagreements(programme) == []


@settings(deadline=None)
@given(consistent(), st.data())
def test_a_single_wrong_average_is_found(programme: Programme, data: st.DataObject) -> None:
    values = list(programme.published_averages[0].values)
    index = data.draw(st.integers(0, len(values) - 1))
    off = data.draw(st.sampled_from(["-0.5", "-0.2", "0.3", "0.5"]))
    values[index] = str(Decimal(values[index]) + Decimal(off))
    spoilt = replace(programme, published_averages=(PublishedAverages("goals", tuple(values)),))
    assert ("focus_area", str(index + 1)) in [each.subject for each in disagreements(spoilt)]


@settings(deadline=None)
@given(consistent(), st.integers(1, 3))
def test_a_single_wrong_count_is_found(programme: Programme, off: int) -> None:
    stated = PublishedCount("measures", len(programme.measures) + off)
    assert [
        each.code for each in disagreements(replace(programme, published_counts=(stated,)))
    ] == ["count.differs"]


@settings(max_examples=60, deadline=None)
@given(programmes())
def test_any_programme_can_be_checked_and_is_sorted_by_severity(programme: Programme) -> None:
    order = list(Severity)
    severities = [order.index(finding.severity) for finding in check(programme)]
    assert severities == sorted(severities)
