"""Who began when with a measure, in the JSON API."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from samvern.apps.indicators import operations, queries
from samvern.apps.indicators.api.shapes import (
    CheckOut,
    Code,
    GivenOut,
    Key,
    Reason,
    Seen,
    Version,
    check_out,
    given_out,
)
from samvern.apps.indicators.models import MeasureStart, StartRegister
from samvern.apps.indicators.rules import GivenStart
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Measure
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

router = Router()
_REGISTER = "/programmes/{code}/measures/{measure}/start-register"
_STARTS = "/programmes/{code}/measures/{measure}/starts"


class RegisterIn(Incoming):
    """Whom it is to be shown to who began when."""

    is_reported: bool = False


class RegisterChangeIn(RegisterIn):
    """It in place of what was looked at."""

    version: Version


class RegisterOut(Schema):
    """That it is kept who began when with a measure."""

    programme: str
    measure: str
    is_reported: bool
    opened_at: datetime
    version: int


class MeasureStartIn(Incoming):
    """When an organisation (its id) began; without a day, that it has not begun."""

    actor: Key
    began_on: date | None = None
    reason: Reason = ""


class StartsIn(Incoming):
    """Starts to give: all of them are taken in, or none."""

    starts: Annotated[list[MeasureStartIn], Field(max_length=5_000)]
    reason: Reason = ""
    seen: Seen = ""

    def given(self) -> list[GivenStart]:
        """As the operations take them."""
        return [
            GivenStart(each.actor, each.began_on, each.reason, place)
            for place, each in enumerate(self.starts, start=1)
        ]


class StartOut(Schema):
    """When an organisation began."""

    actor: int
    began_on: date | None
    revision: int
    reason: str


@router.get(_REGISTER, response={200: RegisterOut, **PROBLEMS})
def get_register(request: HttpRequest, code: Code, measure: Code) -> RegisterOut:
    """That it is kept who began when with a measure, and whom it is shown to."""
    found = _measure(request, code, measure)
    return _register_out(queries.register_for(viewer_of(request), found.pk))


@router.post(_REGISTER, response={201: RegisterOut, **PROBLEMS})
@idempotent
def open_register(
    request: HttpRequest, code: Code, measure: Code, asked: RegisterIn
) -> Status[RegisterOut]:
    """Keep from now on who begins when with a measure."""
    found = operations.open_register(
        by=viewer_of(request),
        measure_id=_measure(request, code, measure).pk,
        is_reported=asked.is_reported,
        at=timezone.now(),
    )
    return Status(201, _register_out(found))


@router.put(_REGISTER, response={200: RegisterOut, **PROBLEMS})
@idempotent
def change_register(
    request: HttpRequest, code: Code, measure: Code, asked: RegisterChangeIn
) -> RegisterOut:
    """Say whom it is shown to who began when."""
    found = operations.change_register(
        by=viewer_of(request),
        measure_id=_measure(request, code, measure).pk,
        is_reported=asked.is_reported,
        version=asked.version,
        at=timezone.now(),
    )
    return _register_out(found)


@router.get(_STARTS, response={200: CursorPage[StartOut], **PROBLEMS})
def list_starts(
    request: HttpRequest, code: Code, measure: Code, cursor: Cursor = "", limit: Limit = 200
) -> CursorPage[StartOut]:
    """When organisations began, of those that you see."""
    found = queries.start_page(viewer_of(request), _measure(request, code, measure).pk)
    rows, following = page_of(found.starts.order_by("pk"), cursor=cursor, limit=limit)
    return CursorPage(items=[_start_out(each) for each in rows], next_cursor=following)


@router.post(f"{_STARTS}/dry-run", response={200: CheckOut, **PROBLEMS})
def try_starts(request: HttpRequest, code: Code, measure: Code, asked: StartsIn) -> CheckOut:
    """Say what giving these starts would do, and everything that is wrong; nothing is changed."""
    viewer, today = viewer_of(request), timezone.localdate()
    register = queries.register_for(viewer, _measure(request, code, measure).pk)
    check = queries.check_starts(viewer, register, asked.given(), on=today, reason=asked.reason)
    return check_out(request, check)


@router.post(_STARTS, response={200: GivenOut, **PROBLEMS})
@idempotent
def give_starts(request: HttpRequest, code: Code, measure: Code, asked: StartsIn) -> GivenOut:
    """Say when organisations began: all of them, or none."""
    given = operations.give_starts(
        by=viewer_of(request),
        measure_id=_measure(request, code, measure).pk,
        starts=asked.given(),
        reason=asked.reason,
        seen=asked.seen,
        at=timezone.now(),
    )
    return given_out(given)


def _measure(request: HttpRequest, code: str, measure: str) -> Measure:
    return programmes.measure_for(viewer_of(request), code, measure)


def _register_out(found: StartRegister) -> RegisterOut:
    return RegisterOut(
        programme=found.measure.programme.code,
        measure=found.measure.code,
        is_reported=found.is_reported,
        opened_at=found.opened_at,
        version=found.version,
    )


def _start_out(each: MeasureStart) -> StartOut:
    return StartOut(
        actor=each.actor_id, began_on=each.began_on, revision=each.revision, reason=each.reason
    )
