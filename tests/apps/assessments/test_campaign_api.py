"""Campaigns in the JSON API and on the command line, and the made-up ones of the demo."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.core import mail
from django.http import HttpResponse

from samvern.apps.actors.models import FactSource
from samvern.apps.assessments import campaign_demo
from samvern.apps.assessments.models import Campaign
from samvern.base.jobs.worker import Worker
from samvern.base.permissions import Role
from samvern.cli.main import main
from samvern.engine.assessments import Confidentiality, Result
from tests.factories import actors, frameworks, users
from tests.factories import assessments as make
from tests.worlds import World

pytestmark = pytest.mark.django_db

Ask = Callable[..., HttpResponse]


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", *arguments])
    return int(ended.value.code or 0)


def test_a_campaign_from_plan_to_figures_in_the_api(world: World, ask: Ask) -> None:
    drawn, asked = make.population(), frameworks.requirement_set()
    plan = {
        "title": "Yearly",
        "framework": asked.code,
        "framework_version": asked.version,
        "population": drawn.population_id,
        "period": "2030",
        "confidentiality": "improvement",
        "due_on": "2030-12-31",
    }
    for member in ("officer", "supervisor", "anonymous"):
        assert ask(member, "post", "/campaigns", plan).status_code in {401, 403, 404}
    made = ask("authority", "post", "/campaigns", plan)
    assert made.status_code == 201
    root = f"/campaigns/{made.json()['id']}"
    assert ask("authority", "post", f"{root}/open", {}).json()["state"] == "creating"
    Worker().run_until_idle()
    campaign = Campaign.objects.get()
    make.submitted(make.of(campaign, world.hospital), by=world.viewer("officer"), comment="SECRET")
    found = ask("supervisor", "get", f"{root}/progress").json()
    assert (found["asked"], found["handed_in"]) == (3, 1)
    first = ask("authority", "get", f"{root}/assessments?limit=2").json()
    rest = ask("authority", "get", f"{root}/assessments?cursor={first['next_cursor']}").json()
    rows = first["items"] + rest["items"]
    assert [row["is_handed_in"] for row in rows].count(True) == 1
    assert {(row["state"], row["submission"]) for row in rows} == {(None, None)}
    assert "SECRET" not in json.dumps(rows)
    assert ask("authority", "post", f"{root}/remind", {}).status_code == 202
    assert ask("authority", "get", f"{root}/figures").status_code == 409
    assert ask("authority", "post", f"{root}/close", {}).json()["state"] == "closed"
    figures = ask("authority", "get", f"{root}/figures").json()
    assert (figures["count"], figures["rows"], figures["outstanding"]) == (None, [], 2)


def test_figures_in_the_api_are_exact_only_where_everything_was_reported(
    world: World, ask: Ask
) -> None:
    for number in range(9):
        actors.actor(f"Hospital {number}")
    campaign = make.opened()
    for each in campaign.assessments.select_related("actor", "requirement_set"):
        make.submitted(each)
    ask("authority", "post", f"/campaigns/{campaign.pk}/close", {})
    row = ask("authority", "get", f"/campaigns/{campaign.pk}/figures").json()["rows"][0]
    assert row["results"]["fulfilled"] == {"telling": "nearly_all", "count": None, "exact": 12}
    assert row["results"]["partly"] == {"telling": "few", "count": None, "exact": 0}


def test_the_commands_follow_a_campaign_and_have_letters_sent(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    campaign = make.planned()
    number = str(campaign.pk)
    assert _run("campaign", "open", number, "--as", world.user("officer").email) == 2
    assert _run("campaign", "open", number) == 0
    Worker().run_until_idle()
    capsys.readouterr()
    assert _run("campaign", "list", "--json") == 0
    assert json.loads(capsys.readouterr().out)["campaigns"][0]["state"] == "open"
    assert _run("campaign", "show", number) == 0
    assert "0 of 3 have handed in (0%)." in capsys.readouterr().out
    assert _run("campaign", "show", number, "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["not_handed_in"]) == 3
    assert _run("campaign", "remind", number) == 0
    assert _run("campaign", "close", number, "--json") == 0
    assert _run("campaign", "remind", number) == 2


def test_the_examples_ask_made_up_organisations_only_and_are_held_once(world: World) -> None:
    person = users.user("Aud", email="authority@demo.samvern.example", is_demo=True)
    actors.grant(person, Role.SECTOR_AUTHORITY)
    for code, version in (("grunnleggende-tiltak", "0.7"), ("grunnsjekk", "1.0")):
        frameworks.requirement_set(frameworks.framework(code, version))
    for number in range(22):
        named = f"Oppdiktet {number}"
        made_up = {"source": FactSource.FICTITIOUS, "without_number": True}
        actors.actor(named, kind="gp_office", **made_up)
    assert [campaign_demo.load_examples(at=make.AT) for _again in range(2)] == [2, 0]
    reported, closed = Campaign.objects.order_by("pk")
    assert (reported.state, closed.state) == ("open", "closed")
    assert closed.confidentiality == Confidentiality.IMPROVEMENT
    for campaign in (reported, closed):
        assert set(campaign.assessments.values_list("actor__source", flat=True)) == {"F"}
        assert campaign.title.startswith("Eksempel:")
    assert set(reported.assessments.values_list("state", flat=True)) == {
        *("open", "submitted", "returned", "accepted")
    }
    assert closed.figures["safe"]["count"] == 20
    results = closed.figures["safe"]["rows"][0]["results"]
    assert set(results) == {result.value for result in Result}
    assert mail.outbox == []
