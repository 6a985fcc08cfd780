"""Mappings as SSSOM/TSV: what is written comes back; what others write is read as what it says."""

from __future__ import annotations

import io
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.mappings import (
    Relation,
    RequirementMapping,
    RequirementRef,
    ReviewState,
    Style,
)
from samvern.formats import sssom
from tests.factories.generated_mappings import mappings


def written(*every: RequirementMapping, **more: object) -> str:
    stream = io.BytesIO()
    sssom.write(every, stream, **more)  # type: ignore[arg-type]
    return stream.getvalue().decode()


def read(text: str) -> tuple[RequirementMapping, ...]:
    return sssom.read(io.BytesIO(text.encode()), name="m.sssom.tsv")


def problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(InvalidInput) as refused:
        read(text)
    assert refused.value.code == "sssom.invalid"
    return refused.value.problems


@given(st.lists(mappings, min_size=1, max_size=5))
def test_what_is_written_comes_back(every: list[RequirementMapping]) -> None:
    assert read(written(*every)) == tuple(every)


def test_a_file_is_what_the_standard_asks_for() -> None:
    mapping = RequirementMapping(
        "7",
        RequirementRef("nsm-gp-ikt", "2.6.7"),
        RequirementRef("nis2", "21(2)j"),
        Relation.SUBSET,
        "Kari | Ola",
        on=date(2026, 11, 27),
        confidence=0.8,
        why='Sier "noe"\tog mer',
    )
    text = written(
        mapping, title="NSM og NIS2", labels={mapping.source: "Bruk flerfaktorautentisering"}
    )
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    lines = text.splitlines()
    head = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#")))
    assert head["curie_map"]["nis2"] == "https://samvern.no/frameworks/nis2/"
    assert head["mapping_set_title"] == "NSM og NIS2"
    defined = {each["slot_name"] for each in head["extension_definitions"]}
    prefixes = {each["property"].partition(":")[0] for each in head["extension_definitions"]}
    assert prefixes <= head["curie_map"].keys()
    columns, row = (line.split("\t") for line in text.split("\n", len(lines))[-3:-1])
    assert {slot for slot in columns if slot.startswith("ext_")} == defined
    assert row[:4] == [
        "nsm-gp-ikt:2.6.7",
        "Bruk flerfaktorautentisering",
        "skos:broadMatch",
        "nis2:21(2)j",
    ]
    assert "Kari \\| Ola" in row


HEAD = '#curie_map:\n#  a: "https://example.org/a/"\n#  b: "https://example.org/b/"\n'
SLOTS = "subject_id\tpredicate_id\tobject_id\tmapping_justification"


@pytest.mark.parametrize(
    ("predicate", "relation", "style"),
    [
        ("skos:exactMatch", Relation.EQUAL, Style.SET_THEORY),
        ("skos:broadMatch", Relation.SUBSET, Style.SET_THEORY),
        ("skos:narrowMatch", Relation.SUPERSET, Style.SET_THEORY),
        ("skos:relatedMatch", Relation.INTERSECTS, Style.CROSSWALK),
        ("skos:closeMatch", Relation.INTERSECTS, Style.CROSSWALK),
        ("oboInOwl:hasDbXref", Relation.UNKNOWN, Style.CROSSWALK),
    ],
)
def test_others_are_taken_at_their_word_and_no_further(
    predicate: str, relation: Relation, style: Style
) -> None:
    text = f"{HEAD}{SLOTS}\na:1\t{predicate}\tb:2\tsemapv:LexicalMatching\n"
    [found] = read(text)
    assert (found.relation, found.style) == (relation, style)
    assert (str(found.source), str(found.target)) == ("a 1", "b 2")
    assert found.state is ReviewState.PROPOSED


def test_not_related_is_no_relation_and_not_equal_says_little() -> None:
    text = f"{HEAD}predicate_modifier\t{SLOTS}\n"
    text += "Not\ta:1\tskos:relatedMatch\tb:2\tx\nNot\ta:1\tskos:exactMatch\tb:3\tx\n"
    assert [each.relation for each in read(text)] == [Relation.NONE, Relation.UNKNOWN]


def test_what_the_set_says_counts_where_no_mapping_says_it() -> None:
    head = (
        f'{HEAD}#mapping_date: "2026-01-02"\n#subject_source_version: "2.1"\n#comment: of the set\n'
    )
    [found] = read(f"{head}{SLOTS}\na:1\tskos:exactMatch\tb:2\tx\n")
    assert (found.on, found.source_version, found.why) == (date(2026, 1, 2), "2.1", "")
    [found] = read(f"{head}{SLOTS}\tmapping_date\na:1\tskos:exactMatch\tb:2\tx\t\n")
    assert found.on is None


def test_all_that_is_wrong_is_said_at_once_with_its_row_and_column() -> None:
    text = f"{HEAD}{SLOTS}\tconfidence\tmapping_date\text_style\n"
    text += "a:1\tskos:exactMatch\tb:2\tx\t0.5\t2026-11-27\tset_theory\n"
    text += "http://a/1\tskos:exactMatch\tc:2\t\t1.5\t2026-13-01\tloose\n"
    text += "a:1\t\tsssom:NoTermFound\tx\tmuch\t\t\n"
    found = problems(text)
    assert [(p.line, p.column, p.code) for p in found] == [
        (6, 1, "sssom.not_curie"),
        (6, 3, "sssom.prefix_unknown"),
        (6, 4, "sssom.value_missing"),
        (6, 5, "mappings.confidence"),
        (6, 6, "date.invalid"),
        (6, 7, "value.unknown"),
        (7, 2, "sssom.value_missing"),
        (7, 3, "sssom.no_term"),
        (7, 5, "mappings.confidence"),
    ]


def test_slots_that_every_mapping_needs_are_asked_for() -> None:
    assert [p.where for p in problems("subject_id\tobject_id\na:1\tb:2\n")] == [
        "predicate_id",
        "mapping_justification",
    ]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file.empty"),
        (b"PK\x03\x04rest", "file.binary"),
        (b"#a: [\n#\nsubject_id\n", "sssom.head_invalid"),
        (b"#\n" * 3_000, "sssom.head_too_long"),
        (f'{HEAD}{SLOTS}\na:1\tskos:exactMatch\t"b:2\tx\n'.encode(), "syntax.csv"),
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        sssom.read(io.BytesIO(content), name="x")
    assert refused.value.code == code


def test_no_mappings_are_a_file_too() -> None:
    assert read(written()) == ()
