"""How much is known of a whole programme: for each measure on what it rests, and what would raise it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samvern.apps.effects.permissions import Permission
from samvern.apps.effects.queries.rows import StudyRow, study_rows
from samvern.apps.indicators.models import Indicator, StartRegister
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.apps.programmes.queries.document import document_of
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.effects import Grounds, Step, count_grounds, steps_up
from samvern.engine.programme.document import FocusArea, Measure


@dataclass(frozen=True)
class EvidenceRow:
    """What is known of a measure, by the study that says most.

    ``studies`` is how many there are. ``steps`` are for those who read studies, who know what has been
    asked already.
    """

    measure: str
    title: str
    focus_area: str
    grounds: Grounds
    study: StudyRow | None
    studies: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class EvidencePage:
    """Every measure of a programme with what is known of it."""

    programme: ProgrammeHead
    rows: tuple[EvidenceRow, ...]
    counts: Mapping[Grounds, int]
    reads_studies: bool


def evidence_page(viewer: Viewer, code: str) -> EvidencePage:
    """How much is known of the measures of a programme. Raises ``NotFound``."""
    programme = programmes.programme_for(viewer, code)
    document = document_of(viewer, programme)
    areas = {area.id: area for area in document.focus_areas}
    of_measure: dict[str, list[StudyRow]] = {}
    for row in study_rows(viewer, programme):
        of_measure.setdefault(row.measure, []).append(row)
    reads_studies = viewer.may(Permission.READ_STUDIES, on=programme)
    measured, begun = _measured(programme) if reads_studies else (frozenset(), frozenset())
    rows = tuple(
        _row(
            measure,
            areas[measure.focus_area],
            of_measure.get(measure.id, []),
            (measure.id in measured, measure.id in begun) if reads_studies else None,
        )
        for measure in document.measures
    )
    return EvidencePage(
        programme=programmes.head_of(viewer, programme),
        rows=rows,
        counts=count_grounds(row.grounds for row in rows),
        reads_studies=reads_studies,
    )


def _measured(programme: Programme) -> tuple[frozenset[str], frozenset[str]]:
    """The measures that an indicator is to move, and those of which starts are kept."""
    tied = Indicator.objects.current().filter(programme=programme, measures__isnull=False)
    registers = StartRegister.objects.filter(measure__programme=programme)
    return (
        frozenset(tied.order_by().values_list("measures__code", flat=True)),
        frozenset(registers.order_by().values_list("measure__code", flat=True)),
    )


def _row(
    measure: Measure,
    area: FocusArea,
    found: Iterable[StudyRow],
    known: tuple[bool, bool] | None,
) -> EvidenceRow:
    is_judged = any((measure.contribution, measure.attainment, area.contribution, area.attainment))
    listed = list(found)
    best = max(
        listed, key=lambda row: (row.grounds(is_judged=is_judged).rank, -row.id), default=None
    )
    grounds = best.grounds(is_judged=is_judged) if best else _unstudied(is_judged=is_judged)
    steps: tuple[Step, ...] = ()
    if known is not None:
        has_indicator, has_starts = known
        card = best.told.raw if best and best.told else None
        is_sector = best is not None and not best.indicator.is_of_organisations
        steps = steps_up(
            card,
            has_indicator=has_indicator or bool(listed),
            has_starts=has_starts or is_sector,
        )
    return EvidenceRow(
        measure=measure.id,
        title=in_language(measure.title),
        focus_area=f"{area.id} {in_language(area.title)}",
        grounds=grounds,
        study=best,
        studies=len(listed),
        steps=steps,
    )


def _unstudied(*, is_judged: bool) -> Grounds:
    return Grounds.JUDGEMENT if is_judged else Grounds.NONE
