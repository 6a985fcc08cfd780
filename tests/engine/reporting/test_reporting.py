"""Lights by tolerances, what a report must say, two people at one, and what moved since last."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput
from samvern.engine.merging import changed_names, merge_values
from samvern.engine.reporting import (
    JUDGED,
    Criterion,
    Dimension,
    Figures,
    Light,
    Question,
    ReportValues,
    Said,
    Tolerances,
    Trend,
    compare_reports,
    find_gaps,
    find_question_problems,
    find_report_problems,
    find_tolerance_problems,
    is_milder,
    read_period,
    suggest_light,
    tidy,
    trend_of,
)

WORST_LAST = [Light.GREEN, Light.YELLOW, Light.RED]
bounds = st.tuples(st.integers(0, 300), st.integers(0, 300)).map(sorted)
lights = st.sampled_from([None, *Light])
ore = st.none() | st.integers(0, 10**12)
percent = st.none() | st.integers(0, 100)
days = st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))
words = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=20)
reports = st.builds(
    ReportValues,
    said=st.dictionaries(st.sampled_from(list(Dimension)), st.builds(Said, lights, words)),
    planned_percent=percent,
    done_percent=percent,
    budget_nok_ore=ore,
    spent_nok_ore=ore,
    forecast_nok_ore=ore,
    milestone=words,
    milestone_planned_on=days,
    milestone_expected_on=days,
    answers=st.dictionaries(st.sampled_from(["a", "b"]), words.filter(str.strip)),
)


@st.composite
def tolerances(draw: st.DrawFn) -> Tolerances:
    late, over, behind = draw(bounds), draw(bounds), draw(bounds)
    return Tolerances(*late, *over, *behind)


@given(tolerances(), st.integers(-400, 400), st.integers(0, 200))
def test_the_further_from_plan_the_worse(said: Tolerances, figure: int, more: int) -> None:
    for dimension, field in ((Dimension.TIME, "days_late"), (Dimension.PROGRESS, "points_behind")):
        less, worse = (
            suggest_light(dimension, Figures(**{field: each}), said)
            for each in (figure, figure + more)
        )
        assert less is not None
        assert worse is not None
        assert WORST_LAST.index(less) <= WORST_LAST.index(worse)
        green, yellow = said.of(dimension) or (0, 0)
        assert (less is Light.GREEN) == (figure <= green)
        assert (less is Light.RED) == (figure > yellow)


@given(tolerances(), st.integers(1, 10**12), st.integers(0, 10**13), st.integers(0, 10**12))
def test_the_dearer_the_worse_and_the_border_belongs_to_the_milder(
    said: Tolerances, budget: int, forecast: int, more: int
) -> None:
    def light(of: int) -> int:
        found = suggest_light(
            Dimension.MONEY, Figures(budget_nok_ore=budget, forecast_nok_ore=of), said
        )
        assert found is not None
        return WORST_LAST.index(found)

    assert light(forecast) <= light(forecast + more)
    on_border = budget * (100 + said.green_percent_over) // 100
    assert light(on_border) == 0
    assert light(on_border + 1) >= 1


@given(reports, tolerances())
def test_no_figures_give_no_light_and_words_are_never_measured(
    values: ReportValues, said: Tolerances
) -> None:
    for dimension in JUDGED:
        assert suggest_light(dimension, values.figures, said) is None
    nothing = ReportValues().figures
    assert not any(suggest_light(each, nothing, said) for each in Dimension)


def test_that_nobody_knows_hides_nothing() -> None:
    assert is_milder(Light.UNKNOWN, Light.YELLOW)
    assert not is_milder(Light.UNKNOWN, Light.GREEN)
    assert not is_milder(Light.UNKNOWN, None)
    assert not is_milder(Light.RED, Light.YELLOW)


@given(reports, tolerances())
def test_what_can_be_handed_in_says_why_wherever_it_must(
    values: ReportValues, said: Tolerances
) -> None:
    gaps = {(each.code, each.where) for each in find_gaps(values, said)}
    for dimension in Dimension:
        told = values.of(dimension)
        suggested = suggest_light(dimension, values.figures, said)
        if told.light is None:
            assert ("light.missing", f"{dimension}_light") in gaps
            continue
        owes = told.light in (Light.YELLOW, Light.RED) or is_milder(told.light, suggested)
        asked = {code for code, where in gaps if where == f"{dimension}_reason"}
        assert bool(asked) == (owes and not told.reason.strip())


def _complete(**changes: Any) -> ReportValues:
    green = ReportValues(dict.fromkeys(Dimension, Said(Light.GREEN)))
    return replace(green, **changes)


@pytest.mark.parametrize(
    ("values", "codes"),
    [
        (_complete(), set()),
        (_complete(spent_nok_ore=200, forecast_nok_ore=199), {"money.forecast_below_spent"}),
        (_complete(milestone_planned_on=date(2027, 1, 1)), {"milestone.unnamed"}),
        (_complete(planned_percent=80, done_percent=40), {"light.milder"}),
    ],
)
def test_what_a_report_must_say(values: ReportValues, codes: set[str]) -> None:
    assert {each.code for each in find_gaps(values, Tolerances())} == codes
    assert not list(find_report_problems(values))


def test_a_question_that_must_be_answered_is() -> None:
    asked = (Question("a", "What next?", is_required=True), Question("b", "Else?"))
    assert [each.where for each in find_gaps(_complete(), Tolerances(), asked)] == ["answer_a"]
    assert not list(find_gaps(_complete(answers={"a": "This"}), Tolerances(), asked))
    twice = (Question("a", "What?"), Question("a", " "))
    codes = {each.code for each in find_question_problems(twice)}
    assert codes == {"question.twice", "field.required"}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (ReportValues(done_percent=101), "percent.outside"),
        (ReportValues(budget_nok_ore=-1), "money.outside"),
        (ReportValues(spent_nok_ore=10**16), "money.outside"),
        (ReportValues({Dimension.RISK: Said(None, "x" * 2_001)}), "field.too_long"),
        (ReportValues(milestone="a\0"), "answer.text_unusable"),
        (ReportValues(answers={"c": "x"}), "question.unknown"),
    ],
)
def test_what_no_draft_may_hold(values: ReportValues, code: str) -> None:
    assert [each.code for each in find_report_problems(values)] == [code]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Tolerances(green_days_late=-1), "tolerance.outside"),
        (Tolerances(yellow_percent_over=1_001), "tolerance.outside"),
        (Tolerances(green_points_behind=30), "tolerance.order"),
        (Tolerances(criteria={Dimension.RISK: Criterion("x" * 501)}), "field.too_long"),
    ],
)
def test_tolerances_that_make_no_sense(said: Tolerances, code: str) -> None:
    assert [each.code for each in find_tolerance_problems(said)] == [code]


@given(reports)
def test_a_report_is_the_same_after_a_trip_through_plain_values(values: ReportValues) -> None:
    kept = tidy(values)
    assert ReportValues.from_flat(kept.to_flat()) == kept
    assert tidy(kept) == kept


@given(tolerances())
def test_tolerances_are_the_same_after_a_trip_through_plain_values(said: Tolerances) -> None:
    worded = replace(said, criteria={Dimension.RISK: Criterion("Grows", "Out of hand")})
    assert Tolerances.from_json(worded.to_json()) == worded


@given(reports, reports, reports)
def test_two_at_one_report_lose_nothing(
    base: ReportValues, mine: ReportValues, theirs: ReportValues
) -> None:
    asked = (Question("a", "A"), Question("b", "B"))
    three = [each.to_flat(asked) for each in (base, mine, theirs)]
    found = merge_values(*three)
    for name in three[0]:
        values = {each[name] for each in three[1:]}
        if name in found.clashes:
            assert found.values[name] == three[2][name]
            assert len(values) == 2
            continue
        changed = [each for each in three[1:] if each[name] != three[0][name]]
        assert found.values[name] == (changed[0] if changed else three[0])[name]
    other = merge_values(three[0], three[2], three[1])
    assert other.clashes == found.clashes
    assert not changed_names(found.values, other.values) or found.clashes


@given(lights, lights)
def test_what_is_better_one_way_is_worse_the_other(one: Light | None, other: Light | None) -> None:
    turned = {Trend.BETTER: Trend.WORSE, Trend.WORSE: Trend.BETTER}
    there, back = trend_of(one, other), trend_of(other, one)
    assert turned.get(there, there) is back
    if None in (one, other) or Light.UNKNOWN in (one, other):
        assert there is Trend.UNTOLD


def test_another_milestone_has_not_slipped() -> None:
    then = ReportValues(milestone="Tender", milestone_expected_on=date(2027, 3, 1))
    later = replace(then, milestone_expected_on=then.milestone_expected_on + timedelta(days=30))  # type: ignore[operator]
    assert compare_reports(then, later).slipped_days == 30
    assert compare_reports(then, replace(later, milestone="Contract")).slipped_days is None


@given(st.integers(2000, 2098), st.sampled_from(["", "H", "Q"]))
def test_periods_of_a_year_follow_each_other(year: int, kind: str) -> None:
    parts = {"": [""], "H": ["-H1", "-H2"], "Q": ["-Q1", "-Q2", "-Q3", "-Q4"]}[kind]
    found = [read_period(f"{year}{part}") for part in parts]
    assert (found[0].starts_on, found[-1].ends_on) == (date(year, 1, 1), date(year, 12, 31))
    for one, following in itertools.pairwise(found):
        assert following.starts_on - one.ends_on == timedelta(days=1)


@pytest.mark.parametrize("text", ["", "27", "2027-H3", "2027-Q5", "2027H1", " 2027", "2027-H1\n"])
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_period(text)
