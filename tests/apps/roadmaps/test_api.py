"""Roadmaps in the API: the same as on the pages, as values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from samvern.apps.programmes.models import Programme
from samvern.formats import roadmap_file
from tests.factories import roadmaps as make
from tests.worlds import CAST

pytestmark = pytest.mark.django_db
Ask = Callable[..., tuple[int, Any]]


@pytest.mark.parametrize("member", CAST)
def test_who_reads_and_plans(programme: Programme, ask_values: Ask, member: str) -> None:
    plan = make.plan(programme)
    make.published(plan)
    plan.refresh_from_db()
    drafts = {"authority": 200, "supervisor": 200, "anonymous": 401}.get(member, 404)
    assert ask_values(member, "get", f"/roadmaps/{plan.pk}/plan")[0] == drafts
    status, found = ask_values(member, "get", f"/roadmaps/{plan.pk}/versions/1")
    assert (status, found["title"]) == (200, "Plan A")
    status, listed = ask_values(member, "get", "/programmes/P-RANKED/published-roadmaps")
    assert [each["number"] for each in listed["items"]] == [1]
    change = {
        "version": plan.version,
        "title": "B",
        "planning": roadmap_file.plain(make.planning()),
    }
    changed, _answer = ask_values(member, "put", f"/roadmaps/{plan.pk}", change)
    refused = {"supervisor": 403, "anonymous": 401}.get(member, 404)
    assert changed == (200 if member == "authority" else refused)


def test_from_figures_to_a_published_plan(programme: Programme, ask_values: Ask) -> None:
    planning = roadmap_file.plain(make.planning())
    new = {"title": "By program", "planning": planning}
    status, plan = ask_values("authority", "post", "/programmes/P-RANKED/roadmaps", new)
    assert status == 201
    here = f"/roadmaps/{plan['id']}"
    assert ask_values("authority", "get", f"{here}/plan")[1]["state"] == "waiting"
    status, answer = ask_values("authority", "post", f"{here}/plan")
    assert (status, answer["state"]) == (200, "planned")
    assert {each["id"] for each in answer["roadmap"]["measures"]} == {"1.1", "2.1", "3.1"}
    move = {"version": 1, "measure": "1.1", "period": "2028-H2"}
    assert ask_values("authority", "post", f"{here}/moves", move)[1]["version"] == 2
    assert ask_values("authority", "post", f"{here}/versions", {"version": 2})[0] == 409
    ask_values("authority", "post", f"{here}/plan")
    status, published = ask_values("authority", "post", f"{here}/versions", {"version": 2})
    assert (status, published["number"]) == (201, 1)
    record = ask_values("anonymous", "get", f"{here}/versions/1")[1]
    assert record["result"]["starts"]["1.1"] == 3
    scenario = {"title": "Without", "adjustments": {"excluded": ["1.1"]}}
    status, made = ask_values("authority", "post", f"{here}/scenarios", scenario)
    assert (status, made["adjustments"]) == (201, {"excluded": ["1.1"]})
    assert ask_values("supervisor", "get", f"{here}/scenarios")[1][0]["title"] == "Without"
    status, job = ask_values("authority", "post", f"{here}/worlds")
    assert (status, job["total"]) == (202, 100)
    gone = ask_values("authority", "post", f"{here}/versions/1/withdrawal", {"why": "Wrong"})
    assert gone[1]["why_withdrawn"] == "Wrong"
    assert ask_values("anonymous", "get", f"{here}/versions/1")[0] == 404


def test_wrong_figures_are_told_all_at_once(programme: Programme, ask_values: Ask) -> None:
    planning = {"planning": {"first": "soon", "periods": 0}, "measures": [{"duration": 1}]}
    new = {"title": "A", "planning": planning}
    status, problem = ask_values("authority", "post", "/programmes/P-RANKED/roadmaps", new)
    assert status == 422
    assert len(problem["problems"]) >= 3
    bad = {"title": "A", "planning": roadmap_file.plain(make.planning())}
    _status, plan = ask_values("authority", "post", "/programmes/P-RANKED/roadmaps", bad)
    wrong = {"title": "S", "adjustments": {"pins": 3}}
    status, problem = ask_values("authority", "post", f"/roadmaps/{plan['id']}/scenarios", wrong)
    assert (status, problem["code"]) == (422, "roadmap.not_adjustments")
