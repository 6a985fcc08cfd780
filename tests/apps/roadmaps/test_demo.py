"""The example of the demo: assumed figures, said to be so, and loaded once."""

from __future__ import annotations

import pytest
from django.test import Client

from samvern.apps.roadmaps import demo
from samvern.apps.roadmaps.models import PlanScenario, PublishedPlan
from samvern.base.permissions import Role
from tests.factories import actors, users
from tests.factories import programmes as programme_factory
from tests.factories import roadmaps as make


@pytest.mark.django_db
def test_the_example_is_loaded_once_and_marked_wherever_it_is_shown() -> None:
    assert demo.load_examples(at=make.AT) == 0, "without demo people there is no example"
    author = users.user("Demo Aud", email="authority@demo.samvern.example", is_demo=True)
    actors.grant(author, Role.SECTOR_AUTHORITY, None)
    programme_factory.programme(programme_factory.shipped("IE-1125"))
    assert [demo.load_examples(at=make.AT) for _ in range(2)] == [1, 0]
    version = PublishedPlan.objects.get()
    assert version.content["is_example"]
    assert "not from the report" in version.content["planning"]["planning"]["basis"]["en"]
    home = f"/programmes/IE-1125/roadmaps/{version.plan_id}/"
    scenario = PlanScenario.objects.get()
    client = Client()
    client.cookies["samvern_language"] = "en"
    client.force_login(author)
    pages = ("", "versions/1/", "scenarios/", f"scenarios/{scenario.pk}/", "costs/", "publish/")
    for page in pages:
        shown = client.get(f"{home}{page}").content.decode()
        assert "not from the report" in shown, page
    calendar = client.get(f"{home}versions/1/plan.ics").content.decode().replace("\r\n ", "")
    assert "not from the report" in calendar
    listed = client.get("/programmes/IE-1125/roadmaps/").content.decode()
    assert "Example, made up" in listed
