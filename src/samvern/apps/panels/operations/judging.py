"""What a judge says, and what is made of it once the panel is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from samvern.apps.decisions import operations as decisions
from samvern.apps.decisions import queries as decided
from samvern.apps.decisions.models import Scenario
from samvern.apps.panels import queries
from samvern.apps.panels.models import Opinion, Panel, Rule
from samvern.apps.panels.permissions import Permission
from samvern.apps.panels.queries import CellResult
from samvern.apps.panels.rules import OpinionEntry, check_opinions, on_scale
from samvern.apps.programmes import operations as programmes
from samvern.apps.programmes import queries as programme_reads
from samvern.base import audit
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed, NotReady


@transaction.atomic
def give_opinions(
    *, by: Viewer, panel_id: int, opinions: Sequence[OpinionEntry], at: datetime
) -> int:
    """Say what one thinks, in place of what one said of the same before.

    The trail tells that somebody judged, never what.

    Returns
    -------
    int
        How many cells the judge has judged now.

    Raises
    ------
    NotFound
        ``panel.unknown``.
    NotAllowed
        ``opinion.not_invited``, or without ``GIVE_OPINION`` anywhere.
    NotReady
        ``panel.not_open``.
    InvalidInput
        ``opinion.invalid`` with all problems.
    """
    panel = queries.panel_for(by, panel_id, lock=True)
    if not by.may_somewhere(Permission.GIVE_OPINION):
        raise NotAllowed("permission.missing", permission=str(Permission.GIVE_OPINION))
    judge = queries.judge_of(by, panel)
    if judge is None:
        raise NotAllowed("opinion.not_invited")
    if not panel.is_open:
        raise NotReady("panel.not_open")
    kinds = {cell.pk: cell.criterion for cell in panel.cells.all()}
    check_opinions(opinions, kinds)
    Opinion.objects.filter(judge=judge, cell__in=[entry.cell_id for entry in opinions]).delete()
    Opinion.objects.bulk_create(
        Opinion(
            judge=judge,
            cell_id=entry.cell_id,
            levels=on_scale(kinds[entry.cell_id], entry.levels),
            is_unknown=entry.is_unknown,
            why=entry.why.strip(),
            given_at=at,
        )
        for entry in opinions
        if entry.levels is not None
    )
    answered = Opinion.objects.filter(judge=judge).count()
    audit.record(by, "opinion.given", panel, at=at, path=panel.path, changes={"answered": answered})
    return answered


@transaction.atomic
def save_as_scenario(
    *, by: Viewer, panel_id: int, title: str, reason: str, at: datetime
) -> Scenario:
    """Make a scenario in which everything stands as the panel's opinions combine to.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput
        ``panel.unknown``; without ``RUN_PANEL`` on the programme; and as ``save_scenario``.
    NotReady
        ``panel.not_closed``, ``panel.nothing_to_record``.
    """
    panel = queries.panel_for(by, panel_id)
    by.require(Permission.RUN_PANEL, on=panel)
    judgements: dict[str, dict[str, dict[str, float]]] = {}
    basis = decided.figures_on(panel.programme, panel.level).ranking.model
    known = {criterion.id for criterion in basis.criteria}
    for cell in _changed(by, panel):
        if cell.criterion in known and cell.code in basis.matrix:
            judgements.setdefault(cell.code, {})[cell.criterion] = dict(cell.combined or {})
    if not judgements:
        raise NotReady("panel.nothing_to_record")
    scenario = decisions.save_scenario(
        by=by,
        code=panel.programme.code,
        level=panel.level,
        title=title,
        reason=reason,
        terms={"judgements": judgements},
        at=at,
    )
    changes = {"scenario": scenario.pk}
    audit.record(by, "panel.used", panel, at=at, path=panel.path, changes=changes)
    return scenario


@transaction.atomic
def record_result(*, by: Viewer, panel_id: int, at: datetime) -> int:
    """Make what the panel's opinions combine to the programme's judgements.

    Each takes the place of the one before it, with the panel and its rule as the reason.

    Returns
    -------
    int
        How many judgements were recorded.

    Raises
    ------
    NotFound, NotAllowed
        As :func:`save_as_scenario`, and without ``RECORD_JUDGEMENT`` on the programme.
    NotReady
        ``panel.not_closed``, ``panel.nothing_to_record``.
    """
    panel = queries.panel_for(by, panel_id, lock=True)
    by.require(Permission.RUN_PANEL, on=panel)
    changed = _changed(by, panel)
    if not changed:
        raise NotReady("panel.nothing_to_record")
    code = panel.programme.code
    read = (
        programme_reads.measure_for if panel.level == "measure" else programme_reads.focus_area_for
    )
    for cell in changed:
        programmes.record_judgement(
            by=by,
            subject=read(by, code, cell.code),
            criterion=cell.kind.value,
            levels=cell.combined or {},
            why=_why(panel, cell),
            at=at,
            about=cell.about,
        )
    changes = {"judgements": len(changed)}
    audit.record(by, "panel.recorded", panel, at=at, path=panel.path, changes=changes)
    return len(changed)


def _changed(by: Viewer, panel: Panel) -> list[CellResult]:
    return [cell for cell in queries.cell_results(by, panel) if cell.differs]


def _why(panel: Panel, cell: CellResult) -> str:
    """The panel and its rule, as the history of the judgement is to say it."""
    return _("Panel “%(title)s”, %(count)d judges. %(rule)s.") % {
        "title": panel.title,
        "count": cell.spread.judges if cell.spread else 0,
        "rule": Rule(panel.rule).label,
    }
