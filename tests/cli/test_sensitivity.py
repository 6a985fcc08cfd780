"""``samvern programme sensitivity``: for people, for programs, and with wrong input."""

from __future__ import annotations

import json
import sys
from functools import partial
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from tests.cli.conftest import Run


@pytest.fixture
def programme(samvern: Run) -> Run:
    return partial(samvern, "programme")


def test_for_people(programme) -> None:
    outcome = programme("sensitivity", "IE-1125", "--samples", 2000, "--pair", "3,5")
    assert (outcome.code, outcome.err) == (0, "")
    assert (
        "stays first until “Natural order” weighs more than 16.1% (10.5% on average)" in outcome.out
    )
    assert "almost certainly (at least 95%)" in outcome.out
    assert "“Contribution against risks” decides" in outcome.out
    assert "2,000 draws, seed 1" in outcome.out


def test_for_programs_it_is_what_the_schema_says(programme) -> None:
    asked = ("--samples", 500, "--level", "measure", "--scale", "ordinal")
    outcome = programme("sensitivity", "IE-1125", *asked, "--pair", "1.2, 3.3", "--json")
    told = json.loads(outcome.out)
    schemas = [json.loads(programme("schema", name).out) for name in ("ranking", "sensitivity")]
    registry = Registry().with_resources(
        [(each["$id"], Resource.from_contents(each)) for each in schemas]
    )
    Draft202012Validator(schemas[1], registry=registry).validate(told)
    assert [(pair["first"], pair["second"]) for pair in told["pairs"]] == [("1.2", "3.3")]
    assert len(told["alternatives"]) == 24


def test_a_pair_has_the_share_that_the_ranking_prints(programme) -> None:
    asked = ("IE-1125", "--samples", 3000, "--seed", 7, "--json")
    ranking = json.loads(programme("rank", *asked).out)
    told = json.loads(programme("sensitivity", *asked, "--pair", "3,5").out)
    assert told["pairs"][0]["share_before"] == ranking["pairwise"]["3"]["5"]


def test_weights_of_a_file_are_the_ones_that_are_moved(programme, tmp_path: Path) -> None:
    path = tmp_path / "weights.yaml"
    path.write_text("fixed: {cost: 3, goals: 1}", encoding="utf-8")
    outcome = programme("sensitivity", "IE-1125", "--samples", 100, "--weights", path, "--json")
    weights = json.loads(outcome.out)["weights"]
    assert (weights["cost"], weights["goals"], weights["support"]) == (0.75, 0.25, 0)


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ("3,99", "“99” is not among what is ranked."),
        ("3", "“” is not among what is ranked."),
        ("3,3", "“3” cannot be compared with itself."),
    ],
)
def test_pairs_that_are_none_are_refused(programme, pair: str, said: str) -> None:
    outcome = programme("sensitivity", "IE-1125", "--samples", 10, "--pair", pair)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_nothing_of_django_is_loaded() -> None:
    import subprocess

    code = (
        "import sys; from samvern.cli.main import main\n"
        "try: main(['programme', 'sensitivity', 'IE-1125', '--samples', '10'])\n"
        "except SystemExit: pass\n"
        "assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_schema_is_part_of_what_is_installed() -> None:
    folder = resources.files("samvern.catalogues") / "schemas"
    assert (folder / "sensitivity.schema.json").is_file()
