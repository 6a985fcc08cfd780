"""Values are given, revised and withdrawn; none is ever overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from samvern.apps.indicators import queries
from samvern.apps.indicators.models import Indicator, IndicatorValue
from samvern.apps.indicators.models.value import MAX_REASON
from samvern.apps.indicators.permissions import Permission
from samvern.apps.indicators.queries import Change
from samvern.apps.indicators.recording import record_given
from samvern.apps.indicators.rules import GivenValue
from samvern.base.viewer import Viewer
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotReady, Problem
from samvern.engine.indicators import read_period

#: So many rows are written in one statement.
_BATCH = 500


@dataclass(frozen=True)
class Given:
    """How many values or starts were new, revised, or here already."""

    new: int
    revised: int
    same: int


@transaction.atomic
def give_values(
    *,
    by: Viewer,
    indicator_id: int,
    values: Sequence[GivenValue],
    at: datetime,
    reason: str = "",
    seen: str = "",
) -> Given:
    """Give values: all of them, or none. The same again changes nothing; another is a revision.

    Parameters
    ----------
    reason
        Why values are revised that give no reason of their own.
    seen
        What was here when the rows were looked over; nothing is asked when it is left out.

    Raises
    ------
    NotFound
        ``indicator.unknown``.
    NotAllowed
        Whoever can give no value of the indicator.
    NotReady
        ``indicator.retired``.
    InvalidInput
        ``indicator.values_invalid`` with all problems, by row.
    Conflict
        ``indicator.values_changed``: others have given values since ``seen``.
    """
    indicator = _current(by, indicator_id)
    check = queries.check_values(by, indicator, values, on=localdate(at), reason=reason)
    if check.problems:
        raise InvalidInput("indicator.values_invalid", problems=check.problems)
    if seen and seen != check.seen:
        raise Conflict("indicator.values_changed", about=indicator)
    written = [row for row in check.rows if row.change is not Change.SAME]
    replaced = [row.existing.pk for row in written if row.existing is not None]
    made = []
    for row in written:
        given = row.given
        revision = row.existing.revision + 1 if row.existing is not None else 1
        made.append(
            IndicatorValue(
                indicator=indicator,
                actor=row.actor,
                group=given.group,
                period=given.period,
                ends_on=read_period(given.period, indicator.often).ends_on,
                taken_on=given.taken_on,
                value=given.value,
                count=given.count,
                lower=given.lower,
                upper=given.upper,
                revision=revision,
                reason=(given.reason or reason).strip() if revision > 1 else given.reason.strip(),
                given_by_id=by.user_id,
                given_by_name=by.name,
                given_at=at,
            )
        )
    _write(indicator, replaced, made, at)
    if written:
        told = [(row.actor, row.change is Change.NEW) for row in written]
        record_given(by, "indicator.values_given", indicator, told, at=at)
    counts = [len(check.of(change)) for change in (Change.NEW, Change.REVISED, Change.SAME)]
    return Given(*counts)


@transaction.atomic
def withdraw_value(*, by: Viewer, value_id: int, reason: str, at: datetime) -> IndicatorValue:
    """Say that a value should not have been given; it stays among the revisions.

    Raises
    ------
    NotFound
        ``indicator.value_unknown``.
    NotAllowed
        Whoever could not have given it.
    NotReady
        ``indicator.retired``, ``indicator.value_replaced``.
    InvalidInput
        ``indicator.values_invalid`` without a reason.
    """
    last = queries.value_for(by, value_id)
    indicator = _current(by, last.indicator_id)
    may = (
        queries.may_give_of(by, indicator, last.actor)
        if last.actor is not None
        else queries.may_give_whole(by, indicator)
    )
    if not may:
        raise NotAllowed("permission.missing", permission=str(Permission.GIVE_VALUES))
    last.refresh_from_db(fields=["replaced_at"])
    if last.replaced_at is not None or last.value is None:
        raise NotReady("indicator.value_replaced", about=indicator)
    if not reason.strip() or len(reason) > MAX_REASON or "\0" in reason:
        problem = Problem.of("indicator.reason_missing", where="reason")
        raise InvalidInput("indicator.values_invalid", problems=[problem])
    withdrawn = IndicatorValue(
        indicator=indicator,
        actor=last.actor,
        group=last.group,
        period=last.period,
        ends_on=last.ends_on,
        value=None,
        revision=last.revision + 1,
        reason=reason.strip(),
        given_by_id=by.user_id,
        given_by_name=by.name,
        given_at=at,
    )
    _write(indicator, [last.pk], [withdrawn], at)
    record_given(by, "indicator.value_withdrawn", indicator, [(last.actor, False)], at=at)
    return withdrawn


def _current(by: Viewer, indicator_id: int) -> Indicator:
    indicator = queries.indicator_for(by, indicator_id, lock=True)
    if indicator.retired_at is not None:
        raise NotReady("indicator.retired", about=indicator)
    return indicator


def _write(
    indicator: Indicator, replaced: Sequence[int], made: Sequence[IndicatorValue], at: datetime
) -> None:
    try:
        with transaction.atomic():
            for start in range(0, len(replaced), _BATCH):
                now = IndicatorValue.objects.filter(pk__in=replaced[start : start + _BATCH])
                now.update(replaced_at=at)
            IndicatorValue.objects.bulk_create(made, batch_size=_BATCH)
    except IntegrityError:
        raise Conflict("indicator.values_changed", about=indicator) from None
