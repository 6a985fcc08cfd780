"""The examples of the demo: made up, said to be so, loaded once, and worth looking at."""

from __future__ import annotations

import pytest
from django.core import mail

from samvern.apps.panels import demo, queries
from samvern.apps.panels.models import Opinion, Panel
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from tests.factories import actors, users
from tests.factories import panels as make
from tests.factories import programmes as programme_factory


@pytest.fixture
def people(transactional_db: None) -> None:
    """The made-up people of the demo, and the programme."""
    hospital = actors.actor("Fiktive Fjordheim sykehus HF")
    for account in ("authority", "owner", "helsecert", "officer", "logs", "supplier"):
        user = users.user(account, email=f"{account}@demo.samvern.example", is_demo=True)
        is_authority = account == "authority"
        role = Role.SECTOR_AUTHORITY if is_authority else Role.CONTRIBUTOR
        actors.grant(user, role, None if is_authority else hospital)
    programme_factory.programme(programme_factory.shipped("IE-1125"))


def test_examples_show_agreement_and_disagreement_and_leave_one_to_judge(people: None) -> None:
    assert [demo.load_examples(at=make.AT) for _ in range(2)] == [2, 0]
    held, waiting = Panel.objects.order_by("pk")
    assert held.closed_at is not None
    assert waiting.is_open
    assert all(panel.title.startswith("Eksempel:") for panel in (held, waiting))
    judged = set(Opinion.objects.values_list("judge__user__is_demo", flat=True))
    assert judged == {True}, "only made-up people judge"
    cells = queries.result(SYSTEM, "IE-1125", held.pk).cells
    apart = [cell.spread.disagreement for cell in cells if cell.spread]
    assert len(apart) == 8
    assert apart[0] > 0.7
    assert apart[-1] == 0
    assert any(cell.differs for cell in cells)
    assert mail.outbox == [], "nothing is sent to made-up people"


@pytest.mark.parametrize("missing", ["supplier", "authority"])
def test_without_the_people_there_are_no_examples(people: None, missing: str) -> None:
    User.objects.filter(email=f"{missing}@demo.samvern.example").update(is_active=False)
    assert demo.load_examples(at=make.AT) == 0
    assert not Panel.objects.exists()
