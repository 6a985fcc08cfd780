"""The catalogue of guidance as open data: everything DCAT-AP-NO 3 demands, nothing made up."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from samvern.engine.errors import InvalidInput
from samvern.engine.guidance import GuidanceCatalogue
from samvern.formats.dcat_ap_no import (
    CONTEXT,
    MANDATORY,
    Publication,
    PublishedFile,
    missing,
    write,
)
from tests.factories.generated_guidance import catalogues

NHN = "994598759"
BASE = "https://example.no/guidance"
FULL = Publication(
    NHN,
    "Norsk helsenett SF",
    BASE + "/",
    email="post@example.no",
    contact_page="https://example.no/contact",
    files=(
        PublishedFile("https://example.no/a.yaml", "yaml"),
        PublishedFile("https://example.no/a.json", "json"),
    ),
    licence="CC_BY_4_0",
    modified_on=date(2026, 11, 27),
)
CATALOGUE = GuidanceCatalogue(
    "c", "1", {"nb": "Veiledning", "en": "Guidance"}, "Noen", description={"nb": "Om veiledning."}
)


def graph_of(catalogue: GuidanceCatalogue, publication: Publication) -> dict[str, dict[str, Any]]:
    """The nodes that were written, by their address."""
    stream = io.BytesIO()
    write(catalogue, publication, stream)
    document = json.loads(stream.getvalue())
    assert document["@context"] == dict(CONTEXT)
    nodes = document["@graph"]
    assert len({node["@id"] for node in nodes}) == len(nodes)
    return {node["@id"]: node for node in nodes}


def test_a_catalogue_has_a_dataset_with_a_distribution_for_each_file() -> None:
    graph = graph_of(CATALOGUE, FULL)
    assert {key: node["@type"] for key, node in graph.items()} == {
        BASE: "dcat:Catalog",
        f"{BASE}/c": "dcat:Dataset",
        f"{BASE}/c/1": "dcat:Distribution",
        f"{BASE}/c/2": "dcat:Distribution",
        f"https://organization-catalog.fellesdatakatalog.digdir.no/organizations/{NHN}": "foaf:Agent",
        f"{BASE}/contact": "vcard:Organization",
    }
    dataset = graph[f"{BASE}/c"]
    eu = "http://publications.europa.eu/resource/authority"
    assert dataset["dcat:theme"] == {"@id": f"{eu}/data-theme/HEAL"}
    assert dataset["dct:accessRights"] == {"@id": f"{eu}/access-right/PUBLIC"}
    assert dataset["dct:language"] == [{"@id": f"{eu}/language/{code}"} for code in ("NOB", "ENG")]
    assert dataset["dct:title"] == [
        {"@value": "Veiledning", "@language": "nb"},
        {"@value": "Guidance", "@language": "en"},
    ]
    assert dataset["dct:modified"] == {"@value": "2026-11-27", "@type": "xsd:date"}
    first = graph[f"{BASE}/c/1"]
    assert first["dcat:accessURL"] == {"@id": "https://example.no/a.yaml"}
    assert first["dct:license"] == {"@id": f"{eu}/licence/CC_BY_4_0"}
    assert graph[f"{BASE}/contact"]["vcard:hasEmail"] == {"@id": "mailto:post@example.no"}


def _pointers(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [value["@id"]] if set(value) == {"@id"} else []
    return [found for each in value for found in _pointers(each)] if isinstance(value, list) else []


@given(catalogues())
def test_whatever_is_written_has_all_that_is_demanded(catalogue: GuidanceCatalogue) -> None:
    catalogue = replace(catalogue, description={"nb": "Om veiledning."})
    graph = graph_of(catalogue, FULL)
    assert missing(list(graph.values())) == []
    pointed_at = {
        pointer for node in graph.values() for each in node.values() for pointer in _pointers(each)
    }
    own = {pointer for pointer in pointed_at if pointer.startswith(BASE)}
    assert own <= graph.keys()
    prefixes = {
        name.partition(":")[0] for node in graph.values() for name in node if name[0] != "@"
    }
    assert prefixes <= CONTEXT.keys()


@given(catalogues())
def test_what_nobody_has_said_is_left_out(catalogue: GuidanceCatalogue) -> None:
    catalogue = replace(catalogue, description={"nb": "Om veiledning."})
    least = Publication(NHN, "Norsk helsenett SF", BASE, contact_page="https://example.no/contact")
    text = json.dumps(list(graph_of(catalogue, least).values()))
    for unsaid in ("dct:license", "dct:modified", "vcard:hasEmail", "dcat:Distribution"):
        assert unsaid not in text


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"org_number": "994598758"}, {"dcat.publisher_number"}),
        ({"org_number": ""}, {"dcat.publisher_number"}),
        ({"name": ""}, {"dcat.missing"}),
        ({"email": "", "contact_page": ""}, {"dcat.contact_missing"}),
        ({"email": "post at example"}, {"dcat.email_malformed"}),
        ({"base": ""}, {"dcat.address_malformed", "dcat.missing"}),
        ({"base": "javascript:alert(1)"}, {"dcat.address_malformed"}),
        ({"contact_page": "https://a b"}, {"dcat.address_malformed"}),
        ({"files": (PublishedFile("ftp://a.no", "json"),)}, {"dcat.address_malformed"}),
        ({"licence": "cc by"}, {"dcat.licence_malformed"}),
    ],
)
def test_what_cannot_be_published_is_told_at_once(changed: dict[str, Any], codes: set[str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        write(CATALOGUE, replace(FULL, **changed), io.BytesIO())
    assert refused.value.code == "dcat.invalid"
    assert {problem.code for problem in refused.value.problems} == codes


def test_a_catalogue_without_a_description_cannot_be_published() -> None:
    with pytest.raises(InvalidInput) as refused:
        write(replace(CATALOGUE, description={}), FULL, io.BytesIO())
    assert [(each.code, each.where) for each in refused.value.problems] == [
        ("dcat.missing", "dcat:Catalog"),
        ("dcat.missing", "dcat:Dataset"),
    ]


@pytest.mark.parametrize("kind", MANDATORY)
def test_a_node_with_nothing_lacks_everything(kind: str) -> None:
    assert missing([{"@type": kind}]) == [(kind, name) for name in MANDATORY[kind]]
