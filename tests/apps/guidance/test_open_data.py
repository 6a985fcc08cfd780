"""The catalogue as open data at an address of its own, where somebody stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.guidance import operations
from samvern.base.viewer import SYSTEM
from samvern.config import environment
from samvern.config.environment import WrongSetting
from samvern.formats.dcat_ap_no import missing
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]
FILE, API, PAGE = "/guidance/catalogue.jsonld", "/api/v1/guidance/open-data", "/guidance/"
NUMBER = "999999999"


@pytest.fixture
def published(settings: Any) -> Any:
    """An installation with a made-up publisher."""
    settings.BASE_URL = "https://samvern.example"
    settings.PUBLISHER, settings.PUBLISHER_NAME = NUMBER, "Sektormyndigheten"
    settings.CONTACT = "post@samvern.example"
    settings.LICENCE = "CC_BY_4_0"
    return settings


@pytest.mark.parametrize("member", CAST)
def test_everybody_gets_the_same_description(
    world: World, log_in: LogIn, published: Any, member: str
) -> None:
    answer = log_in(member).get(FILE)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/ld+json")
    assert answer.json() == log_in(member).get(API).json()
    graph = answer.json()["@graph"]
    assert missing(graph) == []
    nodes = {node["@type"]: node for node in graph}
    assert nodes["dcat:Catalog"]["@id"] == "https://samvern.example/guidance"
    assert nodes["foaf:Agent"]["foaf:name"] == "Sektormyndigheten"
    assert nodes["vcard:Organization"]["vcard:hasEmail"] == {"@id": "mailto:post@samvern.example"}
    assert "dct:modified" not in nodes["dcat:Catalog"]


def test_each_distribution_is_where_it_is_said_to_be(
    client: Client, db: None, published: Any
) -> None:
    graph = client.get(FILE).json()["@graph"]
    addresses = [node["dcat:downloadURL"]["@id"] for node in graph if "dcat:downloadURL" in node]
    assert len(addresses) == 2
    for address in addresses:
        assert client.get(address.removeprefix("https://samvern.example")).status_code == 200


def test_it_was_changed_when_somebody_last_looked_through_it(
    client: Client, db: None, published: Any
) -> None:
    at = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
    operations.record_review(by=SYSTEM, entry="normen", reviewed_on=date(2026, 11, 1), at=at)
    (catalogue,) = (
        node for node in client.get(FILE).json()["@graph"] if node["@type"] == "dcat:Catalog"
    )
    assert catalogue["dct:modified"]["@value"] == "2026-11-27"


def test_the_page_leads_there_only_where_there_is_something(
    client: Client, db: None, published: Any
) -> None:
    link = f'<link rel="alternate" type="application/ld+json" href="{FILE}">'
    assert link in client.get(PAGE).content.decode()
    published.PUBLISHER = ""
    shown = client.get(PAGE).content.decode()
    assert FILE not in shown
    assert '<link rel="alternate" type="application/json" href="/guidance/catalogue.json">' in shown


def test_without_a_publisher_it_is_said_that_there_is_none(client: Client, db: None) -> None:
    client.cookies["samvern_language"] = "en"
    page = client.get(FILE)
    assert page.status_code == 404
    assert "does not publish its catalogue of guidance as open data" in page.content.decode()
    told = client.get(API)
    assert (told.status_code, told.json()["code"]) == (404, "guidance.not_published")


def test_what_cannot_be_published_is_not(client: Client, db: None, published: Any) -> None:
    published.CONTACT = "nobody"
    assert client.get(FILE).status_code == 422
    assert client.get(API).json()["code"] == "dcat.invalid"


def test_it_costs_little(client: Client, db: None, published: Any) -> None:
    client.get(FILE)
    with CaptureQueriesContext(connection) as asked:
        client.get(FILE)
    assert len(asked) <= 4, [query["sql"] for query in asked]


@pytest.mark.parametrize(
    ("number", "name", "contact"),
    [("123456789", "N", "a@b.no"), (NUMBER, "", "a@b.no"), (NUMBER, "N", "")],
)
def test_half_a_publisher_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, number: str, name: str, contact: str
) -> None:
    monkeypatch.setenv("SAMVERN_X", number)
    monkeypatch.setenv("SAMVERN_X_NAME", name)
    with pytest.raises(WrongSetting):
        environment.publisher("SAMVERN_X", contact=contact)


def test_a_publisher_is_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert environment.publisher("SAMVERN_X", contact="") == ("", "")
    monkeypatch.setenv("SAMVERN_X", NUMBER)
    monkeypatch.setenv("SAMVERN_X_NAME", "Sektormyndigheten")
    found = environment.publisher("SAMVERN_X", contact="a@b.no")
    assert found == (NUMBER, "Sektormyndigheten")
