"""Which values are due from a viewer who answers for indicators."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localtime

from samvern.apps.indicators.models import Indicator, IndicatorValue
from samvern.apps.indicators.permissions import Permission
from samvern.base.viewer import Viewer
from samvern.engine.indicators import IndicatorPeriod, last_ended


@dataclass(frozen=True)
class DueValue:
    """That the value of a period that is over is expected by a day, and nobody has given it."""

    indicator: Indicator
    period: IndicatorPeriod
    due_on: date


def values_due(viewer: Viewer, *, on: date) -> list[DueValue]:
    """Of each indicator that the viewer answers for as owner, the value of the last period that is
    over, unless it is given or the period was over before the indicator was made: two queries.
    """
    owned = Indicator.objects.visible_to(viewer).current().filter(owner__isnull=False)
    owned = owned.filter(viewer.within(Permission.GIVE_AS_OWNER, "owner__path"))
    asked = {}
    for each in owned.select_related("programme"):
        period = last_ended(each.often, on)
        if period.ends_on >= localtime(each.made_at).date():
            asked[each.pk] = (each, period)
    if not asked:
        return []
    given = IndicatorValue.objects.in_force().of_groups().filter(indicator__in=asked)
    here = set(given.values_list("indicator_id", "period"))
    return [
        DueValue(each, period, period.ends_on + timedelta(days=each.days_to_give))
        for pk, (each, period) in asked.items()
        if (pk, period.text) not in here
    ]
