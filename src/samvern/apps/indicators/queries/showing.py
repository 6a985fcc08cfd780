"""Values of groups and of the sector as a viewer is shown them: as they are, or what may be told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Avg, Count

from samvern.apps.indicators.models import Indicator, IndicatorValue
from samvern.apps.indicators.permissions import Permission
from samvern.apps.indicators.queries.lookup import may_give_whole
from samvern.base.viewer import Viewer
from samvern.engine.indicators import WHOLE, Measured, OfGroup, Withheld, told_values


@dataclass(frozen=True)
class Shown:
    """The value of a group in a period, or of the sector where ``group`` is empty.

    Without ``value`` it is ``withheld``. ``is_told`` is that the viewer sees what may be told and not
    the value as it was given: the count is then rounded. ``is_mean`` is that nobody gave it: it is the
    mean of the organisations that have a value.
    """

    group: str
    period: str
    ends_on: date
    value: float | None
    count: int | None = None
    lower: float | None = None
    upper: float | None = None
    withheld: Withheld | None = None
    is_told: bool = False
    is_mean: bool = False
    value_id: int | None = None

    @property
    def measured(self) -> Measured | None:
        """It as it is held against targets."""
        if self.value is None:
            return None
        return Measured(self.ends_on, self.value, self.lower, self.upper)


def sees_whole(viewer: Viewer, indicator: Indicator) -> bool:
    """Whether the viewer sees values of groups and of the sector as they were given; as
    ``visible_to`` has it.
    """
    if not indicator.is_of_organisations or may_give_whole(viewer, indicator):
        return True
    if indicator.owner is not None and viewer.may(Permission.READ_AS_OWNER, on=indicator.owner):
        return True
    is_open = indicator.is_reported or indicator.owner is None
    return is_open and viewer.may(Permission.READ_REPORTED, on=indicator)


def sees_every_organisation(viewer: Viewer, indicator: Indicator) -> bool:
    """Whether the viewer sees the values of all organisations, so that their mean tells no more."""
    return indicator.is_reported and viewer.may(Permission.READ_REPORTED, on=indicator)


def shown_of(viewer: Viewer, found: Sequence[Indicator]) -> Mapping[int, Sequence[Shown]]:
    """Of each indicator what the viewer is shown of groups and the sector, the earliest first: two
    queries.
    """
    by_id = {each.pk: each for each in found}
    rows: dict[int, list[IndicatorValue]] = defaultdict(list)
    given = IndicatorValue.objects.in_force().of_groups().filter(indicator__in=by_id)
    for row in given.order_by("ends_on", "group"):
        rows[row.indicator_id].append(row)
    means = _means(viewer, found)
    shown = {}
    for pk, each in by_id.items():
        if sees_whole(viewer, each):
            here = [_as_given(row) for row in rows[pk]]
        else:
            here = list(_as_told(each, rows[pk]))
        has_whole = {one.period for one in here if one.group == WHOLE}
        here += [one for one in means.get(pk, ()) if one.period not in has_whole]
        shown[pk] = sorted(here, key=lambda one: (one.ends_on, one.group))
    return shown


def newest_of(shown: Iterable[Shown]) -> Shown | None:
    """The newest of the sector as a whole that is shown, or else the newest that is withheld."""
    found = [each for each in shown if each.group == WHOLE]
    open_ones = [each for each in found if each.value is not None]
    return next(reversed(open_ones or found), None)


def _as_given(row: IndicatorValue) -> Shown:
    return Shown(
        group=row.group,
        period=row.period,
        ends_on=row.ends_on,
        value=row.value,
        count=row.count,
        lower=row.lower,
        upper=row.upper,
        value_id=row.pk,
    )


def _as_told(indicator: Indicator, rows: Sequence[IndicatorValue]) -> Iterable[Shown]:
    """What may be told of the values of each period, by the rules of the engine."""
    periods: dict[str, list[IndicatorValue]] = defaultdict(list)
    for row in rows:
        periods[row.period].append(row)
    for here in periods.values():
        told = told_values(
            [OfGroup(row.group, row.value or 0.0, row.count) for row in here],
            lowest=indicator.lowest,
            highest=indicator.highest,
        )
        for row in here:
            each = told[row.group]
            is_open = each.value is not None
            yield Shown(
                group=row.group,
                period=row.period,
                ends_on=row.ends_on,
                value=each.value,
                count=each.count,
                lower=row.lower if is_open else None,
                upper=row.upper if is_open else None,
                withheld=each.withheld,
                is_told=True,
            )


def _means(viewer: Viewer, found: Sequence[Indicator]) -> Mapping[int, Sequence[Shown]]:
    """The mean of the organisations in each period, where the viewer sees every one of them."""
    open_ones = [each.pk for each in found if sees_every_organisation(viewer, each)]
    rows = IndicatorValue.objects.in_force().of_organisations().filter(indicator__in=open_ones)
    means: dict[int, list[Shown]] = defaultdict(list)
    counted = rows.order_by().values("indicator", "period", "ends_on")
    for row in counted.annotate(mean=Avg("value"), count_of=Count("pk")):
        means[row["indicator"]].append(
            Shown(
                group=WHOLE,
                period=row["period"],
                ends_on=row["ends_on"],
                value=row["mean"],
                count=row["count_of"],
                is_mean=True,
            )
        )
    return means
