"""What is published about sensitivity is what its schema says."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from samvern.engine.priority import Alternative, RankingModel, rank
from samvern.engine.priority.sensitivity import sensitivity, why_before
from tests.factories.rankings import certain_model, models


def schema(name: str) -> dict[str, Any]:
    path = resources.files("samvern.catalogues") / "schemas" / f"{name}.schema.json"
    return json.loads(path.read_text(encoding="utf-8"))


def validator() -> Draft202012Validator:
    parts = [Resource.from_contents(schema(name)) for name in ("ranking", "sensitivity")]
    registry: Registry[Any] = Registry().with_resources([(each.id() or "", each) for each in parts])
    return Draft202012Validator(schema("sensitivity"), registry=registry)


@given(model=models(intervals=True))
@settings(max_examples=10, deadline=None)
def test_every_result_is_valid_and_plain(model: RankingModel) -> None:
    pair = why_before(rank(model, samples=20), "a0", "a1")
    plain = sensitivity(model, samples=100).to_json("nb", [pair])
    validator().validate(plain)
    assert json.loads(json.dumps(plain)) == plain


def test_names_are_in_the_language_or_else_in_another() -> None:
    names = [Alternative("a", {"nb": "Øvelser", "en": "Exercises"}), Alternative("b", {"nb": "B"})]
    found = sensitivity(certain_model({"a": (1, 0), "b": (0, 0), "c": (0, 0)}), names, samples=10)
    told: Any = found.to_json("en")
    assert [each["name"] for each in told["alternatives"]] == ["Exercises", "B", "c"]


@pytest.mark.parametrize("part", ["stability", "judgements", "weights", "top"])
def test_a_result_without_a_part_is_not_valid(part: str) -> None:
    plain: Any = sensitivity(certain_model({"a": (1, 0), "b": (0, 0)}), samples=10).to_json()
    assert validator().is_valid(plain)
    del plain[part]
    assert not validator().is_valid(plain)
