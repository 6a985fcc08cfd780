"""Who is told by e-mail that a panel waits, when, and in which language."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from samvern.apps.panels import operations
from samvern.apps.panels.rules import JudgeEntry
from samvern.apps.programmes.models import Programme
from samvern.base.models import User
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import NotReady
from tests.factories import panels as make
from tests.worlds import World

Commits = Any


@pytest.fixture
def judges(world: World) -> list[User]:
    """Three of the cast, who read English."""
    User.objects.update(language="en")
    return [world.people[member] for member in ("officer", "owner", "colleague")]


def told() -> list[str]:
    return [address for message in mail.outbox for address in message.to]


def test_judges_are_told_when_the_panel_opens_and_nobody_before(
    programme: Programme, judges: list[User], django_capture_on_commit_callbacks: Commits
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        panel = make.planned(programme, *judges, title="What do you think?")
    assert told() == []
    with django_capture_on_commit_callbacks(execute=True):
        operations.open_panel(by=SYSTEM, panel_id=panel.pk, at=make.AT)
    assert sorted(told()) == sorted(judge.email for judge in judges)
    body = str(mail.outbox[0].body)
    assert f"/programmes/P-RANKED/panels/{panel.pk}/judge/" in body
    assert "What do you think?" in body
    assert "1 December 2026" in body
    assert "Nobody: each opinion stands without a name" in body
    assert not any(other.email in body or other.name in body for other in judges[1:])


def test_who_is_invited_to_an_open_panel_is_told_and_only_they(
    programme: Programme,
    world: World,
    judges: list[User],
    django_capture_on_commit_callbacks: Commits,
) -> None:
    panel = make.opened(programme, *judges)
    more = [judges[0], world.people["officer_elsewhere"]]
    with django_capture_on_commit_callbacks(execute=True):
        operations.invite_judges(
            by=SYSTEM,
            panel_id=panel.pk,
            judges=[JudgeEntry(person.email) for person in more],
            at=make.AT,
        )
    assert told() == [more[1].email]


def test_nobody_is_told_of_what_was_not_saved(
    programme: Programme, judges: list[User], django_capture_on_commit_callbacks: Commits
) -> None:
    panel = make.planned(programme, judges[0])
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(NotReady):
        operations.open_panel(by=SYSTEM, panel_id=panel.pk, at=make.AT)
    assert told() == []


def test_each_is_told_in_their_own_language_and_made_up_people_never(
    programme: Programme, judges: list[User], django_capture_on_commit_callbacks: Commits
) -> None:
    User.objects.filter(pk=judges[0].pk).update(language="nb")
    User.objects.filter(pk=judges[1].pk).update(is_demo=True)
    panel = make.planned(programme, *judges)
    with django_capture_on_commit_callbacks(execute=True):
        operations.open_panel(by=SYSTEM, panel_id=panel.pk, at=make.AT)
    dates = {message.to[0]: "01.12.2026" in str(message.body) for message in mail.outbox}
    assert dates == {judges[0].email: True, judges[2].email: False}
