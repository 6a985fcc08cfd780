"""What is written reads back as the same programme, and the two published files survive."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given

from samvern.engine.programme.document import Judgement, Programme
from samvern.formats.programme_file import Kind, read, write
from tests.factories.generated_programmes import programmes

PUBLISHED = sorted((Path(__file__).parents[1] / "fixtures").glob("*.yaml"))


def written(programme: Programme, kind: Kind = "yaml") -> bytes:
    stream = io.BytesIO()
    write(programme, stream, kind=kind)
    return stream.getvalue()


def read_text(text: str | bytes, name: str = "test.yaml") -> Programme:
    return read(io.BytesIO(text.encode() if isinstance(text, str) else text), name=name)


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_published_files_are_valid_and_survive_unchanged(path: Path) -> None:
    original = path.read_bytes()
    programme = read_text(original)
    assert yaml.safe_load(written(programme)) == yaml.safe_load(original)


@pytest.mark.parametrize("path", PUBLISHED, ids=lambda path: path.stem)
def test_json_and_yaml_hold_the_same_programme(path: Path) -> None:
    programme = read_text(path.read_bytes())
    as_json = written(programme, "json")
    assert read_text(as_json, "test.json") == programme
    as_yaml = yaml.safe_load(written(programme))
    assert json.loads(as_json) == json.loads(json.dumps(as_yaml, default=str))


def test_the_published_files_are_here() -> None:
    stems = [path.stem for path in PUBLISHED]
    assert stems == ["measures_2021", "programme_ie1125", "wordings_ie1108"]


@given(programmes())
def test_any_programme_reads_back_from_yaml_and_json(programme: Programme) -> None:
    assert read_text(written(programme)) == programme
    assert read_text(written(programme, "json"), "test.json") == programme


@given(programmes())
def test_other_yaml_readers_see_the_same_data_as_json_readers(programme: Programme) -> None:
    from_yaml = yaml.safe_load(written(programme))
    assert json.loads(json.dumps(from_yaml, default=str)) == _with_numbers(
        json.loads(written(programme, "json"))
    )


def _with_numbers(data: dict[str, object]) -> dict[str, object]:
    """Averages whose decimals JSON would drop are text there and numbers in YAML."""
    printed = data.get("published_averages")
    if isinstance(printed, dict):
        data["published_averages"] = {
            key: [float(value) for value in values] for key, values in printed.items()
        }
    return data


MINIMAL = """
programme: {id: P, title: {nb: Et program}, publisher: Noen}
goals: [{id: M1, nb: Et mål}]
risk_areas: [{id: 1, nb: En risiko}]
focus_areas:
  - {id: 1, nb: Ett, contribution: {1: X}}
  - {id: 2, nb: To}
"""


def test_half_way_is_fifty_fifty_and_unknown_is_every_level() -> None:
    measure = read_text(
        MINIMAL + "measures: [{id: '1.1', nb: t, cost: 1.5, support: unknown, risk: 3}]"
    ).measures[0]
    assert measure.cost == Judgement({"low": 0.5, "medium": 0.5}, 1.5)
    assert measure.support is not None
    assert set(measure.support.levels.values()) == {1 / 3}
    assert measure.implementation_risk == Judgement({"high": 1.0}, 3)


def test_letters_of_contribution_keep_their_case() -> None:
    areas = MINIMAL.replace("{1: X}", "{1: X, R2: x, R3: v, R4: none}")
    contribution = read_text(areas).focus_areas[0].contribution
    assert [next(iter(judged.levels)) for judged in contribution.values()] == [
        "substantial",
        "some",
        "possible",
        "none",
    ]


def test_a_number_as_key_is_the_same_risk_area() -> None:
    programme = read_text(MINIMAL)
    assert programme.risk_areas[0].id in programme.focus_areas[0].contribution


def test_words_of_yaml_1_1_stay_text() -> None:
    said = "{levels: {low: 1}, by: NO, on: 2024-05-01, why: off}"
    cost = read_text(MINIMAL + f"measures: [{{id: '1.1', nb: yes, cost: {said}}}]").measures[0]
    assert cost.title == {"nb": "yes"}
    assert cost.cost is not None
    assert (cost.cost.by, str(cost.cost.on), cost.cost.why) == ("NO", "2024-05-01", "off")


def test_attainment_columns_are_the_first_focus_areas_unless_stated() -> None:
    assert read_text(MINIMAL + "attainment: {M1: [4]}").attainment_columns == ("1",)
    stated = read_text(MINIMAL + "attainment_columns: [2]\nattainment: {M1: [4]}")
    assert stated.attainment_columns == ("2",)
    assert stated.focus_areas[1].attainment == {"M1": Judgement({"4": 1.0}, 4)}


def test_a_cell_may_be_left_unjudged() -> None:
    programme = read_text(MINIMAL + "attainment: {M1: [~, 4]}")
    assert programme.focus_areas[0].attainment == {}


def test_focus_area_may_come_from_the_identifier() -> None:
    programme = read_text(MINIMAL + "measures: [{id: '2.10', nb: t}, {id: '1', nb: t, area: 2}]")
    assert [measure.focus_area for measure in programme.measures] == ["2", "2"]
    assert "area" not in yaml.safe_load(written(programme))["measures"][0]


def test_printed_decimals_are_kept() -> None:
    averages = "published_averages: {goals: [3.50, 3, 3.0]}"
    programme = read_text(MINIMAL + averages)
    assert programme.published_averages[0].values == ("3.50", "3", "3.0")
    assert b"[3.50, 3, 3.0]" in written(programme)
    in_json = json.loads(written(programme, "json"))["published_averages"]["goals"]
    assert list(map(repr, in_json)) == ["'3.50'", "3", "3.0"]


def test_uncertain_case_is_kept() -> None:
    programme = read_text(
        MINIMAL.replace("publisher", "contribution_case_certain: false, publisher")
    )
    assert not programme.contribution_case_certain
    assert yaml.safe_load(written(programme))["programme"]["contribution_case_certain"] is False


def test_no_owner_and_nothing_said_of_owners_differ() -> None:
    programme = read_text(MINIMAL + "measures: [{id: '1.1', nb: t, owner: []}, {id: '1.2', nb: t}]")
    assert [measure.owners for measure in programme.measures] == [(), None]


def test_anchors_are_understood() -> None:
    text = (
        MINIMAL
        + "measures: [{id: '1.1', nb: a, owner: &who [NHN]}, {id: '1.2', nb: b, owner: *who}]"
    )
    assert [measure.owners for measure in read_text(text).measures] == [("NHN",), ("NHN",)]


def test_byte_order_mark_and_windows_line_ends_do_not_matter() -> None:
    assert read_text(b"\xef\xbb\xbf" + MINIMAL.replace("\n", "\r\n").encode()) == read_text(MINIMAL)


def test_json_is_recognised_without_its_ending() -> None:
    programme = read_text(MINIMAL)
    assert read_text(written(programme, "json"), "<stdin>") == programme
