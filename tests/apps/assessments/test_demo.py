"""The examples of the demo: made up, said to be so, loaded once, and of made-up organisations."""

from __future__ import annotations

import pytest

from samvern.apps.assessments import demo
from samvern.apps.assessments.models import Answer, Assessment
from samvern.apps.frameworks import operations as frameworks
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from tests.factories import actors, users
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
