"""What an organisation hands in to itself alone is kept: nobody is waited for who is not there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from samvern.apps.assessments import operations
from samvern.apps.assessments.models import Assessment
from samvern.base.permissions import Role
from samvern.engine.assessments import Confidentiality
from tests.factories import actors, users
from tests.factories import assessments as make

if TYPE_CHECKING:
    from tests.worlds import World

pytestmark = pytest.mark.django_db
LogIn = Callable[[str], Client]
Ask = Callable[..., HttpResponse]


def _handed_in(world: World, **more: object) -> Assessment:
    officer = world.viewer("officer")
    found = make.started(world.hospital, by=officer, **more)
    make.submitted(found, by=officer)
    found.refresh_from_db()
    return found


def _texts(client: Client, found: Assessment) -> list[str]:
    pages = (f"/assessments/{found.pk}/", f"/submissions/{found.submissions.get().pk}/")
    return [client.get(page).content.decode() for page in (*pages, "/assessments/")]


def test_a_sole_officer_keeps_it_takes_it_back_and_starts_the_next(
    world: World, log_in: LogIn, ask: Ask
) -> None:
    officer, client = world.viewer("officer"), log_in("officer")
    ready = make.answered(make.started(world.hospital, by=officer), by=officer)
    said = client.get(f"/assessments/{ready.pk}/submit/").content.decode()
    assert "Hand in and keep" in said
    assert "nobody reviews it" in said
    operations.submit_assessment(by=officer, assessment_id=ready.pk, at=make.LATER)
    ready.refresh_from_db()
    texts = _texts(client, ready)
    for text in texts:
        assert "Kept" in text
        assert "aits for review" not in text
    assert f"/assessments/new/?actor={world.hospital.pk}" in texts[0]
    shown = ask("officer", "get", f"/assessments/{ready.pk}").json()
    assert (shown["state"], shown["waits_for_review"]) == ("submitted", False)
    later = make.started(world.hospital, by=officer, title="The next one")
    operations.carry_forward(
        by=officer, assessment_id=later.pk, from_assessment_id=ready.pk, at=make.LATER
    )
    assert later.answers.count() == 2
    client.post(f"/assessments/{ready.pk}/recall/")
    ready.refresh_from_db()
    assert ready.is_writable


def test_it_waits_where_somebody_else_is_there_to_review_it(
    world: World, log_in: LogIn, ask: Ask
) -> None:
    above = users.user("Second officer")
    actors.grant(above, Role.SECURITY_OFFICER, world.hospital)
    found = _handed_in(world)
    texts = _texts(log_in("officer"), found)
    assert "waits for review" in texts[0]
    assert "Waits for review" in texts[1]
    assert ask("officer", "get", f"/assessments/{found.pk}").json()["waits_for_review"]


def test_what_others_ask_for_waits_as_before(world: World, ask: Ask) -> None:
    officer = world.viewer("officer")
    asked = make.of(make.opened(confidentiality=Confidentiality.IMPROVEMENT), world.hospital)
    make.submitted(asked, by=officer)
    reported = _handed_in(world, confidentiality=Confidentiality.REPORTED)
    for found in (asked, reported):
        assert ask("officer", "get", f"/assessments/{found.pk}").json()["waits_for_review"]


def test_a_list_of_many_costs_as_much_as_a_list_of_few(world: World, log_in: LogIn) -> None:
    client, counts = log_in("officer"), []
    for more in (2, 18):
        for _number in range(more):
            _handed_in(world)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get("/assessments/").content.decode().count("Kept") >= more
        counts.append(len(found))
    assert counts[0] == counts[1]
