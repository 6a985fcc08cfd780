"""The list of panels, one of them, and what a judge is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from samvern.apps.panels.criteria import (
    Criterion,
    alternatives_of,
    criteria_of,
    criterion_id,
)
from samvern.apps.panels.models import (
    Judge,
    Level,
    Opinion,
    Panel,
    PanelCell,
    PanelQuerySet,
)
from samvern.apps.panels.permissions import Permission
from samvern.apps.panels.queries.lookup import (
    cells_of,
    judge_of,
    panel_for,
    panel_in,
    visible_panels,
)
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed, NotFound

#: So many panels of a programme stand in one list.
MOST_LISTED = 200
#: So many panels that wait stand on the first page.
MOST_WAITING = 5


@dataclass(frozen=True)
class PanelRow:
    """A panel as a line of a list; ``mine`` is how much the viewer has judged, None uninvited."""

    id: int
    code: str
    title: str
    state: str
    answer_by: date
    cells: int
    judges: int
    mine: int | None


@dataclass(frozen=True)
class PanelList:
    """The panels of a programme that the viewer sees, the newest first."""

    programme: ProgrammeHead
    rows: tuple[PanelRow, ...]
    may_run: bool


@dataclass(frozen=True)
class Invited:
    """Somebody who is invited, how much they count, and how much they have judged."""

    name: str
    email: str
    weight: float
    answered: int


@dataclass(frozen=True)
class PanelPage:
    """A panel with what is stated up front and who is invited.

    ``judges`` is None for those who may not see who is asked: with names hidden, only those who
    run the panel.
    """

    programme: ProgrammeHead
    panel: Panel
    state: str
    cells: int
    alternatives: tuple[tuple[str, str], ...]
    criteria: tuple[str, ...]
    judges: tuple[Invited, ...] | None
    judge_count: int
    mine: int | None
    may_run: bool
    may_judge: bool
    may_see_result: bool


@dataclass(frozen=True)
class Question:
    """A cell as it is put to a judge, with what the judge has said of it."""

    cell_id: int
    criterion: Criterion
    levels: Mapping[str, float] | None
    is_unknown: bool
    why: str


@dataclass(frozen=True)
class Sheet:
    """All questions about one alternative, and where it stands among the others."""

    programme: ProgrammeHead
    panel: Panel
    code: str
    title: str
    questions: tuple[Question, ...]
    codes: tuple[str, ...]
    answered: int
    total: int


@dataclass(frozen=True)
class PlanStart:
    """What can be chosen when a panel is planned."""

    programme: ProgrammeHead
    level: str
    alternatives: Mapping[str, str]
    criteria: Mapping[str, str]
    panel: Panel | None
    chosen: tuple[tuple[str, ...], tuple[str, ...]]
    judges: tuple[Invited, ...]


def panel_list(viewer: Viewer, code: str) -> PanelList:
    """The panels of a programme. Raises ``NotFound``, and ``NotAllowed`` without a role."""
    programme = programmes.programme_for(viewer, code)
    found = _counted(viewer, _seen_of(viewer, programme))[:MOST_LISTED]
    return PanelList(
        programme=programmes.head_of(viewer, programme),
        rows=tuple(_row(panel) for panel in found),
        may_run=viewer.may(Permission.RUN_PANEL, on=programme),
    )


def panels_of(viewer: Viewer, code: str) -> PanelQuerySet:
    """The panels of a programme as a queryset, for pages of the API. Raises as the list."""
    return _seen_of(viewer, programmes.programme_for(viewer, code))


def questions(viewer: Viewer, panel_id: int) -> list[tuple[str, Question]]:
    """Everything the viewer is asked in a panel, by alternative. Raises as :func:`sheet`."""
    panel = panel_for(viewer, panel_id)
    judge = judge_of(viewer, panel)
    if judge is None:
        raise NotAllowed("opinion.not_invited")
    said = {each.cell_id: each for each in Opinion.objects.filter(judge=judge)}
    criteria = criteria_of(programmes.document_of(viewer, panel.programme), panel.level)
    return [
        (cell.subject.code, _question(cell, criteria, said.get(cell.pk)))
        for cell in cells_of(panel)
        if criterion_id(cell.criterion, cell.about) in criteria
    ]


def waiting(viewer: Viewer) -> list[PanelRow]:
    """Open panels in which the viewer has not judged everything yet, the most urgent first."""
    if viewer.user_id is None or not viewer.may_somewhere(Permission.GIVE_OPINION):
        return []
    mine = Judge.objects.filter(user_id=viewer.user_id).values("panel")
    found = visible_panels(viewer).filter(
        pk__in=mine, opened_at__isnull=False, closed_at__isnull=True
    )
    rows = [_row(panel) for panel in _counted(viewer, found).order_by("answer_by", "pk")]
    return [row for row in rows if (row.mine or 0) < row.cells][:MOST_WAITING]


def to_close(viewer: Viewer, on: date) -> list[PanelRow]:
    """Open panels of the viewer's own that are past the date by which answers were asked for."""
    if not viewer.may_somewhere(Permission.RUN_PANEL):
        return []
    found = visible_panels(viewer).filter(
        opened_at__isnull=False, closed_at__isnull=True, answer_by__lt=on
    )
    rows = _counted(viewer, found).order_by("answer_by", "pk")[: 2 * MOST_WAITING]
    return [_row(each) for each in rows if viewer.may(Permission.RUN_PANEL, on=each)]


