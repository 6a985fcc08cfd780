"""Values of indicators in the JSON API: shown, given, tried first, withdrawn."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from pydantic import Field

from samvern.apps.indicators import operations, queries
from samvern.apps.indicators.api.shapes import (
    PLAIN,
    CheckOut,
    GivenOut,
    IndicatorValueOut,
    Key,
    ShownOut,
    ValuesIn,
    check_out,
    given_out,
    shown_out,
    value_out,
)
from samvern.apps.indicators.models.value import MAX_REASON
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

router = Router()
_VALUES = "/indicators/{indicator_id}/values"


class WithdrawIn(Incoming):
    """Why a value should not have been given."""

    reason: Annotated[str, Field(min_length=1, max_length=MAX_REASON, pattern=PLAIN)]


@router.get(_VALUES, auth=ANYBODY, response={200: list[ShownOut], **PROBLEMS})
def list_values(request: HttpRequest, indicator_id: Key) -> list[ShownOut]:
    """Values of the sector and of groups as you may be shown them, the earliest first."""
    viewer = viewer_of(request)
    found = queries.indicator_for(viewer, indicator_id)
    return [shown_out(each) for each in queries.shown_of(viewer, [found])[found.pk]]


@router.get(
    "/indicators/{indicator_id}/organisations",
    response={200: CursorPage[IndicatorValueOut], **PROBLEMS},
)
def list_organisation_values(
    request: HttpRequest, indicator_id: Key, cursor: Cursor = "", limit: Limit = 200
) -> CursorPage[IndicatorValueOut]:
    """Values in force of the organisations whose values you see."""
    viewer = viewer_of(request)
    seen = queries.organisation_values(viewer, queries.indicator_for(viewer, indicator_id))
    rows, following = page_of(seen.order_by("pk"), cursor=cursor, limit=limit)
    return CursorPage(items=[value_out(each) for each in rows], next_cursor=following)


@router.get(
    "/indicators/{indicator_id}/revisions",
    response={200: CursorPage[IndicatorValueOut], **PROBLEMS},
)
def list_revisions(
    request: HttpRequest, indicator_id: Key, cursor: Cursor = "", limit: Limit = 200
) -> CursorPage[IndicatorValueOut]:
    """Every value that you see as it was given, those that others took the place of too."""
    viewer = viewer_of(request)
    seen = queries.every_value(viewer, queries.indicator_for(viewer, indicator_id))
    rows, following = page_of(seen.order_by("pk"), cursor=cursor, limit=limit)
    return CursorPage(items=[value_out(each) for each in rows], next_cursor=following)


@router.post(f"{_VALUES}/dry-run", response={200: CheckOut, **PROBLEMS})
def try_values(request: HttpRequest, indicator_id: Key, asked: ValuesIn) -> CheckOut:
    """Say what giving these values would do, and everything that is wrong; nothing is changed."""
    viewer = viewer_of(request)
    found = queries.indicator_for(viewer, indicator_id)
    check = queries.check_values(
        viewer, found, asked.given(), on=timezone.localdate(), reason=asked.reason
    )
    return check_out(request, check)


@router.post(_VALUES, response={200: GivenOut, **PROBLEMS})
@idempotent
def give_values(request: HttpRequest, indicator_id: Key, asked: ValuesIn) -> GivenOut:
    """Give values: all of them, or none. The same again changes nothing; another is a revision."""
    given = operations.give_values(
        by=viewer_of(request),
        indicator_id=indicator_id,
        values=asked.given(),
        reason=asked.reason,
        seen=asked.seen,
        at=timezone.now(),
    )
    return given_out(given)


@router.post("/indicators/values/{value_id}/withdraw", response={200: GivenOut, **PROBLEMS})
@idempotent
def withdraw_value(request: HttpRequest, value_id: Key, asked: WithdrawIn) -> GivenOut:
    """Say that a value should not have been given; it stays among the revisions."""
    operations.withdraw_value(
        by=viewer_of(request), value_id=value_id, reason=asked.reason, at=timezone.now()
    )
    return GivenOut(new=0, revised=1, same=0)
