"""Indicators that ship, and which of them a programme has taken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from io import BytesIO

from django.db.models import QuerySet

from samvern.apps.indicators.models import Indicator
from samvern.apps.indicators.permissions import Permission
from samvern.apps.indicators.rules import IndicatorPlan
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Goal, Measure, Programme
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound
from samvern.engine.indicators import IndicatorCatalogue, ProposedIndicator
from samvern.formats import indicator_file


@dataclass(frozen=True)
class ProposalRow:
    """An indicator of a catalogue; ``taken`` is the programme's own where it has been taken."""

    catalogue: IndicatorCatalogue
    proposal: ProposedIndicator
    taken: Indicator | None


@dataclass(frozen=True)
class CataloguePage:
    """What ships, held against a programme."""

    programme: ProgrammeHead
    catalogues: tuple[IndicatorCatalogue, ...]
    rows: tuple[ProposalRow, ...]
    may_keep: bool


@cache
def catalogues() -> tuple[IndicatorCatalogue, ...]:
    """The catalogues of indicators that ship, by file name."""
    folder = resources.files("samvern.catalogues") / "indicators"
    files = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return tuple(
        indicator_file.read(BytesIO(each.read_bytes()), name=each.name)
        for each in files
        if each.name.endswith(".yaml")
    )


def catalogue_page(viewer: Viewer, programme_code: str) -> CataloguePage:
    """What ships, and what of it the programme has. Raises ``NotFound`` (``programme.unknown``)."""
    programme = programmes.programme_for(viewer, programme_code)
    own = Indicator.objects.visible_to(viewer).filter(programme=programme)
    taken = {each.taken_from: each for each in own.exclude(taken_from="")}
    return CataloguePage(
        programme=programmes.head_of(viewer, programme),
        catalogues=catalogues(),
        rows=tuple(
            ProposalRow(catalogue, each, taken.get(mark_of(catalogue, each)))
            for catalogue in catalogues()
            for each in catalogue.indicators
        ),
        may_keep=viewer.may(Permission.KEEP_INDICATORS, on=programme),
    )


def proposal_for(catalogue_id: str, code: str) -> tuple[IndicatorCatalogue, ProposedIndicator]:
    """An indicator of a catalogue. Raises ``NotFound`` (``indicator.catalogue_unknown``)."""
    for catalogue in catalogues():
        for each in catalogue.indicators:
            if (catalogue.id, each.id) == (catalogue_id, code):
                return catalogue, each
    raise NotFound("indicator.catalogue_unknown")


def mark_of(catalogue: IndicatorCatalogue, proposal: ProposedIndicator) -> str:
    """What tells that an indicator was taken from a catalogue; the same for every version of it."""
    return f"{catalogue.id}/{proposal.id}"


def plan_from(
    programme: Programme, catalogue: IndicatorCatalogue, proposal: ProposedIndicator
) -> IndicatorPlan:
    """An indicator of a catalogue as the programme would have it: tied to what it tells of in the
    programme that it was written for, and to nothing in another. No baseline, no targets, not reported.
    """
    goals = Goal.objects.filter(programme=programme)
    measures = Measure.objects.filter(programme=programme, withdrawn_at__isnull=True)
    is_written_for = programme.code == catalogue.programme
    return IndicatorPlan(
        code=proposal.id,
        title=proposal.title,
        direction=proposal.direction,
        frequency=proposal.frequency,
        measured_on=proposal.measured_on,
        definition=proposal.definition,
        unit=proposal.unit,
        source=proposal.values_from,
        population=proposal.population,
        lowest=proposal.lowest,
        highest=proposal.highest,
        goals=_here(goals, proposal.goals) if is_written_for else (),
        measures=_here(measures, proposal.measures) if is_written_for else (),
    )


def _here(found: QuerySet[Goal] | QuerySet[Measure], codes: tuple[str, ...]) -> tuple[str, ...]:
    here = set(found.filter(code__in=codes).values_list("code", flat=True))
    return tuple(code for code in codes if code in here)
