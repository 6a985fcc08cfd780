"""What is published is enough to compute the ranking again, by the words of the schema."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import jsonschema
import numpy as np
import pytest

from samvern.engine.priority import (
    Alternative,
    LeftOut,
    RankingModel,
    RankingScale,
    WeightRule,
    rank,
)
from tests.factories.rankings import certain_model

SAMPLES = 20_000


def schema() -> dict[str, Any]:
    path = resources.files("samvern.catalogues") / "schemas" / "ranking.schema.json"
    return json.loads(path.read_text(encoding="utf-8"))


def recompute(model: dict[str, Any], samples: int) -> dict[str, dict[str, Any]]:
    """The schema's description, step by step, with nothing of the engine."""
    rng = np.random.default_rng(99)
    groups, names = model["groups"], list(model["matrix"])

    def draw_scores(weights: np.ndarray) -> np.ndarray:
        scores = np.zeros((samples, len(names)))
        for group, share in zip(groups, weights.T, strict=True):
            criteria = [found for found in model["criteria"] if found["group"] == group]
            for criterion in criteria:
                levels = [found["level"] for found in criterion["levels"]]
                values = np.tile([found["value"] for found in criterion["levels"]], (samples, 1))
                if model["scale"] == "ordinal":
                    between = np.sort(rng.random((samples, len(levels) - 2)), axis=1)
                    values = np.column_stack([np.zeros(samples), between, np.ones(samples)])
                for at, name in enumerate(names):
                    cell = model["matrix"][name][criterion["id"]]
                    chances = np.array([cell.get(level, 0) for level in levels])
                    drawn = rng.choice(len(levels), samples, p=chances / chances.sum())
                    scores[:, at] += share * values[np.arange(samples), drawn] / len(criteria)
        return scores + rng.random(scores.shape) * 1e-9

    weights = draw_weights(model, samples, rng)
    scores = draw_scores(weights)
    ranks = (scores[:, np.newaxis, :] > scores[:, :, np.newaxis]).sum(axis=2)
    result = {}
    for at, name in enumerate(names):
        first = ranks[:, at] == 0
        central = weights[first].mean(axis=0) if first.any() else None
        result[name] = {
            "rank_acceptability": [(ranks[:, at] == place).mean() for place in range(len(names))],
            "expected_rank": 1 + ranks[:, at].mean(),
            "central_weights": central,
            "confidence": None
            if central is None
            else (draw_scores(np.tile(central, (samples, 1))).argmax(axis=1) == at).mean(),
            "pairwise": {o: (ranks[:, at] < ranks[:, i]).mean() for i, o in enumerate(names)},
        }
    return result


def draw_weights(model: dict[str, Any], samples: int, rng: np.random.Generator) -> np.ndarray:
    """All that are admitted, by throwing away the others."""
    groups = model["groups"]
    if "fixed" in model["weights"]:
        numbers = np.array([model["weights"]["fixed"].get(group, 0) for group in groups])
        return np.tile(numbers / numbers.sum(), (samples, 1))
    drawn = rng.exponential(size=(40 * samples, len(groups)))
    for pair in model["weights"]["constraints"]:
        greater, lesser = groups.index(pair["greater"]), groups.index(pair["lesser"])
        drawn = drawn[drawn[:, greater] >= drawn[:, lesser]]
    drawn /= drawn.sum(axis=1, keepdims=True)
    for group, share in model["weights"].get("intervals", {}).items():
        weight = drawn[:, groups.index(group)]
        drawn = drawn[(weight >= share["least"]) & (weight <= share["most"])]
    return drawn[:samples]


