"""Campaigns in the JSON API: who is asked what, and who has handed in; never an answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from samvern.apps.actors import queries as actors
from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.api.asking_others import Done
from samvern.apps.assessments.models import Campaign
from samvern.apps.assessments.queries import (
    EVERYBODY,
    FollowedRow,
    FollowFilters,
)
from samvern.apps.assessments.rules import CampaignPlan
from samvern.base.endpoints import (
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
from samvern.engine.assessments import Confidentiality
from samvern.engine.response import Response

router = Router(tags=["campaigns"])

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
_TEXT = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
_LINE = r"^[^\x00-\x1f\x7f]*$"
Code = Annotated[str, Field(min_length=1, max_length=100, pattern=_LINE)]


class CampaignOut(Schema):
    """A campaign with what was said up front."""

    id: int
    title: str
    purpose: str
    framework: str
    framework_version: str
    population: int
    population_version: int
    period: str
    confidentiality: Literal["improvement", "reported"]
    due_on: date
    reminders: list[int]
    state: Literal["planned", "creating", "open", "closed"]
    opened_at: datetime | None
    closed_at: datetime | None
    version: int


class CampaignPlanIn(Incoming):
    """What is said up front. `reminders` are so many days before (negative) or after `due_on`.

    `population_version` is the number of a drawing; the newest when not given.
    """

    title: Annotated[str, Field(min_length=1, max_length=200, pattern=_LINE)]
    purpose: Annotated[str, Field(max_length=2_000, pattern=_TEXT)] = ""
    framework: Code
    framework_version: Code
    population: Key
    population_version: Annotated[int | None, Field(ge=1, le=2**31 - 1)] = None
    period: Annotated[str, Field(min_length=1, max_length=40, pattern=_LINE)]
    confidentiality: Literal["improvement", "reported"]
    due_on: date
    reminders: list[Annotated[int, Field(ge=-366, le=366)]] = Field(
        default_factory=lambda: [-14, -3, 1], max_length=6
    )


class ChangePlanIn(CampaignPlanIn):
    """All that is said up front, and the version of the campaign that it was made from."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]


