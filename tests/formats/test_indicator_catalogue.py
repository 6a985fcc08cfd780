"""The indicators that ship: true to the programme that they are for, in three languages, sources named."""

from __future__ import annotations

import io
import json
from importlib import resources

import jsonschema
import pytest
import yaml

from samvern.engine.errors import InvalidInput
from samvern.engine.indicators import MeasuredOn
from samvern.engine.programme.document import LANGUAGES
from samvern.formats import indicator_file, programme_file

FOLDER = resources.files("samvern.catalogues")
SHIPPED = (FOLDER / "indicators" / "ie-1125-start.yaml").read_bytes()


def test_what_ships_keeps_to_the_schema_and_speaks_three_languages() -> None:
    found = indicator_file.read(io.BytesIO(SHIPPED), name="start.yaml")
    jsonschema.validate(yaml.safe_load(SHIPPED), json.loads(indicator_file.schema_text()))
    assert [subject.id for subject in found.subjects] == ["plans", "technology"]
    assert {each.subject for each in found.indicators} == {"plans", "technology"}
    for each in found.indicators:
        texts = (each.title, each.definition, each.population, each.values_from, each.unit)
        assert all(set(text) == set(LANGUAGES) for text in texts), each.id
        assert each.places, f"{each.id} names what it builds on"
        assert each.measured_on is MeasuredOn.ORGANISATIONS or "helhet" in each.population["nb"]


def test_goals_and_measures_are_those_of_the_report_in_the_two_focus_areas() -> None:
    found = indicator_file.read(io.BytesIO(SHIPPED), name="start.yaml")
    content = (FOLDER / "programmes" / "ie-1125.yaml").read_bytes()
    programme = programme_file.read(io.BytesIO(content), name="ie-1125.yaml")
    assert found.programme == programme.id
    areas = {measure.id: measure.focus_area for measure in programme.measures}
    for each in found.indicators:
        assert set(each.goals) <= {goal.id for goal in programme.goals}
        assert {areas[measure] for measure in each.measures} <= {"3", "5"}, each.id


def test_everything_that_is_wrong_is_told_with_its_line() -> None:
    text = SHIPPED.decode().replace("subject: technology", "subject: weather", 1)
    text = text.replace("- id: PØ2", "- id: PØ1").replace("direction: down", "direction: left", 1)
    with pytest.raises(InvalidInput) as refused:
        indicator_file.read(io.BytesIO(text.encode()), name="start.yaml")
    assert refused.value.code == "indicators_file.invalid"
    assert all(each.line for each in refused.value.problems)
    fine = text.replace("direction: left", "direction: down")
    with pytest.raises(InvalidInput) as refused:
        indicator_file.read(io.BytesIO(fine.encode()), name="start.yaml")
    codes = sorted(each.code for each in refused.value.problems)
    assert codes == ["indicators_file.twice", "indicators_file.twice", "indicators_file.unknown"]
