"""What a judgement is worth to know: the same as going through every reading."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput
from samvern.engine.priority import (
    Criterion,
    Level,
    RankingModel,
    RankingScale,
    WeightRule,
    lanes,
    rank,
)
from samvern.engine.priority.sensitivity import Sensitivity, sensitivity
from tests.factories.rankings import ANY_WEIGHTS, certain_model, models

LEVELS = (Level("low", 0.0), Level("medium", 0.4), Level("high", 1.0))
EVEN = {"low": 0.25, "medium": 0.25, "high": 0.5}


def tiny(weights: WeightRule, scale: RankingScale = RankingScale.LINEAR) -> RankingModel:
    criteria = (Criterion("x1", "x", LEVELS), Criterion("x2", "x", LEVELS))
    criteria += (Criterion("y", "y", LEVELS),)
    matrix = {
        "a": {"x1": EVEN, "x2": {"low": 1.0}, "y": {"medium": 1.0}},
        "b": {"x1": {"medium": 1.0}, "x2": {"low": 0.3, "high": 0.7}, "y": {"medium": 1.0}},
        "c": {"x1": {"medium": 1.0}, "x2": {"medium": 1.0}, "y": {"low": 0.5, "high": 0.5}},
        "d": {"x1": {"high": 1.0}, "x2": {"low": 0.5, "medium": 0.5}, "y": {"low": 1.0}},
    }
    return RankingModel(("x", "y"), criteria, matrix, weights, scale)


def top_shares(model: RankingModel, top: int, weights: dict[str, float]) -> dict[str, float]:
    """Go through every reading; who are tied at the edge share what places are left."""
    value = {level.level: level.value for level in LEVELS}
    sizes = {group: sum(c.group == group for c in model.criteria) for group in model.groups}
    cells = [(a, c, model.matrix[a][c.id]) for a in model.matrix for c in model.criteria]
    shares = dict.fromkeys(model.matrix, 0.0)
    for reading in product(*(cell for _, _, cell in cells)):
        chance, score = 1.0, dict.fromkeys(model.matrix, 0.0)
        for (alternative, criterion, cell), level in zip(cells, reading, strict=True):
            chance *= cell[level]
            part = weights[criterion.group] / sizes[criterion.group]
            score[alternative] += part * value[level]
        edge = sorted(score.values(), reverse=True)[top - 1]
        above = [a for a, found in score.items() if found > edge + 1e-12]
        tied = [a for a, found in score.items() if abs(found - edge) <= 1e-12]
        for alternative in above:
            shares[alternative] += chance
        for alternative in tied:
            shares[alternative] += chance * (top - len(above)) / len(tied)
    return shares


def settled(model: RankingModel, alternative: str, criterion: str, level: str) -> RankingModel:
    row = {**model.matrix[alternative], criterion: {level: 1.0}}
    return replace(model, matrix={**model.matrix, alternative: row})


def test_values_agree_with_going_through_every_reading() -> None:
    model = tiny(WeightRule(fixed={"x": 2, "y": 1}))
    weights = {"x": 2 / 3, "y": 1 / 3}
    found = sensitivity(model, samples=40_000)
    whole = top_shares(model, found.top, weights)
    assert found.top_shares == pytest.approx(whole, abs=0.01)
    cells = {(each.alternative, each.criterion) for each in found.judgements}
    assert cells == {("a", "x1"), ("b", "x2"), ("c", "y"), ("d", "x2")}
    for each in found.judgements:
        exact = 0.0
        for level in each.levels:
            known = settled(model, each.alternative, each.criterion, level.level)
            share = top_shares(known, found.top, weights)[each.alternative]
            assert level.top_share == pytest.approx(share, abs=0.01)
            exact += level.probability * abs(share - whole[each.alternative])
        assert each.value == pytest.approx(exact, abs=2 * each.half_width_95 + 1e-9)


@pytest.mark.parametrize("scale", list(RankingScale))
def test_shares_at_a_level_are_those_of_a_ranking_in_which_it_is_known(scale: RankingScale) -> None:
    model = tiny(WeightRule((("x", "y"),)), scale)
    found = sensitivity(model, samples=20_000)
    for each in found.judgements:
        for level in each.levels:
            known = settled(model, each.alternative, each.criterion, level.level)
            ranked = rank(known, samples=20_000)[each.alternative]
            share = sum(ranked.rank_acceptability[: found.top])
            assert level.top_share == pytest.approx(share, abs=0.02)


def test_the_half_width_is_what_seeds_differ_by() -> None:
    model = tiny(ANY_WEIGHTS)
    runs = [sensitivity(model, samples=1000, seed=seed) for seed in range(40)]
    truth = {key(each): each.value for each in sensitivity(model, samples=200_000).judgements}
    for judgement, true_value in truth.items():
        values = [next(e for e in run.judgements if key(e) == judgement) for run in runs]
        hits = sum(abs(e.value - true_value) <= e.half_width_95 for e in values)
        assert hits >= 33  # of 40, where 38 are expected


def key(judgement: object) -> tuple[str, str]:
    return judgement.alternative, judgement.criterion  # type: ignore[attr-defined]


@given(model=models(alternatives=5), samples=st.integers(1, 600))
@settings(max_examples=20, deadline=None)
def test_what_holds_for_every_judgement(model: RankingModel, samples: int) -> None:
    found = sensitivity(model, samples=samples)
    assert sum(found.top_shares.values()) == pytest.approx(found.top)
    values = [each.value for each in found.judgements]
    assert values == sorted(values, reverse=True)
    uncertain = {
        (alternative, criterion)
        for alternative, row in model.matrix.items()
        for criterion, cell in row.items()
        if sum(share > 0 for share in cell.values()) > 1
    }
    assert {key(each) for each in found.judgements} == uncertain
    for each in found.judgements:
        chances = [level.probability for level in each.levels]
        shares = [level.top_share for level in each.levels]
        assert sum(chances) == pytest.approx(1)
        assert shares == sorted(shares), "a better level never takes anybody from the top"
        assert all(0 <= share <= 1 for share in shares)
        assert 0 <= each.value <= 0.5 + 1e-9
        assert each.half_width_95 >= 0
        assert not (each.value == 0 and each.is_distinct)
        assert (each.value == 0) == (shares[0] == shares[-1]) == (not each.gains)
        assert sum(each.gains.values()) <= 1 + 1e-9
        assert each.alternative not in each.gains


@given(model=models(alternatives=5), data=st.data())
@settings(max_examples=10, deadline=None)
def test_the_order_of_the_input_is_irrelevant(model: RankingModel, data: st.DataObject) -> None:
    shuffle = Random(data.draw(st.integers(0, 1000)))

    def mixed(items: object) -> list:  # type: ignore[type-arg]
        return shuffle.sample(list(items), len(list(items)))  # type: ignore[call-overload]

    other = replace(
        model,
        groups=tuple(mixed(model.groups)),
        criteria=tuple(mixed(model.criteria)),
        matrix={name: dict(mixed(row.items())) for name, row in mixed(model.matrix.items())},
    )
    first, second = (sensitivity(each, samples=200) for each in (model, other))
    assert first.judgements == second.judgements
    assert first.top_shares == second.top_shares
    assert sorted(first.stability, key=str) == sorted(second.stability, key=str)


@given(model=models(alternatives=5), seed=st.integers(0, 2**64))
@settings(max_examples=3, deadline=None)
def test_a_seed_decides_the_result_on_any_number_of_processors(
    model: RankingModel, seed: int
) -> None:
    results: list[Sensitivity] = []
    for processors in (1, 3):
        with patch.object(lanes, "_processors", return_value=processors):
            results.append(sensitivity(model, samples=3000, seed=seed))
    assert results[0] == results[1]


def test_who_takes_the_place_is_told() -> None:
    levels = (Level("low", 0.0), Level("high", 1.0))
    matrix = {
        "a": {"x": {"high": 1.0}},
        "b": {"x": {"low": 0.5, "high": 0.5}},
        "c": {"x": {"low": 1.0}},
    }
    model = RankingModel(("x",), (Criterion("x", "x", levels),), matrix, WeightRule())
    (judgement,) = sensitivity(model, samples=2000).judgements
    # At "high" b is at the top with a; at "low" it shares the second place with c.
    assert [level.top_share for level in judgement.levels] == pytest.approx([0.5, 1], abs=0.04)
    assert judgement.gains == {"c": 1.0}
    assert judgement.value == pytest.approx(0.25, abs=0.02)
    assert judgement.is_distinct


def test_a_group_without_weight_makes_no_judgement_matter() -> None:
    model = tiny(WeightRule(fixed={"y": 1}))
    values = {key(each): each.value for each in sensitivity(model, samples=500).judgements}
    assert values[("a", "x1")] == values[("b", "x2")] == 0
    assert values[("c", "y")] > 0


def test_a_value_that_rests_on_a_single_sample_is_not_told_from_none() -> None:
    cell = {"low": 0.5, "high": 0.5}
    model = replace(
        certain_model({"a": (1, 0), "b": (0, 1)}),
        criteria=tuple(
            Criterion(f"c{at}", f"g{at}", (Level("low", 0.0), Level("high", 1.0))) for at in (0, 1)
        ),
        matrix={"a": {"c0": cell, "c1": cell}, "b": {"c0": cell, "c1": cell}},
    )
    (first, *_rest) = sensitivity(model, samples=1).judgements
    assert first.value in (0, 0.5)
    assert len(sensitivity(model, samples=1).judgements) == 4


def test_shares_that_are_all_the_same_are_worth_exactly_nothing() -> None:
    thirds = {"low": 1 / 3, "medium": 1 / 3, "high": 1 / 3}
    matrix = {name: {"x": {"high": 1.0}} for name in "abc"} | {"d": {"x": {"low": 1.0}}}
    matrix["e"] = {"x": {"low": 1.0}}
    groups = (("x", LEVELS), ("y", LEVELS))
    model = RankingModel(
        groups=("x", "y"),
        criteria=tuple(Criterion(name, name, levels) for name, levels in groups),
        matrix={name: {**row, "y": thirds} for name, row in matrix.items()},
        weights=WeightRule(fixed={"x": 9, "y": 1}),
    )
    for seed in range(5):
        for each in sensitivity(model, samples=3, seed=seed).judgements:
            assert (each.value, each.half_width_95, each.is_distinct) == (0, 0, False)


def test_with_one_alternative_there_is_nothing_to_ask() -> None:
    found = sensitivity(certain_model({"a": (1, 0)}), samples=10)
    assert (found.judgements, found.top_shares, found.top) == ((), {"a": 1.0}, 1)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"samples": 0}, "ranking.samples_out_of_range"),
        ({"seed": -1}, "ranking.seed_negative"),
    ],
)
def test_wrong_options_are_refused(options: dict[str, int], code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        sensitivity(certain_model({"a": (1, 0), "b": (0, 1)}), **options)
    assert refused.value.code == code
