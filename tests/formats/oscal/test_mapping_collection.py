"""OSCAL mapping collections: ours read back the same and hold for others, theirs are read."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trestle.oscal.mapping import Model

from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.mappings import (
    Rationale,
    Relation,
    RequirementMapping,
    RequirementRef,
    ReviewState,
    Style,
)
from samvern.formats.oscal import MappingsReading, read_mappings, write_mappings
from samvern.formats.oscal import mapping_reading as reading
from samvern.formats.trees import json_text
from samvern.formats.trees.tree import MAX_PARTS
from tests.factories.generated_mappings import mappings
from tests.factories.junk import spoil

AT = datetime(2026, 11, 27, 12, tzinfo=UTC)
NSM, NIS2 = RequirementRef("nsm", "2.6.7"), RequirementRef("nis2", "21(2)(j)")


def written(*every: RequirementMapping, **more: Any) -> bytes:
    stream = io.BytesIO()
    write_mappings(every, stream, at=AT, **more)
    return stream.getvalue()


def read(content: bytes | str) -> MappingsReading:
    raw = content.encode() if isinstance(content, str) else content
    return read_mappings(io.BytesIO(raw), name="m.json")


several = st.lists(mappings, min_size=1, max_size=6)


@given(several)
def test_any_mappings_read_back_the_same(every: list[RequirementMapping]) -> None:
    found = read(written(*every))
    assert found.mappings == tuple(every)
    assert found.left_out == {}


@given(several)
def test_what_is_written_holds_for_the_models_of_others(every: list[RequirementMapping]) -> None:
    Model.model_validate_json(written(*every))


@given(several)
def test_no_two_parts_have_the_same_identifier(every: list[RequirementMapping]) -> None:
    collection = json.loads(written(*every, every[0]))["mapping-collection"]
    uuids = [each["uuid"] for each in collection["mappings"]]
    uuids += [each["uuid"] for mapping in collection["mappings"] for each in mapping["maps"]]
    assert len(set(uuids)) == len(uuids)


@given(mappings)
def test_others_are_never_told_more_than_the_mapper_vouches_for(
    mapping: RequirementMapping,
) -> None:
    (told,) = json.loads(written(mapping))["mapping-collection"]["mappings"][0]["maps"]
    is_standing = mapping.state is not ReviewState.REJECTED
    is_exact = len(mapping.possible) == 1
    assert ("ns" not in told) == (is_standing and is_exact)


def test_a_mapping_stands_in_the_words_of_oscal() -> None:
    mapping = RequirementMapping(
        "m1",
        NSM,
        NIS2,
        Relation.SUBSET,
        "Kari",
        rationale=Rationale.FUNCTIONAL,
        why="Less is asked for.",
        confidence=0.8,
        source_version="2.1",
        state=ReviewState.REVIEWED,
        reviewer="Ola",
    )
    collection = json.loads(written(mapping, titles={NSM: "Flerfaktor"}))["mapping-collection"]
    assert collection["metadata"]["title"] == "Mappings between nsm, nis2"
    assert collection["provenance"]["status"] == "not-complete"
    assert collection["provenance"]["matching-rationale"] == "functional"
    (between,) = collection["mappings"]
    assert between["source-resource"]["href"] == "nsm-2.1.oscal.json"
    (told,) = between["maps"]
    assert told["relationship"] == "subset-of"
    assert told["confidence-score"] == {"percentage": 0.8}
    assert told["remarks"] == "Less is asked for."
    assert (told["sources"][0]["id-ref"], told["sources"][0]["remarks"]) == (
        "_-2.6.7",
        "Flerfaktor",
    )


def test_what_nobody_has_reviewed_is_a_draft_and_no_mappings_are_refused() -> None:
    draft = written(RequirementMapping("1", NSM, NIS2, Relation.EQUAL, "Kari"))
    assert json.loads(draft)["mapping-collection"]["provenance"]["status"] == "draft"
    with pytest.raises(InvalidInput, match=r"oscal\.no_mappings"):
        written()


def control(*names: str, kind: str = "control") -> list[dict[str, str]]:
    return [{"type": kind, "id-ref": name} for name in names]


def foreign(*maps: dict[str, Any], **mapping: Any) -> dict[str, Any]:
    return {
        "mapping-collection": {
            "uuid": "74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724",
            "metadata": {
                "title": "Somebody's mapping",
                "last-modified": "2026-01-12T00:00:00Z",
                "version": "1",
                "oscal-version": "1.2.0",
                "parties": [
                    {"uuid": "a", "type": "organization", "name": "Somebody"},
                    {"uuid": "b", "type": "organization", "name": "The mapper"},
                ],
            },
            "provenance": {
                "method": "human",
                "matching-rationale": "semantic",
                "status": "complete",
                "mapping-description": "",
                "responsible-parties": [{"role-id": "creator", "party-uuids": ["b"]}],
            },
            "mappings": {
                "uuid": "74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c725",
                "source-resource": {"type": "catalog", "href": "https://x.example/CSF_2.0.json"},
                "target-resource": {"type": "catalog", "href": "../53/rev5%20catalog.json"},
                "maps": [{"uuid": f"m{number}"} | each for number, each in enumerate(maps)],
            }
            | mapping,
        }
    }


def test_a_collection_of_others_is_read_as_what_it_says_and_no_more() -> None:
    found = read(
        json.dumps(
            foreign(
                {
                    "relationship": "equivalent-to",
                    "sources": control("pr.ac-1"),
                    "targets": control("ac-2"),
                    "confidence-score": {"category": "high"},
                    "remarks": "Same thing.",
                    "qualifiers": [{}],
                },
                {
                    "relationship": "superset-of",
                    "matching-rationale": "functional",
                    "sources": control("pr.ac-2"),
                    "targets": control("pe-2", "pe-3"),
                },
                {
                    "relationship": "intersects-with",
                    "sources": control("pr.ac-3"),
                    "targets": control("ac-1", "ac-3"),
                },
                {
                    "relationship": "equal-to",
                    "sources": control("pr.ac-3"),
                    "targets": control("ac-1_smt.a", kind="statement"),
                },
                {
                    "ns": "https://x.example",
                    "relationship": "equal-to",
                    "sources": control("pr.ac-4"),
                    "targets": control("ac-4"),
                },
            )
        )
    )
    assert [
        (each.id, each.source.id, each.relation.value, each.target.id) for each in found.mappings
    ] == [
        ("m0", "pr.ac-1", "equal", "ac-2"),
        ("m1-1", "pr.ac-2", "superset", "pe-2"),
        ("m1-2", "pr.ac-2", "superset", "pe-3"),
        ("m4", "pr.ac-4", "unknown", "ac-4"),
    ]
    assert found.left_out == {
        "confidence-score": 1,
        "maps": 1,
        "qualifiers": 1,
        "relationship": 1,
        "statements": 1,
    }
    first, second, *_others = found.mappings
    assert (first.source.framework, first.target.framework) == ("CSF_2.0", "rev5-catalog")
    assert (first.mapper, first.why, first.confidence) == ("The mapper", "Same thing.", None)
    assert (first.style, first.state) == (Style.SET_THEORY, ReviewState.PROPOSED)
    assert (first.rationale, second.rationale) == (Rationale.SEMANTIC, Rationale.FUNCTIONAL)


ONE = {"relationship": "equal-to", "sources": control("a"), "targets": control("b")}


@pytest.mark.parametrize(
    ("document", "code", "where"),
    [
        ({}, "key.missing", ""),
        (
            foreign(ONE | {"confidence-score": {"percentage": 2}}),
            "mappings.confidence",
            "percentage",
        ),
        (foreign(ONE | {"confidence-score": {"percentage": True}}), "mappings.confidence", ""),
        (foreign(ONE | {"matching-rationale": "gut"}), "value.not_allowed", "maps[0]"),
        (foreign(ONE | {"relationship": None}), "key.missing", "maps[0]"),
        (foreign(ONE, **{"source-resource": []}), "value.wrong_type", "source-resource"),
        (foreign(ONE | {"sources": [{"id-ref": "a"}]}), "key.missing", "sources[0]"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    document: dict[str, Any], code: str, where: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(json.dumps(document))
    assert refused.value.code == "oscal_file.invalid"
    (problem,) = refused.value.problems
    assert problem.code == code
    assert problem.where.endswith(where)
    assert problem.line


def test_maps_between_very_many_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_MAPPINGS", 100)
    sides = [control(*(f"{side}{number}" for number in range(11))) for side in "ab"]
    crowd = {"relationship": "no-relationship", "sources": sides[0], "targets": sides[1]}
    with pytest.raises(InvalidInput) as refused:
        read(json.dumps(foreign(crowd, crowd)))
    assert [each.code for each in refused.value.problems] == ["oscal.too_many_mappings"]


@given(several, st.data())
def test_no_junk_anywhere_causes_anything_but_a_refusal(
    every: list[RequirementMapping], data: st.DataObject
) -> None:
    document = json.loads(written(*every))
    for _ in range(data.draw(st.integers(1, 3))):
        spoil(document, data)
    problems: tuple[Problem, ...] = ()
    try:
        read(json.dumps(document))
    except InvalidInput as error:
        problems = error.problems
    assert all(problem.line for problem in problems)


def test_five_thousand_mappings_stay_within_what_is_read() -> None:
    """Counted on a hundred: a collection that we write must not be too large for us to read."""
    every = [
        RequirementMapping(
            f"m{number}",
            NSM,
            RequirementRef("nis2", f"21.{number}"),
            Relation.SUBSET,
            "Kari",
            on=AT.date(),
            rationale=Rationale.SEMANTIC,
            why="Less is asked for.",
            confidence=0.7,
            state=ReviewState.REVIEWED,
            reviewer="Ola",
        )
        for number in range(100)
    ]
    parts = len(list(json_text.events(written(*every).decode())))
    assert parts / len(every) * 5_000 < MAX_PARTS
