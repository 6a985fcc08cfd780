"""What came of a closed panel: each opinion, how far they lie apart, and what they combine to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samvern.apps.panels.criteria import (
    alternatives_of,
    criteria_of,
    criterion_id,
    own_judgement,
)
from samvern.apps.panels.models import Names, Opinion, Panel, PanelCell, Unknowns
from samvern.apps.panels.queries.lookup import cells_of, panel_in, sees_names
from samvern.apps.panels.rules import LEAST_WITHOUT_NAMES
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import SCALE_OF
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotReady
from samvern.engine.priority.pooling import PoolRule, Spread, combine, spread
from samvern.engine.programme.document import SCALE_LEVELS, CriterionKind, Scale


@dataclass(frozen=True)
class Said:
    """One opinion of a cell; ``name`` is empty where it is not to be seen."""

    levels: Mapping[str, float]
    is_unknown: bool
    why: str
    name: str
    is_mine: bool


@dataclass(frozen=True)
class CellResult:
    """What came of one cell.

    ``is_shown`` is False where names are hidden and too few have answered: then nothing that
    others said is here. ``spread`` and ``combined`` are None where nobody said anything that
    counts; ``own`` is how the programme judges it today, None when it does not.
    """

    code: str
    title: str
    criterion: str
    criterion_name: str
    kind: CriterionKind
    about: str
    scale: Scale
    answered: int
    unknown: int
    is_shown: bool
    said: tuple[Said, ...]
    spread: Spread | None
    combined: Mapping[str, float] | None
    own: Mapping[str, float] | None
    is_withdrawn: bool

    @property
    def differs(self) -> bool:
        """Whether what was combined is something else than how the programme judges it."""
        if self.combined is None or self.is_withdrawn:
            return False
        own = self.own or {}
        levels = {*self.combined, *own}
        return any(abs(self.combined.get(x, 0.0) - own.get(x, 0.0)) > 1e-9 for x in levels)


@dataclass(frozen=True)
class PanelResult:
    """A closed panel, cell by cell, the most disputed first."""

    programme: ProgrammeHead
    panel: Panel
    cells: tuple[CellResult, ...]
    sees_names: bool
    judges: int


def result(viewer: Viewer, code: str, panel_id: int) -> PanelResult:
    """What came of a panel.

    Raises
    ------
    NotFound
        ``panel.unknown``.
    NotReady
        ``panel.not_closed``: until then nobody sees what others said.
    """
    panel = panel_in(viewer, code, panel_id)
    return PanelResult(
        programme=programmes.head_of(viewer, panel.programme),
        panel=panel,
        cells=tuple(cell_results(viewer, panel)),
        sees_names=sees_names(viewer, panel),
        judges=panel.judges.count(),
    )


def cell_results(viewer: Viewer, panel: Panel) -> list[CellResult]:
    """Every cell of a closed panel. Raises ``NotReady``."""
    if panel.closed_at is None:
        raise NotReady("panel.not_closed")
    document = programmes.document_of(viewer, panel.programme)
    titles = alternatives_of(document, panel.level)
    names = {found.id: found.name for found in criteria_of(document, panel.level).values()}
    opinions = defaultdict(list)
    for opinion in Opinion.objects.filter(cell__panel=panel).select_related("judge__user"):
        opinions[opinion.cell_id].append(opinion)
    found = [
        _cell(
            viewer,
            panel,
            cell,
            opinions[cell.pk],
            title=titles.get(cell.subject.code, ""),
            names=names,
            own=own_judgement(
                document, panel.level, cell.subject.code, CriterionKind(cell.criterion), cell.about
            ),
        )
        for cell in cells_of(panel)
    ]
    return sorted(found, key=lambda each: -(each.spread.disagreement if each.spread else -1.0))


def _cell(
    viewer: Viewer,
    panel: Panel,
    cell: PanelCell,
    opinions: Sequence[Opinion],
    *,
    title: str,
    names: Mapping[str, str],
    own: Mapping[str, float] | None,
) -> CellResult:
    kind = CriterionKind(cell.criterion)
    levels = SCALE_LEVELS[SCALE_OF[kind]]
    identifier = criterion_id(cell.criterion, cell.about)
    is_shown = panel.names == Names.ALL or len(opinions) >= LEAST_WITHOUT_NAMES
    counted = [
        each for each in opinions if not each.is_unknown or panel.unknowns == Unknowns.EVERY_LEVEL
    ]
    values = [each.levels for each in counted]
    weights = [each.judge.weight for each in counted]
    can_combine = is_shown and bool(counted)
    return CellResult(
        code=cell.subject.code,
        title=title,
        criterion=identifier,
        criterion_name=names.get(identifier, identifier),
        kind=kind,
        about=cell.about,
        scale=SCALE_OF[kind],
        answered=len(opinions),
        unknown=sum(each.is_unknown for each in opinions) if is_shown else 0,
        is_shown=is_shown,
        said=_said(viewer, panel, opinions, levels, is_shown=is_shown),
        spread=spread(values, levels, weights) if can_combine else None,
        combined=combine(values, levels, PoolRule(panel.rule), weights) if can_combine else None,
        own=own,
        is_withdrawn=cell.subject.withdrawn_at is not None,
    )


def _said(
    viewer: Viewer,
    panel: Panel,
    opinions: Sequence[Opinion],
    levels: Sequence[str],
    *,
    is_shown: bool,
) -> tuple[Said, ...]:
    """The opinions of a cell, lowest first, so that their order does not tell whose they are."""
    with_names = sees_names(viewer, panel)
    rows = [
        Said(
            levels=each.levels,
            is_unknown=each.is_unknown,
            why=each.why,
            name=each.judge.user.name if with_names else "",
            is_mine=viewer.user_id is not None and each.judge.user_id == viewer.user_id,
        )
        for each in opinions
    ]
    seen = [row for row in rows if is_shown or with_names or row.is_mine]

    def height(row: Said) -> tuple[bool, float, str, str]:
        place = sum(index * row.levels.get(level, 0.0) for index, level in enumerate(levels))
        return row.is_unknown, place, row.name, row.why

    return tuple(sorted(seen, key=height))
