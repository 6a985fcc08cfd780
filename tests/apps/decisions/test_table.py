"""The projector view: what it shows, where it leads, and who may see it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.decisions.models import Scenario
from samvern.apps.programmes.models import Programme, Sharing
from tests.factories import programmes as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]
SAVE = {"authority", "officer", "owner", "officer_elsewhere"}
PAGE = "/programmes/P-RANKED/table/"


@pytest.mark.parametrize("member", CAST)
def test_the_table_is_for_those_who_are_logged_in_and_ends_in_what_they_may(
    programme: Programme, log_in: LogIn, member: str
) -> None:
    answer = log_in(member).get(PAGE)
    if member == "anonymous":
        assert answer.status_code == 302
        return
    text = answer.content.decode()
    assert answer.status_code == 200
    assert ("Save as a scenario" in text) == (member in SAVE)
    assert ("Take as a decision" in text) == (member == "authority")


@pytest.mark.parametrize("member", CAST)
def test_a_draft_is_no_table_for_others(world: World, log_in: LogIn, member: str) -> None:
    make.programme(make.document("P-DRAFT"), sharing=Sharing.AUTHORITY)
    answer = log_in(member).get("/programmes/P-DRAFT/table/?level=measure")
    expected = {"authority": 200, "anonymous": 302}.get(member, 404)
    assert answer.status_code == expected


def test_each_way_to_weigh_has_a_key_and_the_one_that_holds_is_marked(
    programme: Programme, log_in: LogIn
) -> None:
    client = log_in("authority")
    for weighing, key in (("", "b"), ("unknown", "u"), ("order", "o")):
        text = client.get(PAGE, {"weighing": weighing} if weighing else {}).content.decode()
        (marked,) = re.findall(r'aria-current="true" data-sv-shortcut="(\w)"', text)
        assert marked == key
    answer = client.get(PAGE, {"weighing": "sliders", "weight-risk_contribution": "30"})
    text = answer.content.decode()
    assert 'type="range" data-sv-shortcut="1"' in text
    assert 'step="5" value="30"' in text


def test_the_keys_can_be_turned_off(programme: Programme, log_in: LogIn) -> None:
    client = log_in("authority")
    assert "data-sv-shortcut" in client.get(PAGE).content.decode()
    off = client.get(PAGE, {"keys": "off", "weighing": "order"}).content.decode()
    assert "data-sv-shortcut" not in off
    assert "Turn the keys on" in off
    assert 'name="keys" value="off"' in off


def test_without_scripts_a_button_moves_a_group(programme: Programme, log_in: LogIn) -> None:
    client = log_in("authority")
    ordered = client.get(PAGE, {"weighing": "order"}).context["ordered"]
    first, second = (each.key for each in ordered[:2])
    order = ",".join(each.key for each in ordered)
    sent = {"weighing": "order", "order": order, "move": f"{second}:up", "decided": "1"}
    answer = client.get(PAGE, sent)
    assert answer.status_code == 302
    assert f"order={second}%2C{first}" in answer["Location"]
    assert "decided=1" in answer["Location"]


def test_it_ends_in_a_decision_on_a_scenario_that_holds_its_weights(
    programme: Programme, log_in: LogIn
) -> None:
    client = log_in("authority")
    endings = client.get(PAGE, {"weighing": "unknown", "decided": "1"}).context["endings"]
    assert [each.label for each in endings] == ["Save as a scenario", "Take as a decision"]
    assert endings[0].url == "/programmes/P-RANKED/scenarios/new/?weighing=unknown"
    opened = client.get(endings[1].url)
    form = opened.context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    answer = client.post(endings[1].url, sent | {"title": "The meeting", "reason": "We agreed."})
    saved = Scenario.objects.get(title="The meeting")
    assert saved.terms["weights"] == {}
    assert answer["Location"] == f"/programmes/P-RANKED/decisions/new/?scenario={saved.pk}"
    on_own_basis = client.get(PAGE).context["endings"]
    assert on_own_basis[1].url.startswith("/programmes/P-RANKED/decisions/new/?level=focus-area")


def test_what_cannot_be_ranked_says_so(world: World, log_in: LogIn) -> None:
    make.programme(make.document("P-ONE"))
    answer = log_in("authority").get("/programmes/P-ONE/table/")
    assert answer.status_code == 200
    assert "decisions/table_missing.html" in [t.name for t in answer.templates]


def test_the_table_costs_the_same_for_few_measures_and_for_many(
    world: World, log_in: LogIn
) -> None:
    client = log_in("authority")
    costs = []
    for measures in (2, 20):
        saved = make.programme(make.full_document(f"P-{measures}", measures))
        address = f"/programmes/{saved.code}/table/?level=measure&samples=1000"
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        costs.append(len(captured))
    assert costs == [4, 4]
