"""The guidance file: read, written, read again, and refused with everything that is wrong."""

from __future__ import annotations

import io
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.guidance import GuidanceCatalogue, Life, LinkState, Medium, Standing
from samvern.formats.guidance_file import MAX_BYTES, Kind, read, schema_text, write
from tests.factories.generated_guidance import catalogues
from tests.factories.junk import spoil

HEAD = "guidance: {id: c, version: 2026-11-27, title: {nb: Veiledning}, publisher: Noen}\n"
SOURCES = "sources: [{id: s, title: Rapport, published_on: 2023-06-14}]\n"


def one(fields: str) -> str:
    """A file with one entry that has these fields beside those it must have."""
    return (
        HEAD + SOURCES + "entries: [{id: a, kind: guide, nb: A, found_in: [{source: s}], %s}]"
    ) % fields


def read_text(text: str | bytes, name: str = "test.yaml") -> GuidanceCatalogue:
    return read(io.BytesIO(text.encode() if isinstance(text, str) else text), name=name)


def written(catalogue: GuidanceCatalogue, kind: Kind = "yaml") -> bytes:
    stream = io.BytesIO()
    write(catalogue, stream, kind=kind)
    return stream.getvalue()


@given(catalogues())
def test_any_catalogue_reads_back_from_yaml_and_json(catalogue: GuidanceCatalogue) -> None:
    assert read_text(written(catalogue)) == catalogue
    assert read_text(written(catalogue, "json"), "test.json") == catalogue


@given(catalogues())
def test_what_is_written_keeps_the_published_schema(catalogue: GuidanceCatalogue) -> None:
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(written(catalogue, "json")))


@given(catalogues())
def test_other_readers_see_the_same_data_in_both(catalogue: GuidanceCatalogue) -> None:
    assert yaml.safe_load(written(catalogue)) == json.loads(written(catalogue, "json"))


def test_what_is_left_out_is_not_known() -> None:
    (entry,) = read_text(one("owner: KS")).entries
    assert (entry.languages, entry.address, entry.reviewed_on, entry.helps) == ((), "", None, ())
    assert (entry.medium, entry.link) == (Medium.UNKNOWN, LinkState.UNKNOWN)
    assert (entry.life, entry.standing) == (Life.IN_USE, Standing.NAMED)


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(InvalidInput) as refused:
        read_text(text)
    assert refused.value.code == "guidance_file.invalid"
    return list(refused.value.problems)


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("- a", "value.wrong_type", ""),
        ("entries: []", "key.missing", ""),
        ("guidance: {id: c}", "key.missing", "guidance"),
        (HEAD.replace("id: c", "id: C d"), "value.malformed", "guidance.id"),
        (HEAD.replace("2026-11-27", "1.10"), "value.needs_quotes", "guidance.version"),
        (HEAD + "sources: [{id: s}]", "key.missing", "sources[0]"),
        (
            HEAD + SOURCES.replace("2023-06-14", "2023-02-30"),
            "date.invalid",
            "sources[0].published_on",
        ),
        (one("kynd: a"), "key.misspelt", "entries[0].kynd"),
        (one("life: dead"), "value.not_allowed", "entries[0].life"),
        (one('address: "javascript:alert(1)"'), "value.malformed", "entries[0].address"),
        (one('address: "https://a.no/b c"'), "value.malformed", "entries[0].address"),
        (one("languages: [Norsk]"), "value.malformed", "entries[0].languages[0]"),
        (one("review_months: 0"), "value.too_small", "entries[0].review_months"),
        (one("reviewed_on: 2026-13-01"), "date.invalid", "entries[0].reviewed_on"),
        (one("subjects: [x]"), "guidance.subject_unknown", "entries[0].subjects[0]"),
        (one("life: moved"), "guidance.moved_nowhere", "entries[0]"),
        (
            one("helps: [{framework: f, id: '1', said_in: {source: t}}]"),
            "guidance.source_unknown",
            "entries[0].helps[0].source",
        ),
        (one("helps: [{framework: f}]"), "key.missing", "entries[0].helps[0]"),
        (
            HEAD + SOURCES + "entries: [{id: a, kind: guide, found_in: [{source: s}]}]",
            "title.missing",
            "entries[0]",
        ),
        (HEAD + "entries: [{id: a, kind: guide, nb: A}]", "key.missing", "entries[0]"),
        (HEAD + "entries: [{id: a}", "syntax.yaml", ""),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text: str, code: str, where: str) -> None:
    found = problems_of(text)
    assert {(problem.code, problem.where) for problem in found} == {(code, where)}
    assert all(problem.line and problem.column for problem in found)


def test_every_problem_is_told_at_once_in_the_order_of_the_file() -> None:
    entry = "  - {id: %s, kind: %s, nb: A, found_in: [{source: %s}], life: %s}\n"
    found = problems_of(
        HEAD
        + SOURCES
        + "entries:\n"
        + entry % ("a", "gide", "s", "in_use")
        + entry % ("b", "guide", "s", "moved")
        + entry % ("b", "guide", "s", "ended")
    )
    assert [(problem.code, problem.line) for problem in found] == [
        ("value.not_allowed", 4),
        ("guidance.moved_nowhere", 5),
        ("guidance.repeated", 6),
    ]


def test_an_entry_that_cannot_be_read_does_not_shift_the_places_of_others() -> None:
    entry = "{id: a, kind: guide, nb: A, found_in: [{source: s}]}"
    found = problems_of(HEAD + SOURCES + f"entries: [7, {entry}, {entry}]")
    assert [(each.code, each.where) for each in found] == [
        ("value.wrong_type", "entries[0]"),
        ("guidance.repeated", "entries[2].id"),
    ]


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"file\.too_large"):
        read(io.BytesIO(b" " * (MAX_BYTES + 1)), name="f.yaml")


@given(catalogues(), st.data())
def test_no_junk_anywhere_causes_anything_but_a_refusal(
    catalogue: GuidanceCatalogue, data: st.DataObject
) -> None:
    document = json.loads(written(catalogue, "json"))
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
