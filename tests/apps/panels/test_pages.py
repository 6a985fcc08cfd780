"""The pages of panels: what they show to whom, what they cost, and what is put in on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.decisions.models import Scenario
from samvern.apps.panels.models import Opinion, Panel
from samvern.apps.programmes.models import Programme
from samvern.base.models import User
from samvern.base.permissions import Role
from tests.factories import actors, decisions, users
from tests.factories import panels as make
from tests.worlds import CAST, World

LogIn = Callable[[str], Client]
SOME, NONE = {"some": 1.0}, {"none": 1.0}
ROOT = "/programmes/P-RANKED/panels/"
INVITED = {"officer", "owner", "colleague"}


@pytest.fixture
def judges(world: World) -> list[User]:
    """Three people with different roles."""
    return [world.people[name] for name in ("officer", "owner", "colleague")]


def answers(client: Client, panel: Panel) -> dict[str, int]:
    pages = ("", "edit/", "invite/", "judge/", "judge/1/", "result/", "scenario/")
    return {page: client.get(f"{ROOT}{panel.pk}/{page}").status_code for page in pages}


@pytest.mark.parametrize("member", CAST)
def test_the_pages_of_a_planned_panel(
    programme: Programme, judges: list[User], log_in: LogIn, member: str
) -> None:
    panel, client = make.planned(programme, *judges), log_in(member)
    found = answers(client, panel)
    if member == "anonymous":
        assert set(found.values()) == {302}
    elif member == "authority":
        assert found == {
            "": 200,
            "edit/": 200,
            "invite/": 200,
            "judge/": 403,
            "judge/1/": 403,
            "result/": 409,
            "scenario/": 409,
        }
    else:
        assert set(found.values()) == {404}


@pytest.mark.parametrize("member", CAST)
def test_the_pages_of_an_open_panel(
    programme: Programme, judges: list[User], log_in: LogIn, member: str
) -> None:
    panel, client = make.opened(programme, *judges), log_in(member)
    found = answers(client, panel)
    if member in INVITED:
        assert found == {
            "": 200,
            "edit/": 403,
            "invite/": 403,
            "judge/": 200,
            "judge/1/": 200,
            "result/": 409,
            "scenario/": 409,
        }
        text = client.get(f"{ROOT}{panel.pk}/").content.decode()
        assert judges[0].email not in text or member == "officer"
        assert "Close the panel" not in text
    elif member != "authority":
        assert set(found.values()) == ({302} if member == "anonymous" else {404})
    else:
        assert found["judge/"] == 403
        assert "Close the panel" in client.get(f"{ROOT}{panel.pk}/").content.decode()


@pytest.mark.parametrize("member", CAST)
def test_the_pages_of_a_closed_panel(
    programme: Programme, judges: list[User], log_in: LogIn, member: str
) -> None:
    panel = make.opened(programme, *judges)
    for judge in judges:
        make.says(panel, judge, SOME, why=f"So says {judge.email}")
    panel, client = make.closed(panel), log_in(member)
    found = answers(client, panel)
    if member in {*INVITED, "authority", "supervisor"}:
        assert (found[""], found["result/"]) == (200, 200)
        assert found["scenario/"] == (200 if member == "authority" else 403)
        text = client.get(f"{ROOT}{panel.pk}/result/").content.decode()
        assert ("Record as the programme" in text) == (member == "authority")
        assert f"<strong>{judges[1].name}" not in text
        file = client.get(f"{ROOT}{panel.pk}/result/?file=result.csv")
        assert judges[1].name not in b"".join(file).decode()
    else:
        assert set(found.values()) == ({302} if member == "anonymous" else {404})


@pytest.mark.parametrize("member", CAST)
def test_the_list_is_for_those_with_a_role(
    programme: Programme, judges: list[User], log_in: LogIn, member: str
) -> None:
    make.opened(programme, *judges)
    answer = log_in(member).get(ROOT)
    expected = {"anonymous": 302, "stranger": 403}.get(member, 200)
    assert answer.status_code == expected
    if expected == 200:
        text = answer.content.decode()
        assert ("What do the hospitals think?" in text) == (member in {*INVITED, "authority"})
        assert ("Plan a panel" in text) == (member == "authority")


def test_a_panel_of_another_programme_is_not_found(
    programme: Programme, judges: list[User], log_in: LogIn
) -> None:
    decisions.programme("P-OTHER")
    panel = make.opened(programme, *judges)
    client = log_in("officer")
    assert client.get(f"/programmes/P-OTHER/panels/{panel.pk}/").status_code == 404
    assert client.get(f"/panels/by-id/{panel.pk}/")["Location"] == f"{ROOT}{panel.pk}/"


def test_from_plan_to_result_on_the_pages(
    programme: Programme, judges: list[User], log_in: LogIn
) -> None:
    authority = log_in("authority")
    sent = {
        "title": "Contribution anew",
        "answer_by": "2026-12-24",
        "rule": "median",
        "unknowns": "left_out",
        "names": "all",
        "alternatives": ["1", "2"],
        "criteria": ["contribution.R1", "attainment.M1"],
        "judges": f"{judges[0].email}\n{judges[1].email} 2,5\n",
    }
    wrong = authority.post(f"{ROOT}new/", sent | {"judges": "nobody@example.org"})
    assert wrong.status_code == 422
    assert "nobody@example.org" in str(wrong.context["form"].errors["judges"])
    assert authority.post(f"{ROOT}new/", sent).status_code == 302
    panel = Panel.objects.get()
    assert sorted(panel.judges.values_list("weight", flat=True)) == [1, 2.5]
    opened = authority.get(f"{ROOT}{panel.pk}/edit/").context["form"]
    assert opened["judges"].value().splitlines()[1].endswith(" 2.5")
    again = {name: opened[name].value() for name in opened.fields}
    assert authority.post(f"{ROOT}{panel.pk}/edit/", again).status_code == 302
    assert authority.post(f"{ROOT}{panel.pk}/open/").status_code == 302

    for member, choice in (("officer", "some"), ("owner", "none|possible")):
        client = log_in(member)
        form = client.get(f"{ROOT}{panel.pk}/judge/").context["form"]
        first, second = (name for name in form.fields if name.startswith("cell-"))
        said = {first: choice, second: "unknown", first.replace("cell", "why"): "I have seen it."}
        answer = client.post(f"{ROOT}{panel.pk}/judge/1/", said)
        assert answer["Location"] == f"{ROOT}{panel.pk}/judge/2/"
        shown = client.get(f"{ROOT}{panel.pk}/judge/1/").context["form"]
        assert (shown[first].value(), shown[second].value()) == (choice, "unknown")
        last = client.post(f"{ROOT}{panel.pk}/judge/2/", {})
        assert last["Location"] == f"{ROOT}{panel.pk}/"
    assert Opinion.objects.count() == 4
    assert authority.post(f"{ROOT}{panel.pk}/close/")["Location"] == f"{ROOT}{panel.pk}/result/"

    text = authority.get(f"{ROOT}{panel.pk}/result/").content.decode()
    for words in ("I have seen it.", "Officer:", "2 of them do not know", "They differ"):
        assert words in text
    made = authority.post(f"{ROOT}{panel.pk}/scenario/", {"title": "T", "reason": "R"})
    assert made["Location"].endswith(f"/scenarios/{Scenario.objects.get().pk}/")
    assert authority.post(f"{ROOT}{panel.pk}/record/").status_code == 302
    assert authority.post(f"{ROOT}{panel.pk}/record/").status_code == 409


def test_an_opinion_that_came_from_elsewhere_is_kept_unless_another_is_chosen(
    programme: Programme, judges: list[User], log_in: LogIn
) -> None:
    panel = make.opened(programme, *judges)
    exact = {"none": 1 / 3, "some": 2 / 3}
    make.says(panel, judges[0], exact)
    client, address = log_in("officer"), f"{ROOT}{panel.pk}/judge/1/"
    form = client.get(address).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    assert sorted(sent.values(), key=str) == ["", 33.33, 66.67, "shares"]
    client.post(address, sent)
    assert Opinion.objects.get().levels == exact
    (name,) = (name for name in form.fields if name.startswith("cell-"))
    assert client.post(address, {name: "high"}).status_code == 422


def test_a_judge_gives_a_share_to_each_level(
    programme: Programme, judges: list[User], log_in: LogIn
) -> None:
    panel = make.opened(programme, *judges)
    client, address = log_in("officer"), f"{ROOT}{panel.pk}/judge/1/"
    cell = make.cell(panel).pk
    shares = {f"share-{cell}-none": "20", f"share-{cell}-some": "70"}
    wrong = client.post(address, {f"cell-{cell}": "shares", **shares})
    assert wrong.status_code == 422
    assert "The shares add up to 90 %; make them 100 %." in wrong.content.decode()
    client.post(address, {f"cell-{cell}": "shares", **shares, f"share-{cell}-some": "80"})
    assert Opinion.objects.get().levels == {"none": 0.2, "some": 0.8}
    # Shares that stand in their fields do not count once a level is chosen.
    client.post(address, {f"cell-{cell}": "none|possible", **shares})
    assert Opinion.objects.get().levels == {"none": 0.5, "possible": 0.5}


def test_the_first_page_says_what_waits(
    world: World, programme: Programme, judges: list[User], log_in: LogIn
) -> None:
    panel = make.opened(programme, *judges)
    text = log_in("officer").get("/").content.decode()
    assert "A panel waits for your judgement" in text
    assert "0 of 2" in text
    assert "A panel waits" not in log_in("supervisor").get("/").content.decode()
    for code in ("1", "2"):
        make.says(panel, judges[0], SOME, code)
    assert "A panel waits" not in log_in("officer").get("/").content.decode()
    Panel.objects.update(answer_by="2020-01-01")
    assert "A panel is past its date" in log_in("authority").get("/").content.decode()


#: Queries of each page, session, user and grants included, the programme having been read before.
CEILINGS = {
    "": 8,
    "judge/1/": 7,
    "result/": 7,
}


def test_pages_cost_the_same_for_few_and_for_many(world: World, log_in: LogIn) -> None:
    client = log_in("officer")
    costs = []
    for count in (3, 20):
        saved = decisions.programme(f"P-{count}", areas=count)
        people = [users.user() for _ in range(count)]
        for person in people:
            actors.grant(person, Role.CONTRIBUTOR, world.hospital)
        people.append(world.people["officer"])
        codes = tuple(str(number) for number in range(1, count + 1))
        found = {}
        panel = make.opened(saved, *people, alternatives=codes)
        for person in people:
            make.says(panel, person, SOME)
        for page in ("", "judge/1/", "result/"):
            if page == "result/":
                make.closed(panel)
            address = f"/programmes/{saved.code}/panels/{panel.pk}/{page}"
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200
            found[page] = len(captured)
        costs.append(found)
    assert costs[0] == costs[1]
    assert costs[0] == CEILINGS


def test_the_list_costs_the_same_for_few_and_for_many(
    programme: Programme, judges: list[User], log_in: LogIn
) -> None:
    client = log_in("officer")
    costs = []
    for panels in (2, 18):
        for _ in range(panels):
            make.opened(programme, *judges)
        client.get(ROOT)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(ROOT).status_code == 200
        costs.append(len(captured))
    assert costs == [5, 5]
