"""The examples of the demo: made up, said to be so, and loaded once."""

from __future__ import annotations

import pytest
from django.test import Client

from samvern.apps.decisions import demo
from samvern.apps.decisions.models import Decision, Scenario
from samvern.base.permissions import Role
from tests.factories import actors, users
from tests.factories import decisions as make
from tests.factories import programmes as programme_factory


@pytest.mark.django_db
def test_examples_are_loaded_once_and_marked_wherever_they_are_shown() -> None:
    assert demo.load_examples(at=make.AT) == 0, "without demo people there are no examples"
    author = users.user("Demo Aud", email="authority@demo.samvern.example", is_demo=True)
    actors.grant(author, Role.SECTOR_AUTHORITY, None)
    programme_factory.programme(programme_factory.shipped("IE-1125"))
    assert [demo.load_examples(at=make.AT) for _ in range(2)] == [2, 0]
    client = Client()
    client.force_login(author)
    taken = Decision.objects.get()
    assert taken.content["is_example"]
    home = "/programmes/IE-1125/"
    pages = [f"{home}scenarios/{each.pk}/" for each in Scenario.objects.all()]
    for page in [*pages, f"{home}scenarios/", f"{home}decisions/", f"{home}decisions/{taken.pk}/"]:
        shown = client.get(page, headers={"accept-language": "en"}).content.decode()
        assert "made up" in shown or "oppdiktet" in shown.lower(), page
