"""Indicators with values, and registers of who began when with a measure."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from samvern.apps.actors.models import Actor
from samvern.apps.indicators import operations
from samvern.apps.indicators.models import Indicator, StartRegister
from samvern.apps.indicators.rules import GivenStart, GivenValue, IndicatorPlan
from samvern.apps.programmes.models import Programme
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.indicators import Direction, Frequency, Point
from tests.factories import programmes as make

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = datetime(2026, 11, 25, 12, tzinfo=UTC)


def programme(code: str = "P-MEASURED") -> Programme:
    """A public programme of two measures and one goal."""
    return make.programme(make.document(code, measures=(make.measure("1.1"), make.measure("1.2"))))


def plan(**fields: Any) -> IndicatorPlan:
    """A share in per cent of each organisation, by half-years, from 20 to 80 in two years."""
    said: dict[str, Any] = {
        "code": "I1",
        "title": {"nb": "Øvd siste år", "nn": "Øvd siste år", "en": "Exercised last year"},
        "definition": {"nb": "Andel", "nn": "Del", "en": "The share of units that exercised"},
        "unit": {"nb": "%", "nn": "%", "en": "%"},
        "direction": Direction.UP,
        "frequency": Frequency.HALF_YEAR,
        "lowest": 0.0,
        "highest": 100.0,
        "baseline": 20.0,
        "baseline_on": date(2025, 6, 30),
        "targets": (Point(date(2026, 6, 30), 50.0), Point(date(2027, 6, 30), 80.0)),
        "goals": ("M1",),
        "measures": ("1.1",),
    }
    return IndicatorPlan(**{**said, **fields})


def indicator(on: Programme, *, by: Viewer = SYSTEM, at: datetime = AT, **fields: Any) -> Indicator:
    """An indicator of a programme."""
    return operations.add_indicator(by=by, programme_code=on.code, plan=plan(**fields), at=at)


def given(period: str, value: float, actor: Actor | None = None, **fields: Any) -> GivenValue:
    """A value of an organisation, or of the sector without one."""
    return GivenValue(period, value, actor.pk if actor else None, **fields)


def values(
    found: Indicator, *rows: GivenValue, by: Viewer, at: datetime = AT, reason: str = ""
) -> operations.Given:
    """Give values."""
    return operations.give_values(by=by, indicator_id=found.pk, values=rows, at=at, reason=reason)


def register(on: Programme, *, is_reported: bool = False, code: str = "1.1") -> StartRegister:
    """A register of who began when with a measure."""
    measure = on.measures.get(code=code)
    return operations.open_register(
        by=SYSTEM, measure_id=measure.pk, is_reported=is_reported, at=AT
    )


def start(actor: Actor, began_on: date | None, **fields: Any) -> GivenStart:
    """A start of an organisation."""
    return GivenStart(actor.pk, began_on, **fields)
