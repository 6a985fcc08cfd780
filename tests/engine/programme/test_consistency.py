"""Each injected error is found, and a programme in which nothing is wrong is never accused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

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
    MeasureStatus,
    Programme,
    PublishedAverages,
    PublishedCount,
    Recommendation,
    RiskAreaLink,
)
from tests.engine.programme.building import (
    causes,
    found,
    measure,
    only,
    sound,
    with_table,
)
from tests.factories.generated_programmes import programmes


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
    unsure = Judgement({"substantial": 0.4, "some": 0.6})
    programme = sound()
    areas = (
        replace(programme.focus_areas[0], contribution={"R1": unsure}),
        replace(programme.focus_areas[0], id="2"),
    )
    order = (Recommendation(1, focus_area="1"), Recommendation(2, focus_area="2"))
    programme = replace(programme, focus_areas=areas, recommendations=order)
    finding = only(programme, "recommendation.weaker_before")
    compared = dict(finding.arithmetic[0].params)
    assert (compared["level"], compared["other_level"]) == ("some / substantial", "substantial")
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


def test_only_measures_that_lie_ahead_need_dates() -> None:
    statuses = ("existing", "completed", "stopped", "proposed", "decided", None)
    undated = tuple(
        measure(f"1.{at}", status=status and MeasureStatus(status))
        for at, status in enumerate(statuses, start=1)
    )
    finding = only(replace(sound(), measures=undated), "dates.missing")
    assert dict(finding.params) == {"count": 3, "total": 3}


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


@given(programmes())
def test_any_programme_can_be_checked_and_is_sorted_by_severity(programme: Programme) -> None:
    order = list(Severity)
    severities = [order.index(finding.severity) for finding in check(programme)]
    assert severities == sorted(severities)
