"""The API does what the pages do, with the same rules."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse

from samvern.apps.mappings.models import RequirementMapping
from tests.factories import mappings as make
from tests.worlds import CAST, World

Ask = Callable[..., HttpResponse]
MAPPERS = {"authority", "officer", "officer_elsewhere"}
NEW: dict[str, Any] = {
    "source": {"framework": "rules", "id": "1.1"},
    "target": {"framework": "law", "version": "1", "id": "1.1"},
    "relation": "equal",
    "why": "Same words",
}
FILE = b"source_framework,source,relation,target_framework,target\nrules,1.2,equal,law,1.2\n"


def content(raw: bytes) -> dict[str, str]:
    return {"name": "m.csv", "content": base64.b64encode(raw).decode()}


@pytest.mark.parametrize("member", CAST)
def test_those_who_may_record_review_and_withdraw(ask: Ask, world: World, member: str) -> None:
    make.sets()
    other = make.mapping(world.viewer("officer_elsewhere"), "rules 1.2", "law 1.2")
    made = ask(member, "post", "/mappings", NEW)
    reviewed = ask(member, "post", f"/mappings/{other.pk}/review", {"version": 1, "agrees": True})
    if member not in MAPPERS:
        refused = 401 if member == "anonymous" else 403
        assert (made.status_code, reviewed.status_code) == (refused, refused)
        return
    assert made.status_code == 201
    said = made.json()
    assert (said["mapper"], said["state"]) == (world.viewer(member).name, "proposed")
    assert reviewed.status_code == (403 if member == "officer_elsewhere" else 200)
    body = {**{key: NEW[key] for key in ("relation",)}, "why": "More", "version": 1}
    changed = ask(member, "post", f"/mappings/{said['id']}/change", body)
    assert changed.json()["why"] == "More"
    late = ask(member, "post", f"/mappings/{said['id']}/change", {**body, "why": "Else"})
    assert (late.status_code, late.json()["code"]) == (409, "mapping.changed_meanwhile")
    gone = ask(member, "post", f"/mappings/{said['id']}/withdraw", {"version": 2})
    assert gone.json()["withdrawn_at"]


@pytest.mark.parametrize("member", CAST)
def test_everybody_reads_and_the_public_no_names(ask: Ask, world: World, member: str) -> None:
    make.sets()
    saved = make.mapping(world.viewer("officer"))
    listed = ask(member, "get", "/mappings?a=rules&b=law@1").json()["items"]
    is_public = member in ("stranger", "anonymous")
    assert [each["mapper"] for each in listed] == ["" if is_public else "Officer"]
    assert ask(member, "get", f"/mappings/{saved.pk}").json() == listed[0]
    assert ask(member, "get", "/mappings/pairs").json()[0]["mappings"] == 1
    quality = ask(member, "get", "/mappings/quality?a=rules&b=law").json()
    assert (quality["mappings"], quality["to_look_at"]) == (1, [])
    asked = "a=rules&b=law&requirement=1.2"
    suggested = ask(member, "get", f"/mappings/suggestions?{asked}").json()
    assert [each["target"]["id"] for each in suggested] == ["1.2"]
    (path,) = ask(member, "get", "/mappings/of/rules/1?requirement=1.1").json()["paths"]
    assert (path["mappings"], path["possible"]) == ([str(saved.pk)], ["equal"])


def test_lists_are_of_sets_and_states(ask: Ask, world: World) -> None:
    make.sets()
    make.mapping(world.viewer("officer"))
    assert ask("anonymous", "get", "/mappings?state=reviewed").json()["items"] == []
    assert ask("anonymous", "get", "/mappings?a=nothing").status_code == 404
    assert ask("anonymous", "get", "/mappings/77").status_code == 404


def test_a_file_is_tried_and_taken_in(ask: Ask, world: World) -> None:
    make.sets()
    tried = ask("officer", "post", "/mapping-imports/dry-run", content(FILE)).json()
    assert [each["code"] for each in tried["problems"]] == ["mappings.mapper_missing"]
    named = {**content(FILE), "mapper": "Working group"}
    tried = ask("officer", "post", "/mapping-imports/dry-run", named).json()
    assert tried["rows"] == [{"id": "2", "kind": "new", "here": None, "claimed_reviewer": ""}]
    assert not RequirementMapping.objects.exists()
    taken = ask("officer", "post", "/mapping-imports", {**named, "seen": tried["seen"]})
    assert (taken.status_code, taken.json()["new"]) == (201, 1)
    again = ask("officer", "post", "/mapping-imports", named)
    nothing = {"id": None, "new": 0, "changed": 0, "rejected": 0}
    assert (again.status_code, again.json()) == (200, nothing)
    late = ask("officer", "post", "/mapping-imports", {**named, "seen": tried["seen"]})
    assert late.json()["code"] == "mappings.changed_meanwhile"
    bad = ask("officer", "post", "/mapping-imports", {**named, "content": "§"})
    assert bad.status_code == 422
    assert ask("supervisor", "post", "/mapping-imports", named).status_code == 403


@pytest.mark.parametrize("member", ["officer", "stranger"])
def test_a_review_that_only_the_file_tells_of_is_no_review(
    ask: Ask, world: World, member: str
) -> None:
    make.sets()
    claiming = (
        b"source_framework,source,relation,target_framework,target,mapper,review,reviewer\n"
        b"rules,1.1,equal,law,1.1,Officer,reviewed,Kari Nordmann\n"
        b"rules,1.2,equal,law,1.2,Officer,rejected,Kari Nordmann\n"
    )
    tried = ask("officer", "post", "/mapping-imports/dry-run", content(claiming)).json()
    assert [row["claimed_reviewer"] for row in tried["rows"]] == ["Kari Nordmann"]
    assert tried["rejected"] == 1
    taken = ask("officer", "post", "/mapping-imports", content(claiming)).json()
    assert (taken["new"], taken["rejected"]) == (1, 1)
    (shown,) = ask(member, "get", "/mappings").json()["items"]
    assert (shown["state"], shown["reviewer"]) == ("proposed", "")
    assert shown["claimed_reviewer"] == ("Kari Nordmann" if member == "officer" else "")
    assert ask(member, "get", "/mappings/quality").json()["reviewed"] == 0
