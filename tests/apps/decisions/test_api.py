"""Scenarios and decisions for programs: who gets what, and how changes are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse

from samvern.apps.decisions.models import Decision, Scenario
from samvern.apps.programmes.models import Programme
from tests.factories import decisions as make
from tests.worlds import CAST, World

Ask = Callable[..., HttpResponse]
#: Whoever holds no role can have no token.
CALLERS = tuple(member for member in CAST if member != "stranger")
SECTOR = set(CAST) - {"stranger", "anonymous"}
MAY_SAVE = {"authority", "officer", "owner", "officer_elsewhere"}
NEW_SCENARIO = {
    "level": "focus-area",
    "title": "Cheap first",
    "reason": "The budget is cut.",
    "terms": {"weights": {"order": ["cost", "support"]}},
}
NEW_DECISION = {
    "level": "focus-area",
    "title": "The order",
    "decided": "Focus area 2 comes first.",
    "reasons": "It is what the hospitals need.",
    "body": "Programme board",
    "decided_by": "Kari Kråke",
    "decided_on": "2026-11-20",
    "tiers": [["2"], ["1", "3"]],
}


@pytest.mark.parametrize("member", CALLERS)
def test_scenarios_and_decisions_are_read_by_those_they_are_shared_with(
    programme: Programme, ask: Ask, member: str
) -> None:
    scenario = make.scenario(programme, sharing="sector")
    decision = make.decision(programme, sharing="sector", scenario_id=scenario.pk)
    one = 200 if member in SECTOR else 401 if member == "anonymous" else 404
    for path in (
        f"/scenarios/{scenario.pk}",
        f"/scenarios/{scenario.pk}/ranking",
        f"/decisions/{decision.pk}",
        f"/decisions/{decision.pk}/record",
        f"/programmes/P-RANKED/scenarios/compare?with=basis&with={scenario.pk}",
    ):
        assert ask(member, "get", path).status_code == one, path
    for path in ("scenarios", "decisions"):
        answer = ask(member, "get", f"/programmes/P-RANKED/{path}")
        if member == "anonymous":
            assert answer.status_code == 401
        else:
            assert len(answer.json()["items"]) == (member in SECTOR)


@pytest.mark.parametrize("member", CALLERS)
def test_changes_are_for_the_same_people_as_on_the_pages(
    programme: Programme, ask: Ask, member: str
) -> None:
    refused = 401 if member == "anonymous" else 403
    saved = ask(member, "post", "/programmes/P-RANKED/scenarios", NEW_SCENARIO)
    assert saved.status_code == (201 if member in MAY_SAVE else refused)
    taken = ask(member, "post", "/programmes/P-RANKED/decisions", NEW_DECISION)
    assert taken.status_code == (201 if member == "authority" else refused)


def test_a_scenario_through_its_life(programme: Programme, ask: Ask) -> None:
    saved = ask("owner", "post", "/programmes/P-RANKED/scenarios", NEW_SCENARIO).json()
    home = f"/scenarios/{saved['id']}"
    change = {k: v for k, v in NEW_SCENARIO.items() if k != "level"}
    edited = ask("owner", "put", home, {**change, "title": "Cheapest", "version": 1})
    assert (edited.json()["title"], edited.json()["version"]) == ("Cheapest", 2)
    assert ask("owner", "put", home, {**change, "version": 1}).status_code == 409
    assert ask("authority", "get", home).status_code == 404
    sharing = {"sharing": "authority", "version": 2}
    assert ask("owner", "post", f"{home}/sharing", sharing).json()["version"] == 3
    assert ask("authority", "get", home).status_code == 200
    copied = ask("authority", "post", f"{home}/copies", {"title": "Mine"}).json()
    assert copied["copied_from"] == saved["id"]
    archived = ask("owner", "post", f"{home}/archive", {"version": 3}).json()
    assert archived["archived_at"]
    assert ask("owner", "get", f"{home}/ranking").json()["alternatives"]


def test_a_decision_is_superseded_and_never_changed(programme: Programme, ask: Ask) -> None:
    first = ask("authority", "post", "/programmes/P-RANKED/decisions", NEW_DECISION).json()
    home = f"/decisions/{first['id']}"
    for method in ("put", "patch", "delete"):
        assert ask("authority", method, home, NEW_DECISION).status_code == 405
    successor = {k: v for k, v in NEW_DECISION.items() if k != "level"}
    assert ask("authority", "post", f"{home}/successor", successor).status_code == 422
    later = ask("authority", "post", f"{home}/successor", {**successor, "why": "More money."})
    assert later.status_code == 201
    again = ask("authority", "post", f"{home}/successor", {**successor, "why": "Again."})
    assert (again.status_code, again.json()["code"]) == (409, "decision.superseded")
    record = ask("authority", "get", f"{home}/record").content.decode()
    assert record == Decision.objects.get(pk=first["id"]).record


def test_a_scenario_that_one_may_not_see_is_not_named_by_its_decision(
    world: World, programme: Programme, ask: Ask
) -> None:
    scenario = make.scenario(programme, by=world.viewer("authority"), sharing="authority")
    decision = make.decision(programme, scenario_id=scenario.pk)
    assert ask("authority", "get", f"/decisions/{decision.pk}").json()["scenario"] == scenario.pk
    assert ask("supervisor", "get", f"/decisions/{decision.pk}").json()["scenario"] is None


@pytest.mark.parametrize(
    "terms", [{"weights": {"order": 3}}, {"scale": "x"}, {"unknown": 1}, {"judgements": []}]
)
def test_terms_that_do_not_hold_are_a_problem(
    programme: Programme, ask: Ask, terms: dict[str, Any]
) -> None:
    answer = ask(
        "owner", "post", "/programmes/P-RANKED/scenarios", {**NEW_SCENARIO, "terms": terms}
    )
    assert answer.status_code == 422
    assert not Scenario.objects.exists()
