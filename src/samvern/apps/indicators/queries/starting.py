"""Registers of who began when with the measures of a programme, and one of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q

from samvern.apps.indicators.models import MeasureStart, MeasureStartQuerySet, StartRegister
from samvern.apps.indicators.permissions import Permission
from samvern.apps.indicators.queries.lookup import may_give_starts, may_keep, register_for
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Measure
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.base.viewer import Viewer


@dataclass(frozen=True)
class StartRow:
    """A measure whose starts are kept, and how many of them the viewer sees."""

    register: StartRegister
    begun: int
    not_begun: int


@dataclass(frozen=True)
class StartList:
    """The registers of a programme; ``others`` are the measures without one, for those who may open it."""

    programme: ProgrammeHead
    rows: tuple[StartRow, ...]
    others: tuple[Measure, ...]
    may_keep: bool


@dataclass(frozen=True)
class StartPage:
    """Who began when with a measure, as far as the viewer sees it."""

    programme: ProgrammeHead
    register: StartRegister
    starts: MeasureStartQuerySet
    begun: int
    not_begun: int
    may_keep: bool
    may_give: bool


def start_list(viewer: Viewer, programme_code: str) -> StartList:
    """The registers of a programme, in the order of its measures; as many queries for any number."""
    programme = programmes.programme_for(viewer, programme_code)
    found = StartRegister.objects.visible_to(viewer).filter(measure__programme=programme)
    registers = list(found.select_related("measure__programme").order_by("measure__position"))
    seen = (
        MeasureStart.objects.visible_to(viewer)
        .in_force()
        .filter(measure__in=[each.measure_id for each in registers])
    )
    counted = seen.order_by().values("measure").annotate(**_COUNTS)
    counts = {row["measure"]: (row["begun"], row["not_begun"]) for row in counted}
    is_keeper = viewer.may(Permission.KEEP_INDICATORS, on=programme)
    others = Measure.objects.filter(programme=programme, withdrawn_at__isnull=True)
    return StartList(
        programme=programmes.head_of(viewer, programme),
        rows=tuple(StartRow(each, *counts.get(each.measure_id, (0, 0))) for each in registers),
        others=tuple(others.filter(start_register__isnull=True)) if is_keeper else (),
        may_keep=is_keeper,
    )


def start_page(viewer: Viewer, measure_id: int) -> StartPage:
    """One register. Raises ``NotFound`` (``measure.unknown``, ``start.no_register``)."""
    register = register_for(viewer, measure_id)
    seen = MeasureStart.objects.visible_to(viewer).in_force().filter(measure=register.measure)
    counts = seen.aggregate(**_COUNTS)
    return StartPage(
        programme=programmes.head_of(viewer, register.measure.programme),
        register=register,
        starts=seen.select_related("actor").order_by("began_on", "actor__sort_name", "pk"),
        begun=counts["begun"],
        not_begun=counts["not_begun"],
        may_keep=may_keep(viewer, register),
        may_give=may_give_starts(viewer, register),
    )


def starts_before(viewer: Viewer, register: StartRegister) -> list[MeasureStart]:
    """Starts that others have taken the place of, the newest first, as far as the viewer sees them."""
    seen = MeasureStart.objects.visible_to(viewer).filter(
        measure=register.measure, replaced_at__isnull=False
    )
    return list(seen.select_related("actor").order_by("-replaced_at", "-pk"))


_COUNTS = {
    "begun": Count("pk", filter=Q(began_on__isnull=False)),
    "not_begun": Count("pk", filter=Q(began_on__isnull=True)),
}
