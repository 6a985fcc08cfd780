"""What is put in by hand: forms that come twice, days that make no sense, and a start from nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from samvern.apps.actions.models import Action
from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Answer, Assessment, Campaign
from samvern.apps.assessments.operations import AnswerEntry
from samvern.engine.assessments import AnswerValues
from samvern.engine.errors import InvalidInput
from tests.factories import actions, frameworks
from tests.factories import assessments as make

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
FORM_KEY = re.compile(r'name="form_key" value="([\w-]+)"')


def key_of(page: str) -> dict[str, str]:
    """The key of a form as it was shown."""
    found = FORM_KEY.search(page)
    assert found, "the form has a key"
    return {"form_key": found[1]}


def start(world: World, **said: Any) -> dict[str, Any]:
    asked = frameworks.requirement_set()
    return {
        "actor": world.hospital.pk,
        "requirement_set": f"{asked.code}/{asked.version}",
        "title": "Ours",
        "period": "2026",
        "confidentiality": "improvement",
        **said,
    }


def test_an_assessment_that_is_started_twice_by_a_double_click_is_one(
    world: World, log_in: LogIn
) -> None:
    client, sent = log_in("officer"), start(world)
    sent |= key_of(client.get("/assessments/new/").content.decode())
    first, again = (client.post("/assessments/new/", sent) for _ in range(2))
    assert first.status_code == again.status_code == 302
    assert first.headers["Location"] == again.headers["Location"]
    assert Assessment.objects.count() == 1
    client.post("/assessments/new/", {**sent, "title": "Another"})
    assert Assessment.objects.count() == 2, "something else is another one"


def test_a_form_that_was_refused_is_tried_anew(world: World, log_in: LogIn) -> None:
    client, sent = log_in("officer"), start(world, due_on="1800-01-01")
    sent |= key_of(client.get("/assessments/new/").content.decode())
    for _each in range(2):
        answer = client.post("/assessments/new/", sent)
        assert answer.status_code == 422
        assert "This day has passed." in answer.content.decode()


def test_a_campaign_and_an_action_are_made_once(world: World, log_in: LogIn) -> None:
    client, drawn = log_in("authority"), make.population()
    asked = frameworks.requirement_set()
    plan = {
        "title": "Yearly",
        "asked": asked.pk,
        "population": drawn.pk,
        "period": "2027",
        "confidentiality": "reported",
        "due_on": (timezone.localdate() + timedelta(days=60)).isoformat(),
    }
    shown = client.post("/campaigns/new/", {**plan, "step": "preview"}).content.decode()
    sent = {**plan, "step": "save", **key_of(shown)}
    places = {client.post("/campaigns/new/", sent).headers["Location"] for _ in range(2)}
    assert (len(places), Campaign.objects.count()) == (1, 1)
    finding = actions.finding(world.hospital)
    actions.decided(finding)
    client = log_in("officer")
    address = f"/follow-up/findings/{finding.pk}/plan/"
    page = client.get(address)
    form = page.context["form"]
    said = {name: form[name].value() or "" for name in form.fields} | {
        "what": "Mend it",
        "due_on": plan["due_on"],
        "owner": str(world.people["officer"].pk),
    }
    said |= key_of(page.content.decode())
    answers = [client.post(address, said).status_code for _ in range(2)]
    assert (answers, Action.objects.count()) == ([302, 302], 1)


def test_a_day_that_makes_no_sense_is_refused_where_it_is_newly_said(
    world: World, log_in: LogIn
) -> None:
    found = make.started(world.hospital, by=world.viewer("officer"))
    client = log_in("officer")
    said = {"version": 0, "progress": "started", "result": "partly", "done_by": ""}
    for day in ("1800-01-01", "2020-01-01", "2999-01-01"):
        page = f"/assessments/{found.pk}/answers/1.1/"
        assert client.post(page, {**said, "due_on": day}).status_code == 422, day
        answer = client.put(
            f"/api/v1/assessments/{found.pk}/answers/1.1",
            {"version": 0, "due_on": day},
            content_type="application/json",
        )
        assert answer.status_code == 422, day
        assert answer.json()["problems"][0]["where"] == "1.1.due_on"
        with pytest.raises(InvalidInput, match="answer"):
            saves(world, found, AnswerValues(due_on=date.fromisoformat(day)), origin="imported")
        sent = {"due_on": day, "actor": world.hospital.pk, "title": "Ours", "period": "2026"}
        sent |= {"requirement_set": "rules", "set_version": "1"}
        answer = client.post("/api/v1/assessments", sent, content_type="application/json")
        assert answer.status_code == 422, day
    saves(world, found, AnswerValues(comment="a", due_on=date(2026, 12, 1)))
    Answer.objects.update(due_on=date(2020, 1, 1))
    operations.save_answer(
        by=world.viewer("officer"),
        assessment_id=found.pk,
        code="1.1",
        values=AnswerValues(comment="b", due_on=date(2020, 1, 1)),
        version=1,
        at=make.AT,
    )
    assert Answer.objects.get().comment == "b", "a day that stood there may stay"


def saves(world: World, found: Assessment, values: AnswerValues, **more: Any) -> None:
    operations.save_answers(
        by=world.viewer("officer"),
        assessment_id=found.pk,
        entries=[AnswerEntry("1.1", values)],
        at=make.AT,
        **more,
    )


def test_a_campaign_without_a_population_says_what_to_do(world: World, log_in: LogIn) -> None:
    page = log_in("authority").get("/campaigns/new/").content.decode()
    assert "There is nobody to ask yet" in page
    assert 'href="/actors/populations/new/"' in page
    make.population()
    assert "nobody to ask yet" not in log_in("authority").get("/campaigns/new/").content.decode()


def test_a_plan_is_changed_in_the_api_until_it_is_opened(world: World, log_in: LogIn) -> None:
    campaign = make.planned()
    client = log_in("authority")
    plan = {
        "title": "Otherwise",
        "framework": campaign.requirement_set.code,
        "framework_version": campaign.requirement_set.version,
        "population": campaign.population.population_id,
        "period": "2027",
        "confidentiality": "reported",
        "due_on": campaign.due_on.isoformat(),
        "version": 1,
    }
    address = f"/api/v1/campaigns/{campaign.pk}"
    answer = client.put(address, plan, content_type="application/json")
    assert (answer.status_code, answer.json()["title"]) == (200, "Otherwise")
    assert client.put(address, plan, content_type="application/json").status_code == 409
    officer = log_in("officer").put(address, plan, content_type="application/json")
    assert officer.status_code == 404
