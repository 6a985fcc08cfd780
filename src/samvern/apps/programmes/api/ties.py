"""Findings tied to measures in the API."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from samvern.apps.actions import queries as actions
from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.api.shapes import Code
from samvern.apps.programmes.models import MeasureTie
from samvern.base.endpoints import PROBLEMS, Incoming, idempotent, viewer_of

router = Router()

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]


class TieOut(Schema):
    """That a finding, or one of its actions, calls for a measure."""

    id: int
    finding: int
    action: int | None
    programme: str
    measure: str
    tied_by: str
    tied_at: datetime
    untied_at: datetime | None


class TieIn(Incoming):
    """A measure that a finding calls for, by its code."""

    programme: Code
    measure: Code
    action: Annotated[Key | None, Field(description="One of the actions on the finding.")] = None


class OrganisationGapsOut(Schema):
    """How many findings at an organisation call for a measure."""

    actor: int
    findings: int
    closed: int


class GapsOut(Schema):
    """What calls for a measure.

    ``kept`` is a count of findings that organisations keep for their own improvement, rounded, as of
    ``kept_until``; null where it would tell of anybody, or where you are not told.
    """

    by_organisation: list[OrganisationGapsOut]
    kept: int | None
    kept_until: datetime


def _tie(tie: MeasureTie) -> TieOut:
    return TieOut(
        id=tie.pk,
        finding=tie.finding_id,
        action=tie.action_id,
        programme=tie.measure.programme.code,
        measure=tie.measure.code,
        tied_by=tie.tied_by_name,
        tied_at=tie.tied_at,
        untied_at=tie.untied_at,
    )


@router.get("/findings/{finding_id}/measures", response={200: list[TieOut], **PROBLEMS})
def list_ties(request: HttpRequest, finding_id: Key) -> list[TieOut]:
    """The measures that a finding calls for."""
    viewer = viewer_of(request)
    return [_tie(each) for each in queries.ties_of(viewer, actions.finding_for(viewer, finding_id))]


@router.post("/findings/{finding_id}/measures", response={201: TieOut, **PROBLEMS})
@idempotent
def tie_measure(request: HttpRequest, finding_id: Key, asked: TieIn) -> Status[TieOut]:
    """Say that a finding, or one of its actions, calls for a measure."""
    viewer = viewer_of(request)
    measure = queries.measure_for(viewer, asked.programme, asked.measure)
    saved = operations.tie_measure(
        by=viewer,
        measure_id=measure.pk,
        finding_id=finding_id,
        action_id=asked.action,
        at=timezone.now(),
    )
    return Status(201, _tie(saved))


@router.post("/ties/{tie_id}/untie", response={200: TieOut, **PROBLEMS})
@idempotent
def untie_measure(request: HttpRequest, tie_id: Key) -> TieOut:
    """Take a tie back; it is kept as having been."""
    return _tie(operations.untie_measure(by=viewer_of(request), tie_id=tie_id, at=timezone.now()))


@router.get("/programmes/{code}/measures/{measure}/gaps", response={200: GapsOut, **PROBLEMS})
def get_gaps(request: HttpRequest, code: Code, measure: Code) -> GapsOut:
    """What the sector's gaps call for of a measure, as far as you may know."""
    viewer = viewer_of(request)
    found = queries.measure_for(viewer, code, measure)
    gaps = queries.gaps_of(viewer, found.pk, at=timezone.now())
    return GapsOut(
        by_organisation=[
            OrganisationGapsOut(actor=row.actor_id, findings=row.findings, closed=row.closed)
            for row in gaps.rows
        ],
        kept=gaps.kept,
        kept_until=gaps.kept_until,
    )
