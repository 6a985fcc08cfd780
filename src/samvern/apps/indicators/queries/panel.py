"""What others compute from: values and starts of organisations, as far as the viewer sees them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from samvern.apps.indicators.models import Indicator, IndicatorValue, MeasureStart
from samvern.apps.programmes.models import Measure
from samvern.base.viewer import Viewer


class PanelRow(NamedTuple):
    """The value of an organisation in a period, written as ``2027-H1``."""

    actor_id: int
    period: str
    value: float


def panel_of(viewer: Viewer, indicator: Indicator) -> list[PanelRow]:
    """The values in force of organisations, by period and organisation: those that the viewer sees."""
    seen = IndicatorValue.objects.visible_to(viewer).in_force().of_organisations()
    rows = seen.filter(indicator=indicator).order_by("ends_on", "actor_id")
    return [
        PanelRow(actor_id, period, value)
        for actor_id, period, value in rows.values_list("actor_id", "period", "value")
        if actor_id is not None and value is not None
    ]


def starts_of(viewer: Viewer, measure: Measure) -> Mapping[int, date | None]:
    """When each organisation began with a measure, None where it is known not to have: those that the
    viewer sees. Of an organisation that is not there nothing is known.
    """
    seen = MeasureStart.objects.visible_to(viewer).in_force().filter(measure=measure)
    return dict(seen.order_by("actor_id").values_list("actor_id", "began_on"))
