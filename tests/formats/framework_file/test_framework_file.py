"""The framework file: read, written, read again, and refused with everything that is wrong."""

from __future__ import annotations

import io
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.frameworks import Framework
from samvern.formats.framework_file import MAX_BYTES, Kind, read, schema_text, write
from tests.factories.generated_frameworks import chains, frameworks
from tests.factories.junk import spoil

HEAD = 'framework: {id: f, version: "1", title: {nb: Krav}, publisher: Noen, kind: law}\n'
SOURCES = "wording_sources: [{id: U, status: unverified}, {id: GAP, status: missing}]\n"


def read_text(text: str | bytes, name: str = "test.yaml") -> Framework:
    return read(io.BytesIO(text.encode() if isinstance(text, str) else text), name=name)


def written(framework: Framework, kind: Kind = "yaml") -> bytes:
    stream = io.BytesIO()
    write(framework, stream, kind=kind)
    return stream.getvalue()


@given(frameworks())
def test_any_set_reads_back_from_yaml_and_json(framework: Framework) -> None:
    assert read_text(written(framework)) == framework
    assert read_text(written(framework, "json"), "test.json") == framework


@given(chains(most=2))
def test_what_a_version_follows_reads_back_too(chain: list[Framework]) -> None:
    assert read_text(written(chain[-1])) == chain[-1]


@given(frameworks())
def test_what_is_written_keeps_the_published_schema(framework: Framework) -> None:
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(written(framework, "json")))


@given(frameworks())
def test_other_readers_see_the_same_data_in_both(framework: Framework) -> None:
    assert yaml.safe_load(written(framework)) == json.loads(written(framework, "json"))


def test_norwegian_words_and_numbers_with_dots_stay_text() -> None:
    found = read_text(
        HEAD.replace("kind: law", "kind: law, follows_version: '0'")
        + 'requirements: [{id: "1.10", nb: NO, follows: []}, {id: on, en: "007", parent: "1.10"}]'
    )
    assert [(each.id, dict(each.title), each.follows) for each in found.requirements] == [
        ("1.10", {"nb": "NO"}, ()),
        ("on", {"en": "007"}, None),
    ]


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        read_text(text)
    assert refused.value.code == "framework_file.invalid"
    return list(refused.value.problems)


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("- a", "value.wrong_type", ""),
        ("requirements: []", "key.missing", ""),
        ("framework: {id: f}", "key.missing", "framework"),
        (HEAD.replace("law", "rule"), "value.not_allowed", "framework.kind"),
        (HEAD.replace('"1"', "2.10"), "value.needs_quotes", "framework.version"),
        (HEAD.replace("id: f", "id: f g"), "value.malformed", "framework.id"),
        (
            HEAD.replace("kind: law", "kind: law, effective_from: 2025-02-30"),
            "date.invalid",
            "framework.effective_from",
        ),
        (
            HEAD + "requirements: [{id: a, nb: A, perent: b}]",
            "key.misspelt",
            "requirements[0].perent",
        ),
        (HEAD + "requirements: [{id: a}]", "requirement.title_missing", "requirements[0]"),
        (
            HEAD + "requirements: [{id: a, nb: A}, {id: a, nb: B}]",
            "requirement.repeated",
            "requirements[1].id",
        ),
        (
            HEAD + "requirements: [{id: a, nb: A, parent: b}]",
            "requirement.parent_unknown",
            "requirements[0].parent",
        ),
        (
            HEAD + "requirements: [{id: a, nb: A, sources: {title: {nb: U}}}]",
            "framework.source_unknown",
            "requirements[0].sources.title.nb",
        ),
        (
            HEAD + SOURCES + "requirements: [{id: a, nb: A, sources: {title: {nb: GAP}}}]",
            "requirement.missing_but_there",
            "requirements[0].sources.title.nb",
        ),
        (HEAD + "requirements: [{id: a, nb: A}", "syntax.yaml", ""),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, code: str, where: str) -> None:
    found = problems_of(text)
    assert {(problem.code, problem.where) for problem in found} == {(code, where)}
    assert all(problem.line and problem.column for problem in found)


def test_every_problem_is_told_at_once_in_the_order_of_the_file() -> None:
    found = problems_of(
        HEAD
        + "requirements:\n"
        + "  - {id: a, nb: A, priority: 1}\n"
        + "  - {id: b b, nb: B}\n"
        + "  - {id: c, nb: C, parent: b b, sources: {title: {nb: X}}}\n"
    )
    assert [(problem.code, problem.line) for problem in found] == [
        ("value.needs_quotes", 3),
        ("value.malformed", 4),
        ("framework.source_unknown", 5),
    ]


def test_a_requirement_that_cannot_be_read_does_not_shift_the_places_of_others() -> None:
    found = problems_of(HEAD + "requirements: [7, {id: a, nb: A}, {id: a, nb: A}]")
    assert [(each.code, each.where) for each in found] == [
        ("value.wrong_type", "requirements[0]"),
        ("requirement.repeated", "requirements[2].id"),
    ]


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"file\.too_large"):
        read(io.BytesIO(b" " * (MAX_BYTES + 1)), name="f.yaml")


@given(frameworks(), st.data())
def test_no_junk_anywhere_causes_anything_but_a_refusal(
    framework: Framework, data: st.DataObject
) -> None:
    document = json.loads(written(framework, "json"))
    for _ in range(data.draw(st.integers(1, 3))):
        spoil(document, data)
    problems: tuple[Problem, ...] = ()
    try:
        read_text(json.dumps(document), "junk.json")
    except InvalidInput as error:
        problems = error.problems
    assert all(problem.line for problem in problems)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_no_bytes_cause_anything_but_a_refusal(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        read(io.BytesIO(content), name="bytes")
