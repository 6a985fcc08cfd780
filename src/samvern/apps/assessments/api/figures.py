"""What the answers of a closed campaign say together, in the JSON API."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from django.http import HttpRequest
from ninja import Router, Schema

from samvern.apps.assessments import queries
from samvern.apps.assessments.api.shapes import Key
from samvern.apps.assessments.queries import CampaignFigures
from samvern.base.endpoints import PROBLEMS, viewer_of

router = Router(tags=["campaigns"])


class ToldOut(Schema):
    """A count as it may be told: `rounded` with a count, `few`, `nearly_all` or `hidden`."""

    telling: Literal["rounded", "few", "nearly_all", "hidden"]
    count: int | None
    exact: int | None


class FiguresRowOut(Schema):
    """What was answered of a requirement; `results` is empty where too few were asked."""

    requirement: str
    count: int | None
    results: dict[str, ToldOut]


class FiguresOut(Schema):
    """What may be told of the answers. `count` is null where too few handed in for anything.

    `outstanding` had not handed in when it was counted; of reported ones `returned` of them were sent
    back, and `waiting` of those counted wait for review.
    """

    counted_at: datetime | None
    outstanding: int | None
    returned: int | None
    waiting: int | None
    count: int | None
    rows: list[FiguresRowOut]


def figures_out(found: CampaignFigures) -> FiguresOut:
    """The figures of a closed campaign, with exact counts where the viewer may know them."""
    return FiguresOut(
        counted_at=found.counted_at,
        outstanding=found.outstanding,
        returned=found.returned,
        waiting=found.waiting,
        count=found.safe.count,
        rows=[
            FiguresRowOut(
                requirement=row.code,
                count=row.count,
                results={
                    result: ToldOut(
                        telling=told.telling.value,
                        count=told.count,
                        exact=found.exact[row.code].get(result, 0)
                        if row.code in found.exact
                        else None,
                    )
                    for result, told in row.results.items()
                },
            )
            for row in found.safe.rows
        ],
    )


@router.get("/campaigns/{campaign_id}/figures", response={200: FiguresOut, **PROBLEMS})
def campaign_figures(request: HttpRequest, campaign_id: Key) -> FiguresOut:
    """What may be told of the answers in a closed campaign."""
    viewer = viewer_of(request)
    return figures_out(queries.figures_of(viewer, queries.campaign_for(viewer, campaign_id)))


@router.get("/assessments/{assessment_id}/figures", response={200: FiguresOut, **PROBLEMS})
def shared_figures(request: HttpRequest, assessment_id: Key) -> FiguresOut:
    """How everybody who was asked answered together, for one of them, once the campaign is closed."""
    viewer = viewer_of(request)
    assessment = queries.owned_assessment_for(viewer, assessment_id)
    return figures_out(queries.shared_figures_of(viewer, assessment))
