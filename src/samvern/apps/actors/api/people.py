"""People and the roles they hold, in the API."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status

from samvern.apps.actors import models, operations, queries
from samvern.apps.actors.api.shapes import Email, Id, Name
from samvern.base.endpoints import (
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)
from samvern.base.permissions import Role

router = Router()


class Person(Schema):
    """A person with a role; ``actor_id`` is null when it holds for the whole sector."""

    grant_id: int
    name: str
    email: str
    role: Role
    actor_id: int | None
    since: date
    until: date | None


class NewGrant(Incoming):
    """A role for a person who has an account."""

    email: Email
    role: Role


class NewPerson(NewGrant):
    """A person who gets an account, a first role, and an invitation by e-mail."""

    name: Name
    language: Literal["nb", "nn", "en"] = "nb"


@router.get(
    "/actors/{actor_id}/people",
    response=CursorPage[Person],
)
def list_people_of_actor(
    request: HttpRequest, actor_id: Id, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[Person]:
    """Who holds a role at an actor itself."""
    viewer = viewer_of(request)
    actor = queries.actor_for(viewer, actor_id)
    held = queries.grants_at(viewer, actor, on=timezone.localdate())
    found, following = page_of(held, cursor=cursor, limit=limit)
    return CursorPage(items=[_person(grant) for grant in found], next_cursor=following)


@router.post(
    "/actors/{actor_id}/people",
    response={201: Person},
)
@idempotent
def register_person(request: HttpRequest, actor_id: Id, person: NewPerson) -> Status[Person]:
    """Make an account with a role at an actor, and invite the person by e-mail."""
    grant = operations.register_person(
        by=viewer_of(request), at=timezone.now(), actor_id=actor_id, **person.model_dump()
    )
    return Status(201, _person(grant))


@router.post("/actors/{actor_id}/grants", response={201: Person})
@idempotent
def grant_role(request: HttpRequest, actor_id: Id, grant: NewGrant) -> Status[Person]:
    """Give a person who has an account a role at an actor and everything below it."""
    given = operations.grant_role(
        by=viewer_of(request), at=timezone.now(), actor_id=actor_id, **grant.model_dump()
    )
    return Status(201, _person(given))


@router.get("/grants", response=CursorPage[Person])
def list_grants(request: HttpRequest, cursor: Cursor = "", limit: Limit = 50) -> CursorPage[Person]:
    """Every role in force that you may see."""
    held = queries.grants(viewer_of(request), on=timezone.localdate())
    found, following = page_of(held, cursor=cursor, limit=limit)
    return CursorPage(items=[_person(grant) for grant in found], next_cursor=following)


@router.post("/grants", response={201: Person})
@idempotent
def grant_sector_role(request: HttpRequest, grant: NewGrant) -> Status[Person]:
    """Give a person who has an account a role in the whole sector."""
    given = operations.grant_role(
        by=viewer_of(request), at=timezone.now(), actor_id=None, **grant.model_dump()
    )
    return Status(201, _person(given))


@router.post("/grants/{grant_id}/end", response=Person)
@idempotent
def end_grant(request: HttpRequest, grant_id: Id) -> Person:
    """End a role from today on."""
    ended = operations.end_grant(by=viewer_of(request), at=timezone.now(), grant_id=grant_id)
    return _person(ended)


def _person(grant: models.Grant) -> Person:
    return Person(
        grant_id=grant.pk,
        name=grant.user.name,
        email=grant.user.email,
        role=Role(grant.role),
        actor_id=grant.actor_id,
        since=grant.valid_from,
        until=grant.valid_to,
    )
