"""Answering through the JSON API: who may, what a conflict says, and what is kept of a change."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.http import HttpResponse
from django.test import Client

from samvern.apps.assessments.models import Answer, Assessment
from samvern.base.models import IdempotencyRecord
from samvern.engine.assessments import AnswerValues, Result
from tests.factories import assessments as make
from tests.worlds import CAST

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]


@pytest.fixture
def assessment(world: World) -> Assessment:
    """The hospital's own, of a set with two requirements."""
    return make.started(world.hospital, by=world.viewer("officer"))


def _send(client: Client, method: str, path: str, content: Any = None, **more: Any) -> HttpResponse:
    call = getattr(client, method)
    return call(f"/api/v1{path}", content or {}, content_type="application/json", **more)


@pytest.mark.parametrize("member", CAST)
def test_only_those_in_charge_there_find_any_of_it(
    assessment: Assessment, log_in: LogIn, member: str
) -> None:
    client, root = log_in(member), f"/assessments/{assessment.pk}"
    gets = ("", "/answers", "/answers/1.1/history")
    found = {client.get(f"/api/v1{root}{path}").status_code for path in gets}
    if member == "officer":
        assert found == {200}
        return
    found |= {_send(client, "post", f"{root}/{verb}").status_code for verb in ("submit", "recall")}
    found.add(_send(client, "put", f"{root}/answers/1.1", {"version": 0}).status_code)
    change = {"answers": [{"requirement": "1.1", "version": 0}]}
    found.add(_send(client, "patch", f"{root}/answers", change).status_code)
    assert found == ({401} if member == "anonymous" else {404})
    if member != "anonymous":
        assert client.get("/api/v1/assessments").json()["items"] == []


def test_answers_are_put_changed_listed_and_handed_in(
    assessment: Assessment, log_in: LogIn
) -> None:
    client, root = log_in("officer"), f"/assessments/{assessment.pk}"
    said = {"version": 0, "result": "partly", "comment": "SECRET", "maturity": 2}
    put = _send(client, "put", f"{root}/answers/1.1", said, headers={"Idempotency-Key": "a"})
    assert put.json() == {"requirement": "1.1", "version": 1, "merged": []}
    again = _send(client, "put", f"{root}/answers/1.1", said, headers={"Idempotency-Key": "a"})
    assert again.json() == put.json()
    kept = json.dumps(list(IdempotencyRecord.objects.values()), default=str)
    assert "SECRET" not in kept, "what is kept of a change holds no answer"
    change = [
        {"requirement": "1.1", "version": 1, "result": "fulfilled"},
        {"requirement": "1.2", "version": 0, "result": "unknown"},
    ]
    assert _send(client, "patch", f"{root}/answers", {"answers": change}).status_code == 200
    assert Answer.objects.get(requirement__code="1.1").values.comment == "SECRET"
    first = client.get(f"/api/v1{root}/answers?limit=1").json()
    assert [each["result"] for each in first["items"]] == ["fulfilled"]
    rest = client.get(f"/api/v1{root}/answers?cursor={first['next_cursor']}").json()
    assert [each["requirement"] for each in rest["items"]] == ["1.2"]
    assert rest["next_cursor"] is None
    history = client.get(f"/api/v1{root}/answers/1.1/history").json()
    assert [each["values"]["result"] for each in history] == ["fulfilled", "partly"]
    assert _send(client, "post", f"{root}/submit").json()["verdict"] == "waiting"
    locked = _send(client, "put", f"{root}/answers/1.1", {"version": 2})
    assert (locked.status_code, locked.json()["code"]) == (409, "assessment.locked")
    assert _send(client, "post", f"{root}/recall").json()["verdict"] == "recalled"


def test_a_conflict_has_both_values(world: World, assessment: Assessment, log_in: LogIn) -> None:
    client, address = log_in("officer"), f"/assessments/{assessment.pk}/answers/1.1"
    make.says(assessment, {"1.1": AnswerValues(result=Result.PARTLY)}, by=world.viewer("officer"))
    clash = _send(client, "put", address, {"version": 0, "result": "fulfilled"})
    assert clash.status_code == 409
    (problem,) = clash.json()["problems"]
    assert problem["where"] == "1.1.result"
    assert problem["values"] == {"mine": "fulfilled", "theirs": "partly"}


@pytest.mark.parametrize("version", [0, 1])
def test_a_requirement_is_answered_once_in_a_change(
    world: World, assessment: Assessment, log_in: LogIn, version: int
) -> None:
    if version:
        make.says(
            assessment, {"1.1": AnswerValues(result=Result.PARTLY)}, by=world.viewer("officer")
        )
    change = [
        {"requirement": "1.1", "version": version, "result": each}
        for each in ("fulfilled", "unknown")
    ]
    path = f"/assessments/{assessment.pk}/answers"
    refused = _send(log_in("officer"), "patch", path, {"answers": change})
    assert refused.status_code == 422
    (problem,) = refused.json()["problems"]
    assert (problem["code"], problem["where"]) == ("answer.twice", "1.1")


def test_an_own_one_is_started_and_read_about(world: World, log_in: LogIn) -> None:
    asked = make.frameworks.requirement_set()
    said = {
        "actor": world.hospital.pk,
        "requirement_set": asked.code,
        "set_version": asked.version,
        "title": "Ours",
        "period": "2026",
    }
    client = log_in("officer")
    made = _send(client, "post", "/assessments", said)
    assert (made.status_code, made.json()["told_at"]) == (201, None)
    root = f"/assessments/{made.json()['id']}"
    early = _send(client, "put", f"{root}/answers/1.1", {"version": 0, "result": "partly"})
    assert early.json()["code"] == "assessment.not_told"
    assert _send(client, "post", f"{root}/acknowledge").json()["told_at"]
    assert _send(log_in("authority"), "post", "/assessments", said).status_code == 403
