"""How actors follow each other, and who holds what they held."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from samvern.apps.actors import operations, queries
from samvern.apps.actors.facts import ActorSucceeded
from samvern.apps.actors.models import Actor, Succession, SuccessionKind
from samvern.base import facts
from samvern.base.models import AuditEntry, FactDelivery
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import Conflict, InvalidInput, NotReady, SamvernError
from tests.factories import actors

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-11-22T12:00+00:00")
NEW_YEAR = date(2024, 1, 1)
WHOLE = (SuccessionKind.MERGER, SuccessionKind.RENAMING)
PARTLY = (SuccessionKind.SPLIT, SuccessionKind.TAKEOVER)


def record(predecessor: int, successor: int, **changes: Any) -> Succession:
    """Record a merger at new year unless something else is said."""
    arguments = {"on": NEW_YEAR, "kind": SuccessionKind.MERGER} | changes
    return operations.record_succession(
        by=SYSTEM, at=AT, predecessor_id=predecessor, successor_id=successor, **arguments
    )


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[ActorSucceeded]:
    """What a module above learns."""
    learned: list[ActorSucceeded] = []
    monkeypatch.setitem(facts._handlers, "ActorSucceeded", [learned.append])
    monkeypatch.setitem(facts._kinds, "ActorSucceeded", ActorSucceeded)
    return learned


@pytest.mark.parametrize("kind", WHOLE)
def test_after_a_merger_or_renaming_the_predecessor_has_ceased_and_modules_above_know(
    kind: SuccessionKind,
    heard: list[ActorSucceeded],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    ehealth, directorate = actors.actor("E-health"), actors.actor("Directorate")
    with django_capture_on_commit_callbacks(execute=True):
        record(ehealth.pk, directorate.pk, kind=kind, note="Prop. 1")
        assert heard == []
    assert heard == [ActorSucceeded(ehealth.pk, directorate.pk, "2024-01-01")]
    assert FactDelivery.objects.get().delivered_at
    ehealth.refresh_from_db()
    assert (ehealth.valid_to, ehealth.version) == (NEW_YEAR, 2)
    actions = AuditEntry.objects.order_by("pk").values_list("action", "path")
    assert list(actions) == [
        ("actor.ceased", ehealth.path),
        ("succession.recorded", ehealth.path),
    ]


@pytest.mark.parametrize("kind", PARTLY)
def test_after_a_split_or_takeover_both_live_on_and_people_decide(kind: SuccessionKind) -> None:
    old, new = actors.actor(), actors.actor()
    record(old.pk, new.pk, kind=kind)
    old.refresh_from_db()
    assert old.valid_to is None
    assert not FactDelivery.objects.exists()
    assert queries.holder_on(old.pk, date(2030, 1, 1)) == old


def test_one_that_had_ceased_that_day_gets_its_successor() -> None:
    old, new = actors.actor(ceased_on=NEW_YEAR), actors.actor()
    record(old.pk, new.pk)
    assert AuditEntry.objects.get().action == "succession.recorded"


@pytest.mark.parametrize(
    ("code", "old", "new", "changes"),
    [
        ("succession.in_future", {}, {}, {"on": date(2026, 11, 23)}),
        ("succession.before_start", {"valid_from": date(2024, 1, 2)}, {}, {}),
        ("succession.successor_not_in_force", {}, {"valid_from": date(2024, 1, 2)}, {}),
        ("succession.successor_not_in_force", {}, {"ceased_on": NEW_YEAR}, {}),
        ("succession.other_date", {"ceased_on": date(2023, 12, 31)}, {}, {}),
        ("succession.other_date", {"ceased_on": date(2024, 1, 2)}, {}, {}),
        (
            "succession.other_date",
            {"ceased_on": date(2023, 12, 31)},
            {},
            {"kind": SuccessionKind.SPLIT},
        ),
    ],
)
def test_dates_must_agree(
    code: str, old: dict[str, Any], new: dict[str, Any], changes: dict[str, Any]
) -> None:
    with pytest.raises(SamvernError, match=code):
        record(actors.actor(**old).pk, actors.actor(**new).pk, **changes)
    assert not Succession.objects.exists()


def test_nobody_follows_itself() -> None:
    actor = actors.actor()
    with pytest.raises(InvalidInput, match=r"succession\.same_actor"):
        record(actor.pk, actor.pk)


def test_everything_is_passed_on_once() -> None:
    old, new, other = actors.actor(), actors.actor(), actors.actor()
    record(old.pk, new.pk)
    with pytest.raises(NotReady, match=r"succession\.already_followed"):
        record(old.pk, other.pk)
    record(old.pk, other.pk, kind=SuccessionKind.TAKEOVER)
    with pytest.raises(Conflict, match=r"succession\.recorded"):
        record(old.pk, other.pk, kind=SuccessionKind.TAKEOVER)


def test_a_circle_is_refused() -> None:
    first, second, third = actors.actor(), actors.actor(), actors.actor()
    record(first.pk, second.pk)
    record(second.pk, third.pk)
    Actor.objects.filter(pk=first.pk).update(valid_to=None)  # as if it had never ceased
    with pytest.raises(InvalidInput, match=r"succession\.circle"):
        record(third.pk, first.pk)


def test_the_holder_on_a_date_follows_the_chain_so_far() -> None:
    first, second, third = actors.actor(), actors.actor(), actors.actor()
    actors.succession(first, second, date(2016, 1, 1), SuccessionKind.RENAMING)
    actors.succession(second, third, NEW_YEAR)
    days = [date(2015, 12, 31), date(2016, 1, 1), date(2023, 12, 31), NEW_YEAR]
    assert [queries.holder_on(first.pk, day) for day in days] == [first, second, second, third]


def test_holders_of_many_actors_take_as_many_queries_as_of_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    last = actors.actor()
    many = [actors.actor() for _ in range(12)]
    for actor in many:
        actors.succession(actor, last)
    for some in (many[:1], many):
        with django_assert_num_queries(2):
            found = queries.current_holders([actor.pk for actor in some], date(2026, 1, 1))
        assert found == dict.fromkeys((actor.pk for actor in some), last)


def test_an_unknown_actor_has_no_holder() -> None:
    assert queries.current_holders([1, 2], NEW_YEAR) == {}
    with pytest.raises(SamvernError, match=r"actor\.unknown"):
        queries.holder_on(1, NEW_YEAR)


def test_an_actor_knows_who_came_before_and_after() -> None:
    first, second, third = actors.actor("First"), actors.actor("Second"), actors.actor("Third")
    actors.succession(first, second, date(2016, 1, 1), SuccessionKind.RENAMING)
    actors.succession(second, third, NEW_YEAR)
    rows = queries.successions_of(SYSTEM, second)
    assert [(row.predecessor, row.successor, row.on.year) for row in rows] == [
        ("Second", "Third", 2024),
        ("First", "Second", 2016),
    ]
