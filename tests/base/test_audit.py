"""The audit trail: nothing without its change, and nothing changed behind its back."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import pytest
from django.db import transaction

from samvern.base import audit
from samvern.base.audit import verify_chain
from samvern.base.models import AuditChain, AuditEntry
from samvern.base.permissions import GRANTABLE, Role
from samvern.base.viewer import SYSTEM, viewer_for
from tests.factories import actors, users
from tests.worlds import CAST, World

AT = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def trail(world: World) -> list[AuditEntry]:
    """Five entries."""
    with transaction.atomic():
        return [
            audit.record(
                world.viewer("officer"),
                "actor.edited",
                world.hospital,
                at=AT,
                path=world.hospital.path,
                changes={"name": ["before", f"æøå {number}"]},
            )
            for number in range(5)
        ]


def test_an_untouched_chain_holds(trail: list[AuditEntry]) -> None:
    assert verify_chain() == audit.ChainReport(length=5, broken_at=None)


def test_an_empty_chain_holds(db: None) -> None:
    assert verify_chain() == audit.ChainReport(length=0, broken_at=None)


@pytest.mark.parametrize(
    "change",
    [
        {"by_name": "Somebody else"},
        {"action": "actor.ended"},
        {"at": datetime(2026, 11, 21, tzinfo=UTC)},
        {"subject_label": "Elsewhere"},
        {"changes": {"name": ["before", "other"]}},
        {"path": "/"},
        {"channel": "cli"},
        {"is_private": True},
        {"user": None},
        {"hash": "0" * 64},
        {"previous_hash": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_entry_shows(trail: list[AuditEntry], change: dict[str, object]) -> None:
    AuditEntry.objects.filter(pk=trail[2].pk).update(**change)
    assert verify_chain().broken_at == trail[2].pk


def test_a_private_entry_cannot_be_opened_to_all_unseen(world: World) -> None:
    with transaction.atomic():
        entry = audit.record(SYSTEM, "actor.edited", world.hospital, at=AT, is_private=True)
    assert verify_chain().broken_at is None
    AuditEntry.objects.update(is_private=False)
    assert verify_chain().broken_at == entry.pk


def test_what_is_not_private_keeps_the_hash_that_it_had_before_there_were_private_entries(
    world: World,
) -> None:
    """As it was counted then; else no chain from before would hold."""
    with transaction.atomic():
        entry = audit.record(SYSTEM, "actor.edited", world.hospital, at=AT, path="/1/")
    content = {
        "at": "2026-11-22T12:00:00+00:00",
        "user": None,
        "by": "Samvern",
        "channel": "system",
        "action": "actor.edited",
        "subject": ["actors.actor", str(world.hospital.pk), str(world.hospital)],
        "path": "/1/",
        "changes": {},
        "previous": entry.previous_hash,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    assert entry.hash == hashlib.sha256(text.encode()).hexdigest()


def test_a_private_entry_is_read_by_a_role_at_the_place_and_by_no_role_in_the_whole_sector(
    world: World,
) -> None:
    """Whatever the role: nobody is of an organisation by a role in the sector."""
    everywhere, nearby = users.user("Everywhere"), users.user("Nearby")
    for role in GRANTABLE:
        actors.grant(everywhere, role)
    actors.grant(nearby, Role.SUPERVISOR, world.hospital)
    with transaction.atomic():
        place = world.department
        audit.record(SYSTEM, "actor.edited", place, at=AT, path=place.path, is_private=True)
    viewers = {member: world.viewer(member) for member in CAST}
    viewers |= {"everywhere": viewer_for(everywhere), "nearby": viewer_for(nearby)}
    seen = {name for name, by in viewers.items() if AuditEntry.objects.visible_to(by).exists()}
    assert seen == {"officer"}


def test_a_missing_entry_shows(trail: list[AuditEntry]) -> None:
    trail[2].delete()
    assert verify_chain().broken_at == trail[3].pk


def test_a_cut_off_end_shows(trail: list[AuditEntry]) -> None:
    AuditEntry.objects.filter(pk__gte=trail[3].pk).delete()
    assert verify_chain().broken_at == 0


def test_the_chain_has_one_end(trail: list[AuditEntry]) -> None:
    end = AuditChain.objects.get()
    assert (end.length, end.last_hash) == (5, trail[-1].hash)


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_a_mistake() -> None:
    subject = users.user()
    with pytest.raises(RuntimeError):
        audit.record(SYSTEM, "user.edited", subject, at=AT)
    assert not AuditEntry.objects.exists()


def test_an_entry_goes_when_its_change_does(world: World) -> None:
    with transaction.atomic():
        audit.record(SYSTEM, "actor.edited", world.hospital, at=AT)
        transaction.set_rollback(True)
    assert not AuditEntry.objects.exists()
    assert verify_chain().broken_at is None


def test_secrets_never_enter_the_trail(world: World) -> None:
    secrets = dict.fromkeys(("password", "digest", "key", "secret"), "hidden")
    with transaction.atomic():
        entry = audit.record(
            SYSTEM, "user.edited", world.hospital, at=AT, changes={**secrets, "name": "shown"}
        )
    assert entry.changes == {"name": "shown"}
