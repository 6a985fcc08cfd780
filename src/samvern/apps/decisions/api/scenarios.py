"""Scenarios in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router, Schema, Status
from pydantic import Field

from samvern.apps.decisions import models, operations, queries
from samvern.apps.decisions.api.shapes import (
    Code,
    Key,
    Language,
    Level,
    Lines,
    Terms,
    Title,
    Version,
)
from samvern.apps.decisions.models import ScenarioSharing
from samvern.apps.programmes import queries as programmes
from samvern.base.endpoints import (
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)
from samvern.engine import priority

router = Router()


class Scenario(Schema):
    """A scenario. It can be edited until it is frozen by a decision or put away."""

    id: int
    programme: str
    level: Level
    title: str
    reason: str
    terms: Terms
    author: str
    sharing: ScenarioSharing
    copied_from: int | None
    is_example: bool
    version: int
    made_at: datetime
    changed_at: datetime
    archived_at: datetime | None
    frozen_at: datetime | None


class NewScenario(Incoming):
    """A new scenario, for nobody but its author unless shared."""

    level: Level
    title: Title
    reason: Lines
    terms: Terms
    sharing: ScenarioSharing = ScenarioSharing.OWN


class ScenarioChange(Incoming):
    """What a scenario is to say from now on."""

    version: Version
    title: Title
    reason: Lines
    terms: Terms


class SharingChange(Incoming):
    """Who is to see a scenario."""

    version: Version
    sharing: ScenarioSharing


class Copying(Incoming):
    """What the copy is to be called."""

    title: Title


class Archiving(Incoming):
    """The version that is put away."""

    version: Version


class Cause(Schema):
    """What one part of a scenario does to the mean place of each alternative.

    The shares of all parts sum to the whole change (Shapley).
    """

    parts: list[str]
    expected_rank: dict[str, float]
    half_width_95: dict[str, float]


class Column(Schema):
    """One of the scenarios side by side; ``scenario`` is null for the programme's own basis.

    ``change`` goes from the first column to this one: ``moves`` with places, mean places and
    shares before and after, ``gone`` and ``new``. It and ``causes`` are as
    `samvern programme schema ranking-change` describes them.
    """

    scenario: int | None
    title: str | None
    ranking: dict[str, Any]
    change: dict[str, Any]
    causes: list[Cause]


class Comparison(Schema):
    """Scenarios side by side, held against the first."""

    level: Level
    columns: list[Column]


class CompareQuery(Incoming):
    """Two to four scenarios by id, or ``basis`` for the programme's own basis."""

    with_: Annotated[list[str], Field(alias="with", min_length=2, max_length=4)]
    language: Language = "nb"


@router.get("/programmes/{code}/scenarios", response=CursorPage[Scenario])
def list_scenarios(
    request: HttpRequest, code: Code, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[Scenario]:
    """The scenarios of a programme that you may see, those put away included."""
    viewer = viewer_of(request)
    found = queries.scenarios_of(viewer, programmes.programme_for(viewer, code))
    rows, following = page_of(found, cursor=cursor, limit=limit)
    return CursorPage(items=[_scenario(row) for row in rows], next_cursor=following)


@router.post("/programmes/{code}/scenarios", response={201: Scenario})
@idempotent
def save_scenario(request: HttpRequest, code: Code, new: NewScenario) -> Status[Scenario]:
    """Save a new scenario of a programme."""
    saved = operations.save_scenario(
        by=viewer_of(request), code=code, at=timezone.now(), **new.model_dump()
    )
    return Status(201, _scenario(saved))


@router.get("/programmes/{code}/scenarios/compare", response=Comparison)
def compare_scenarios(request: HttpRequest, code: Code, query: Query[CompareQuery]) -> Comparison:
    """What moves between scenarios, and which part of each moves it."""
    found = queries.comparison(viewer_of(request), code, query.with_)
    return Comparison(
        level="measure" if found.level == "measure" else "focus-area",
        columns=[
            Column(
                scenario=each.scenario.id if each.scenario else None,
                title=each.scenario.title if each.scenario else None,
                ranking=each.figures.ranking.to_json(query.language),
                change=each.change.to_json(query.language),
                causes=[_cause(cause) for cause in each.causes],
            )
            for each in found.columns
        ],
    )


@router.get("/scenarios/{scenario_id}", response=Scenario)
def get_scenario(request: HttpRequest, scenario_id: Key) -> Scenario:
    """One scenario."""
    return _scenario(queries.scenario_for(viewer_of(request), scenario_id))


@router.get("/scenarios/{scenario_id}/ranking", response=dict[str, Any])
def rank_scenario(
    request: HttpRequest, scenario_id: Key, language: Language = "nb"
) -> dict[str, object]:
    """The ranking of a scenario, as `samvern programme schema ranking` describes it.

    Once frozen, the figures that were decided on.
    """
    found = queries.scenario_for(viewer_of(request), scenario_id)
    return queries.figures_of(found).ranking.to_json(language)


@router.put("/scenarios/{scenario_id}", response=Scenario)
@idempotent
def edit_scenario(request: HttpRequest, scenario_id: Key, change: ScenarioChange) -> Scenario:
    """Change what a scenario says; only its author may."""
    edited = operations.edit_scenario(
        by=viewer_of(request), scenario_id=scenario_id, at=timezone.now(), **change.model_dump()
    )
    return _scenario(edited)


@router.post("/scenarios/{scenario_id}/sharing", response=Scenario)
@idempotent
def share_scenario(request: HttpRequest, scenario_id: Key, change: SharingChange) -> Scenario:
    """Say who sees a scenario."""
    shared = operations.share_scenario(
        by=viewer_of(request), scenario_id=scenario_id, at=timezone.now(), **change.model_dump()
    )
    return _scenario(shared)


@router.post("/scenarios/{scenario_id}/copies", response={201: Scenario})
@idempotent
def copy_scenario(request: HttpRequest, scenario_id: Key, new: Copying) -> Status[Scenario]:
    """Make a scenario of your own that begins as this one."""
    copied = operations.copy_scenario(
        by=viewer_of(request), scenario_id=scenario_id, at=timezone.now(), **new.model_dump()
    )
    return Status(201, _scenario(copied))


@router.post("/scenarios/{scenario_id}/archive", response=Scenario)
@idempotent
def archive_scenario(request: HttpRequest, scenario_id: Key, change: Archiving) -> Scenario:
    """Put a scenario away; it is kept."""
    archived = operations.archive_scenario(
        by=viewer_of(request), scenario_id=scenario_id, at=timezone.now(), **change.model_dump()
    )
    return _scenario(archived)


def _cause(found: priority.Cause) -> Cause:
    return Cause.model_validate(found.to_json())


def _scenario(row: models.Scenario) -> Scenario:
    return Scenario(
        id=row.pk,
        programme=row.programme.code,
        level="measure" if row.level == "measure" else "focus-area",
        title=row.title,
        reason=row.reason,
        terms=row.terms,
        author=row.author_name,
        sharing=ScenarioSharing(row.sharing),
        copied_from=row.copied_from_id,
        is_example=row.is_example,
        version=row.version,
        made_at=row.made_at,
        changed_at=row.changed_at,
        archived_at=row.archived_at,
        frozen_at=row.frozen_at,
    )
