"""``samvern programme``: what a newcomer types, right and wrong, and what comes back."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from samvern.formats.programme_file import MAX_BYTES, read
from tests.cli.conftest import Outcome

SMALL = """
programme: {id: P, title: {nb: Et program, en: A programme}, publisher: Noen}
goals: [{id: M1, nb: Et mål}]
risk_areas: [{id: R1, nb: Risiko}]
challenges: [{id: U1, nb: Utfordring}]
risk_area_links: [{from: U1, to: R1}]
focus_areas: [{id: 1, nb: Område, contribution: {R1: X}}]
attainment: {M1: [4]}
measures: [{id: "1.1", nb: Tiltak, owner: [NHN], target: Alle, start: 2026, cost: 1, support: 2, risk: 1}]
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


# What is right


def test_check_of_a_sound_programme_ends_with_0(samvern, small: Path) -> None:
    outcome = samvern("programme", "check", small)
    assert outcome == Outcome(0, outcome.out, "")
    assert "Everything that could be recomputed agrees" in outcome.out


def test_check_of_the_report_ends_with_1_and_shows_the_arithmetic(samvern) -> None:
    outcome = samvern("programme", "check", "IE-1125")
    assert outcome.code == 1
    assert outcome.err == ""
    assert "25 / 6 = 4.1667" in outcome.out
    assert "Possible cause: it was truncated, and the rest may have been too." in outcome.out


def test_check_as_json_holds_codes_for_programs_and_words_for_people(samvern) -> None:
    outcome = samvern("programme", "check", "ie-1125", "--json")
    told = json.loads(outcome.out)
    assert outcome.code == 1
    assert told["programme"] == "IE-1125"
    first = told["findings"][0]
    assert (first["code"], first["severity"]) == ("average.differs", "disagreement")
    assert first["subject"] == {"kind": "focus_area", "id": "5"}
    assert first["arithmetic"][1]["params"]["exact"] == 4.1667


def test_messages_are_in_the_language_of_the_reader(samvern) -> None:
    english = samvern("programme", "coverage", "IE-1125", "--by", "target-group")
    assert "No target group" in english.out
    assert "Plans and exercises" in english.out


@pytest.mark.parametrize("by", ["risk", "goal", "target-group"])
def test_coverage(samvern, small: Path, by: str) -> None:
    assert samvern("programme", "coverage", small, "--by", by).code == 0
    table = json.loads(samvern("programme", "coverage", small, "--by", by, "--json").out)
    assert [column["id"] for column in table["columns"]] == ["1"]
    assert [row["gap"] for row in table["rows"]] == [None]


def test_coverage_with_gaps_ends_with_1(samvern, tmp_path: Path) -> None:
    path = tmp_path / "gaps.yaml"
    path.write_text(SMALL.replace("{M1: [4]}", "{M1: [2]}"), encoding="utf-8")
    outcome = samvern("programme", "coverage", path, "--by", "goal")
    assert outcome.code == 1
    assert "Nothing is more likely than not to cover it." in outcome.out


def test_convert_loses_nothing(samvern, small: Path) -> None:
    as_json = samvern("programme", "convert", small, "--to", "json")
    as_yaml = samvern("programme", "convert", small, "--to", "yaml")
    assert as_json.code == as_yaml.code == 0
    assert json.loads(as_json.out) == yaml.safe_load(as_yaml.out) == yaml.safe_load(SMALL)


def test_standard_input_is_read(samvern, monkeypatch: pytest.MonkeyPatch) -> None:
    class Given:
        buffer = io.BytesIO(SMALL.encode())

    monkeypatch.setattr("sys.stdin", Given())
    assert samvern("programme", "check", "-").code == 0


@pytest.mark.parametrize("name", ["programme", "ranking", "sensitivity"])
def test_published_schemas_are_schemas(samvern, name: str) -> None:
    schema = json.loads(samvern("programme", "schema", name).out)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_key_of_the_programme_schema_is_described(samvern) -> None:
    schema = json.loads(samvern("programme", "schema", "programme").out)

    def undescribed(part: object, path: str) -> list[str]:
        found = []
        if isinstance(part, dict):
            for key, value in part.get("properties", {}).items():
                if "description" not in value and "$ref" not in value:
                    found.append(f"{path}.{key}")
            for key, value in part.items():
                found += undescribed(value, f"{path}.{key}")
        return found

    assert undescribed(schema, "") == []
    assert all("description" in part for part in schema["$defs"].values())


def test_shipped_programmes_are_valid() -> None:
    from samvern.cli.files import shipped_programmes

    shipped = shipped_programmes()
    assert {"ie-1125", "tiltaksoversikt-0.7"} <= shipped.keys()
    for code, path in shipped.items():
        with path.open("rb") as stream:
            assert read(stream, name=path.name).id.lower() == code


@pytest.mark.parametrize("level", ["focus-area", "measure"])
@pytest.mark.parametrize("scale", ["linear", "ordinal"])
def test_rank_as_json(samvern, level: str, scale: str) -> None:
    given = ("--level", level, "--scale", scale, "--samples", 2000, "--seed", 7, "--json")
    outcome = samvern("programme", "rank", "IE-1125", *given)
    told = json.loads(outcome.out)
    assert (outcome.code, outcome.err) == (0, "")
    assert (told["samples"], told["seed"], told["model"]["scale"]) == (2000, 7, scale)
    for alternative in told["alternatives"]:
        assert abs(sum(alternative["rank_acceptability"]) - 1) < 1e-9
    assert samvern("programme", "rank", "IE-1125", *given).out == outcome.out


