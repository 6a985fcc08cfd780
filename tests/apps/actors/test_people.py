"""People: accounts, invitations, roles given and ended."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from samvern.apps.actors import operations, queries
from samvern.apps.actors.models import Actor, Grant
from samvern.base.models import AuditEntry, User
from samvern.base.permissions import GRANTABLE, Role
from samvern.base.viewer import SYSTEM, HeldRole
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound, NotReady
from tests.factories import actors, users
from tests.worlds import World

pytestmark = pytest.mark.django_db
AT = datetime.fromisoformat("2026-11-22T12:00+00:00")
TODAY = date(2026, 11, 22)


def register(**changes: Any) -> Grant:
    """Register a security officer for the whole sector unless something else is said."""
    arguments: dict[str, Any] = {
        "email": "Kari@Example.org",
        "name": " Kari  Nordmann ",
        "role": Role.SUPERVISOR,
        "actor_id": None,
    }
    return operations.register_person(by=SYSTEM, at=AT, **(arguments | changes))


def test_a_new_person_has_an_account_without_password_and_a_role() -> None:
    hospital = actors.actor()
    grant = register(role=Role.CONTRIBUTOR, actor_id=hospital.pk, language="nn")
    assert (grant.user.email, grant.user.name) == ("kari@example.org", "Kari Nordmann")
    assert grant.user.language == "nn"
    assert not grant.user.has_usable_password()
    assert (grant.path, grant.valid_from) == (hospital.path, TODAY)
    entries = AuditEntry.objects.order_by("pk").values_list("action", "path")
    assert list(entries) == [
        ("person.registered", hospital.path),
        ("grant.given", hospital.path),
    ]


def test_the_invitation_leaves_after_the_commit_and_lets_the_person_choose_a_password(
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    client: Client,
    settings: Settings,
) -> None:
    settings.PASSWORD_RESET_TIMEOUT = 11 * 3_600
    with django_capture_on_commit_callbacks(execute=True):
        register()
        assert mailoutbox == []
    (message,) = mailoutbox
    assert message.to == ["kari@example.org"]
    assert " 11 " in message.body, "how long the link works"
    link = re.search(r"http://127\.0\.0\.1:8000(/account/password/reset/key/\S+)", message.body)
    assert link
    form = client.get(link[1], follow=True).redirect_chain[-1][0]
    password = "sju sorte svaner"
    client.post(form, {"password1": password, "password2": password})
    assert User.objects.get().check_password(password)


def test_nobody_is_invited_when_nothing_was_saved(
    mailoutbox: list[EmailMessage],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    users.user(email="kari@example.org")
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(Conflict):
        register()
    assert mailoutbox == []


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"email": "kari"}, {"email": "field.form"}),
        ({"email": ""}, {"email": "field.required"}),
        ({"name": " "}, {"name": "field.required"}),
        ({"name": "x" * 201}, {"name": "field.too_long"}),
        ({"language": "fr"}, {"language": "field.not_a_choice"}),
    ],
)
def test_a_person_is_described_properly(changes: dict[str, str], wrong: dict[str, str]) -> None:
    with pytest.raises(InvalidInput) as refused:
        register(**changes)
    assert {problem.where: problem.code for problem in refused.value.problems} == wrong
    assert not User.objects.exists()


def test_a_role_is_given_by_address_from_today_on() -> None:
    person, hospital = users.user(), actors.actor()
    grant = operations.grant_role(
        by=SYSTEM,
        at=AT,
        email=f" {person.email.upper()} ",
        role=Role.CONTRIBUTOR,
        actor_id=hospital.pk,
    )
    assert (grant.user, grant.valid_from) == (person, TODAY)
    assert AuditEntry.objects.get().changes == {"role": "contributor", "email": person.email}
    assert queries.held_roles(person.pk) == (HeldRole(Role.CONTRIBUTOR, hospital.path),)


@pytest.mark.parametrize("email", ["nobody@example.org", "left@example.org"])
def test_only_people_with_an_account_get_roles(email: str) -> None:
    users.user(email="left@example.org", is_active=False)
    with pytest.raises(InvalidInput, match=r"person\.unknown"):
        operations.grant_role(by=SYSTEM, at=AT, email=email, role=Role.SUPERVISOR, actor_id=None)


def test_a_role_is_given_once() -> None:
    person = users.user()
    actors.grant(person, Role.SUPERVISOR)
    with pytest.raises(Conflict, match=r"grant\.already_held"):
        operations.grant_role(
            by=SYSTEM, at=AT, email=person.email, role=Role.SUPERVISOR, actor_id=None
        )


BY_OFFICER = {Role.SECURITY_OFFICER, Role.CONTRIBUTOR, Role.LOG_CONTROLLER, Role.MEASURE_OWNER}


@pytest.mark.parametrize("role", GRANTABLE)
@pytest.mark.parametrize(
    ("member", "place", "allowed"),
    [
        ("authority", "whole sector", set(GRANTABLE)),
        ("authority", "hospital", set(GRANTABLE)),
        ("officer", "hospital", BY_OFFICER),
        ("officer", "department", BY_OFFICER),
        ("officer", "other_hospital", set()),
        ("officer", "whole sector", set()),
        ("officer_elsewhere", "hospital", set()),
        ("owner", "hospital", set()),
        ("colleague", "hospital", set()),
        ("supervisor", "hospital", set()),
        ("supervisor", "whole sector", set()),
        ("stranger", "hospital", set()),
        ("stranger", "whole sector", set()),
        ("anonymous", "hospital", set()),
    ],
)
def test_nobody_gives_or_ends_more_than_they_hold(
    world: World, member: str, place: str, allowed: set[Role], role: Role
) -> None:
    by, person = world.viewer(member), users.user()
    actor: Actor | None = None if place == "whole sector" else getattr(world, place)
    there = {"actor_id": actor.pk if actor else None, "role": role}
    held = actors.grant(users.user(), role, actor)
    if role in allowed:
        operations.grant_role(by=by, at=AT, email=person.email, **there)
        operations.end_grant(by=by, at=AT, grant_id=held.pk)
    else:
        with pytest.raises((NotAllowed, NotFound)):
            operations.grant_role(by=by, at=AT, email=person.email, **there)
        with pytest.raises((NotAllowed, NotFound)):
            operations.register_person(by=by, at=AT, email="new@example.org", name="New", **there)
        with pytest.raises((NotAllowed, NotFound)):
            operations.end_grant(by=by, at=AT, grant_id=held.pk)


def test_an_ended_role_no_longer_holds_and_stays_as_the_past(world: World) -> None:
    grant = Grant.objects.get(user=world.user("colleague"))
    operations.end_grant(by=world.viewer("officer"), at=AT, grant_id=grant.pk)
    grant.refresh_from_db()
    assert grant.valid_to == TODAY
    assert not Grant.objects.in_force(TODAY).filter(pk=grant.pk).exists()
    assert world.viewer("colleague").held == ()
    with pytest.raises(NotReady, match=r"grant\.already_ended"):
        operations.end_grant(by=SYSTEM, at=AT, grant_id=grant.pk)


def test_a_role_that_was_ended_can_be_given_again_the_same_day(world: World) -> None:
    person = world.people["colleague"]
    grant = Grant.objects.get(user=person)
    operations.end_grant(by=SYSTEM, at=AT, grant_id=grant.pk)
    operations.grant_role(
        by=SYSTEM, at=AT, email=person.email, role=Role.CONTRIBUTOR, actor_id=world.hospital.pk
    )
    assert world.viewer("colleague").roles >= {Role.CONTRIBUTOR}


def test_the_last_sector_authority_stays(world: World) -> None:
    authority = Grant.objects.get(user=world.user("authority"))
    actors.grant(users.user(is_active=False), Role.SECTOR_AUTHORITY)
    actors.grant(users.user(), Role.SECTOR_AUTHORITY, until=TODAY)
    actors.grant(users.user(), Role.SECTOR_AUTHORITY, world.hospital)
    by = world.viewer("authority")
    with pytest.raises(NotReady, match=r"grant\.last_sector_authority"):
        operations.end_grant(by=by, at=AT, grant_id=authority.pk)
    actors.grant(users.user(), Role.SECTOR_AUTHORITY)
    operations.end_grant(by=by, at=AT, grant_id=authority.pk)


def test_people_of_an_actor_take_as_many_queries_as_one(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by = world.viewer("officer")
    for count in (3, 20):
        while Grant.objects.filter(actor=world.hospital).count() < count:
            actors.grant(users.user(), Role.CONTRIBUTOR, world.hospital)
        with django_assert_num_queries(1):
            people = queries.people_at(by, world.hospital, on=TODAY)
        assert people is not None
        assert len(people) == count


def test_who_may_not_see_people_is_told_nothing_of_them(world: World) -> None:
    for member in ("owner", "colleague", "officer_elsewhere", "stranger"):
        assert queries.people_at(world.viewer(member), world.hospital, on=TODAY) is None
    with pytest.raises(NotAllowed):
        queries.grants(world.viewer("colleague"), on=TODAY)


def test_rows_say_which_roles_the_reader_may_end(world: World) -> None:
    actors.grant(users.user("Zupervisor"), Role.SUPERVISOR, world.hospital)
    people = queries.people_at(world.viewer("officer"), world.hospital, on=TODAY) or ()
    assert [(row.name, row.may_end) for row in people] == [
        ("Colleague", True),
        ("Officer", True),
        ("Owner", True),
        ("Zupervisor", False),
    ]
