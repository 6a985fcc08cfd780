"""Findings, actions and ties in the JSON API."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from samvern.apps.programmes.models import Programme
from tests.factories import actions as make
from tests.worlds import CAST, World

Ask = Callable[..., Any]


def test_from_finding_to_closed(world: World, programme: Programme, ask_values: Ask) -> None:
    asked = {"actor": world.hospital.pk, "title": "The door", "severity": "high", "key": "door"}
    asked["confidentiality"] = "improvement"
    status, raised = ask_values("officer", "post", "/findings", asked)
    assert (status, raised["state"]) == (201, "open")
    assert ask_values("officer", "post", "/findings", asked)[1]["id"] == raised["id"]
    root = f"/findings/{raised['id']}"
    worse = {"version": 1, "title": "The back door", "description": "", "severity": "critical"}
    assert ask_values("officer", "put", root, worse)[1]["severity"] == "critical"
    assert ask_values("officer", "put", root, worse)[0] == 409
    treat = {"version": 2, "kind": "treat"}
    assert ask_values("officer", "post", f"{root}/decision", treat)[1]["state"] == "decided"
    due = (timezone.localdate() + timedelta(days=3)).isoformat()
    plan = {"what": "New lock", "due_on": due, "owner": world.people["owner"].pk}
    status, action = ask_values("officer", "post", f"{root}/actions", plan)
    assert (status, action["owner"]) == (201, "Owner")
    place = f"/actions/{action['id']}"
    later = {**plan, "what": "A better lock", "version": 1}
    assert ask_values("officer", "put", place, later)[1]["version"] == 2
    assert ask_values("owner", "post", f"{place}/begin", {"version": 2})[1]["state"] == "ongoing"
    assert ask_values("owner", "post", f"{place}/done", {"version": 3, "note": "In"})[0] == 200
    assert [each["id"] for each in ask_values("owner", "get", "/actions?mine=true")[1]["items"]]
    seen = {"version": 4, "verdict": "works", "seen": "It locks"}
    assert ask_values("owner", "post", f"{place}/verify", seen)[1]["code"] == "action.own_work"
    assert ask_values("officer", "post", f"{place}/verify", seen)[1]["state"] == "verified"
    found = ask_values("officer", "get", root)[1]
    assert found["finding"]["state"] == "closed"
    assert [each["verdict"] for each in found["verifications"]] == ["works"]
    assert ask_values("officer", "get", "/findings")[1]["items"] == []
    assert len(ask_values("officer", "get", "/findings?show=settled")[1]["items"]) == 1
    measure = programme.measures.earliest("pk")
    tie = {"programme": programme.code, "measure": measure.code, "action": action["id"]}
    status, tied = ask_values("officer", "post", f"{root}/measures", tie)
    assert (status, tied["untied_at"]) == (201, None)
    assert ask_values("officer", "get", f"{root}/measures")[1] == [tied]
    gaps = f"/programmes/{programme.code}/measures/{measure.code}/gaps"
    (row,) = ask_values("officer", "get", gaps)[1]["by_organisation"]
    assert (row["findings"], row["closed"]) == (1, 1)
    assert ask_values("authority", "get", gaps)[1]["by_organisation"] == []
    assert ask_values("officer", "post", f"/ties/{tied['id']}/untie", {})[1]["untied_at"]


@pytest.mark.parametrize("member", CAST)
def test_who_reads_what(world: World, ask_values: Ask, member: str) -> None:
    kept, reported = make.finding(world.hospital), make.finding(world.hospital, reported=True)
    action = make.action(kept, world.people["owner"])
    statuses = [
        ask_values(member, "get", path)[0]
        for path in (f"/findings/{kept.pk}", f"/findings/{reported.pk}", f"/actions/{action.pk}")
    ]
    if member == "anonymous":
        assert statuses == [401] * 3
    elif member == "officer":
        assert statuses == [200] * 3
    elif member in {"authority", "supervisor"}:
        assert statuses == [404, 200, 404]
    else:
        assert statuses == [404, 404, 200 if member == "owner" else 404]
