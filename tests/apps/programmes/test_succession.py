"""What an actor owned follows to whoever follows the actor."""

from __future__ import annotations

from datetime import date

import pytest

from samvern.apps.actors import operations as actor_operations
from samvern.apps.actors.models import Actor, SuccessionKind
from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.models import (
    MeasureActor,
    OwnerChange,
    OwnerChangeReason,
    Programme,
    Sharing,
)
from samvern.base.models import AuditEntry
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM
from samvern.engine.errors import NotAllowed
from tests.factories import actors, users
from tests.factories import programmes as make
from tests.worlds import CAST, World

ON = date(2024, 1, 1)


@pytest.fixture
def old(db: None) -> Actor:
    """A directorate that will merge."""
    return actors.actor("The old directorate")


@pytest.fixture
def new(db: None) -> Actor:
    """The directorate that it will merge into."""
    return actors.actor("The new directorate")


@pytest.fixture
def programme(old: Actor) -> Programme:
    """A programme that the old directorate published, governs, owns one and joins one measure of."""
    return make.programme(
        make.document(
            publisher=old.name,
            measures=(
                make.measure("1.1", owners=(old.name, "Somebody else")),
                make.measure("1.2", owners=("Somebody else",), involved=(old.name,)),
                make.measure("1.3"),
            ),
        ),
        sharing=Sharing.AUTHORITY,
        owner=old,
    )


def record(old: Actor, new: Actor, kind: SuccessionKind, on: date = ON) -> None:
    actor_operations.record_succession(
        by=SYSTEM, at=make.AT, predecessor_id=old.pk, successor_id=new.pk, on=on, kind=kind
    )


def test_a_merger_hands_everything_on(
    old: Actor,
    new: Actor,
    programme: Programme,
    django_capture_on_commit_callbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        record(old, new, SuccessionKind.MERGER)
    held = MeasureActor.objects.exclude(actor=None).order_by("measure__code")
    assert [(row.measure.code, row.name, row.actor) for row in held] == [
        ("1.1", old.name, new),
        ("1.2", old.name, new),
    ]
    programme.refresh_from_db()
    assert (programme.owner_actor, programme.publisher_actor) == (new, old)
    changes = OwnerChange.objects.order_by("measure__code")
    assert [(c.measure.code, c.part, c.to_actor, c.reason, c.on) for c in changes] == [
        ("1.1", "owner", new, OwnerChangeReason.SUCCESSION, ON),
        ("1.2", "involved", new, OwnerChangeReason.SUCCESSION, ON),
    ]
    told = AuditEntry.objects.get(action="programme.ownership_transferred")
    assert told.changes == {
        "holder": [old.name, new.name],
        "governs": True,
        "measures": ["1.1", "1.2"],
    }
    assert told.path == new.path
    # Names stay as published, and the page says who published and who that is today.
    assert queries.document_of(SYSTEM, programme).measures[0].owners == (old.name, "Somebody else")
    assert queries.overview(SYSTEM, programme.code).publisher_today == new.name


def test_whoever_owned_for_the_old_actor_edits_no_more(
    old: Actor,
    new: Actor,
    programme: Programme,
    django_capture_on_commit_callbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        record(old, new, SuccessionKind.MERGER)
    operations.share_programme(by=SYSTEM, code=programme.code, sharing=Sharing.PUBLIC, at=make.AT)
    for actor, may_edit in ((old, False), (new, True)):
        viewer = users.viewer(Role.MEASURE_OWNER, actor.path)
        assert queries.measure_page(viewer, programme.code, "1.1").may_edit == may_edit


def test_a_split_moves_nothing_by_itself(
    old: Actor,
    new: Actor,
    programme: Programme,
    django_capture_on_commit_callbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        record(old, new, SuccessionKind.SPLIT)
    assert not OwnerChange.objects.exists()
    assert MeasureActor.objects.filter(actor=old).count() == 2


def hand_on(by, old: Actor, new: Actor) -> int:
    return operations.transfer_ownership(
        by=by, predecessor_id=old.pk, successor_id=new.pk, on=ON, at=make.AT
    )


def test_handing_on_twice_changes_nothing_more(
    old: Actor, new: Actor, programme: Programme
) -> None:
    assert hand_on(SYSTEM, old, new) == 2
    version = Programme.objects.get().version
    assert hand_on(SYSTEM, old, new) == 0
    assert Programme.objects.get().version == version
    assert OwnerChange.objects.count() == 2


def test_it_goes_to_whoever_has_followed_the_successor(
    old: Actor, new: Actor, programme: Programme
) -> None:
    newest = actors.actor("The newest directorate")
    actors.succession(new, newest, date(2025, 1, 1))
    hand_on(SYSTEM, old, new)
    assert set(MeasureActor.objects.exclude(actor=None).values_list("actor", flat=True)) == {
        newest.pk
    }


def test_a_name_that_stands_for_both_stands_for_the_successor_once(old: Actor, new: Actor) -> None:
    for actor in (old, new):
        actor.also_known_as = ["The directorates"]
        actor.save()
    make.programme(make.document(measures=(make.measure(owners=("The directorates",)),)))
    assert MeasureActor.objects.count() == 2
    hand_on(SYSTEM, old, new)
    assert MeasureActor.objects.get().actor == new


@pytest.mark.parametrize("member", set(CAST) - {"authority"})
def test_nobody_but_the_authority_hands_on(world: World, member: str) -> None:
    with pytest.raises(NotAllowed):
        hand_on(world.viewer(member), world.hospital, world.other_hospital)


def test_an_authority_of_a_part_does_not_hand_on(world: World) -> None:
    viewer = users.viewer(Role.SECTOR_AUTHORITY, world.hospital.path)
    with pytest.raises(NotAllowed):
        hand_on(viewer, world.hospital, world.other_hospital)
