"""A scenario changes what it says and nothing else; what moves is shared out among its parts."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache, partial
from importlib import resources
from itertools import permutations
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput
from samvern.engine.priority import (
    Ranking,
    RankingModel,
    RankingScale,
    Scenario,
    Switch,
    WeightRule,
    apply_scenario,
    causes_of_change,
    compare_rankings,
    rank,
)
from tests.factories.rankings import certain_model, models

SAMPLES = 300
UNCHANGED = certain_model({"a": (1, 0, 0.5), "b": (0, 1, 0.5), "c": (0.5, 0.5, 0)})
EVERYTHING = Scenario(
    weights=WeightRule((("g1", "g0"),), intervals={"g2": (0.1, 0.4)}),
    excluded_criteria=("c0",),
    judgements={("a", "c1"): {"1.0": 0.5, "0.5": 0.5}},
    scale=RankingScale.ORDINAL,
)


def check(value: object) -> None:
    path = resources.files("samvern.catalogues") / "schemas" / "scenario.schema.json"
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(value)


@st.composite
def scenarios(draw: st.DrawFn, model: RankingModel) -> Scenario:
    """Anything that fits the model, and leaves a criterion."""
    names = [criterion.id for criterion in model.criteria]
    cell = draw(st.sampled_from(model.criteria))
    levels = [level.level for level in cell.levels]
    groups = st.permutations(model.groups)
    return Scenario(
        weights=draw(st.none() | groups.map(lambda order: WeightRule(((order[0], order[1]),)))),
        excluded_criteria=tuple(draw(st.lists(st.sampled_from(names[1:]), max_size=2))),
        judgements=draw(
            st.just({})
            | st.sampled_from(levels).map(
                lambda level: {(model.alternatives[0], cell.id): {level: 1}}
            )
        ),
        scale=draw(st.none() | st.sampled_from(RankingScale)),
    )


def test_nothing_said_changes_nothing() -> None:
    assert apply_scenario(UNCHANGED, Scenario()) == UNCHANGED
    assert Scenario().switches == ()
    assert causes_of_change(UNCHANGED, Scenario(), rank=partial(rank, samples=1)) == ()


def test_what_is_said_is_changed() -> None:
    changed = apply_scenario(UNCHANGED, EVERYTHING)
    assert changed.groups == ("g1", "g2")
    assert [criterion.id for criterion in changed.criteria] == ["c1", "c2"]
    assert changed.matrix["a"] == {"c1": {"1.0": 0.5, "0.5": 0.5}, "c2": {"0.5": 1}}
    assert changed.matrix["b"] == {"c1": {"1.0": 1}, "c2": {"0.5": 1}}
    assert changed.weights == WeightRule(intervals={"g2": (0.1, 0.4)})
    assert changed.scale is RankingScale.ORDINAL


def test_the_models_own_weights_stay_and_lose_what_is_left_out() -> None:
    model = replace(UNCHANGED, weights=WeightRule((("g0", "g1"), ("g1", "g2"))))
    changed = apply_scenario(model, Scenario(excluded_groups=("g1",)))
    assert changed.weights.constraints == (("g0", "g2"),)


def test_all_problems_come_at_once_each_with_its_place() -> None:
    wrong = Scenario(
        weights=WeightRule((("g0", "prize"),)),
        excluded_criteria=("c0", "c9"),
        excluded_groups=("x",),
        judgements={("d", "c0"): {"1.0": 1}, ("a", "c8"): {}, ("b", "c1"): {"1.0": 0.4, "far": 2}},
    )
    with pytest.raises(InvalidInput) as refused:
        apply_scenario(UNCHANGED, wrong)
    assert refused.value.code == "scenario.invalid"
    assert {(problem.code, problem.where) for problem in refused.value.problems} == {
        ("ranking.unknown_criterion", "excluded_criteria[1]"),
        ("ranking.unknown_group", "excluded_groups[0]"),
        ("scenario.unknown_alternative", "judgements.d"),
        ("ranking.unknown_criterion", "judgements.a"),
        ("ranking.unknown_level", "judgements.b.c1"),
        ("ranking.probability_out_of_range", "judgements.b.c1.far"),
        ("ranking.probabilities_do_not_sum", "judgements.b.c1"),
        ("weights.unknown_group", "weights.constraints[0]"),
    }


@pytest.mark.parametrize(
    ("scenario", "code"),
    [
        (Scenario(excluded_groups=("g0", "g1", "g2")), "scenario.nothing_left"),
        (
            Scenario(WeightRule(intervals={"g0": (0, 0.2)}), excluded_groups=("g1", "g2")),
            "weights.most_below_one",
        ),
        (Scenario(WeightRule(fixed={"g0": 1}), excluded_groups=("g0",)), "weights.all_zero"),
    ],
)
def test_what_leaves_nothing_to_weigh_is_refused(scenario: Scenario, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        apply_scenario(UNCHANGED, scenario)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_groups_that_only_other_programmes_have_may_be_named() -> None:
    scenario = Scenario(WeightRule((("cost", "g0"),)), excluded_groups=("support",))
    assert apply_scenario(UNCHANGED, scenario) == UNCHANGED


@given(data=st.data(), model=models())
@settings(max_examples=15, deadline=None)
def test_the_published_form_is_read_back(data: st.DataObject, model: RankingModel) -> None:
    scenario = data.draw(scenarios(model))
    plain: Any = json.loads(json.dumps(scenario.to_json()))
    check(plain)
    assert Scenario.from_json(plain) == scenario


def test_weights_may_be_as_in_a_weights_file() -> None:
    said = {"weights": {"order": ["g0", "g1"], "intervals": {"g1": {"most": 0.2}}}}
    check(said)
    rule = WeightRule((("g0", "g1"),), intervals={"g1": (0, 0.2)})
    assert Scenario.from_json(said).weights == rule
    assert (
        Scenario.from_json({"weights": WeightRule(fixed={"g0": 1}).to_json()}).weights is not None
    )


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ([], {"ranking.wrong_type"}),
        ({"weight": {}}, {"ranking.unknown_field"}),
        ({"weights": {"fixed": {}, "order": []}}, {"weights.more_than_one_form"}),
        ({"scale": "other"}, {"ranking.unknown_scale"}),
        ({"excluded_criteria": "c0", "judgements": {"a": {"c": 1}}}, {"ranking.wrong_type"}),
    ],
)
def test_nonsense_is_refused(said: object, codes: set[str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        Scenario.from_json(said)
    assert refused.value.code == "scenario.invalid"
    assert {problem.code for problem in refused.value.problems} == codes
    with pytest.raises(jsonschema.ValidationError):
        check(said)


class TestCompare:
    def test_a_ranking_beside_itself_has_no_moves(self) -> None:
        ranking = rank(UNCHANGED, samples=SAMPLES)
        for move in compare_rankings(ranking, ranking).moves:
            assert move.direction == ""
            assert move.place_before == move.place_after
            assert move.first.difference.amount == 0

    def test_other_seeds_are_noise_and_other_weights_are_not(self) -> None:
        before, again = (rank(UNCHANGED, samples=2000, seed=seed) for seed in (1, 2))
        assert {move.direction for move in compare_rankings(before, again).moves} == {""}
        for_b = apply_scenario(UNCHANGED, Scenario(WeightRule(fixed={"g1": 1})))
        change = compare_rankings(before, rank(for_b, samples=2000))
        assert change.moves[0].id == "b"
        assert change["b"].direction == "up"
        assert change["a"].direction == "down"
        assert change["b"].first.after == 1
        assert change["b"].top_three.before == change["b"].top_three.after == 1
        assert change["b"].first.difference.is_beyond_noise
        assert change.to_json()["moves"][0]["direction"] == "up"  # type: ignore[index]

    def test_what_only_one_has_is_named(self) -> None:
        fewer = replace(UNCHANGED, matrix={x: UNCHANGED.matrix[x] for x in "ab"})
        change = compare_rankings(rank(UNCHANGED, samples=9), rank(fewer, samples=9))
        assert (change.gone, change.new) == (("c",), ())

    def test_the_half_width_holds_about_as_often_as_it_says(self) -> None:
        exact = rank(UNCHANGED, samples=200_000)
        missed = 0
        for seed in range(40):
            change = compare_rankings(exact, rank(UNCHANGED, samples=200, seed=seed))
            missed += sum(move.first.difference.is_beyond_noise for move in change.moves)
        assert missed < 0.15 * 40 * 3


class TestCauses:
    @given(data=st.data(), model=models(alternatives=3))
    @settings(max_examples=10, deadline=None)
    def test_shares_are_means_over_all_orders_and_sum_to_the_change(
        self, data: st.DataObject, model: RankingModel
    ) -> None:
        scenario = data.draw(scenarios(model))
        model = replace(model, weights=WeightRule())

        @cache
        def ranked(switches: frozenset[Switch]) -> Ranking:
            return rank(apply_scenario(model, scenario.only(switches)), samples=SAMPLES)

        calls: list[RankingModel] = []

        def counted(changed: RankingModel) -> Ranking:
            calls.append(changed)
            return rank(changed, samples=SAMPLES)

        causes = causes_of_change(model, scenario, rank=counted)
        assert tuple(cause.switches[0] for cause in causes) == scenario.switches
        assert len(calls) <= 16
        orders = list(permutations(scenario.switches))
        for one in model.alternatives:
            for cause in causes:
                steps = []
                for order in orders:
                    earlier = frozenset(order[: order.index(cause.switches[0])])
                    without, beside = ranked(earlier)[one], ranked(earlier | {*cause.switches})[one]
                    steps.append(beside.expected_rank - without.expected_rank)
                mean = sum(steps) / len(steps)
                assert cause.expected_rank[one].amount == pytest.approx(mean, abs=1e-9)
            change = compare_rankings(ranked(frozenset()), ranked(frozenset(scenario.switches)))
            for figure in ("expected_rank", "first", "top_three"):
                total = sum(getattr(cause, figure)[one].amount for cause in causes)
                whole = getattr(change[one], figure).difference.amount
                assert total == pytest.approx(whole, abs=1e-9)

    def test_parts_that_make_sense_only_together_come_as_one(self) -> None:
        model = replace(UNCHANGED, weights=WeightRule(fixed={"g0": 1}))
        scenario = Scenario(WeightRule(), excluded_groups=("g0",), scale=RankingScale.ORDINAL)
        causes = causes_of_change(model, scenario, rank=partial(rank, samples=50))
        assert [cause.switches for cause in causes] == [
            (Switch.WEIGHTS, Switch.CRITERIA),
            (Switch.SCALE,),
        ]

    def test_a_scenario_that_does_not_fit_is_refused(self) -> None:
        with pytest.raises(InvalidInput):
            causes_of_change(UNCHANGED, Scenario(excluded_criteria=("x",)), rank=rank)
