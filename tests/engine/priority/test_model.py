"""A model that makes no sense is refused, with everything that is wrong with it."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from samvern.engine.errors import InvalidInput
from samvern.engine.priority import RankingModel
from tests.factories.rankings import models

PLAIN: dict[str, Any] = {
    "groups": ["effect", "cost"],
    "criteria": [
        {
            "id": "reach",
            "group": "effect",
            "levels": [{"level": "few", "value": 0}, {"level": "many", "value": 1}],
        },
        {
            "id": "price",
            "group": "cost",
            "levels": [{"level": "high", "value": 0.0}, {"level": "low", "value": 0.9}],
        },
    ],
    "matrix": {
        "train": {"reach": {"many": 1}, "price": {"high": 0.25, "low": 0.75}},
        "wait": {"reach": {"few": 1}, "price": {"low": 1}},
    },
    "weights": {
        "within_group": "equal",
        "constraints": [{"greater": "effect", "lesser": "cost"}],
    },
    "scale": "linear",
}


def refusal(change: Callable[[dict[str, Any]], object]) -> dict[str, str]:
    """The problems of a changed model: where they are, by code."""
    plain = copy.deepcopy(PLAIN)
    change(plain)
    with pytest.raises(InvalidInput) as refused:
        RankingModel.from_json(plain)
    assert refused.value.code == "ranking.invalid_model"
    return {problem.code: problem.where for problem in refused.value.problems}


def test_plain_values_and_back() -> None:
    model = RankingModel.from_json(PLAIN)
    assert model.to_json() == PLAIN
    assert model.alternatives == ("train", "wait")


@given(model=models())
@settings(max_examples=20, deadline=None)
def test_every_model_survives_json(model: RankingModel) -> None:
    assert RankingModel.from_json(json.loads(json.dumps(model.to_json()))) == model


CELL = "matrix.train.price"


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        (lambda m: m.pop("scale"), "ranking.missing_field", ""),
        (lambda m: m.update(extra=1), "ranking.unknown_field", ""),
        (lambda m: m.update(groups="effect"), "ranking.wrong_type", "groups"),
        (lambda m: m.update(scale=None), "ranking.wrong_type", "scale"),
        (lambda m: m.update(scale="log"), "ranking.unknown_scale", "scale"),
        (lambda m: m["groups"].append("cost"), "ranking.repeated", "groups"),
        (lambda m: m["groups"].append("speed"), "ranking.empty_group", "groups"),
        (lambda m: m["groups"].remove("cost"), "ranking.unknown_group", "criteria[1].group"),
        (lambda m: m.update(matrix={}), "ranking.size_out_of_range", "matrix"),
        (lambda m: m["criteria"].clear(), "ranking.size_out_of_range", "criteria"),
        (
            lambda m: m["criteria"][0]["levels"].pop(),
            "ranking.size_out_of_range",
            "criteria[0].levels",
        ),
        (
            lambda m: m["criteria"][0]["levels"].reverse(),
            "ranking.values_not_increasing",
            "criteria[0].levels",
        ),
        (
            lambda m: m["criteria"][0]["levels"][1].update(value=1.5),
            "ranking.value_out_of_range",
            "criteria[0].levels[1].value",
        ),
        (
            lambda m: m["criteria"][0]["levels"][1].update(value=float("nan")),
            "ranking.value_out_of_range",
            "criteria[0].levels[1].value",
        ),
        (lambda m: m["criteria"].append(m["criteria"][0]), "ranking.repeated", "criteria"),
        (lambda m: m["matrix"]["train"].pop("price"), "ranking.missing_cell", "matrix.train"),
        (
            lambda m: m["matrix"]["train"].update(joy={}),
            "ranking.unknown_criterion",
            "matrix.train",
        ),
        (lambda m: m["matrix"]["train"]["price"].update(cheap=0), "ranking.unknown_level", CELL),
        (
            lambda m: m["matrix"]["train"]["price"].update(low=0.8),
            "ranking.probabilities_do_not_sum",
            CELL,
        ),
        (
            lambda m: m["matrix"]["train"].update(price={}),
            "ranking.probabilities_do_not_sum",
            CELL,
        ),
        (
            lambda m: m["matrix"]["train"].update(price={"high": -1, "low": 2}),
            "ranking.probability_out_of_range",
            f"{CELL}.low",
        ),
        (
            lambda m: m["matrix"]["train"].update(price={"low": float("nan")}),
            "ranking.probability_out_of_range",
            f"{CELL}.low",
        ),
        (
            lambda m: m["matrix"]["train"]["price"].update(low=True),
            "ranking.wrong_type",
            f"{CELL}.low",
        ),
        (lambda m: m["matrix"].update({7: {}}), "ranking.wrong_type", "matrix"),
        (
            lambda m: m["weights"].update(within_group="by hand"),
            "weights.within_group_unknown",
            "weights.within_group",
        ),
        (
            lambda m: m["weights"]["constraints"].append({"greater": "cost", "lesser": "effect"}),
            "weights.cycle",
            "weights.constraints",
        ),
        (
            lambda m: m["weights"].update(fixed={"cost": 1}),
            "weights.fixed_and_constraints",
            "weights.fixed",
        ),
        (
            lambda m: m["weights"].update(constraints=[], fixed={"cost": 0, "effect": 0}),
            "weights.all_zero",
            "weights.fixed",
        ),
    ],
)
def test_nonsense_is_refused_where_it_is(
    change: Callable[[dict[str, Any]], object], code: str, where: str
) -> None:
    assert refusal(change)[code] == where


def test_all_problems_come_at_once() -> None:
    def change(model: dict[str, Any]) -> None:
        model["groups"].append("speed")
        model["criteria"][0]["levels"].reverse()
        model["matrix"]["wait"] = {"reach": {"none": 1}}

    assert set(refusal(change)) == {
        "ranking.empty_group",
        "ranking.values_not_increasing",
        "ranking.unknown_level",
        "ranking.missing_cell",
    }


def test_a_circle_of_constraints_is_told_in_its_order() -> None:
    plain = copy.deepcopy(PLAIN)
    plain["weights"]["constraints"].append({"greater": "cost", "lesser": "effect"})
    with pytest.raises(InvalidInput) as refused:
        RankingModel.from_json(plain)
    (problem,) = refused.value.problems
    assert dict(problem.params)["groups"] in {
        "effect >= cost >= effect",
        "cost >= effect >= cost",
    }


@pytest.mark.parametrize("value", [None, 1, "model", [], {"groups": {}}, {"matrix": [[]]}])
def test_anything_at_all_is_refused_without_breaking(value: object) -> None:
    with pytest.raises(InvalidInput):
        RankingModel.from_json(value)
