"""People and the roles they hold."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from samvern.apps.actors import invitations, queries, rules
from samvern.apps.actors.models import Actor, Grant
from samvern.apps.actors.permissions import Permission, may_grant
from samvern.base import audit
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import WHOLE_SECTOR, Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotReady, Problem


@transaction.atomic
def register_person(
    *,
    by: Viewer,
    at: datetime,
    email: str,
    name: str,
    role: Role,
    actor_id: int | None,
    language: str = "nb",
    password: str | None = None,
) -> Grant:
    """Make an account for a person, with a first role, and invite them by e-mail.

    The account has no password: the invitation, sent once all is saved, leads to where one
    is chosen. With a ``password``, as for the first person of an installation that sends no
    mail yet, nobody is invited. ``actor_id`` None gives the role for the whole sector.

    Raises
    ------
    NotFound, NotAllowed
        For the actor or the role, see :func:`grant_role`.
    InvalidInput
        ``person.invalid`` with a problem for each field; ``person.password_weak`` with one
        for each rule that the password breaks.
    Conflict
        ``person.exists`` when the address has an account.
    """
    actor = _place(by, role, actor_id)
    user = _new_user(email=email, name=name, language=language, password=password)
    changes = {"name": user.name, "email": user.email}
    path = actor.path if actor else WHOLE_SECTOR
    audit.record(by, "person.registered", user, at=at, path=path, changes=changes)
    grant = _grant(user, role, actor, by=by, at=at)
    if password is None:
        transaction.on_commit(lambda: invitations.invite(user.pk, by_name=by.name), robust=True)
    return grant


@transaction.atomic
def grant_role(*, by: Viewer, at: datetime, email: str, role: Role, actor_id: int | None) -> Grant:
    """Give a role to a person who has an account, from today on.

    Raises
    ------
    NotFound
        ``actor.unknown``.
    NotAllowed
        ``permission.missing``, or ``grant.beyond_own`` when the giver's own roles do not
        reach so far.
    InvalidInput
        ``person.unknown`` when the address has no account.
    Conflict
        ``grant.already_held``.
    """
    actor = _place(by, role, actor_id)
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise InvalidInput("person.unknown")
    return _grant(user, role, actor, by=by, at=at)


@transaction.atomic
def end_grant(*, by: Viewer, at: datetime, grant_id: int) -> Grant:
    """End a role from today on; the grant stays in the register as the past.

    Raises ``NotFound``, ``NotAllowed``, ``NotReady`` (``grant.already_ended``, or
    ``grant.last_sector_authority`` when nobody would be left to give roles).
    """
    grant = queries.grant_for(by, grant_id)
    by.require(Permission.MANAGE_PEOPLE, on=grant)
    if not may_grant(by, Role(grant.role), grant):
        raise NotAllowed("grant.beyond_own", role=grant.role)
    today = timezone.localdate(at)
    _leave_a_sector_authority(grant, at)
    if not Grant.objects.filter(pk=grant.pk).in_force(today).update(valid_to=today):
        raise NotReady("grant.already_ended")
    grant.valid_to = today
    changes = {"role": grant.role, "email": grant.user.email}
    audit.record(by, "grant.ended", grant, at=at, path=grant.path, changes=changes)
    return grant


def _place(by: Viewer, role: Role, actor_id: int | None) -> Actor | None:
    """Where the role is to hold, locked so that it does not move meanwhile."""
    actor = queries.actor_for(by, actor_id, lock=True) if actor_id is not None else None
    by.require(Permission.MANAGE_PEOPLE, on=actor)
    if not may_grant(by, role, actor):
        raise NotAllowed("grant.beyond_own", role=role)
    return actor


def _new_user(*, email: str, name: str, language: str, password: str | None) -> User:
    """A saved account, by default without a password."""
    user = User(email=email.strip().lower(), name=" ".join(name.split()), language=language)
    if password is None:
        user.set_unusable_password()
    else:
        _check_password(password, user)
        user.set_password(password)
    try:
        user.clean_fields()
    except ValidationError as error:
        raise InvalidInput("person.invalid", problems=rules.problems_of(error)) from None
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:
        raise Conflict("person.exists") from None
    return user


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        problems = [Problem.of(f"password.{each.code}") for each in error.error_list]
        raise InvalidInput("person.password_weak", problems=problems) from None


def _grant(user: User, role: Role, actor: Actor | None, *, by: Viewer, at: datetime) -> Grant:
    grant = Grant(
        user=user,
        role=role,
        actor=actor,
        path=actor.path if actor else WHOLE_SECTOR,
        valid_from=timezone.localdate(at),
    )
    try:
        with transaction.atomic():
            grant.save()
    except IntegrityError:
        raise Conflict("grant.already_held") from None
    changes = {"role": str(role), "email": user.email}
    audit.record(by, "grant.given", grant, at=at, path=grant.path, changes=changes)
    return grant


def _leave_a_sector_authority(grant: Grant, at: datetime) -> None:
    """Refuse to end the last role from which all others are given.

    All such grants are locked in one order, so that of two authorities who end each other
    at once the second is refused.
    """
    if grant.role != Role.SECTOR_AUTHORITY or grant.path != WHOLE_SECTOR:
        return
    left = (
        Grant.objects.select_for_update(of=("self",))
        .filter(role=Role.SECTOR_AUTHORITY, path=WHOLE_SECTOR, user__is_active=True)
        .in_force(timezone.localdate(at))
        .order_by("pk")
    )
    if {other.pk for other in left} <= {grant.pk}:
        raise NotReady("grant.last_sector_authority")
