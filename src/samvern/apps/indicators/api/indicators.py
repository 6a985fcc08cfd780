"""Indicators in the JSON API: made, changed, retired, taken from the catalogue; goals without one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.responses import Status

from samvern.apps.indicators import operations, queries
from samvern.apps.indicators.api.shapes import (
    Code,
    IndicatorChangeIn,
    IndicatorIn,
    IndicatorOut,
    Key,
    indicator_out,
)
from samvern.apps.programmes import queries as programmes
from samvern.base.endpoints import (
    ANYBODY,
    PROBLEMS,
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)
from samvern.base.viewer import Viewer

router = Router()


class GoalOut(Schema):
    """A goal that no indicator tells of."""

    code: str
    title: dict[str, str]
    goal_set: str


class ProposalOut(Schema):
    """An indicator of a catalogue; `taken` is the programme's own where it has been taken."""

    catalogue: str
    code: str
    subject: str
    title: dict[str, str]
    definition: dict[str, str]
    population: dict[str, str]
    values_from: dict[str, str]
    unit: dict[str, str]
    direction: str
    frequency: str
    measured_on: str
    places: list[str]
    taken: int | None


class TakeIn(Incoming):
    """Which indicator of which catalogue."""

    catalogue: Code
    code: Code


@router.get(
    "/programmes/{code}/indicators",
    auth=ANYBODY,
    response={200: CursorPage[IndicatorOut], **PROBLEMS},
)
def list_indicators(
    request: HttpRequest, code: Code, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[IndicatorOut]:
    """The indicators of a programme with how they stand, those no longer measured too."""
    viewer = viewer_of(request)
    programme = programmes.programme_for(viewer, code)
    found = queries.indicators(viewer, programme.code)
    part, following = page_of(found.order_by("pk"), cursor=cursor, limit=limit)
    rows = queries.indicator_rows(viewer, found.filter(pk__in=[each.pk for each in part]))
    by_id = {row.indicator.pk: row for row in rows}
    items = [indicator_out(by_id[each.pk]) for each in part]
    return CursorPage(items=items, next_cursor=following)


@router.post("/programmes/{code}/indicators", response={201: IndicatorOut, **PROBLEMS})
@idempotent
def add_indicator(request: HttpRequest, code: Code, asked: IndicatorIn) -> Status[IndicatorOut]:
    """Say what is to be measured."""
    viewer = viewer_of(request)
    made = operations.add_indicator(
        by=viewer, programme_code=code, plan=asked.plan(), at=timezone.now()
    )
    return Status(201, _out(viewer, made.pk))


@router.get(
    "/programmes/{code}/goals-without-indicators",
    auth=ANYBODY,
    response={200: list[GoalOut], **PROBLEMS},
)
def list_goals_without(request: HttpRequest, code: Code) -> list[Any]:
    """The goals that no indicator tells of."""
    viewer = viewer_of(request)
    programmes.programme_for(viewer, code)
    return list(queries.goals_without(viewer, code))


@router.get(
    "/programmes/{code}/indicator-catalogue",
    auth=ANYBODY,
    response={200: list[ProposalOut], **PROBLEMS},
)
def get_catalogue(request: HttpRequest, code: Code) -> list[ProposalOut]:
    """Indicators to begin with, and which of them the programme has taken."""
    found = queries.catalogue_page(viewer_of(request), code)
    return [
        ProposalOut(
            catalogue=row.catalogue.id,
            code=row.proposal.id,
            subject=row.proposal.subject,
            title=dict(row.proposal.title),
            definition=dict(row.proposal.definition),
            population=dict(row.proposal.population),
            values_from=dict(row.proposal.values_from),
            unit=dict(row.proposal.unit),
            direction=row.proposal.direction.value,
            frequency=row.proposal.frequency.value,
            measured_on=row.proposal.measured_on.value,
            places=[f"{source}: {place}" for source, place in row.proposal.places],
            taken=row.taken.pk if row.taken else None,
        )
        for row in found.rows
    ]


@router.post("/programmes/{code}/indicator-catalogue", response={201: IndicatorOut, **PROBLEMS})
@idempotent
def take_from_catalogue(request: HttpRequest, code: Code, asked: TakeIn) -> Status[IndicatorOut]:
    """Take an indicator of a catalogue into the programme; it has no baseline and no targets yet."""
    viewer = viewer_of(request)
    taken = operations.take_from_catalogue(
        by=viewer,
        programme_code=code,
        catalogue=asked.catalogue,
        code=asked.code,
        at=timezone.now(),
    )
    return Status(201, _out(viewer, taken.pk))


@router.get("/indicators/{indicator_id}", auth=ANYBODY, response={200: IndicatorOut, **PROBLEMS})
def get_indicator(request: HttpRequest, indicator_id: Key) -> IndicatorOut:
    """An indicator with how it stands."""
    return _out(viewer_of(request), indicator_id)


@router.put("/indicators/{indicator_id}", response={200: IndicatorOut, **PROBLEMS})
@idempotent
def change_indicator(
    request: HttpRequest, indicator_id: Key, asked: IndicatorChangeIn
) -> IndicatorOut:
    """Say something else of what is measured."""
    viewer = viewer_of(request)
    operations.change_indicator(
        by=viewer,
        indicator_id=indicator_id,
        version=asked.version,
        plan=asked.plan(),
        at=timezone.now(),
    )
    return _out(viewer, indicator_id)


@router.post("/indicators/{indicator_id}/retire", response={200: IndicatorOut, **PROBLEMS})
@idempotent
def retire_indicator(request: HttpRequest, indicator_id: Key) -> IndicatorOut:
    """Measure it no longer; its values stay."""
    viewer = viewer_of(request)
    operations.retire_indicator(by=viewer, indicator_id=indicator_id, at=timezone.now())
    return _out(viewer, indicator_id)


@router.post("/indicators/{indicator_id}/resume", response={200: IndicatorOut, **PROBLEMS})
@idempotent
def resume_indicator(request: HttpRequest, indicator_id: Key) -> IndicatorOut:
    """Measure it again."""
    viewer = viewer_of(request)
    operations.resume_indicator(by=viewer, indicator_id=indicator_id, at=timezone.now())
    return _out(viewer, indicator_id)


def _out(viewer: Viewer, indicator_id: int) -> IndicatorOut:
    return indicator_out(queries.indicator_page(viewer, indicator_id).row)