def example(scale: RankingScale, weights: WeightRule) -> RankingModel:
    def criterion(name: str, group: str, *values: float) -> dict[str, Any]:
        levels = [{"level": f"l{at}", "value": value} for at, value in enumerate(values)]
        return {"id": name, "group": group, "levels": levels}

    return RankingModel.from_json(
        {
            "groups": ["effect", "cost", "order"],
            "criteria": [
                criterion("e1", "effect", 0, 0.3, 0.7, 1),
                criterion("e2", "effect", 0, 0.5, 1),
                criterion("c", "cost", 0.1, 0.9),
                criterion("o", "order", 0, 0.2, 1),
            ],
            "matrix": {
                "a": {
                    "e1": {"l2": 1},
                    "e2": {"l0": 0.5, "l2": 0.5},
                    "c": {"l0": 1},
                    "o": {"l1": 1},
                },
                "b": {
                    "e1": {"l1": 0.9, "l3": 0.1},
                    "e2": {"l1": 1},
                    "c": {"l1": 1},
                    "o": {"l1": 1},
                },
                "c": {
                    "e1": dict.fromkeys(("l0", "l1", "l2", "l3"), 0.25),
                    "e2": {"l0": 1 / 3, "l1": 2 / 3},
                    "c": {"l0": 0.2, "l1": 0.8},
                    "o": {"l2": 1},
                },
                "d": {"e1": {"l3": 1}, "e2": {"l1": 1}, "c": {"l0": 1}, "o": {"l0": 1}},
            },
            "weights": weights.to_json(),
            "scale": str(scale),
        }
    )


@pytest.mark.parametrize("scale", RankingScale)
@pytest.mark.parametrize(
    "weights",
    [
        WeightRule((("effect", "cost"), ("effect", "order"))),
        WeightRule(fixed={"effect": 3, "cost": 1}),
        WeightRule((("effect", "cost"),), intervals={"order": (0.2, 0.5), "effect": (0.4, 1)}),
    ],
)
def test_the_result_follows_from_the_model_alone(scale: RankingScale, weights: WeightRule) -> None:
    plain: Any = json.loads(json.dumps(rank(example(scale, weights), samples=SAMPLES).to_json()))
    again = recompute(plain["model"], SAMPLES)
    # Both sides have sampling error; two shares of 20,000 differ by 0.02 once in 10,000 times.
    close = 0.02
    for found in plain["alternatives"]:
        other = again[found["id"]]
        assert found["rank_acceptability"] == pytest.approx(other["rank_acceptability"], abs=close)
        assert found["expected_rank"] == pytest.approx(other["expected_rank"], abs=2 * close)
        for rival, share in plain["pairwise"][found["id"]].items():
            assert share == pytest.approx(other["pairwise"][rival], abs=close)
        if other["rank_acceptability"][0] > 0.02:
            central = list(found["central_weights"].values())
            assert central == pytest.approx(other["central_weights"].tolist(), abs=close)
            assert found["confidence"] == pytest.approx(other["confidence"], abs=2 * close)


def test_every_ranking_keeps_to_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    check = jsonschema.Draft202012Validator(schema())
    names = [Alternative("a", {"nb": "Øvelser", "en": "Exercises"}), Alternative("b", {})]
    left_out = [LeftOut("left_out.unknown", ("cg0",), ("b",))]
    for weights in (WeightRule((("g0", "g1"),)), WeightRule(fixed={"g0": 1})):
        model = certain_model({"a": (1, 0.5), "b": (0, 0.5)}, weights=weights)
        plain: Any = rank(model, names, left_out, samples=50).to_json("en")
        check.validate(json.loads(json.dumps(plain, allow_nan=False)))
        assert [found["name"] for found in plain["alternatives"]] == ["Exercises", "b"]
        assert plain["alternatives"][1]["dominated_by"] == ["a"]
        assert plain["left_out"][0]["alternatives"] == ["b"]


def test_the_model_of_a_published_ranking_gives_that_ranking() -> None:
    ranking = rank(example(RankingScale.ORDINAL, WeightRule()), samples=600, seed=7)
    plain: Any = json.loads(json.dumps(ranking.to_json()))
    again = rank(
        RankingModel.from_json(plain["model"]), samples=plain["samples"], seed=plain["seed"]
    )
    assert again == ranking
