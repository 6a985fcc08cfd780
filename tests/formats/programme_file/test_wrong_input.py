"""Wrong files are refused with every problem, its place and a code, and nothing else happens."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput, Problem
from samvern.formats.programme_file import MAX_BYTES, read
from tests.factories.junk import spoil

HEAD = "programme: {id: P, title: {nb: T}, publisher: X}\n"
AREAS = HEAD + "focus_areas: [{id: 1, nb: A}, {id: 2, nb: B}]\n"


def refused(content: str | bytes, name: str = "test.yaml") -> InvalidInput:
    raw = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    with pytest.raises(InvalidInput) as caught:
        read(io.BytesIO(raw), name=name)
    return caught.value


def only_problem(content: str, name: str = "test.yaml") -> Problem:
    error = refused(content, name)
    assert error.code == "programme_file.invalid"
    assert len(error.problems) == 1, error.problems
    return error.problems[0]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b" \n\t\n", "file.empty"),
        (b"\xef\xbb\xbf\n", "file.empty"),
        (b"%PDF-1.7\n%\xe2\xe3", "file.binary"),
        (b"PK\x03\x04 a workbook", "file.binary"),
        (b"a: \x00", "file.binary"),
        ("a: æ".encode("latin-1"), "file.not_utf8"),
        ("a: 1".encode("utf-16"), "file.not_utf8"),
    ],
)
def test_what_is_no_text_file_is_refused_at_once(content: bytes, code: str) -> None:
    assert refused(content).code == code


def test_a_file_that_is_too_large_is_not_read_to_its_end() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            assert size > 0
            self.given += size
            return b"a" * size

    stream = Endless()
    with pytest.raises(InvalidInput) as caught:
        read(stream, name="endless")
    assert caught.value.code == "file.too_large"
    assert stream.given == MAX_BYTES + 1


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("a: b: c", "syntax.yaml", 1, 5),
        ("a:\n\tb: 1", "syntax.yaml", 2, 1),
        ("a: [1, 2\nb: 3", "syntax.yaml", 2, 2),
        ("a: 1\n---\nb: 2", "structure.many_documents", 2, 1),
        ("a: !!python/object/apply:os.system [ls]", "structure.tag", 1, 4),
        ("a: &a [*a]", "structure.alias_unknown", 1, 8),
        ("{[a]: b}", "structure.key_not_text", 1, 2),
        ("[" * 100_000, "structure.too_deep", 1, 25),
    ],
)
def test_yaml_that_cannot_be_read_says_where(text: str, code: str, line: int, column: int) -> None:
    problem = only_problem(text)
    assert (problem.code, problem.line, problem.column) == (code, line, column)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"programme": }', "syntax.json"),
        ('{"a": NaN}', "syntax.json"),
        ('{"a":' * 100_000, "structure.too_deep"),
        ('{"a": [' * 30 + "]}" * 30, "structure.too_deep"),
    ],
)
def test_json_that_cannot_be_read(text: str, code: str) -> None:
    assert only_problem(text, "test.json").code == code


def test_aliases_that_multiply_are_stopped() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for name, before in zip("bcdefghij", "abcdefghi", strict=True):
        bomb += f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    assert only_problem(bomb).code == "structure.too_many_parts"


def test_a_huge_number_is_not_computed() -> None:
    error = refused(HEAD + "published_counts: {measures: " + "9" * 1_000_000 + "}")
    assert {problem.code for problem in error.problems} == {"value.wrong_type"}


def test_every_problem_is_told_in_one_go_in_the_order_of_the_file() -> None:
    error = refused(
        HEAD
        + "gaols: []\n"
        + "focus_areas: [{id: 1, nb: A}, {id: 1, nb: B}]\n"
        + "measures:\n"
        + "  - {id: '1.1', nb: t, area: 1, cost: 4, owner: NHN}\n"
        + "  - {id: '1.1', nb: t, area: 9, start: 2024-02-30}\n"
    )
    assert [(found.line, found.where, found.code) for found in error.problems] == [
        (2, "gaols", "key.misspelt"),
        (3, "focus_areas[1].id", "id.duplicate"),
        (5, "measures[0].cost", "value.not_allowed"),
        (5, "measures[0].owner", "value.wrong_type"),
        (6, "measures[1].id", "id.duplicate"),
        (6, "measures[1].start", "date.invalid"),
    ]
    assert error.params["count"] == "6"


@pytest.mark.parametrize(
    ("addition", "code", "where"),
    [
        ("measures: [{id: 1.10, nb: t}]", "value.needs_quotes", "measures[0].id"),
        ("measures: [{id: '3.1', nb: t}]", "measure.focus_area_missing", "measures[0].id"),
        ("measures: [{id: a, nb: t, area: 3}]", "measure.focus_area_unknown", "measures[0].area"),
        ("measures: [{id: '1.1', nb: true}]", "value.needs_quotes", "measures[0].nb"),
        ("measures: [{id: '1.1'}]", "title.missing", "measures[0]"),
        ("measures: [{nb: t}]", "key.missing", "measures[0]"),
        ("measures: [{id: '1.1', nb: t, support: low}]", "value.not_allowed", "measures[0].support"),
        ("measures: [{id: '1.1', nb: t, kind: plan}]", "value.not_allowed", "measures[0].kind"),
        ("measures: [{id: '1.1', nb: t, finish: soon}]", "value.malformed", "measures[0].finish"),
        ("measures: [{id: 'a b', nb: t, area: 1}]", "value.malformed", "measures[0].id"),
        ("measures: [{id: '1.1', nb: ''}]", "value.too_short", "measures[0].nb"),
        ("measures:", "value.wrong_type", "measures"),
        ("goals: [{id: M, nb: g}]\nstrategic_goals: [{id: M, nb: g}]", "id.duplicate", "strategic_goals[0].id"),
        ("goals: []\ngoals: []", "structure.duplicate_key", ""),
        ("attainment: {M1: [1, 2], M2: [1]}", "attainment.columns", "attainment.M2"),
        ("attainment: {M1: [1, 6]}", "value.not_allowed", "attainment.M1[1]"),
        ("attainment_columns: [3]", "attainment.column_unknown", "attainment_columns[0]"),
        ("attainment_columns: [1, 1]", "list.repeats", "attainment_columns"),
        (f"basis_of_priority: {['a'] * 201}", "list.too_long", "basis_of_priority"),
        ("recommendation: [{tier: 0}]", "value.too_small", "recommendation[0].tier"),
        ("recommendation: [{tier: 1, chapter: 3.2}]", "value.needs_quotes", "recommendation[0].chapter"),
        ("published_averages: {goals: ['3,8']}", "value.malformed", "published_averages.goals[0]"),
        ("format_version: 2", "value.not_allowed", "format_version"),
        ("basis_of_priority: [\"a\\0b\"]", "text.control_character", ""),
    ],
)  # fmt: skip
def test_what_a_newcomer_gets_wrong(addition: str, code: str, where: str) -> None:
    problem = only_problem(AREAS + addition)
    assert (problem.code, problem.where) == (code, where)
    assert problem.line is not None
    assert problem.line >= 3


@pytest.mark.parametrize(
    ("judgement", "code"),
    [
        ("{levels: {low: 0.7, medium: 0.2}}", "judgement.sum"),
        ("{levels: {lo: 1}}", "key.misspelt"),
        ("{levels: {low: 2}}", "value.too_large"),
        ("{levels: {}}", "list.too_short"),
        ("{by: somebody}", "judgement.value_or_levels"),
        ("{value: 2, levels: {low: 1}}", "judgement.value_or_levels"),
        ("{value: 7}", "value.not_allowed"),
        ("{value: 2, on: 2024-13-01}", "date.invalid"),
    ],
)
def test_long_form_of_a_judgement(judgement: str, code: str) -> None:
    measures = f"measures: [{{id: '1.1', nb: t, cost: {judgement}}}]"
    assert only_problem(AREAS + measures).code == code


def test_misspelt_key_names_the_nearest() -> None:
    problem = only_problem(AREAS + "measures: [{id: '1.1', nb: t, onwer: [NHN]}]")
    assert dict(problem.params) == {"key": "onwer", "nearest": "owner"}
    assert (problem.line, problem.column) == (3, 31)


def test_a_key_like_nothing_known_lists_what_is_known() -> None:
    problem = only_problem(HEAD + "zzz: 1")
    assert problem.code == "key.unknown"
    assert "focus_areas" in dict(problem.params)["known"]


def test_a_broken_focus_area_does_not_accuse_its_measures() -> None:
    text = HEAD + "focus_areas: [{id: 1.5, nb: A}]\nmeasures: [{id: x, nb: t, area: 1}]"
    assert only_problem(text).where == "focus_areas[0].id"


def test_json_problems_have_places_too() -> None:
    text = '{\n  "programme": {"id": "P", "title": {"nb": "T"}, "publisher": 7}\n}'
    problem = only_problem(text, "test.json")
    assert (problem.line, problem.column) == (2, 63)


def test_dangling_references_are_no_errors() -> None:
    read(
        io.BytesIO(
            (
                AREAS + "risk_area_links: [{from: U9, to: R9}]\n"
                "measures: [{id: '1.1', nb: t, parent: '9', after: ['9'], related: ['8']}]\n"
                "recommendation: [{tier: 1, focus_area: 9}, {tier: 2, measures: ['9.9']}]\n"
                "attainment: {M9: [1]}\n"
            ).encode()
        ),
        name="test.yaml",
    )


WHOLE = yaml.load(
    (Path(__file__).parents[1] / "fixtures" / "programme_ie1125.yaml").read_text(encoding="utf-8"),
    Loader=yaml.BaseLoader,
)


@given(data=st.data())
def test_no_junk_anywhere_causes_anything_but_a_refusal(data: st.DataObject) -> None:
    document = json.loads(json.dumps(WHOLE))
    for _ in range(data.draw(st.integers(1, 3))):
        spoil(document, data)
    problems: tuple[Problem, ...] = ()
    try:
        read(io.BytesIO(json.dumps(document).encode()), name="junk.json")
    except InvalidInput as error:
        problems = error.problems
    assert all(problem.line for problem in problems)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode()))
def test_no_bytes_cause_anything_but_a_refusal(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        read(io.BytesIO(content), name="bytes")
