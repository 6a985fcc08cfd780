"""The pages of campaigns: who sees them, from plan to figures, and what they cost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Assessment, Campaign
from samvern.base.jobs.worker import Worker
from samvern.base.models import Job
from samvern.base.viewer import SYSTEM
from samvern.engine.assessments import Confidentiality, Result
from tests.factories import actors, frameworks
from tests.factories import assessments as make
from tests.worlds import CAST, World

pytestmark = pytest.mark.django_db

LogIn = Callable[[str], Client]
ROOT = "/campaigns/"
FOLLOWS = {"authority", "supervisor"}


def _status(client: Client, campaign: Campaign, *pages: str) -> list[int]:
    return [client.get(f"{ROOT}{campaign.pk}/{page}").status_code for page in pages]


@pytest.mark.parametrize("member", CAST)
def test_campaigns_are_the_authoritys_and_the_supervisor_reads(
    world: World, log_in: LogIn, member: str
) -> None:
    planned = make.planned(make.population(name="Later"))
    opened = make.opened()
    client = log_in(member)
    theirs = make.of(opened, world.hospital).pk
    pages = ("", "edit/", "close/", f"on-behalf/{theirs}/", "figures/")
    posts = [
        client.post(f"{ROOT}{campaign.pk}/{page}").status_code
        for campaign, page in ((planned, "open/"), (opened, "remind/"))
    ]
    if member == "anonymous":
        assert set(_status(client, opened, *pages)) == {302}
    elif member == "authority":
        assert client.get(ROOT).status_code == client.get(f"{ROOT}new/").status_code == 200
        assert _status(client, opened, *pages) == [200, 409, 200, 200, 409]
        assert posts == [302, 302]
    elif member == "supervisor":
        assert client.get(ROOT).status_code == 200
        assert _status(client, opened, *pages) == [200, 403, 403, 403, 409]
        assert posts == [403, 403]
        assert "Close the campaign" not in client.get(f"{ROOT}{opened.pk}/").content.decode()
    else:
        assert client.get(ROOT).status_code == client.get(f"{ROOT}new/").status_code == 403
        assert set(_status(client, opened, *pages)) <= {403, 404}
        assert set(posts) == {404}


def test_a_campaign_is_seen_before_it_is_saved_and_opened(world: World, log_in: LogIn) -> None:
    drawn, client = make.population(), log_in("authority")
    asked = frameworks.requirement_set()
    sent = {
        "title": "Yearly",
        "purpose": "So that we know.",
        "asked": str(asked.pk),
        "population": str(drawn.pk),
        "period": "2027",
        "confidentiality": "improvement",
        "due_on": "2030-12-31",
        "reminders": ["-14", "1"],
    }
    wrong = client.post(f"{ROOT}new/", sent | {"due_on": "2020-01-01", "step": "preview"})
    assert wrong.status_code == 422
    assert "Choose a later day" in wrong.content.decode()
    seen = client.post(f"{ROOT}new/", sent | {"step": "preview"}).content.decode()
    for words in ("3 organisations will be asked", "17 December 2030", "1 January 2031"):
        assert words in seen
    assert "do not see your answers" in seen
    assert not Campaign.objects.exists()
    assert client.post(f"{ROOT}new/", sent | {"step": "change"}).status_code == 200
    saved = client.post(f"{ROOT}new/", sent | {"step": "save"})
    campaign = Campaign.objects.get()
    assert saved["Location"] == f"{ROOT}{campaign.pk}/"
    form = client.get(f"{ROOT}{campaign.pk}/edit/").context["form"]
    again = {name: form[name].value() for name in form.fields} | {"title": "Every year"}
    client.post(f"{ROOT}{campaign.pk}/edit/", again | {"step": "save"})
    stale = client.post(f"{ROOT}{campaign.pk}/edit/", again | {"step": "save"})
    assert stale.status_code == 422
    client.post(f"{ROOT}{campaign.pk}/open/")
    text = client.get(f"{ROOT}{campaign.pk}/").content.decode()
    assert "The assessments are being made" in text
    assert "/operations/jobs/" in text
    Worker().run_until_idle()
    text = client.get(f"{ROOT}{campaign.pk}/").content.decode()
    assert "0 of 3 have handed in" in text
    assert campaign.assessments.count() == 3


def test_of_one_for_improvement_only_whether_it_is_handed_in_is_shown(
    world: World, log_in: LogIn
) -> None:
    campaign = make.opened(confidentiality=Confidentiality.IMPROVEMENT)
    submission = make.submitted(
        make.of(campaign, world.hospital), by=world.viewer("officer"), comment="SECRET"
    )
    client = log_in("authority")
    text = client.get(f"{ROOT}{campaign.pk}/?state=in").content.decode()
    assert "Fjordheim hospital" in text
    assert f"/submissions/{submission.pk}/" not in text
    assert "Waits for review" not in text
    assert client.get(f"{ROOT}{campaign.pk}/?state=submitted").status_code == 200
    assert client.get(f"/submissions/{submission.pk}/").status_code == 404
    file = client.get(f"{ROOT}{campaign.pk}/?state=all&file=asked.csv")
    rows = b"".join(file).decode()
    assert ("Handed in" in rows, "SECRET" in rows) == (True, False)
    others = client.get(f"{ROOT}{campaign.pk}/?q=nattlys").content.decode()
    assert ("Nattlys hospital" in others, "Fjordheim" in others) == (True, False)


def test_who_has_not_handed_in_is_reminded_and_who_has_nobody_is_found(
    world: World, log_in: LogIn
) -> None:
    actors.actor("Lonely hospital")
    campaign = make.opened()
    client = log_in("authority")
    page = client.get(f"{ROOT}{campaign.pk}/?state=nobody").content.decode()
    assert "1 has nobody to write to." in page
    assert ("Lonely hospital" in page, "Nattlys" in page) == (True, False)
    before = Job.objects.count()
    chosen = make.of(campaign, world.hospital).pk
    client.post(f"{ROOT}{campaign.pk}/remind/", {"assessment": [chosen]})
    assert Job.objects.count() == before + 1
    nobody = client.post(f"{ROOT}{campaign.pk}/remind/", follow=True).content.decode()
    assert "Nobody in the campaign is chosen" in nobody


def test_figures_are_safe_for_improvement_and_exact_too_when_reported(
    world: World, log_in: LogIn
) -> None:
    for number in range(10):
        actors.actor(f"Hospital {number}")
    client = log_in("authority")
    for confidentiality in Confidentiality:
        drawn = make.population(name=confidentiality)
        campaign = make.opened(drawn, confidentiality=confidentiality, title=confidentiality)
        for place, each in enumerate(campaign.assessments.order_by("pk")):
            first = Result.NOT_FULFILLED if place < 7 else Result.FULFILLED
            make.says(each, {"1.1": first, "1.2": Result.PARTLY})
            if place < 12:
                operations.submit_assessment(by=SYSTEM, assessment_id=each.pk, at=make.LATER)
        client.post(f"{ROOT}{campaign.pk}/close/")
        text = client.get(f"{ROOT}{campaign.pk}/figures/").content.decode()
        assert "About 10 organisations handed in." in text
        campaign.refresh_from_db()
        assert campaign.figures["safe"]["rows"][0]["results"]["not_fulfilled"] == ["rounded", 5]
        assert ("exact" in campaign.figures) == (confidentiality is Confidentiality.REPORTED)
        file = b"".join(client.get(f"{ROOT}{campaign.pk}/figures/?file=figures.csv")).decode()
        assert ("Not fulfilled, exact" in file) == (confidentiality is Confidentiality.REPORTED)
        assert "All, or nearly all" in file


def test_the_pages_cost_as_many_queries_for_many_as_for_few(world: World, log_in: LogIn) -> None:
    client = log_in("authority")
    costs = []
    for more in (2, 18):
        for number in range(more):
            actors.actor(f"Hospital {number}")
        campaign = make.opened(make.population(name=f"{more}"), title=f"{more}")
        make.submitted(make.of(campaign, world.hospital), by=world.viewer("officer"))
        for path in (ROOT, f"{ROOT}{campaign.pk}/?state=all", f"{ROOT}{campaign.pk}/?state=nobody"):
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            costs.append(len(queries))
    assert costs[:3] == costs[3:]
    assert max(costs) <= 20, costs


def test_where_nobody_is_in_charge_somebody_answers_for_them_with_a_reason(
    world: World, log_in: LogIn
) -> None:
    alone = actors.actor("Lonely hospital")
    campaign, client = make.opened(), log_in("authority")
    theirs, others = make.of(campaign, alone), make.of(campaign, world.hospital)
    address = f"{ROOT}{campaign.pk}/on-behalf/{theirs.pk}/"
    page = client.get(f"{ROOT}{campaign.pk}/").content.decode()
    assert (address in page, f"/on-behalf/{others.pk}/" in page) == (True, False)
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "By phone"})["Location"] == f"/assessments/{theirs.pk}/"
    assert Assessment.objects.get(pk=theirs.pk).on_behalf_reason == "By phone"
    assert client.post(address, {"reason": "Once more"}).status_code == 422