def panel_page(viewer: Viewer, code: str, panel_id: int) -> PanelPage:
    """One panel. Raises ``NotFound``."""
    panel = panel_in(viewer, code, panel_id)
    document = programmes.document_of(viewer, panel.programme)
    cells = cells_of(panel)
    titles, names = alternatives_of(document, panel.level), criteria_of(document, panel.level)
    codes = dict.fromkeys(cell.subject.code for cell in cells)
    asked = dict.fromkeys(criterion_id(cell.criterion, cell.about) for cell in cells)
    may_run = viewer.may(Permission.RUN_PANEL, on=panel)
    invited = invited_to(panel)
    judge = judge_of(viewer, panel)
    mine = Opinion.objects.filter(judge=judge).count() if judge else None
    is_judge = judge is not None and viewer.may_somewhere(Permission.GIVE_OPINION)
    return PanelPage(
        programme=programmes.head_of(viewer, panel.programme),
        panel=panel,
        state=state_of(panel),
        cells=len(cells),
        alternatives=tuple((each, titles.get(each, "")) for each in codes),
        criteria=tuple(names[each].name if each in names else each for each in asked),
        judges=invited if viewer.may(Permission.READ_PLANNED, on=panel) else None,
        judge_count=len(invited),
        mine=mine,
        may_run=may_run,
        may_judge=is_judge and panel.is_open,
        may_see_result=panel.closed_at is not None,
    )


def sheet(viewer: Viewer, code: str, panel_id: int, alternative: str = "") -> Sheet:
    """The questions to the viewer about one alternative, or the first not answered in full.

    Raises
    ------
    NotFound
        ``panel.unknown``, ``opinion.cell_unknown``.
    NotAllowed
        ``opinion.not_invited``.
    """
    panel = panel_in(viewer, code, panel_id)
    judge = judge_of(viewer, panel)
    if judge is None or not viewer.may_somewhere(Permission.GIVE_OPINION):
        raise NotAllowed("opinion.not_invited")
    cells = cells_of(panel)
    said = {each.cell_id: each for each in Opinion.objects.filter(judge=judge)}
    codes = tuple(dict.fromkeys(cell.subject.code for cell in cells))
    if not alternative:
        open_ones = (cell.subject.code for cell in cells if cell.pk not in said)
        alternative = next(open_ones, codes[0])
    if alternative not in codes:
        raise NotFound("opinion.cell_unknown")
    document = programmes.document_of(viewer, panel.programme)
    criteria = criteria_of(document, panel.level)
    return Sheet(
        programme=programmes.head_of(viewer, panel.programme),
        panel=panel,
        code=alternative,
        title=alternatives_of(document, panel.level).get(alternative, ""),
        questions=tuple(
            _question(cell, criteria, said.get(cell.pk))
            for cell in cells
            if cell.subject.code == alternative
            and criterion_id(cell.criterion, cell.about) in criteria
        ),
        codes=codes,
        answered=len(said),
        total=len(cells),
    )


