"""OSCAL catalogues: ours read back the same and hold for a reader of others, theirs are read."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trestle.oscal.catalog import Model

from samvern.cli.files import shipped_frameworks
from samvern.engine.errors import InvalidInput, Problem
from samvern.engine.frameworks import Framework, FrameworkKind
from samvern.formats import framework_file
from samvern.formats.oscal import MAX_BYTES, CatalogReading, read_catalog, write_catalog
from samvern.formats.oscal.vocabulary import identifier_of, token
from tests.factories.generated_frameworks import chains, frameworks, identifiers
from tests.factories.junk import spoil

AT = datetime(2026, 11, 27, 12, tzinfo=UTC)


def written(framework: Framework) -> bytes:
    stream = io.BytesIO()
    write_catalog(framework, stream, at=AT)
    return stream.getvalue()


def read(content: bytes | str, name: str = "c.json") -> CatalogReading:
    raw = content.encode() if isinstance(content, str) else content
    return read_catalog(io.BytesIO(raw), name=name)


@given(frameworks())
def test_any_set_reads_back_the_same(framework: Framework) -> None:
    found = read(written(framework))
    assert found.framework == framework
    assert found.left_out == {}


@given(chains(most=2))
def test_what_a_version_follows_reads_back_too(chain: list[Framework]) -> None:
    assert read(written(chain[-1])).framework == chain[-1]


@given(frameworks())
def test_what_is_written_holds_for_the_models_of_others(framework: Framework) -> None:
    Model.model_validate_json(written(framework))


@pytest.mark.parametrize("name", shipped_frameworks())
def test_shipped_sets_survive_and_hold(name: str) -> None:
    with shipped_frameworks()[name].open("rb") as stream:
        framework = framework_file.read(stream, name=name)
    content = written(framework)
    assert read(content).framework == framework
    model = Model.model_validate_json(content)
    assert model.catalog.metadata.version == framework.version


def test_headings_are_groups_and_requirements_are_controls() -> None:
    with shipped_frameworks()["nsm-gp-ikt-2.1"].open("rb") as stream:
        content = written(framework_file.read(stream, name="nsm.yaml"))
    (first, *_others) = json.loads(content)["catalog"]["groups"]
    assert first["title"] == "Identify"
    assert [group["props"][0]["value"] for group in first["groups"]] == ["1.1", "1.2", "1.3"]
    assert [control["id"] for control in first["groups"][1]["controls"]] == [
        *("_-1.2.1", "_-1.2.2", "_-1.2.3", "_-1.2.4"),
    ]


@given(st.lists(identifiers, unique=True))
def test_no_two_identifiers_have_the_same_name(ids: list[str]) -> None:
    assert len({token(each) for each in ids}) == len(ids)


@given(st.text(min_size=1, max_size=12))
def test_a_name_leads_back_to_the_identifier_it_was_made_of(identifier: str) -> None:
    assert identifier_of(token(identifier)) == identifier


def test_the_same_set_is_written_the_same() -> None:
    with shipped_frameworks()["normen-6.0"].open("rb") as stream:
        framework = framework_file.read(stream, name="normen.yaml")
    assert written(framework) == written(framework)


FOREIGN: dict[str, Any] = {
    "catalog": {
        "uuid": "74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724",
        "metadata": {
            "title": "Somebody's Catalog, Revision 5",
            "last-modified": "2023-10-12T00:00:00.000000-04:00",
            "version": "5.1.1",
            "oscal-version": "1.1.1",
            "parties": [{"uuid": "x", "type": "organization", "name": "Joint Task Force"}],
        },
        "groups": [
            {
                "id": "ac",
                "class": "family",
                "title": "Access Control",
                "controls": [
                    {
                        "id": "ac-1",
                        "title": "Policy and Procedures",
                        "params": [{"id": "ac-1_prm_1"}],
                        "props": [
                            {"name": "label", "value": "AC-1"},
                            {"name": "implementation-level", "value": "organization"},
                        ],
                        "links": [{"href": "#ref", "rel": "reference"}],
                        "parts": [
                            {
                                "id": "ac-1_smt",
                                "name": "statement",
                                "parts": [
                                    {
                                        "name": "item",
                                        "props": [{"name": "label", "value": "a."}],
                                        "prose": "Develop a policy;",
                                    },
                                    {
                                        "name": "item",
                                        "props": [{"name": "label", "value": "b."}],
                                        "prose": "Review it.",
                                    },
                                ],
                            },
                            {"name": "guidance", "prose": "Access control policy …"},
                        ],
                        "controls": [{"id": "ac-1.1", "title": "Enhancement"}],
                    }
                ],
            }
        ],
        "back-matter": {"resources": [{"uuid": "x"}]},
    }
}


def test_a_catalogue_of_others_is_read_and_what_is_left_out_is_counted() -> None:
    found = read(json.dumps(FOREIGN))
    framework = found.framework
    assert (framework.id, framework.version) == ("somebody-s-catalog-revision-5", "5.1.1")
    assert (framework.publisher, framework.kind) == ("Joint Task Force", FrameworkKind.STANDARD)
    assert [(each.id, each.parent, each.is_assessable) for each in framework.requirements] == [
        ("ac", "", False),
        ("ac-1", "ac", True),
        ("ac-1.1", "ac-1", True),
    ]
    assert framework.requirements[1].text == {"en": "a. Develop a policy;\nb. Review it."}
    assert found.left_out == {"back-matter": 1, "links": 1, "params": 1, "parts": 1, "props": 1}


def changed(**metadata: Any) -> str:
    document = json.loads(json.dumps(FOREIGN))
    document["catalog"]["metadata"] |= metadata
    return json.dumps(document)


@pytest.mark.parametrize(
    ("content", "code", "where"),
    [
        ("{}", "key.missing", ""),
        ('{"catalog": []}', "value.wrong_type", "catalog"),
        ('{"catalog": {}}', "key.missing", "catalog"),
        (changed(**{"oscal-version": "2.0"}), "oscal.version", "catalog.metadata.oscal-version"),
        (changed(title=7), "value.wrong_type", "catalog.metadata.title"),
        (
            json.dumps(FOREIGN).replace('"ac-1.1"', '"ac-1"'),
            "requirement.repeated",
            "catalog.groups[0].controls[0].controls[0]",
        ),
        (
            json.dumps(FOREIGN).replace('"ac-1.1"', '"a c"'),
            "requirement.id_malformed",
            "catalog.groups[0].controls[0].controls[0]",
        ),
        (json.dumps(FOREIGN)[:-1], "syntax.json", ""),
    ],
)
def test_what_is_wrong_is_told_with_its_place(content: str, code: str, where: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read(content)
    assert refused.value.code == "oscal_file.invalid"
    assert {(each.code, each.where) for each in refused.value.problems} == {(code, where)}
    assert all(each.line for each in refused.value.problems)


@given(frameworks(), st.data())
def test_no_junk_anywhere_causes_anything_but_a_refusal(
    framework: Framework, data: st.DataObject
) -> None:
    document = json.loads(written(framework))
    for _ in range(data.draw(st.integers(1, 3))):
        spoil(document, data)
    problems: tuple[Problem, ...] = ()
    try:
        read(json.dumps(document))
    except InvalidInput as error:
        problems = error.problems
    assert all(problem.line for problem in problems)


def test_groups_within_groups_without_end_are_stopped() -> None:
    deep: dict[str, Any] = {"id": "g", "title": "g"}
    for number in range(60):
        deep = {"id": f"g{number}", "title": "g", "groups": [deep]}
    document = json.loads(json.dumps(FOREIGN))
    document["catalog"]["groups"] = [deep]
    with pytest.raises(InvalidInput) as refused:
        read(json.dumps(document))
    assert [each.code for each in refused.value.problems] == ["structure.too_deep"]


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(InvalidInput, match=r"file\.too_large"):
        read(b" " * (MAX_BYTES + 1))


@pytest.mark.parametrize("name", ["_d800_", "_ffffff_", "_-_110000_", "_41_", "__"])
def test_names_that_nobody_wrote_so_stay_as_they_are(name: str) -> None:
    assert identifier_of(name) == name
