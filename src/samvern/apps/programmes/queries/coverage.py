"""What a programme covers, and where it has gaps."""

from __future__ import annotations

from dataclasses import dataclass

from samvern.apps.programmes.queries.document import document_of
from samvern.apps.programmes.queries.lookup import programme_for
from samvern.apps.programmes.queries.programmes import ProgrammeHead, head_of
from samvern.apps.programmes.queries.rows import Judged, Ref, judged, refs
from samvern.base.texts import in_language
from samvern.base.viewer import Viewer
from samvern.engine.programme import coverage as engine
from samvern.engine.programme.document import CriterionKind, Programme


@dataclass(frozen=True)
class CoverageCell:
    """What a focus area does for a row: how it was judged, and the measures behind that.

    ``judged`` is None in the table of target groups, where only measures count.
    """

    judged: Judged | None
    measures: tuple[Ref, ...]


@dataclass(frozen=True)
class CoverageRow:
    """A risk area, goal or target group; ``gap`` is one of :class:`Gap`, or empty."""

    code: str
    title: str
    cells: tuple[CoverageCell, ...]
    gap: str


@dataclass(frozen=True)
class CoverageTable:
    """Rows by focus areas, gaps first."""

    columns: tuple[Ref, ...]
    rows: tuple[CoverageRow, ...]

    @property
    def gap_count(self) -> int:
        """How many rows are gaps."""
        return sum(bool(row.gap) for row in self.rows)


@dataclass(frozen=True)
class CoveragePage:
    """The three tables of a programme."""

    programme: ProgrammeHead
    risk_areas: CoverageTable
    goals: CoverageTable
    target_groups: CoverageTable


def coverage(viewer: Viewer, code: str) -> CoveragePage:
    """What a programme covers. Raises ``NotFound``."""
    programme = programme_for(viewer, code)
    document = document_of(viewer, programme)
    titles = {measure.id: in_language(measure.title) for measure in document.measures}
    tables = _tables(document)
    return CoveragePage(
        programme=head_of(viewer, programme),
        risk_areas=_table(tables["risk_areas"], titles, criterion=CriterionKind.CONTRIBUTION),
        goals=_table(tables["goals"], titles, criterion=CriterionKind.ATTAINMENT),
        target_groups=_table(tables["target_groups"], titles),
    )


def coverage_tables(viewer: Viewer, code: str) -> dict[str, engine.CoverageTable]:
    """The same tables as the engine gives them. Raises ``NotFound``."""
    return _tables(document_of(viewer, programme_for(viewer, code)))


def _tables(document: Programme) -> dict[str, engine.CoverageTable]:
    return {
        "risk_areas": engine.risk_coverage(document),
        "goals": engine.goal_coverage(document),
        "target_groups": engine.target_group_coverage(document),
    }


def _table(
    table: engine.CoverageTable, titles: dict[str, str], criterion: CriterionKind | None = None
) -> CoverageTable:
    return CoverageTable(
        columns=tuple(Ref(column.id, in_language(column.title)) for column in table.columns),
        rows=tuple(
            CoverageRow(
                code=row.id,
                title=in_language(row.title),
                cells=tuple(
                    CoverageCell(
                        judged(criterion, cell.judgement, row.id) if criterion else None,
                        refs(cell.measures, titles),
                    )
                    for cell in row.cells
                ),
                gap=row.gap or "",
            )
            for row in table.rows
        ),
    )
