"""``samvern programme rank`` on a published model, and in a scenario."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.cli.conftest import Run


@pytest.fixture
def programme(samvern: Run) -> Run:
    return partial(samvern, "programme")


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    path = tmp_path / "scenario.yaml"
    path.write_text(
        "weights: {order: [cost, goals], intervals: {cost: {least: 0.3}}}\n"
        "excluded_groups: [support]\n"
        'judgements: {"7": {cost: {low: 1}}}\n',
        encoding="utf-8",
    )
    return path


def test_a_published_ranking_is_computed_again(programme, tmp_path: Path) -> None:
    first = programme("rank", "IE-1125", "--samples", 400, "--json")
    path = tmp_path / "ranking.json"
    path.write_text(first.out, encoding="utf-8")
    again = programme("rank", "--model", path, "--samples", 400, "--json")
    before, after = json.loads(first.out), json.loads(again.out)
    before["left_out"] = after["left_out"]
    assert before == after
    path.write_text(json.dumps(before["model"]), encoding="utf-8")
    alone = json.loads(programme("rank", "--model", path, "--samples", 400, "--json").out)
    assert alone["pairwise"] == before["pairwise"]


def test_a_scenario_is_ranked_and_what_moves_is_told(programme, scenario: Path) -> None:
    outcome = programme("rank", "IE-1125", "--samples", 2000, "--scenario", scenario)
    assert outcome.code == 0
    assert "What moves by the scenario:" in outcome.out
    assert "7 Robust infrastructure" in outcome.out.split("What moves")[1]
    assert "other judgements −" in outcome.out
    told = json.loads(
        programme("rank", "IE-1125", "--samples", 50, "--scenario", scenario, "--json").out
    )
    plain = told["ranking"]
    assert "support" not in plain["model"]["groups"]
    assert plain["model"]["weights"]["intervals"] == {"cost": {"least": 0.3, "most": 1.0}}
    assert plain["model"]["matrix"]["7"]["cost"] == {"low": 1.0}
    unknown = [each for each in plain["left_out"] if "7" in each["alternatives"]]
    assert not {"cost", "support"} & {name for each in unknown for name in each["criteria"]}


def test_for_programs_ranking_and_change_follow_their_schema(programme, scenario: Path) -> None:
    asked = ("rank", "IE-1125", "--samples", 500, "--json")
    told = json.loads(programme(*asked, "--scenario", scenario).out)
    schema_of(programme, "ranking-change", "ranking", "scenario").validate(told)
    without = json.loads(programme(*asked).out)
    assert told["model"] == without["model"]
    ranked = {each["id"]: each["expected_rank"] for each in told["ranking"]["alternatives"]}
    before = {each["id"]: each["expected_rank"] for each in without["alternatives"]}
    moves = told["change"]["moves"]
    assert [move["id"] for move in moves] == list(ranked)
    for move in moves:
        name, figures = move["id"], move["expected_rank"]
        assert (figures["before"], figures["after"]) == (before[name], ranked[name])
        shares = sum(cause["expected_rank"][name] for cause in told["causes"])
        assert shares == pytest.approx(ranked[name] - before[name])
    assert [cause["parts"] for cause in told["causes"]] == [
        ["weights"],
        ["criteria"],
        ["judgements"],
    ]


def test_a_scenario_that_says_nothing_moves_nothing(programme, tmp_path: Path) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text("{}", encoding="utf-8")
    asked = ("rank", "IE-1125", "--samples", 200, "--scenario", path, "--json")
    told = json.loads(programme(*asked).out)
    schema_of(programme, "ranking-change", "ranking", "scenario").validate(told)
    assert {move["direction"] for move in told["change"]["moves"]} == {""}
    assert told["causes"] == []


def test_the_schemas_are_printed(programme) -> None:
    for name in ("scenario", "ranking-change"):
        Draft202012Validator.check_schema(json.loads(programme("schema", name).out))


def schema_of(programme: Run, *names: str) -> Draft202012Validator:
    """The validator of the first schema, which refers to the others."""
    schemas = [json.loads(programme("schema", name).out) for name in names]
    registry = Registry().with_resources(
        [(each["$id"], Resource.from_contents(each)) for each in schemas]
    )
    return Draft202012Validator(schemas[0], registry=registry)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("excluded_criteria: [prize]", "There is no criterion “prize”."),
        ("weights: {intervals: {cost: {least: 2}}}", "2.0 is not a share of the weight."),
        ("judgements: [", "is not YAML or JSON that can be read."),
        ("wieghts: {}", "“wieghts” is not a known key."),
    ],
)
def test_a_wrong_scenario_says_what_is_wrong(
    programme, tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "scenario.yaml"
    path.write_text(content, encoding="utf-8")
    outcome = programme("rank", "IE-1125", "--scenario", path)
    assert outcome.code == 2
    assert said in outcome.err
    assert not outcome.out


def test_a_programme_or_a_model_is_needed_and_not_both(programme, tmp_path: Path) -> None:
    assert programme("rank").code == 2
    assert programme("rank", "IE-1125", "--model", tmp_path / "model.json").code == 2
    refused = programme("rank", "--model", tmp_path / "model.json", "--scale", "ordinal")
    assert refused.code == 2
    assert "try others by --scenario" in refused.err
    (tmp_path / "model.json").write_text("[1]", encoding="utf-8")
    assert programme("rank", "--model", tmp_path / "model.json").code == 2
