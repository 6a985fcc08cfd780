"""The register of actors and how they followed each other, in the API."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, cast

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from samvern.apps.actors import models, operations, queries
from samvern.apps.actors.api.shapes import (
    LINE,
    BodyId,
    Day,
    Id,
    Line,
    MunicipalityNumber,
    Name,
    OrgNumber,
    OtherNames,
    Version,
    left_out,
)
from samvern.apps.actors.models import (
    ActorKind,
    ActorSize,
    FactSource,
    HealthRegion,
    LanguageForm,
    SuccessionKind,
)
from samvern.base.endpoints import (
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)

router = Router()
Region = HealthRegion | Literal[""]


class ActorQuery(Schema):
    """What part of the register is asked for."""

    q: str = Field("", max_length=100, pattern=LINE, description="Words in names and numbers.")
    kind: ActorKind | None = None
    region: HealthRegion | None = None
    county: str = Field("", pattern=r"^([0-9]{2})?$", description="County number, two digits.")
    municipality: MunicipalityNumber = ""
    below: Id | None = Field(None, description="Only actors below this one on the tree.")
    standing: queries.Standing = queries.Standing.IN_FORCE
    origin: queries.Origin = queries.Origin.ANY
    cursor: Cursor = ""
    limit: Limit = 50


class Actor(Schema):
    """An organisation of the sector.

    ``source`` says how sure the organisation number is: S from a public register, U not
    checked against it, GAP not known, F made up. ``version`` counts the changes; send it with
    yours.
    """

    id: int
    name: str
    kind: ActorKind
    org_number: str | None
    source: FactSource
    parent_id: int | None
    region: Region
    municipality_number: str
    size: ActorSize
    language_form: LanguageForm
    valid_from: date | None
    valid_to: date | None
    also_known_as: list[str]
    is_fictitious: bool
    version: int


class NewActor(Incoming):
    """An actor to be registered, below another or at the top of the tree."""

    name: Name
    kind: ActorKind
    parent_id: BodyId | None = None
    org_number: OrgNumber | None = None
    region: Region = ""
    municipality_number: MunicipalityNumber = ""
    size: ActorSize = ActorSize.UNKNOWN
    language_form: LanguageForm = LanguageForm.NEUTRAL
    valid_from: Day | None = None
    also_known_as: OtherNames = Field(default_factory=list)


class ActorChange(Incoming):
    """What is to change about an actor; what is left out stays as it is."""

    version: Version
    name: Name = left_out()
    kind: ActorKind = left_out()
    org_number: OrgNumber | None = None
    region: Region = left_out()
    municipality_number: MunicipalityNumber = left_out()
    size: ActorSize = left_out()
    language_form: LanguageForm = left_out()
    valid_from: Day | None = None
    also_known_as: OtherNames = left_out()


class Move(Incoming):
    """Where an actor is to stand: below another, or at the top of the tree (null)."""

    version: Version
    parent_id: BodyId | None


class End(Incoming):
    """The first day on which an actor no longer exists."""

    version: Version
    on: Day


class Succession(Schema):
    """One actor followed by another on a date."""

    id: int
    predecessor_id: int
    successor_id: int
    on: date
    kind: SuccessionKind
    note: str


class NewSuccession(Incoming):
    """Who followed the actor, when and how."""

    successor_id: BodyId
    on: Day
    kind: SuccessionKind
    note: Line = ""


@router.get("/actors", response=CursorPage[Actor])
def list_actors(request: HttpRequest, query: Query[ActorQuery]) -> CursorPage[Actor]:
    """List actors, in the order in which they were registered."""
    filters = queries.Filters(
        words=query.q,
        kind=query.kind or "",
        region=query.region or "",
        county=query.county,
        municipality=query.municipality,
        below=query.below,
        standing=query.standing,
        origin=query.origin,
    )
    actors = queries.register(viewer_of(request), filters, on=timezone.localdate())
    found, following = page_of(actors, cursor=query.cursor, limit=query.limit)
    return CursorPage(items=[_actor(actor) for actor in found], next_cursor=following)


@router.post("/actors", response={201: Actor})
@idempotent
def register_actor(request: HttpRequest, actor: NewActor) -> Status[Actor]:
    """Register an actor."""
    new = operations.register_actor(
        by=viewer_of(request),
        at=timezone.now(),
        fields=_fields(actor.model_dump(exclude={"parent_id"})),
        parent_id=actor.parent_id,
    )
    return Status(201, _actor(new))


@router.get("/actors/{actor_id}", response=Actor)
def get_actor(request: HttpRequest, actor_id: Id) -> Actor:
    """One actor."""
    return _actor(queries.actor_for(viewer_of(request), actor_id))


@router.patch("/actors/{actor_id}", response=Actor)
@idempotent
def edit_actor(request: HttpRequest, actor_id: Id, change: ActorChange) -> Actor:
    """Change facts about an actor, unless somebody else has changed it since `version`."""
    edited = operations.edit_actor(
        by=viewer_of(request),
        at=timezone.now(),
        actor_id=actor_id,
        version=change.version,
        fields=_fields(change.model_dump(exclude={"version"}, exclude_unset=True)),
    )
    return _actor(edited)


@router.post("/actors/{actor_id}/move", response=Actor)
@idempotent
def move_actor(request: HttpRequest, actor_id: Id, move: Move) -> Actor:
    """Put an actor, with all below it, somewhere else on the tree."""
    moved = operations.move_actor(
        by=viewer_of(request), at=timezone.now(), actor_id=actor_id, **move.model_dump()
    )
    return _actor(moved)


@router.post("/actors/{actor_id}/end", response=Actor)
@idempotent
def cease_actor(request: HttpRequest, actor_id: Id, end: End) -> Actor:
    """Record that an actor exists no longer."""
    ceased = operations.cease_actor(
        by=viewer_of(request), at=timezone.now(), actor_id=actor_id, **end.model_dump()
    )
    return _actor(ceased)


@router.get(
    "/actors/{actor_id}/successions",
    response=list[Succession],
)
def list_successions(request: HttpRequest, actor_id: Id) -> list[Succession]:
    """How an actor came about and what became of it, newest first."""
    viewer = viewer_of(request)
    rows = queries.successions_of(viewer, queries.actor_for(viewer, actor_id))
    return [Succession.from_orm(row) for row in rows]


@router.post(
    "/actors/{actor_id}/successions",
    response={201: Succession},
)
@idempotent
def record_succession(
    request: HttpRequest, actor_id: Id, succession: NewSuccession
) -> Status[Succession]:
    """Record that another actor followed this one."""
    recorded = operations.record_succession(
        by=viewer_of(request),
        at=timezone.now(),
        predecessor_id=actor_id,
        **succession.model_dump(),
    )
    return Status(201, Succession.from_orm(recorded))


def _actor(actor: models.Actor) -> Actor:
    return Actor.from_orm(actor)


def _fields(sent: dict[str, Any]) -> operations.ActorFields:
    """What was sent, whose names and types the schemas have made those of the operations."""
    return cast("operations.ActorFields", sent)
