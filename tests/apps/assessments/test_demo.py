"""The examples of the demo: made up, said to be so, loaded once, and of made-up organisations."""

from __future__ import annotations

import pytest

from samvern.apps.actors.demo import DEMO_PEOPLE
from samvern.apps.assessments import demo, demo_checks, operations, queries
from samvern.apps.assessments.models import Answer, Assessment
from samvern.apps.frameworks import operations as frameworks
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM, viewer_for
from tests.factories import actors, checks, users
from tests.factories import assessments as make

pytestmark = pytest.mark.django_db


def test_examples_show_last_year_and_one_that_is_half_answered() -> None:
    hospital = actors.actor("Fiktive Fjordheim sykehus HF")
    actors.actor("Oppdiktet Nattlys sykehus HF")
    officer = users.user("officer", email="officer@demo.samvern.example", is_demo=True)
    actors.grant(officer, Role.SECURITY_OFFICER, hospital)
    frameworks.load_catalogue(by=SYSTEM, at=make.AT)
    assert [demo.load_examples(at=make.AT) for _ in range(2)] == [3, 0]
    last, this, other = Assessment.objects.order_by("pk")
    assert (last.state, last.answered_count) == ("accepted", 118)
    assert 0 < this.answered_count < this.total_count == 118
    assert other.due_on < make.AT.date(), "one is late"
    assert all(each.title.startswith("Eksempel:") for each in (last, this, other))
    written = Answer.objects.exclude(comment="").values_list("comment", flat=True)
    assert all(comment.startswith("Oppdiktet eksempel") for comment in written)


def test_whoever_logs_in_at_the_clinic_finds_its_check_and_no_example_writes_into_it() -> None:
    checks.check_set()
    people = {each.account: each for each in DEMO_PEOPLE}
    places = {}
    for account in ("clinic", "secretary", "dentist"):
        person = people[account]
        if person.actor not in places:
            places[person.actor] = actors.actor(person.actor, kind="gp_office")
        user = users.user(account, email=person.email, is_demo=True)
        actors.grant(user, person.role, places[person.actor])
    clinic = viewer_for(user.__class__.objects.get(email=people["clinic"].email))
    [place] = queries.clinic_places(clinic, on=make.AT.date())
    begun = operations.start_check(by=clinic, actor_id=place.actor.pk, at=make.AT)
    assert demo_checks.load_examples(at=make.LATER) == 0, "one that is only begun is there too"
    assert Assessment.objects.get() == begun
    assert not Answer.objects.exists()
    Assessment.objects.all().delete()
    assert demo_checks.load_examples(at=make.LATER) == 2
    assert queries.clinic_places(clinic, on=make.AT.date())[0].latest is not None