def plan_start(
    viewer: Viewer, code: str, *, level: str = "", panel_id: int | None = None
) -> PlanStart:
    """What can be chosen for a new panel, or for one that is planned.

    Raises
    ------
    NotFound
        ``programme.unknown``, ``panel.unknown``.
    NotAllowed
        Without ``RUN_PANEL`` on the programme.
    """
    panel = panel_in(viewer, code, panel_id) if panel_id is not None else None
    programme = panel.programme if panel else programmes.programme_for(viewer, code)
    viewer.require(Permission.RUN_PANEL, on=programme)
    level = panel.level if panel else level if level in Level.values else Level.FOCUS_AREA
    document = programmes.document_of(viewer, programme)
    cells = cells_of(panel) if panel else []
    return PlanStart(
        programme=programmes.head_of(viewer, programme),
        level=level,
        alternatives=alternatives_of(document, level),
        criteria={each.id: each.name for each in criteria_of(document, level).values()},
        panel=panel,
        chosen=(
            tuple(dict.fromkeys(cell.subject.code for cell in cells)),
            tuple(dict.fromkeys(criterion_id(cell.criterion, cell.about) for cell in cells)),
        ),
        judges=invited_to(panel) if panel else (),
    )


def invited_to(panel: Panel) -> tuple[Invited, ...]:
    """Everybody who is invited, by name, with how much they have judged, never what."""
    found = panel.judges.select_related("user").annotate(answered=Count("opinions"))
    return tuple(
        Invited(each.user.name, each.user.email, each.weight, each.answered)
        for each in found.order_by("user__name", "pk")
    )


def state_of(panel: Panel) -> str:
    """``planned``, ``open`` or ``closed``."""
    if panel.closed_at is not None:
        return "closed"
    return "open" if panel.opened_at is not None else "planned"


def _seen_of(viewer: Viewer, programme: Programme) -> PanelQuerySet:
    if not viewer.may_somewhere(Permission.READ_INVITED):
        raise NotAllowed("permission.missing", permission=str(Permission.READ_INVITED))
    return visible_panels(viewer).filter(programme=programme)


def _question(cell: PanelCell, criteria: Mapping[str, Criterion], said: Opinion | None) -> Question:
    return Question(
        cell_id=cell.pk,
        criterion=criteria[criterion_id(cell.criterion, cell.about)],
        levels=said.levels if said else None,
        is_unknown=said.is_unknown if said else False,
        why=said.why if said else "",
    )


def _counted(viewer: Viewer, panels: QuerySet[Panel]) -> QuerySet[Panel]:
    """Panels with how much there is to judge, by how many, and how much the viewer has judged."""

    def number(
        rows: QuerySet[PanelCell] | QuerySet[Judge] | QuerySet[Opinion], by: str
    ) -> Coalesce:
        counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
        return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

    here = OuterRef("pk")
    mine = Judge.objects.filter(panel=here, user_id=viewer.user_id or 0)
    said = Opinion.objects.filter(judge__panel=here, judge__user_id=viewer.user_id or 0)
    return panels.annotate(
        cell_count=number(PanelCell.objects.filter(panel=here), "panel"),
        judge_count=number(Judge.objects.filter(panel=here), "panel"),
        my_count=number(said, "judge__panel"),
        is_invited=Exists(mine),
    )


def _row(panel: Panel) -> PanelRow:
    counts = panel.__dict__
    return PanelRow(
        id=panel.pk,
        code=panel.programme.code,
        title=panel.title,
        state=state_of(panel),
        answer_by=panel.answer_by,
        cells=counts["cell_count"],
        judges=counts["judge_count"],
        mine=counts["my_count"] if counts["is_invited"] else None,
    )
