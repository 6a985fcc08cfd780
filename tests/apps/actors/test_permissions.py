"""Every page and every operation, tried by the whole cast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.test import Client

from samvern.apps.actors import operations
from samvern.apps.actors.models import Grant, ImportState, RegisterImport, SuccessionKind
from samvern.apps.actors.register_reading import RegisterFile
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.errors import NotAllowed, NotFound
from tests.factories import actors, register_units, users
from tests.worlds import CAST, World

AT = datetime.fromisoformat("2026-11-22T12:00+00:00")
READERS = {"authority", "officer", "owner", "colleague", "supervisor", "officer_elsewhere"}
OFFICERS = {"authority", "officer"}
AUTHORITY = {"authority"}

#: Page (of the hospital) to those who may open it.
PAGES = {
    "/actors/": READERS,
    "/actors/file/csv/": READERS,
    "/actors/{hospital}/": READERS,
    "/actors/new/": AUTHORITY,
    "/actors/new/?parent={hospital}": OFFICERS,
    "/actors/{hospital}/edit/": OFFICERS,
    "/actors/{hospital}/move/": OFFICERS,
    "/actors/{hospital}/cease/": OFFICERS,
    "/actors/{hospital}/succession/": AUTHORITY,
    "/actors/{hospital}/people/role/": OFFICERS,
    "/actors/{hospital}/people/new/": OFFICERS,
    "/people/": {"authority", "officer", "supervisor", "officer_elsewhere"},
    "/people/role/": AUTHORITY,
    "/people/new/": AUTHORITY,
    "/people/roles/{grant}/end/": OFFICERS,
    "/actors/{hospital}/follow/size/": OFFICERS,
    "/actors/populations/": {"authority", "supervisor"},
    "/actors/populations/new/": AUTHORITY,
    "/actors/populations/{population}/": {"authority", "supervisor"},
    "/actors/populations/{population}/draw/": AUTHORITY,
    "/actors/populations/{population}/by-hand/": AUTHORITY,
    "/actors/map/": READERS,
    "/actors/imports/": {"authority", "supervisor"},
    "/actors/imports/new/": AUTHORITY,
    "/actors/imports/{register_import}/": {"authority", "supervisor"},
    "/actors/imports/{register_import}/apply/": AUTHORITY,
    "/actors/imports/{register_import}/discard/": AUTHORITY,
}


@pytest.mark.parametrize("member", CAST)
@pytest.mark.parametrize("page", PAGES)
def test_pages_open_to_those_who_may(
    world: World, log_in: Callable[[str], Client], page: str, member: str
) -> None:
    grant = Grant.objects.get(user=world.user("colleague"))
    address = page.format(
        hospital=world.hospital.pk,
        grant=grant.pk,
        register_import=_read_import(),
        population=_population(),
    )
    answer = log_in(member).get(address)
    if member in PAGES[page]:
        assert answer.status_code == 200
    elif member == "anonymous":
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/account/login/")
    else:
        assert answer.status_code in {403, 404}


@pytest.mark.parametrize("page", ["/actors/{hospital}/", "/actors/{hospital}/edit/"])
def test_what_one_may_not_see_does_not_exist(
    world: World, log_in: Callable[[str], Client], page: str
) -> None:
    stranger = log_in("stranger")
    there = stranger.get(page.format(hospital=world.hospital.pk))
    nowhere = stranger.get(page.format(hospital=10**9))
    assert there.status_code == nowhere.status_code == 404
    assert there.context["title"] == nowhere.context["title"]


Operation = Callable[[Viewer, World], object]


def register_actor(by: Viewer, world: World) -> object:
    fields: operations.ActorFields = {"name": "New", "kind": "hospital_trust"}
    return operations.register_actor(by=by, at=AT, fields=fields, parent_id=world.hospital.pk)


def edit_actor(by: Viewer, world: World) -> object:
    return operations.edit_actor(
        by=by, at=AT, actor_id=world.hospital.pk, version=1, fields={"name": "New"}
    )


def move_actor(by: Viewer, world: World) -> object:
    return operations.move_actor(
        by=by, at=AT, actor_id=world.department.pk, version=1, parent_id=world.hospital.pk
    )


def cease_actor(by: Viewer, world: World) -> object:
    return operations.cease_actor(
        by=by, at=AT, actor_id=world.hospital.pk, version=1, on=date(2026, 1, 1)
    )


def record_succession(by: Viewer, world: World) -> object:
    return operations.record_succession(
        by=by,
        at=AT,
        predecessor_id=world.hospital.pk,
        successor_id=world.other_hospital.pk,
        on=date(2026, 1, 1),
        kind=SuccessionKind.MERGER,
    )


def register_person(by: Viewer, world: World) -> object:
    return operations.register_person(
        by=by,
        at=AT,
        email="new@example.org",
        name="New",
        role=Role.CONTRIBUTOR,
        actor_id=world.hospital.pk,
    )


def grant_role(by: Viewer, world: World) -> object:
    email = users.user().email
    return operations.grant_role(
        by=by, at=AT, email=email, role=Role.CONTRIBUTOR, actor_id=world.hospital.pk
    )


def end_grant(by: Viewer, world: World) -> object:
    grant = Grant.objects.get(user=world.user("colleague"))
    return operations.end_grant(by=by, at=AT, grant_id=grant.pk)


def _population() -> int:
    actors.actor("Office", kind="gp_office")
    return operations.create_population(
        by=SYSTEM, at=AT, name="Offices", criteria={"kinds": ["gp_office"]}
    ).population_id


def create_population(by: Viewer, world: World) -> object:
    criteria = {"added": [world.hospital.pk]}
    return operations.create_population(by=by, at=AT, name="New", criteria=criteria)


def draw_population(by: Viewer, world: World) -> object:
    return operations.draw_population(by=by, at=AT, population_id=_population(), version=1)


def choose_by_hand(by: Viewer, world: World) -> object:
    return operations.choose_by_hand(
        by=by,
        at=AT,
        population_id=_population(),
        version=1,
        actor_id=world.hospital.pk,
        choice="added",
        reason="It asked.",
    )


def _read_import() -> int:
    office = register_units.unit(org_number=actors.org_number())
    files = [RegisterFile("enheter.json", register_units.as_stream([office]))]
    return operations.read_register(by=SYSTEM, at=AT, files=files).pk


def read_register(by: Viewer, world: World) -> object:
    files = [RegisterFile("enheter.json", register_units.as_stream([]))]
    return operations.read_register(by=by, at=AT, files=files)


def read_feed(by: Viewer, world: World) -> object:
    source = register_units.EmptySource()
    return operations.read_feed(by=by, at=AT, source=source, since=date(2026, 1, 1))


def apply_import(by: Viewer, world: World) -> object:
    return operations.apply_import(by=by, at=AT, import_id=_read_import())


def apply_batch(by: Viewer, world: World) -> object:
    import_id = _read_import()
    RegisterImport.objects.filter(pk=import_id).update(state=ImportState.APPLYING)
    return operations.apply_batch(by=by, at=AT, import_id=import_id)


def discard_import(by: Viewer, world: World) -> object:
    return operations.discard_import(by=by, at=AT, import_id=_read_import())


def follow_register(by: Viewer, world: World) -> object:
    hospital = world.hospital
    unit = register_units.unit(org_number=hospital.org_number, employees=900)
    files = [RegisterFile("enheter.json", register_units.as_stream([unit]))]
    saved = operations.read_register(by=SYSTEM, at=AT, files=files)
    operations.apply_import(by=SYSTEM, at=AT, import_id=saved.pk)
    hospital.refresh_from_db()
    edited = operations.edit_actor(
        by=SYSTEM, at=AT, actor_id=hospital.pk, version=hospital.version, fields={"size": "1-9"}
    )
    return operations.follow_register(
        by=by, at=AT, actor_id=hospital.pk, version=edited.version, field="size"
    )


#: Operation (on the hospital) to those who may carry it out.
OPERATIONS: dict[Operation, set[str]] = {
    register_actor: OFFICERS,
    edit_actor: OFFICERS,
    move_actor: OFFICERS,
    cease_actor: OFFICERS,
    record_succession: AUTHORITY,
    register_person: OFFICERS,
    grant_role: OFFICERS,
    end_grant: OFFICERS,
    read_register: AUTHORITY,
    read_feed: AUTHORITY,
    apply_import: AUTHORITY,
    apply_batch: AUTHORITY,
    discard_import: AUTHORITY,
    follow_register: OFFICERS,
    create_population: AUTHORITY,
    draw_population: AUTHORITY,
    choose_by_hand: AUTHORITY,
}


def test_no_operation_is_forgotten() -> None:
    tried = {operation.__name__ for operation in OPERATIONS}
    assert tried == {name for name in operations.__all__ if name != "ActorFields"}


@pytest.mark.parametrize("member", CAST)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.__name__)
def test_operations_are_for_those_who_may(world: World, operation: Operation, member: str) -> None:
    by = world.viewer(member)
    if member in OPERATIONS[operation]:
        operation(by, world)
    else:
        with pytest.raises((NotAllowed, NotFound)):
            operation(by, world)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.__name__)
def test_a_token_that_only_reads_changes_nothing(world: World, operation: Operation) -> None:
    authority = world.viewer("authority")
    reader = Viewer(authority.user_id, authority.name, authority.held, scopes=frozenset({"read"}))
    with pytest.raises(NotAllowed):
        operation(reader, world)
