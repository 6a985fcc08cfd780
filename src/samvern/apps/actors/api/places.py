"""Who is where, in the API."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import Field

from samvern.apps.actors import queries
from samvern.apps.actors.models import ActorKind
from samvern.base.endpoints import viewer_of

router = Router()


class PlacesQuery(Schema):
    """Who is counted: of a kind, and in the newest drawing of a population."""

    kind: ActorKind | None = None
    population: int | None = Field(None, ge=1, le=2**63 - 1)


class PlaceCount(Schema):
    """How many are in a municipality, county or health region; null where nobody knows."""

    key: str
    name: str
    count: int | None


class Places(Schema):
    """Who is where. `total` counts those whose place is not known too."""

    total: int
    without_municipality: int
    without_region: int
    municipalities: list[PlaceCount]
    counties: list[PlaceCount]
    regions: list[PlaceCount]


@router.get("/places", response=Places)
def get_places(request: HttpRequest, asked: Query[PlacesQuery]) -> dict[str, Any]:
    """How many actors are in each municipality, county and health region today."""
    filters = queries.PlaceFilters(kind=asked.kind or "", population=asked.population)
    return queries.places(viewer_of(request), filters, on=timezone.localdate()).plain()
