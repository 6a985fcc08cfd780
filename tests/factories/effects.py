"""Studies of effect over organisations that start at different times."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from samvern.apps.actors.models import Actor
from samvern.apps.effects import operations
from samvern.apps.effects.models import Audience, EffectStudy, StudyPublication
from samvern.apps.effects.rules import StudyPlan
from samvern.apps.indicators import operations as indicators
from samvern.apps.indicators.models import Indicator
from samvern.apps.programmes.models import Programme
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.indicators import MeasuredOn
from tests.factories import actors
from tests.factories import indicators as make

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 27, 12, tzinfo=UTC)
PERIODS = ("2024-H1", "2024-H2", "2025-H1", "2025-H2", "2026-H1")
_SECOND, _THIRD = date(2025, 2, 1), date(2025, 9, 1)

#: Five begin in the third period, five in the fourth, six have not begun.
STARTS: tuple[date | None, ...] = (_SECOND,) * 5 + (_THIRD,) * 5 + (None,) * 6


def organisations(count: int) -> list[Actor]:
    """So many clinics without anything else."""
    return [actors.actor(f"Clinic {number:02}") for number in range(count)]


def values_of(place: int, start: date | None, *, effect: float = 12.0) -> list[float]:
    """What an organisation gave: a level of its own, a little of everything, and what the measure did."""
    rows = []
    for at, period in enumerate(PERIODS):
        began = start is not None and period >= f"{start.year}-H{1 if start.month < 7 else 2}"
        wobble = ((place * 7 + at * 5) % 11 - 5) / 5
        rows.append(30 + place % 4 + at + wobble + (effect if began else 0))
    return rows


def measured(
    on: Programme,
    *,
    starts: Sequence[date | None] = STARTS,
    is_reported: bool = True,
    code: str = "I1",
    measure: str = "1.1",
    effect: float = 12.0,
    who: Sequence[Actor] | None = None,
) -> Indicator:
    """An indicator of a programme with values of organisations, and who began when with a measure."""
    indicator = make.indicator(on, code=code, is_reported=True, measures=(measure,))
    register = make.register(on, is_reported=True, code=measure)
    listed = list(who) if who is not None else organisations(len(starts))
    rows = [
        make.given(period, value, actor)
        for place, (actor, start) in enumerate(zip(listed, starts, strict=True))
        for period, value in zip(PERIODS, values_of(place, start, effect=effect), strict=True)
    ]
    make.values(indicator, *rows, by=SYSTEM)
    indicators.give_starts(
        by=SYSTEM,
        measure_id=register.measure_id,
        starts=[make.start(actor, day) for actor, day in zip(listed, starts, strict=True)],
        at=make.AT,
    )
    if not is_reported:  # as if every organisation had given its own
        Indicator.objects.filter(pk=indicator.pk).update(is_reported=False)
        type(register).objects.filter(pk=register.pk).update(is_reported=False)
        indicator.refresh_from_db()
    return indicator


def measured_as_one(on: Programme, code: str = "S1", measure: str = "1.1") -> Indicator:
    """An indicator of the sector as one, with a value for each period."""
    indicator = make.indicator(
        on,
        code=code,
        measured_on=MeasuredOn.SECTOR,
        baseline=None,
        baseline_on=None,
        targets=(),
        goals=(),
        measures=(measure,),
    )
    rows = [make.given(period, 20.0 + at) for at, period in enumerate(PERIODS)]
    make.values(indicator, *rows, by=SYSTEM)
    return indicator


def study(
    on: Programme,
    indicator: Indicator,
    *,
    by: Viewer = SYSTEM,
    measure: str = "1.1",
    is_computed: bool = True,
    **fields: Any,
) -> EffectStudy:
    """A study of a measure, computed at once."""
    made = operations.make_study(
        by=by,
        code=on.code,
        measure_code=measure,
        plan=StudyPlan(indicator.code, **fields),
        at=AT,
    )
    if is_computed:
        operations.compute_study(by=by, study_id=made.pk, at=AT, is_patient=True)
        made.refresh_from_db()
    return made


def published(
    of: EffectStudy,
    *,
    by: Viewer = SYSTEM,
    audience: Audience = Audience.SECTOR,
    note: str = "Worth going on with",
) -> StudyPublication:
    """What came of a study, shown to others."""
    of.refresh_from_db()
    assert of.result is not None
    return operations.publish_study(
        by=by, study_id=of.pk, digest=of.result.digest, audience=audience, note=note, at=AT
    )
