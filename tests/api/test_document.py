"""The OpenAPI document: current, complete, and what is served."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from ninja import Schema

from samvern.api import document

COMMITTED = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
METHODS = {"get", "post", "put", "patch", "delete"}


def _operations() -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{method.upper()} {path}", operation)
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    ]


def test_the_committed_document_is_current() -> None:
    committed = json.loads(COMMITTED.read_text(encoding="utf-8"))
    assert committed == document(), (
        "docs/openapi.json is not what the API is now; if the change is meant, renew it with "
        "`make openapi` (samvern openapi > docs/openapi.json) and commit it"
    )


def test_what_is_served_is_the_document(client: Client, db: None) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json() == document()


def test_it_says_what_it_is() -> None:
    told = document()
    assert told["openapi"] == "3.1.0"
    assert told["servers"] == [{"url": "/", "description": "This installation"}]
    assert set(told["components"]["securitySchemes"]) == {"Token", "Session"}


def test_names_of_operations_are_unique() -> None:
    names = [operation["operationId"] for _name, operation in _operations()]
    assert sorted(names) == sorted(set(names))


def _shapes(shape: type[Schema] = Schema) -> Iterator[type[Schema]]:
    for each in shape.__subclasses__():
        yield each
        yield from _shapes(each)


def test_no_two_shapes_share_a_name() -> None:
    told = document()["components"]["schemas"]
    modules: dict[str, set[str]] = {}
    for shape in _shapes():
        if shape.__module__.startswith("samvern.") and shape.__name__ in told:
            modules.setdefault(shape.__name__, set()).add(shape.__module__)
    assert not {name: places for name, places in modules.items() if len(places) > 1}


@pytest.mark.parametrize(("name", "operation"), _operations() or [("none", {})])
def test_every_operation_says_what_it_does_and_may_answer(
    name: str, operation: dict[str, Any]
) -> None:
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"]
    assert operation["security"]
    answers = operation["responses"]
    assert any(status.startswith("2") for status in answers)
    for status in ("401", "403", "404", "422"):
        assert answers[status] == {"$ref": "#/components/responses/Problem"}
    if not name.startswith("GET"):
        headers = [p["name"] for p in operation["parameters"] if p["in"] == "header"]
        is_calculation = {} in operation["security"] or name.endswith("/dry-run")
        assert is_calculation or "Idempotency-Key" in headers


def test_every_parameter_is_explained_or_plain() -> None:
    for name, operation in _operations():
        for parameter in operation["parameters"]:
            assert parameter["schema"], name


def test_lists_come_in_pages() -> None:
    for name, operation in _operations():
        schema = operation["responses"].get("200", {}).get("content", {})
        reference = schema.get("application/json", {}).get("schema", {}).get("$ref", "")
        if "CursorPage" in reference:
            asked = {parameter["name"] for parameter in operation["parameters"]}
            assert {"cursor", "limit"} <= asked, name
