"""Facts reach their handlers after the commit, also when somebody stumbles on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction

from samvern.base import facts
from samvern.base.models import FactDelivery
from tests.factories import users

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Rained(facts.Fact):
    millimetres: int


@pytest.fixture
def heard() -> Iterator[list[int]]:
    """What a handler has heard."""
    found: list[int] = []
    facts.on(Rained, lambda fact: found.append(fact.millimetres))
    yield found
    facts._handlers.pop(Rained.__name__)


def test_a_fact_is_delivered_after_the_commit(heard: list[int]) -> None:
    with transaction.atomic():
        facts.publish(Rained(3))
        assert heard == []
    assert heard == [3]
    assert FactDelivery.objects.get().delivered_at


def test_a_fact_goes_when_its_change_does(heard: list[int]) -> None:
    with transaction.atomic():
        facts.publish(Rained(3))
        transaction.set_rollback(True)
    assert heard == []
    assert not FactDelivery.objects.exists()


def test_what_one_handler_fails_at_is_undone_kept_and_tried_again(heard: list[int]) -> None:
    failing = [True]

    def stumble(fact: Rained) -> None:
        users.user("half done")
        if failing:
            raise RuntimeError("stumbled")

    facts.on(Rained, stumble)
    with transaction.atomic():
        facts.publish(Rained(5))
    delivery = FactDelivery.objects.get()
    assert delivery.delivered_at is None
    assert "stumbled" in delivery.failure
    from samvern.base.models import User

    assert not User.objects.exists()

    failing.clear()
    assert facts.deliver_remaining() == 1
    assert heard == [5, 5]
    delivery.refresh_from_db()
    assert delivery.delivered_at
    assert delivery.failure == ""
    assert facts.deliver_remaining() == 0


def test_a_handler_is_listed_once() -> None:
    def handler(fact: Rained) -> None:
        pass

    facts.on(Rained, handler)
    facts.on(Rained, handler)
    assert facts._handlers.pop(Rained.__name__) == [handler]
