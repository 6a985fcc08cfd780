"""A change sent twice with one key is made once."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from ninja import Schema
from ninja.responses import NinjaJSONEncoder

from samvern.base.endpoints import MAX_KEY, idempotent
from samvern.base.models import IdempotencyRecord
from samvern.base.viewer import ANONYMOUS
from samvern.engine.errors import Conflict, InvalidInput, NotReady
from tests.worlds import World

AT = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=UTC)


class Made(Schema):
    number: int
    at: datetime


@pytest.fixture
def change(world: World) -> Callable[..., Any]:
    """Ask for a change that counts how often it is made."""
    made: list[int] = []

    @idempotent
    def endpoint(request: HttpRequest, fail: bool = False) -> tuple[int, Made]:
        if fail:
            raise NotReady("token.unknown")
        made.append(1)
        return 201, Made(number=len(made), at=AT)

    def ask(
        key: str | None = "k1",
        *,
        member: str = "owner",
        body: object = None,
        path: str = "/x",
        fail: bool = False,
    ) -> Any:
        headers = {} if key is None else {"Idempotency-Key": key}
        request = RequestFactory().post(
            path, json.dumps(body), content_type="application/json", headers=headers
        )
        request.viewer = ANONYMOUS if member == "anonymous" else world.viewer(member)  # type: ignore[attr-defined]
        return endpoint(request, fail=fail)

    return ask


def test_the_second_time_gets_the_first_answer(change: Callable[..., Any]) -> None:
    status, made = change()
    again = change()
    assert isinstance(again, HttpResponse)
    assert again.status_code == status == 201
    assert again.content.decode() == json.dumps(made.model_dump(), cls=NinjaJSONEncoder)


def test_nothing_is_answered_twice_as_nothing(world: World) -> None:
    @idempotent
    def endpoint(request: HttpRequest) -> tuple[int, None]:
        return 204, None

    request = RequestFactory().delete("/x", headers={"Idempotency-Key": "k"})
    request.viewer = world.viewer("owner")  # type: ignore[attr-defined]
    endpoint(request)
    again: Any = endpoint(request)
    assert (again.status_code, again.content) == (204, b"")


def test_without_a_key_every_time_counts(change: Callable[..., Any]) -> None:
    assert [change(None)[1].number, change(None)[1].number] == [1, 2]


def test_keys_are_ones_own(change: Callable[..., Any]) -> None:
    assert change(member="owner")[1].number == 1
    assert change(member="officer")[1].number == 2


def test_the_public_has_no_keys(change: Callable[..., Any]) -> None:
    change(member="anonymous")
    assert change(member="anonymous")[1].number == 2
    assert not IdempotencyRecord.objects.exists()


@pytest.mark.parametrize("other", [{"body": "another"}, {"path": "/y"}])
def test_a_key_belongs_to_one_request(change: Callable[..., Any], other: dict[str, Any]) -> None:
    change()
    with pytest.raises(Conflict) as refused:
        change(**other)
    assert refused.value.code == "idempotency.key_reused"


def test_what_failed_can_be_tried_again_with_the_key(change: Callable[..., Any]) -> None:
    with pytest.raises(NotReady):
        change(fail=True)
    assert change()[1].number == 1


@pytest.mark.parametrize("key", ["x" * (MAX_KEY + 1), "tab\there", "blåbær"])
def test_what_cannot_be_a_key_is_refused(change: Callable[..., Any], key: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        change(key)
    assert refused.value.code == "idempotency.key_unusable"


def test_an_answer_of_another_kind_than_a_schema_is_a_mistake(world: World) -> None:
    @idempotent
    def endpoint(request: HttpRequest) -> dict[str, int]:
        return {"number": 1}

    request = RequestFactory().post("/x", headers={"Idempotency-Key": "k"})
    request.viewer = world.viewer("owner")  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        endpoint(request)
