"""Who began when with a measure: a register is opened, starts are given and revised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from samvern.apps.indicators import queries
from samvern.apps.indicators.models import MeasureStart, StartRegister
from samvern.apps.indicators.operations.giving import Given
from samvern.apps.indicators.permissions import Permission
from samvern.apps.indicators.queries import Change
from samvern.apps.indicators.recording import record_given
from samvern.apps.indicators.rules import GivenStart
from samvern.apps.programmes import queries as programmes
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotReady

_BATCH = 500


@transaction.atomic
def open_register(*, by: Viewer, measure_id: int, is_reported: bool, at: datetime) -> StartRegister:
    """Keep from now on who begins when with a measure, and say whom that is shown to.

    Raises
    ------
    NotFound
        ``measure.unknown``.
    NotAllowed
        Without ``KEEP_INDICATORS`` on the programme.
    NotReady
        ``start.register_open``.
    """
    measure = programmes.measure_by_id(by, measure_id)
    by.require(Permission.KEEP_INDICATORS, on=measure.programme)
    try:
        with transaction.atomic():
            found = StartRegister.objects.create(
                measure=measure, is_reported=is_reported, opened_by_id=by.user_id, opened_at=at
            )
    except IntegrityError:
        raise NotReady("start.register_open") from None
    changes = {"is_reported": is_reported}
    audit.record(by, "start.register_opened", found, at=at, path=found.path, changes=changes)
    return found


@transaction.atomic
def change_register(
    *, by: Viewer, measure_id: int, is_reported: bool, version: int, at: datetime
) -> StartRegister:
    """Say whom starts are shown to. What organisations gave for themselves is not opened to others.

    Raises
    ------
    NotFound, NotAllowed
        ``measure.unknown``, ``start.no_register``; as :func:`open_register`.
    Conflict
        ``start.register_changed``.
    NotReady
        ``start.told_otherwise``.
    """
    found = queries.register_for(by, measure_id, lock=True)
    by.require(Permission.KEEP_INDICATORS, on=found)
    if found.version != version:
        raise Conflict("start.register_changed", about=found)
    is_opening = is_reported and not found.is_reported
    if is_opening and MeasureStart.objects.filter(measure=found.measure).exists():
        raise NotReady("start.told_otherwise", about=found)
    found.is_reported, found.version = is_reported, found.version + 1
    found.save(update_fields=["is_reported", "version"])
    changes = {"is_reported": is_reported}
    audit.record(by, "start.register_changed", found, at=at, path=found.path, changes=changes)
    return found


@transaction.atomic
def give_starts(
    *,
    by: Viewer,
    measure_id: int,
    starts: Sequence[GivenStart],
    at: datetime,
    reason: str = "",
    seen: str = "",
) -> Given:
    """Say when organisations began with a measure: all of them, or none; as
    :func:`samvern.apps.indicators.operations.give_values`.

    Raises
    ------
    NotFound
        ``measure.unknown``, ``start.no_register``.
    NotAllowed
        Whoever can give no start with the measure.
    InvalidInput
        ``start.invalid`` with all problems, by row.
    Conflict
        ``start.changed``: others have given starts since ``seen``.
    """
    register = queries.register_for(by, measure_id, lock=True)
    check = queries.check_starts(by, register, starts, on=localdate(at), reason=reason)
    if check.problems:
        raise InvalidInput("start.invalid", problems=check.problems)
    if seen and seen != check.seen:
        raise Conflict("start.changed", about=register)
    written = [row for row in check.rows if row.change is not Change.SAME]
    made = []
    for row in written:
        revision = row.existing.revision + 1 if row.existing is not None else 1
        made.append(
            MeasureStart(
                measure=register.measure,
                actor_id=row.given.actor_id,
                began_on=row.given.began_on,
                revision=revision,
                reason=(row.given.reason or reason).strip()
                if revision > 1
                else row.given.reason.strip(),
                given_by_id=by.user_id,
                given_by_name=by.name,
                given_at=at,
            )
        )
    replaced = [row.existing.pk for row in written if row.existing is not None]
    try:
        with transaction.atomic():
            for place in range(0, len(replaced), _BATCH):
                now = MeasureStart.objects.filter(pk__in=replaced[place : place + _BATCH])
                now.update(replaced_at=at)
            MeasureStart.objects.bulk_create(made, batch_size=_BATCH)
    except IntegrityError:
        raise Conflict("start.changed", about=register) from None
    if written:
        told = [(row.actor, row.change is Change.NEW) for row in written]
        record_given(by, "start.given", register, told, at=at)
    counts = [len(check.of(change)) for change in (Change.NEW, Change.REVISED, Change.SAME)]
    return Given(*counts)
