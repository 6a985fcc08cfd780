"""``samvern programme compare``: what comes back, and with which exit code."""

from __future__ import annotations

import json
from functools import partial
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.cli.conftest import Run


@pytest.fixture
def compare(samvern: Run) -> Run:
    return partial(samvern, "programme", "compare")


def schema() -> Draft202012Validator:
    text = resources.files("samvern.catalogues").joinpath("schemas", "comparison.schema.json")
    return Draft202012Validator(json.loads(text.read_text(encoding="utf-8")))


def test_proposals_are_told_as_proposals_and_end_with_1(compare) -> None:
    outcome = compare("TILTAKSOVERSIKT-0.7", "IE-1125")
    first, second = outcome.out.splitlines()[:2]
    assert outcome.code == 1
    assert first.startswith("Nothing confirmed yet. Proposals that wait for a person: 16.")
    assert second.startswith("If every proposal held: ")
    assert "Carried on: 0 settled" in outcome.out
    assert "Helsedirektoratet: 7 → 11" in outcome.out
    assert "Direktoratet for e-helse:" not in outcome.out


def test_published_lineage_settles_everything_and_ends_with_0(compare) -> None:
    outcome = compare("IE-1108", "IE-1125")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith("Settled: carried on: 21, split: 1.")
    assert "C14 → 4.2b Published: IE-1125, vedlegg C" in outcome.out


@pytest.mark.parametrize("earlier", ["TILTAKSOVERSIKT-0.7", "IE-1108"])
def test_json_follows_its_schema_and_holds_every_measure_once(compare, earlier: str) -> None:
    told = json.loads(compare(earlier, "IE-1125", "--json").out)
    schema().validate(told)
    for side in ("earlier", "later"):
        listed = [code for group in told["groups"] for code in group[side]]
        assert sorted(listed) == sorted(told[side]["measures"])
    assert told["waiting"] == sum(
        link["status"] == "proposed" for group in told["groups"] for link in group["links"]
    )


def test_what_a_person_confirmed_is_settled_and_what_was_rejected_is_gone(
    compare, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "lineage: {earlier: TILTAKSOVERSIKT-0.7, later: IE-1125}\n"
        "links:\n"
        '  - {earlier: "2.3", later: "3.5", by: Kari Nordmann, on: 2026-11-27, why: the same}\n'
        '  - {earlier: "2.7", later: "3.5", status: rejected}\n'
        '  - {earlier: "1.9", why: not there}\n',
        encoding="utf-8",
    )
    outcome = compare("TILTAKSOVERSIKT-0.7", "IE-1125", "--confirmed", path)
    assert outcome.code == 1
    assert outcome.out.startswith("Settled: carried on: 1, dropped: 1.")
    assert "2.3 → 3.5 Confirmed: Kari Nordmann" in outcome.out
    assert "2.7 → 3.5" not in outcome.out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("lineage: {earlier: IE-1125, later: IE-1108}\nlinks: []", "not about these programmes"),
        (
            'lineage: {earlier: IE-1108, later: IE-1125}\nlinks: [{earlier: C99, later: "9.9"}]',
            "no measure “C99”",
        ),
        (
            "lineage: {earlier: IE-1108, later: IE-1125}\nlinks: [{earlier: C1}, {earlier: C1}]",
            "said twice",
        ),
        ("links: []", "The key “lineage” is missing"),
    ],
)
def test_wrong_files_end_with_2(compare, tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text(content, encoding="utf-8")
    outcome = compare("IE-1108", "IE-1125", "--confirmed", path)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


def test_schemas_are_printed(samvern: Run) -> None:
    for name in ("lineage", "comparison"):
        printed = samvern("programme", "schema", name)
        Draft202012Validator.check_schema(json.loads(printed.out))
