"""The assessment file: what is written reads back, and what is wrong is told at once."""

from __future__ import annotations

import copy
import io
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.assessments import AssessmentDocument
from samvern.engine.errors import InvalidInput
from samvern.formats import assessment_file
from tests.factories.assessment_documents import assessment
from tests.factories.junk import spoil


def read(content: bytes) -> AssessmentDocument:
    return assessment_file.read(io.BytesIO(content), name="assessment.json")


def test_what_is_written_reads_back_and_keeps_to_the_schema() -> None:
    document = assessment(12)
    stream = io.BytesIO()
    assessment_file.write(document, stream)
    assert read(stream.getvalue()) == document
    jsonschema.validate(document.to_json(), json.loads(assessment_file.schema_text()))


def test_everything_that_is_wrong_is_told_with_where_it_is() -> None:
    plain = assessment(2).to_json()
    plain["rows"][2]["values"] |= {"due_on": "2027-02-31", "result": "not_applicable"}
    plain["rows"][3]["evidence"] = [
        {
            "title": "a",
            "kind": "file",
            "address": "",
            "sha256": "",
            "uploaded_at": "2027-01-01T25:00Z",
        }
    ]
    assert _problems(plain) == [
        ("date.invalid", "rows[2].values.due_on"),
        ("date.invalid", "rows[3].evidence[0].uploaded_at"),
    ]
    plain = assessment(2).to_json()
    plain["rows"][2]["values"]["result"] = "not_applicable"
    assert _problems(plain) == [("answer.reason_missing", "rows[2].values.reason")]
    plain["as_of"], plain["rows"][2]["values"]["maturity"] = "2027-01-01", 6
    del plain["actor"]
    assert {code for code, _where in _problems(plain)} == {
        *("key.missing", "value.malformed", "value.too_large"),
    }


def _problems(plain: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as refused:
        read(json.dumps(plain).encode())
    assert refused.value.code == "assessment_file.invalid"
    return [(each.code, each.where) for each in refused.value.problems]


@given(st.data())
def test_junk_is_refused_and_never_more_than_refused(data: st.DataObject) -> None:
    plain = copy.deepcopy(assessment(2).to_json())
    spoil(plain, data)
    try:
        found = read(json.dumps(plain).encode())
    except InvalidInput:
        return
    assert isinstance(found, AssessmentDocument)
