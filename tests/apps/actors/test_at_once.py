"""Two people who do something at the same moment.

PostgreSQL runs them side by side. SQLite has one writer at a time, so there they come one
after the other, and the second still finds what the first has changed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

import pytest
from django.db import connection, connections

from samvern.apps.actors import operations
from samvern.apps.actors.models import Actor, Grant
from samvern.base.audit import verify_chain
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import SamvernError
from tests.factories import actors, users

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime.fromisoformat("2026-11-22T12:00+00:00")
ROUNDS = range(5)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of each act, sorted: the code of its error, or ``done``."""
    outcomes: list[str] = []
    starts = threading.Barrier(len(acts))

    def carry_out(act: Callable[[], object]) -> None:
        try:
            act()
        except SamvernError as error:
            outcomes.append(error.code)
        else:
            outcomes.append("done")

    def side_by_side(act: Callable[[], object]) -> None:
        starts.wait()
        carry_out(act)
        connections.close_all()

    if connection.vendor == "sqlite":
        for act in acts:
            carry_out(act)
    else:
        threads = [threading.Thread(target=side_by_side, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sorted(outcomes)


def move(actor: Actor, below: Actor) -> Callable[[], object]:
    return lambda: operations.move_actor(
        by=SYSTEM, at=AT, actor_id=actor.pk, version=1, parent_id=below.pk
    )


def register(*, below: Actor | None = None, number: str | None = None) -> Callable[[], object]:
    fields: operations.ActorFields = {"name": "New", "kind": "supplier", "org_number": number}
    parent_id = below.pk if below else None
    return lambda: operations.register_actor(by=SYSTEM, at=AT, fields=fields, parent_id=parent_id)


@pytest.mark.parametrize("_round", ROUNDS)
def test_of_two_edits_one_is_refused(_round: int) -> None:
    actor = actors.actor()

    def rename(name: str) -> Callable[[], object]:
        return lambda: operations.edit_actor(
            by=SYSTEM, at=AT, actor_id=actor.pk, version=1, fields={"name": name}
        )

    assert at_once(rename("Mine"), rename("Theirs")) == ["actor.changed", "done"]
    assert verify_chain().broken_at is None


@pytest.mark.parametrize("_round", ROUNDS)
def test_a_number_is_taken_once(_round: int) -> None:
    number = actors.org_number()
    outcomes = at_once(register(number=number), register(number=number))
    assert outcomes in (["actor.invalid", "done"], ["done", "org_number.taken"])


@pytest.mark.parametrize("_round", ROUNDS)
def test_two_moves_never_close_a_circle(_round: int) -> None:
    first, second = actors.actor(), actors.actor()
    below_first, below_second = actors.actor(parent=first), actors.actor(parent=second)
    outcomes = at_once(move(first, below_second), move(second, below_first))
    assert outcomes in (["actor.below_itself", "done"], ["actor.changed", "done"])


@pytest.mark.parametrize("_round", ROUNDS)
def test_nobody_is_left_behind_by_a_move(_round: int) -> None:
    top, elsewhere, person = actors.actor(), actors.actor(), users.user()
    ward = actors.actor(parent=top)

    def grant() -> object:
        return operations.grant_role(
            by=SYSTEM, at=AT, email=person.email, role=Role.CONTRIBUTOR, actor_id=ward.pk
        )

    outcomes = at_once(move(top, elsewhere), register(below=ward), grant)
    assert outcomes == ["done", "done", "done"]
    ward.refresh_from_db()
    assert ward.ancestor_ids == (elsewhere.pk, top.pk)
    new = Actor.objects.get(parent=ward)
    assert new.path == f"{ward.path}{new.pk}/"
    assert Grant.objects.get(user=person).path == ward.path


@pytest.mark.parametrize("_round", ROUNDS)
def test_of_the_last_two_authorities_one_stays(_round: int) -> None:
    held = [actors.grant(users.user(), Role.SECTOR_AUTHORITY) for _ in range(2)]

    def end(grant: Grant) -> Callable[[], object]:
        return lambda: operations.end_grant(by=SYSTEM, at=AT, grant_id=grant.pk)

    assert at_once(end(held[0]), end(held[1])) == ["done", "grant.last_sector_authority"]
