"""``samvern mapping``: what a newcomer types, right and wrong, and what comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

NSM, NIS2 = "nsm-gp-ikt-2.1", "nis2-art21-2-2022-2555"
TABLE = """source_framework,source,relation,target_framework,target,mapper,review,reviewer
nsm-gp-ikt,2.6.7,subset,nis2-art21-2,21(2)(j),Kari,reviewed,Ola
nsm-gp-ikt,2.9.1,superset,nis2-art21-2,21(2)(c),Kari,,
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "mappings.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_check_says_what_is_reviewed_and_what_has_no_mapping(samvern: Run, table: Path) -> None:
    outcome = samvern("mapping", "check", table, "--framework", NIS2)
    assert (outcome.code, outcome.err) == (0, "")
    assert "Mappings: 2. Reviewed: 1. With a reason: 0." in outcome.out
    assert "nis2-art21-2, without any mapping: 8 (21(2)(a)," in outcome.out
    told = json.loads(samvern("mapping", "check", table, "--framework", NIS2, "--json").out)
    assert told["reviewed"] == 1
    assert len(told["unmapped"]["nis2-art21-2"]) == 8


def test_check_ends_with_1_when_mappers_disagree_or_a_requirement_is_not_there(
    samvern: Run, table: Path
) -> None:
    more = "nsm-gp-ikt,2.6.7,equal,nis2-art21-2,21(2)(j),Per,,\nnsm-gp-ikt,2.6.7,equal,nis2-art21-2,j,Per,,\n"
    table.write_text(TABLE + more, encoding="utf-8")
    outcome = samvern("mapping", "check", table, "--framework", NIS2)
    assert outcome.code == 1
    assert "Mappers disagree about nis2-art21-2 21(2)(j) and nsm-gp-ikt 2.6.7:" in outcome.out
    assert "  Per: nsm-gp-ikt 2.6.7 asks for the same as nis2-art21-2 21(2)(j)" in outcome.out
    assert "nis2-art21-2 j is mapped, and is not in its requirement set." in outcome.out


def test_from_table_to_the_standard_and_back_nothing_is_lost(
    samvern: Run, table: Path, tmp_path: Path
) -> None:
    standard = samvern("mapping", "convert", table, "--to", "sssom", "--framework", NSM)
    assert standard.code == 0
    assert "\nnsm-gp-ikt:2.6.7\tUse multifactor authentication\tskos:broadMatch\t" in standard.out
    path = tmp_path / "mappings.sssom.tsv"
    path.write_text(standard.out, encoding="utf-8")
    again = samvern("mapping", "convert", path, "--to", "sssom", "--framework", NSM)
    assert again.out == standard.out


def test_answers_tell_of_others_with_what_it_rests_on(
    samvern: Run, table: Path, tmp_path: Path
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("nsm-gp-ikt: {2.6.7: not_fulfilled, 2.9.1: partly}\n", encoding="utf-8")
    outcome = samvern("mapping", "infer", table, answers, "--framework", NIS2)
    assert outcome.code == 0
    lines = outcome.out.splitlines()
    assert lines[0].startswith("nis2-art21-2 21(2)(c) ")
    assert lines[0].endswith(": to be judged; nsm-gp-ikt 2.9.1 is partly fulfilled.")
    assert lines[1] == "  Nobody has reviewed what this rests on."
    assert lines[3].endswith(": not fulfilled.")
    told = json.loads(samvern("mapping", "infer", table, answers, "--json").out)["inferences"]
    assert [(each["target"]["id"], each["is_certain"]) for each in told] == [
        ("21(2)(c)", False),
        ("21(2)(j)", True),
    ]


def test_requirements_that_speak_of_the_same_are_suggested(samvern: Run) -> None:
    told = json.loads(samvern("mapping", "suggest", NSM, NIS2, "--most", "1", "--json").out)
    pairs = {each["source"]["id"]: each["target"]["id"] for each in told["suggestions"]}
    assert pairs["2.6.7"] == "21(2)(j)"
    assert (
        "Use multifactor authentication\n  nis2-art21-2 21(2)(j)"
        in samvern("mapping", "suggest", NSM, NIS2).out
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b\n1,2\n", "The column “relation” is missing."),
        (TABLE.replace("superset", "bigger"), "line 3, column 3"),
        (TABLE.replace("reviewed,Ola", "reviewed,Kari"), "cannot review it"),
        ("#x: [\nsubject_id\n", "The metadata block"),
    ],
)
def test_wrong_files_are_told_where_and_end_with_2(
    samvern: Run, tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text(content, encoding="utf-8")
    outcome = samvern("mapping", "check", path)
    assert (outcome.code, outcome.out) == (2, "")
    assert said in outcome.err


@pytest.mark.parametrize("content", ["nsm-gp-ikt: {2.6.7: almost}\n", "[]\n", "a: 1\n"])
def test_answers_that_cannot_be_used_are_refused(
    samvern: Run, table: Path, tmp_path: Path, content: str
) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text(content, encoding="utf-8")
    outcome = samvern("mapping", "infer", table, answers)
    assert (outcome.code, outcome.out) == (2, "")
    assert "holds no answers that can be used" in outcome.err


def test_the_verbs_speak_the_readers_language(samvern: Run, table: Path) -> None:
    assert "Vurdert av andre: 1." in samvern("--lang", "nb", "mapping", "check", table).out
    assert "Vurderte av andre: 1." in samvern("--lang", "nn", "mapping", "check", table).out


def test_to_oscal_and_back_nothing_is_lost_and_what_others_say_more_is_told(
    samvern: Run, table: Path, tmp_path: Path
) -> None:
    written = samvern("mapping", "convert", table, "--to", "oscal", "--framework", NSM)
    assert (written.code, written.err) == (0, "")
    path = tmp_path / "mappings.json"
    path.write_text(written.out, encoding="utf-8")
    again = samvern("mapping", "convert", path, "--to", "csv")
    assert again.out == samvern("mapping", "convert", table, "--to", "csv").out
    document = json.loads(written.out)
    document["mapping-collection"]["mappings"][0]["maps"][0]["qualifiers"] = [{}]
    path.write_text(json.dumps(document), encoding="utf-8")
    told = samvern("mapping", "check", path)
    assert told.code == 0
    assert told.err == "Left out, since a mapping has no room for it: qualifiers: 1.\n"


def test_other_models_of_oscal_are_no_mappings(samvern: Run, tmp_path: Path) -> None:
    path = tmp_path / "catalog.json"
    path.write_text(samvern("framework", "convert", NIS2, "--to", "oscal").out, encoding="utf-8")
    outcome = samvern("mapping", "check", path)
    assert (outcome.code, outcome.out) == (2, "")
    assert "mapping-collection" in outcome.err