class MoveIn(Incoming):
    """The day that answers are asked for by from now on, and the version that it was made from."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    due_on: date


class TakeOnIn(Incoming):
    """Why an assessment is answered on behalf of its organisation."""

    reason: Annotated[str, Field(min_length=1, max_length=500, pattern=_TEXT)]


class RemindIn(Incoming):
    """Whom to write to: these assessments, or all that are not handed in when null."""

    assessments: Annotated[list[Key] | None, Field(max_length=1_000)] = None


class GroupOut(Schema):
    """How many of a kind in a region were asked, and how many have handed in."""

    kind: str
    region: str
    asked: int
    handed_in: int


class ProgressOut(Schema):
    """How many were asked, and how many have handed in. `letters` counts letters by their state."""

    asked: int
    handed_in: int
    groups: list[GroupOut]
    letters: dict[str, int]


class FollowedOut(Schema):
    """Somebody who is asked. `state` and `submission` are null of one for improvement."""

    id: int
    actor: int
    name: str
    org_number: str
    is_handed_in: bool
    submitted_at: datetime | None
    state: str | None
    submission: int | None


def campaign_out(campaign: Campaign) -> CampaignOut:
    """A campaign as the API and the command line tell of it."""
    return CampaignOut(
        id=campaign.pk,
        title=campaign.title,
        purpose=campaign.purpose,
        framework=campaign.requirement_set.code,
        framework_version=campaign.requirement_set.version,
        population=campaign.population.population_id,
        population_version=campaign.population.number,
        period=campaign.period,
        confidentiality=campaign.confidentiality,  # type: ignore[arg-type]
        due_on=campaign.due_on,
        reminders=campaign.reminders,
        state=campaign.state,  # type: ignore[arg-type]
        opened_at=campaign.opened_at,
        closed_at=campaign.closed_at,
        version=campaign.version,
    )


def progress_out(request: HttpRequest, campaign: Campaign) -> ProgressOut:
    """How far a campaign has come."""
    response: Response = queries.responses([campaign])[campaign.pk]
    return ProgressOut(
        asked=response.asked,
        handed_in=response.handed_in,
        groups=[
            GroupOut(
                kind=each.kind,
                region=each.region,
                asked=each.response.asked,
                handed_in=each.response.handed_in,
            )
            for each in queries.group_responses(campaign)
        ],
        letters={
            state.value: count
            for state, count in queries.letter_counts(viewer_of(request), campaign).items()
        },
    )


@router.get("/campaigns", response={200: CursorPage[CampaignOut], **PROBLEMS})
def list_campaigns(
    request: HttpRequest, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[CampaignOut]:
    """Every campaign, for those who follow them."""
    found = queries.campaigns(viewer_of(request))
    rows, following = page_of(found, cursor=cursor, limit=limit)
    return CursorPage(items=[campaign_out(row) for row in rows], next_cursor=following)


@router.post("/campaigns", response={201: CampaignOut, **PROBLEMS})
@idempotent
def plan_campaign(request: HttpRequest, asked: CampaignPlanIn) -> Status[CampaignOut]:
    """Plan a campaign; nobody is asked before it is opened."""
    viewer = viewer_of(request)
    plan = _plan(viewer, asked)
    saved = operations.plan_campaign(by=viewer, plan=plan, at=timezone.now())
    return Status(201, campaign_out(saved))


@router.put("/campaigns/{campaign_id}", response={200: CampaignOut, **PROBLEMS})
@idempotent
def change_campaign(request: HttpRequest, campaign_id: Key, asked: ChangePlanIn) -> CampaignOut:
    """Say all that is said up front anew; only while nobody is asked yet."""
    viewer = viewer_of(request)
    queries.campaign_for(viewer, campaign_id)
    saved = operations.change_campaign(
        by=viewer,
        campaign_id=campaign_id,
        version=asked.version,
        plan=_plan(viewer, asked),
        at=timezone.now(),
    )
    return campaign_out(saved)


@router.delete("/campaigns/{campaign_id}", response={204: None, **PROBLEMS})
@idempotent
def delete_campaign(request: HttpRequest, campaign_id: Key) -> Status[None]:
    """Give up a campaign that is planned and not opened."""
    viewer, at = viewer_of(request), timezone.now()
    operations.delete_campaign(by=viewer, campaign_id=campaign_id, at=at)
    return Status(204, None)


@router.post("/campaigns/{campaign_id}/due-date", response={200: CampaignOut, **PROBLEMS})
@idempotent
def move_due_date(request: HttpRequest, campaign_id: Key, asked: MoveIn) -> CampaignOut:
    """Ask for answers by another day, while the campaign is open; reminders follow."""
    saved = operations.move_due_date(
        by=viewer_of(request),
        campaign_id=campaign_id,
        version=asked.version,
        due_on=asked.due_on,
        at=timezone.now(),
    )
    return campaign_out(saved)


@router.get("/campaigns/{campaign_id}", response={200: CampaignOut, **PROBLEMS})
def show_campaign(request: HttpRequest, campaign_id: Key) -> CampaignOut:
    """A campaign with what was said up front."""
    return campaign_out(queries.campaign_for(viewer_of(request), campaign_id))


@router.post("/campaigns/{campaign_id}/open", response={200: CampaignOut, **PROBLEMS})
@idempotent
def open_campaign(request: HttpRequest, campaign_id: Key) -> CampaignOut:
    """Ask; a job makes the assessments. What was said up front then stays."""
    viewer, at = viewer_of(request), timezone.now()
    return campaign_out(operations.open_campaign(by=viewer, campaign_id=campaign_id, at=at))


@router.post("/campaigns/{campaign_id}/close", response={200: CampaignOut, **PROBLEMS})
@idempotent
def close_campaign(request: HttpRequest, campaign_id: Key) -> CampaignOut:
    """Take no more in, and count what may be told; it cannot be opened again."""
    viewer, at = viewer_of(request), timezone.now()
    return campaign_out(operations.close_campaign(by=viewer, campaign_id=campaign_id, at=at))


@router.post("/campaigns/{campaign_id}/remind", response={202: CampaignOut, **PROBLEMS})
@idempotent
def remind(request: HttpRequest, campaign_id: Key, asked: RemindIn) -> Status[CampaignOut]:
    """Have a job write to those who have not handed in; nobody gets two letters in a day."""
    campaign = operations.remind(
        by=viewer_of(request),
        campaign_id=campaign_id,
        assessment_ids=asked.assessments,
        at=timezone.now(),
    )
    return Status(202, campaign_out(campaign))


@router.get("/campaigns/{campaign_id}/progress", response={200: ProgressOut, **PROBLEMS})
def campaign_progress(request: HttpRequest, campaign_id: Key) -> ProgressOut:
    """How many have handed in, over all and by kind and region."""
    return progress_out(request, queries.campaign_for(viewer_of(request), campaign_id))


@router.get(
    "/campaigns/{campaign_id}/assessments", response={200: CursorPage[FollowedOut], **PROBLEMS}
)
def campaign_assessments(
    request: HttpRequest,
    campaign_id: Key,
    state: Literal["not-handed-in", "handed-in"] | None = None,
    cursor: Cursor = "",
    limit: Limit = 100,
) -> CursorPage[FollowedOut]:
    """Who is asked and who has handed in, never what."""
    viewer = viewer_of(request)
    campaign = queries.campaign_for(viewer, campaign_id)
    filters = FollowFilters(
        {"not-handed-in": queries.NOT_HANDED_IN, "handed-in": queries.HANDED_IN}.get(
            state or "", EVERYBODY
        )
    )
    found = queries.followed(viewer, campaign, filters)
    rows, following = page_of(found.select_related("actor"), cursor=cursor, limit=limit)
    shown = queries.rows_of_followed(viewer, campaign, rows)
    return CursorPage(items=[_followed_out(row) for row in shown], next_cursor=following)


@router.post(
    "/campaigns/{campaign_id}/assessments/{assessment_id}/take-on",
    response={200: Done, **PROBLEMS},
)
@idempotent
def take_on(request: HttpRequest, campaign_id: Key, assessment_id: Key, asked: TakeOnIn) -> Done:
    """Answer on behalf of an organisation that asked for it, in a reported campaign."""
    viewer = viewer_of(request)
    campaign = queries.campaign_for(viewer, campaign_id)
    found = queries.followed_assessment(viewer, campaign, assessment_id)
    operations.take_on(by=viewer, assessment_id=found.pk, reason=asked.reason, at=timezone.now())
    return Done(id=found.pk)


def _plan(viewer: Viewer, asked: CampaignPlanIn) -> CampaignPlan:
    population = actors.population_for(viewer, asked.population)
    drawn = actors.version_of(population, asked.population_version)
    return CampaignPlan(
        title=asked.title,
        set_code=asked.framework,
        set_version=asked.framework_version,
        population=drawn.pk,
        period=asked.period,
        confidentiality=Confidentiality(asked.confidentiality),
        due_on=asked.due_on,
        reminders=tuple(asked.reminders),
        purpose=asked.purpose,
    )


def _followed_out(row: FollowedRow) -> FollowedOut:
    return FollowedOut(
        id=row.id,
        actor=row.actor_id,
        name=row.name,
        org_number=row.org_number,
        is_handed_in=row.is_handed_in,
        submitted_at=row.submitted_at,
        state=(row.state or None) if row.is_handed_in or row.state == "returned" else None,
        submission=row.submission_id,
    )
