"""What is published of an explanation is what its schema says."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from samvern.engine.priority import RankingModel
from samvern.engine.priority.reverse import DecidedOrder, explain
from tests.factories.rankings import models


def schema(name: str) -> dict[str, Any]:
    path = resources.files("samvern.catalogues") / "schemas" / f"{name}.schema.json"
    return json.loads(path.read_text(encoding="utf-8"))


def validator() -> Draft202012Validator:
    parts = [Resource.from_contents(schema(name)) for name in ("ranking", "explanation")]
    registry: Registry[Any] = Registry().with_resources([(each.id() or "", each) for each in parts])
    return Draft202012Validator(schema("explanation"), registry=registry)


@given(models(alternatives=3, criteria=3, groups=2, intervals=True), st.permutations([0, 1, 2]))
@settings(max_examples=25, deadline=None)
def test_every_explanation_is_valid_and_plain(model: RankingModel, places: list[int]) -> None:
    names = list(model.matrix)
    plain = explain(model, DecidedOrder(tuple(names[place] for place in places)), samples=20)
    validator().validate(plain.to_json())
    assert json.loads(json.dumps(plain.to_json())) == plain.to_json()