def test_rank_answers_in_one_sentence(samvern) -> None:
    outcome = samvern("programme", "rank", "IE-1125", "--samples", 2000)
    assert outcome.code == 0
    assert "of all admissible weightings" in outcome.out.splitlines()[0]


def test_rank_takes_weights_from_a_file(samvern, tmp_path: Path) -> None:
    path = tmp_path / "weights.yaml"
    path.write_text("order: [cost, goals]\n", encoding="utf-8")
    outcome = samvern("programme", "rank", "IE-1125", "--samples", 500, "--weights", path, "--json")
    constraints = json.loads(outcome.out)["model"]["weights"]["constraints"]
    assert constraints == [{"greater": "cost", "lesser": "goals"}]


# What is wrong


def wrong(outcome: Outcome, *said: str) -> None:
    assert outcome.code == 2, outcome
    assert outcome.out == ""
    for each in said:
        assert each in outcome.err


def test_no_such_file_names_the_shipped_programmes(samvern) -> None:
    wrong(samvern("programme", "check", "nothing.yaml"), "nothing.yaml", "IE-1125")


def test_a_folder_is_no_file(samvern, tmp_path: Path) -> None:
    wrong(samvern("programme", "check", tmp_path), "is a folder")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "it looks like PDF"),
        ("Målt".encode("latin-1"), "UTF-8"),
        (b"a: [", "line 2, column 1"),
        (b"- a\n- b\n", "a group of keys with values"),
        (b"programme: 7\n", "a group of keys with values"),
        (b"programme: {id: P, title: {nb: T}, publisher: X}\ngaols: []\n", "Did you mean “goals”?"),
        (b"a: &a [" + b"x, " * 1000 + b"]\nb: [" + b"*a, " * 1000 + b"]", "more than 400000 parts"),
    ],
)
def test_wrong_files(samvern, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_bytes(content)
    for verb in ("check", "coverage", "rank"):
        wrong(samvern("programme", verb, path), said)
    wrong(samvern("programme", "convert", path, "--to", "json"), said)


def test_a_file_of_100_mb(samvern, tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(100_000_000)
    wrong(samvern("programme", "check", path), f"larger than {MAX_BYTES // 2**20} MiB")


def test_every_problem_is_told_with_its_place(samvern, tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    path.write_text(SMALL.replace("cost: 1", "cost: 9").replace("goals:", "gaols:", 1), "utf-8")
    outcome = samvern("programme", "check", path)
    wrong(outcome, "line 3, column 1: gaols:", "measures[0].cost: 9 is not possible here.")
    assert "Problems found: 2." in outcome.err


def test_many_problems_are_cut_short(samvern, tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    measures = "".join(f"  - {{id: '1.{n}', nb: t, cost: 9}}\n" for n in range(2, 90))
    path.write_text(SMALL.replace("measures:", "measures:\n" + measures + "#"), "utf-8")
    outcome = samvern("programme", "check", path)
    wrong(outcome, "… and 38 more.")


def test_a_hostile_file_cannot_steer_the_terminal(samvern, tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(SMALL.replace("cost: 1", r'cost: "\e[2J\x9b31m"'), "utf-8")
    outcome = samvern("programme", "check", path)
    wrong(outcome)
    assert "\x1b" not in outcome.err
    assert "\x9b" not in outcome.err


@pytest.mark.parametrize(
    "options",
    [
        ("--samples", "-5"),
        ("--samples", "0"),
        ("--samples", "many"),
        ("--samples", "99999999999"),
        ("--seed", "-1"),
        ("--level", "goal"),
        ("--scale", "logarithmic"),
        ("--weights", "no-such-file.yaml"),
        ("--colour",),
    ],
)
def test_wrong_options_of_rank(samvern, options: tuple[str, ...]) -> None:
    wrong(samvern("programme", "rank", "IE-1125", *options))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("order: [nothing]", "order: There is no group of criteria “nothing”."),
        ("orden: [cost]", "“orden” is not a known key."),
        ("fixed: {cost: -1}", "fixed.cost: The weight -1.0 cannot be used."),
        ("fixed: {cost: null}", "fixed.cost: This must be a number, not empty."),
        ("[", "This is not YAML"),
        ("order: 7", "order: This must be a list, not a whole number."),
        ("order: [cost]\norder: [goals]", "line 2, column 1: The key “order” stands here"),
        ("order: [cost, goals, cost]", "order: These weights run in a circle"),
        ("#" * 100_000, "larger than 64 KiB"),
    ],
)
def test_wrong_weights(samvern, tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "weights.yaml"
    path.write_text(content, encoding="utf-8")
    wrong(samvern("programme", "rank", "IE-1125", "--weights", path), said)


def test_a_missing_weights_file_is_no_missing_programme(samvern) -> None:
    outcome = samvern("programme", "rank", "IE-1125", "--weights", "no-such-file.yaml")
    wrong(outcome, "There is no file “no-such-file.yaml”.")
    assert "programme" not in outcome.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("programme",),
        ("programme", "chekc", "IE-1125"),
        ("programme", "check"),
        ("programme", "convert", "IE-1125"),
        ("programme", "convert", "IE-1125", "--to", "xml"),
        ("programme", "schema", "finding"),
        ("programme", "coverage", "IE-1125", "--by", "owner"),
        ("programmes",),
        ("--colour",),
    ],
)
def test_wrong_commands(samvern, arguments: tuple[str, ...]) -> None:
    assert samvern(*arguments).code == 2
