"""Populations in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from samvern.apps.actors import models, operations, queries
from samvern.apps.actors.api.shapes import BodyId, Id, Line, Name, Version
from samvern.apps.actors.models import ActorKind, ActorSize, ByHand, HealthRegion
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
Ids = Annotated[list[BodyId], Field(max_length=2_000)]


class Criteria(Incoming):
    """What selects an actor: every criterion that is given, by any of its values."""

    kinds: list[ActorKind] = Field(default_factory=list)
    regions: list[HealthRegion] = Field(default_factory=list)
    counties: list[Annotated[str, Field(pattern=r"^[0-9]{2}$")]] = Field(
        default_factory=list, max_length=100
    )
    sizes: list[ActorSize] = Field(
        default_factory=list, description="The empty text means a size that is not known."
    )
    codes: list[Annotated[str, Field(pattern=r"^SN20(07|25):[0-9.]{2,8}$")]] = Field(
        default_factory=list, max_length=500
    )
    below: Ids = Field(default_factory=list)
    added: Ids = Field(default_factory=list, description="By hand, whatever the rest says.")
    left_out: Ids = Field(default_factory=list)


class Stratum(Schema):
    """How many of a version are of a kind, in a region and of a size."""

    kind: ActorKind
    region: str
    size: str
    count: int


class Population(Schema):
    """A drawing: who is meant, by which criteria, on which day, how many of each sort."""

    id: int
    name: str
    description: str
    version: int
    criteria: dict[str, Any]
    drawn_at: datetime
    size: int


class PopulationWithStrata(Population):
    """A drawing with its sizes; `joined` and `left` is what drawing anew would change."""

    strata: list[Stratum]
    by_hand: list[ChosenByHand]
    joined: int
    left: int


class Member(Schema):
    """An actor that was drawn, with what it was at the time."""

    actor_id: int
    kind: ActorKind
    region: str
    size: str


class NewPopulation(Incoming):
    """Who is meant, under a name."""

    name: Name
    description: Line = ""
    criteria: Criteria


class Draw(Incoming):
    """Draw anew; by other criteria where they are given."""

    version: Version
    criteria: Criteria | None = None


class HandChoice(Incoming):
    """One actor that is added, left out, or left to the criteria again; and why."""

    version: Version
    actor_id: BodyId
    choice: ByHand
    reason: Line


class ChosenByHand(Schema):
    """An actor that was added or left out by hand; why, by whom and when, if that was said."""

    actor_id: int
    choice: ByHand
    reason: str
    by_name: str
    at: datetime | None


class MembersQuery(Schema):
    """Which part of a version is asked for; the newest without a number."""

    version: int | None = Field(None, ge=1, le=2**31 - 1)
    cursor: Cursor = ""
    limit: Limit = 50


@router.get("/populations", response=list[Population])
def list_populations(request: HttpRequest) -> list[Population]:
    """The newest drawing of every population, by name."""
    return [_population(version) for version in queries.newest_versions(viewer_of(request))]


@router.post("/populations", response={201: Population})
@idempotent
def create_population(request: HttpRequest, population: NewPopulation) -> Status[Population]:
    """Save who is meant, and draw the first version."""
    version = operations.create_population(
        by=viewer_of(request), at=timezone.now(), **population.model_dump(mode="json")
    )
    return Status(201, _population(version))


@router.get("/populations/{population_id}", response=PopulationWithStrata)
def get_population(request: HttpRequest, population_id: Id) -> PopulationWithStrata:
    """The newest drawing of a population, with its sizes."""
    found = queries.version_of(queries.population_for(viewer_of(request), population_id))
    drift = queries.drift(found, on=timezone.localdate())
    return PopulationWithStrata(
        **_population(found).model_dump(),
        strata=[Stratum.from_orm(each) for each in queries.strata(found)],
        by_hand=[ChosenByHand.from_orm(each) for each in queries.chosen_by_hand(found)],
        joined=drift.joined,
        left=drift.left,
    )


@router.get("/populations/{population_id}/members", response=CursorPage[Member])
def list_population_members(
    request: HttpRequest, population_id: Id, asked: Query[MembersQuery]
) -> CursorPage[Member]:
    """Who was drawn."""
    saved = queries.population_for(viewer_of(request), population_id)
    version = queries.version_of(saved, asked.version)
    drawn = version.members.all()
    found, following = page_of(drawn, cursor=asked.cursor, limit=asked.limit)
    return CursorPage(items=[Member.from_orm(each) for each in found], next_cursor=following)


@router.post("/populations/{population_id}/draw", response=Population)
@idempotent
def draw_population(request: HttpRequest, population_id: Id, draw: Draw) -> Population:
    """Draw anew as the directory stands today; earlier drawings stay."""
    version = operations.draw_population(
        by=viewer_of(request),
        at=timezone.now(),
        population_id=population_id,
        **draw.model_dump(mode="json"),
    )
    return _population(version)


@router.post("/populations/{population_id}/by-hand", response=Population)
@idempotent
def choose_by_hand(request: HttpRequest, population_id: Id, choice: HandChoice) -> Population:
    """Add one actor or leave it out; everybody else stays as they were drawn."""
    version = operations.choose_by_hand(
        by=viewer_of(request),
        at=timezone.now(),
        population_id=population_id,
        **choice.model_dump(mode="json"),
    )
    return _population(version)


def _population(version: models.PopulationVersion) -> Population:
    saved = version.population
    return Population(
        id=saved.pk,
        name=saved.name,
        description=saved.description,
        version=version.number,
        criteria=version.criteria,
        drawn_at=version.drawn_at,
        size=version.size,
    )
