"""How the indicators of a programme stand, and one of them with all that the viewer sees of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from samvern.apps.indicators.models import (
    Indicator,
    IndicatorQuerySet,
    IndicatorValue,
    IndicatorValueQuerySet,
)
from samvern.apps.indicators.permissions import Permission
from samvern.apps.indicators.queries.lookup import (
    indicators,
    may_give_any,
    may_give_whole,
    may_keep,
)
from samvern.apps.indicators.queries.showing import Shown, newest_of, shown_of
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Goal, Programme
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound
from samvern.engine.indicators import WHOLE, Point, Standing, aimed_at, standing


@dataclass(frozen=True)
class IndicatorRow:
    """An indicator with its newest value for the sector and how that stands; ``aim`` is what was aimed
    at by then. ``goals`` and ``measures`` are codes.
    """

    indicator: Indicator
    newest: Shown | None
    standing: Standing
    aim: float | None
    goals: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True)
class IndicatorList:
    """The indicators of a programme; ``unmeasured`` counts its goals without one."""

    programme: ProgrammeHead
    rows: tuple[IndicatorRow, ...]
    unmeasured: int
    may_keep: bool
    with_retired: bool


@dataclass(frozen=True)
class IndicatorPage:
    """An indicator with what the viewer is shown of it, the earliest first."""

    programme: ProgrammeHead
    row: IndicatorRow
    path: tuple[Point, ...]
    whole: tuple[Shown, ...]
    groups: tuple[Shown, ...]
    may_keep: bool
    may_give: bool
    may_give_whole: bool


def indicator_list(
    viewer: Viewer, programme_code: str, *, with_retired: bool = False
) -> IndicatorList:
    """How the indicators of a programme stand. Raises ``NotFound`` (``programme.unknown``)."""
    programme = programmes.programme_for(viewer, programme_code)
    found = indicators(viewer, programme.code)
    if not with_retired:
        found = found.current()
    rows = indicator_rows(viewer, found)
    return IndicatorList(
        programme=programmes.head_of(viewer, programme),
        rows=rows,
        unmeasured=goals_without(viewer, programme_code).count(),
        may_keep=viewer.may(Permission.KEEP_INDICATORS, on=programme),
        with_retired=with_retired,
    )


def indicator_rows(viewer: Viewer, found: IndicatorQuerySet) -> tuple[IndicatorRow, ...]:
    """Indicators with how they stand: as many queries however many there are."""
    every = list(found.prefetch_related("targets", "goals", "measures"))
    shown = shown_of(viewer, every)
    return tuple(_row(each, shown[each.pk]) for each in every)


def indicator_page(viewer: Viewer, indicator_id: int) -> IndicatorPage:
    """One indicator. Raises ``NotFound`` (``indicator.unknown``)."""
    found = list(
        indicators(viewer).filter(pk=indicator_id).prefetch_related("targets", "goals", "measures")
    )
    if not found:
        raise NotFound("indicator.unknown")
    (indicator,) = found
    shown = shown_of(viewer, found)[indicator.pk]
    return IndicatorPage(
        programme=programmes.head_of(viewer, indicator.programme),
        row=_row(indicator, shown),
        path=path_of(indicator),
        whole=tuple(each for each in shown if each.group == WHOLE),
        groups=tuple(each for each in shown if each.group != WHOLE),
        may_keep=may_keep(viewer, indicator),
        may_give=indicator.retired_at is None and may_give_any(viewer, indicator),
        may_give_whole=may_give_whole(viewer, indicator),
    )


def path_of(indicator: Indicator) -> tuple[Point, ...]:
    """The baseline and the targets, the earliest first."""
    points = [each.point for each in indicator.targets.all()]
    start = indicator.start
    return tuple(([start] if start else []) + points)


def goals_without(viewer: Viewer, programme_code: str) -> QuerySet[Goal]:
    """The goals of a programme that no indicator tells of, in the order of the programme."""
    current = Indicator.objects.current().filter(goals=OuterRef("pk"))
    found = Goal.objects.visible_to(viewer).filter(programme__code=programme_code)
    return found.exclude(Exists(current)).order_by("goal_set", "position", "pk")


def goal_choices(programme: Programme) -> list[tuple[str, str]]:
    """The goals of a programme that the caller may see, as choices: code and name."""
    found = Goal.objects.filter(programme=programme).order_by("goal_set", "position", "pk")
    return [(each.code, str(each)) for each in found]


def organisation_values(viewer: Viewer, indicator: Indicator) -> IndicatorValueQuerySet:
    """The values in force of organisations that the viewer sees, the newest first."""
    seen = IndicatorValue.objects.visible_to(viewer).in_force().of_organisations()
    order = ("-ends_on", "actor__sort_name", "pk")
    return seen.filter(indicator=indicator).select_related("actor").order_by(*order)


def every_value(viewer: Viewer, indicator: Indicator) -> IndicatorValueQuerySet:
    """Every value that the viewer sees as it was given, whether in force or not."""
    seen = IndicatorValue.objects.visible_to(viewer).filter(indicator=indicator)
    return seen.select_related("actor")


def revised_values(viewer: Viewer, indicator: Indicator) -> IndicatorValueQuerySet:
    """Every value that took the place of another, as far as the viewer sees it, the newest first; each
    with ``before``, the value that it took the place of.
    """
    seen = IndicatorValue.objects.visible_to(viewer).filter(indicator=indicator)
    return _with_before(seen.filter(revision__gt=1)).order_by("-given_at", "-pk")


def revisions_of(viewer: Viewer, value: IndicatorValue) -> list[IndicatorValue]:
    """Every value of the same thing in the same period, the newest first."""
    seen = IndicatorValue.objects.visible_to(viewer).filter(
        indicator=value.indicator_id, period=value.period, actor=value.actor_id, group=value.group
    )
    return list(seen.order_by("-revision"))


def _with_before(found: IndicatorValueQuerySet) -> IndicatorValueQuerySet:
    earlier = (
        IndicatorValue.objects.filter(
            indicator=OuterRef("indicator"),
            period=OuterRef("period"),
            group=OuterRef("group"),
            revision=OuterRef("revision") - 1,
        )
        .annotate(whose=Coalesce(F("actor"), 0))
        .filter(whose=OuterRef("whose"))
    )
    return (
        found.annotate(whose=Coalesce(F("actor"), 0))
        .annotate(before=Subquery(earlier.values("value")[:1]))
        .select_related("actor")
    )


def _row(indicator: Indicator, shown: Sequence[Shown]) -> IndicatorRow:
    newest = newest_of(shown)
    measured = newest.measured if newest is not None else None
    targets = [each.point for each in indicator.targets.all()]
    on: date | None = newest.ends_on if newest is not None else None
    return IndicatorRow(
        indicator=indicator,
        newest=newest,
        standing=standing(measured, indicator.start, targets, indicator.better),
        aim=_aim(path_of(indicator), on) if on is not None else None,
        goals=tuple(each.code for each in indicator.goals.all()),
        measures=tuple(each.code for each in indicator.measures.all()),
    )


def _aim(path: Sequence[Point], on: date) -> float | None:
    """What was aimed at by a day; before the first point of the path it is that point."""
    aim = aimed_at(path, on)
    return path[0].value if aim is None and path else aim
