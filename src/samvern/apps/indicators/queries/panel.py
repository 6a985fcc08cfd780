"""What others compute from: values and starts of organisations, as far as the viewer sees them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Avg, F, Q

from samvern.apps.indicators.models import Indicator, IndicatorValue, MeasureStart
from samvern.apps.programmes.models import Measure
from samvern.base.viewer import Viewer


class PanelRow(NamedTuple):
    """The value of an organisation in a period, written as ``2027-H1``."""

    actor_id: int
    period: str
    value: float


class MeanRow(NamedTuple):
    """The mean value of an organisation before it began with a measure, and from then on; None of both
    where it has not begun.
    """

    actor_id: int
    name: str
    before: float | None
    after: float | None


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


def means_about_start(
    viewer: Viewer, indicator: Indicator, measure: Measure, *, as_of: datetime
) -> list[MeanRow]:
    """Each organisation whose value and start the viewer sees, by name, with its means as they were at a
    moment: one row for each, however many values it has.
    """
    starts = _as_of(as_of, "actor__measure_starts__") & Q(
        actor__measure_starts__in=MeasureStart.objects.visible_to(viewer),
        actor__measure_starts__measure=measure,
    )
    seen = IndicatorValue.objects.visible_to(viewer).of_organisations()
    values = seen.filter(_as_of(as_of), starts, indicator=indicator, value__isnull=False)
    began_on = F("actor__measure_starts__began_on")
    rows = values.order_by("actor__name", "actor").values_list("actor", "actor__name")
    found = rows.annotate(
        before=Avg("value", filter=Q(ends_on__lt=began_on)),
        after=Avg("value", filter=Q(ends_on__gte=began_on)),
    )
    return [MeanRow(*row) for row in found]


def _as_of(moment: datetime, place: str = "") -> Q:
    """What was given by a moment and had not been replaced then."""
    stood = Q((f"{place}replaced_at__isnull", True)) | Q((f"{place}replaced_at__gt", moment))
    return stood & Q((f"{place}given_at__lte", moment))
