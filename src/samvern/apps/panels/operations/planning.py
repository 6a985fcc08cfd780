"""A panel is planned, changed, opened, closed; people are invited to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from samvern.apps.panels import invitations, queries
from samvern.apps.panels.criteria import alternatives_of, criteria_of
from samvern.apps.panels.models import Judge, Level, Panel, PanelCell
from samvern.apps.panels.permissions import Permission
from samvern.apps.panels.rules import (
    JudgeEntry,
    Plan,
    check_plan,
    check_ready,
    judge_problems,
)
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import FocusArea, Measure, Programme
from samvern.base import audit
from samvern.base.models import User
from samvern.base.viewer import Viewer, viewer_for
from samvern.engine.errors import Conflict, InvalidInput, NotReady, Problem


@transaction.atomic
def plan_panel(*, by: Viewer, code: str, plan: Plan, at: datetime) -> Panel:
    """Plan a panel; nobody else sees it until it is opened.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    NotAllowed
        Without ``RUN_PANEL`` on the programme.
    InvalidInput
        ``panel.invalid`` with all problems.
    """
    programme = programmes.programme_for(by, code)
    by.require(Permission.RUN_PANEL, on=programme)
    users = _checked(by, programme, plan)
    panel = Panel(programme=programme, planned_by_id=by.user_id, planned_at=at)
    _fill(panel, plan)
    panel.save()
    _save_cells(panel, plan)
    _save_judges(panel, plan.judges, users, at=at)
    _record(by, "panel.planned", panel, at=at)
    return panel


@transaction.atomic
def change_panel(*, by: Viewer, panel_id: int, version: int, plan: Plan, at: datetime) -> Panel:
    """Change a panel that has not been opened; what is judged stays focus areas or measures.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput
        As :func:`plan_panel`; ``panel.unknown``.
    NotReady
        ``panel.opened``: what was stated up front stays.
    Conflict
        ``panel.changed_meanwhile``.
    """
    panel = queries.panel_for(by, panel_id, lock=True)
    by.require(Permission.RUN_PANEL, on=panel)
    if panel.opened_at is not None:
        raise NotReady("panel.opened")
    users = _checked(by, panel.programme, plan)
    if not Panel.objects.filter(pk=panel.pk, version=version).update(version=F("version") + 1):
        raise Conflict("panel.changed_meanwhile")
    panel.version = version + 1
    _fill(panel, plan)
    panel.save()
    panel.cells.all().delete()
    panel.judges.all().delete()
    _save_cells(panel, plan)
    _save_judges(panel, plan.judges, users, at=at)
    _record(by, "panel.changed", panel, at=at)
    return panel


@transaction.atomic
def drop_panel(*, by: Viewer, panel_id: int, at: datetime) -> None:
    """Give up a panel that has not been opened.

    Raises ``NotFound``, ``NotAllowed``, ``NotReady`` (``panel.opened``).
    """
    panel = queries.panel_for(by, panel_id, lock=True)
    by.require(Permission.RUN_PANEL, on=panel)
    if panel.opened_at is not None:
        raise NotReady("panel.opened")
    _record(by, "panel.dropped", panel, at=at)
    panel.delete()


@transaction.atomic
def open_panel(*, by: Viewer, panel_id: int, at: datetime) -> Panel:
    """Let those who are invited judge; what was stated up front can no longer be changed.

    They are told by e-mail once it is saved.

    Raises
    ------
    NotFound, NotAllowed
        As :func:`change_panel`.
    NotReady
        ``panel.opened``, ``panel.too_few_judges``, ``panel.too_few_for_no_names``.
    """
    panel = queries.panel_for(by, panel_id, lock=True)
    by.require(Permission.RUN_PANEL, on=panel)
    check_ready(panel, judges=panel.judges.count())
    if not Panel.objects.filter(pk=panel.pk, opened_at=None).update(opened_at=at):
        raise NotReady("panel.opened")
    panel.opened_at = at
    _record(by, "panel.opened", panel, at=at)
    _tell(panel, panel.judges.values_list("user_id", flat=True))
    return panel


@transaction.atomic
def close_panel(*, by: Viewer, panel_id: int, at: datetime) -> Panel:
    """Take no more opinions, and show what came of it; it cannot be opened again.

    Raises ``NotFound``, ``NotAllowed``, ``NotReady`` (``panel.not_open``).
    """
    panel = queries.panel_for(by, panel_id, lock=True)
    by.require(Permission.RUN_PANEL, on=panel)
    still_open = Panel.objects.filter(pk=panel.pk, opened_at__isnull=False, closed_at=None)
    if not still_open.update(closed_at=at):
        raise NotReady("panel.not_open")
    panel.closed_at = at
    _record(by, "panel.closed", panel, at=at)
    return panel


@transaction.atomic
def invite_judges(
    *, by: Viewer, panel_id: int, judges: Sequence[JudgeEntry], at: datetime
) -> Panel:
    """Invite more people to a panel that has not been closed; who is invited already stays so.

    Once the panel is open, they are told by e-mail.

    Raises
    ------
    NotFound, NotAllowed
        As :func:`change_panel`.
    NotReady
        ``panel.not_open`` once it is closed.
    InvalidInput
        ``panel.invalid`` with all problems.
    """
    panel = queries.panel_for(by, panel_id, lock=True)
    by.require(Permission.RUN_PANEL, on=panel)
    if panel.closed_at is not None:
        raise NotReady("panel.not_open")
    users, problems = _people(panel.programme, judges)
    problems += judge_problems(judges)
    if problems:
        raise InvalidInput("panel.invalid", problems=problems)
    present = set(panel.judges.values_list("user_id", flat=True))
    new = [entry for entry in judges if users[_address(entry)].pk not in present]
    _save_judges(panel, new, users, at=at)
    _record(
        by,
        "panel.invited",
        panel,
        at=at,
        changes={"judges": [users[_address(e)].name for e in new]},
    )
    if panel.is_open:
        _tell(panel, [users[_address(entry)].pk for entry in new])
    return panel


def _tell(panel: Panel, user_ids: Iterable[int]) -> None:
    """Have an e-mail sent to judges when all is saved."""
    told = tuple(user_ids)
    transaction.on_commit(lambda: invitations.invite(panel.pk, told), robust=True)


def _checked(by: Viewer, programme: Programme, plan: Plan) -> dict[str, User]:
    """The people of a plan that makes sense, by address."""
    document = programmes.document_of(by, programme)
    level = plan.level if plan.level in Level.values else Level.FOCUS_AREA
    users, problems = _people(programme, plan.judges)
    try:
        check_plan(plan, alternatives_of(document, level), criteria_of(document, level))
    except InvalidInput as error:
        raise InvalidInput(error.code, problems=[*error.problems, *problems]) from None
    if problems:
        raise InvalidInput("panel.invalid", problems=problems)
    return users


def _people(
    programme: Programme, judges: Sequence[JudgeEntry]
) -> tuple[dict[str, User], list[Problem]]:
    """The users behind the addresses; each must have a role and see the programme."""
    asked = {_address(entry) for entry in judges if "\0" not in entry.email}
    users = {user.email: user for user in User.objects.filter(email__in=asked, is_active=True)}
    problems = []
    for entry in judges:
        user = users.get(_address(entry))
        viewer = viewer_for(user) if user else None
        if user is None or viewer is None or not viewer.may_somewhere(Permission.GIVE_OPINION):
            problems.append(Problem.of("judge.unknown", where="judges", found=entry.email[:100]))
        elif not Programme.objects.visible_to(viewer).filter(pk=programme.pk).exists():
            problems.append(
                Problem.of("judge.cannot_see_programme", where="judges", found=user.name)
            )
    return users, problems


def _address(entry: JudgeEntry) -> str:
    return entry.email.strip().lower()


def _fill(panel: Panel, plan: Plan) -> None:
    panel.title, panel.purpose = plan.title.strip(), plan.purpose.strip()
    panel.level, panel.rule = plan.level, plan.rule
    panel.unknowns, panel.names = plan.unknowns, plan.names
    panel.answer_by = plan.answer_by


def _save_cells(panel: Panel, plan: Plan) -> None:
    """Every alternative by every criterion, in the order of the programme."""
    is_measure = panel.level == Level.MEASURE
    parts: type[Measure] | type[FocusArea] = Measure if is_measure else FocusArea
    found: dict[str, Measure | FocusArea] = {
        part.code: part
        for part in parts.objects.filter(programme=panel.programme, withdrawn_at=None)
    }
    document = programmes.read_document(panel.programme)
    criteria = criteria_of(document, panel.level)
    chosen = [each for each in criteria.values() if each.id in plan.criteria]
    codes = [code for code in alternatives_of(document, panel.level) if code in plan.alternatives]
    place = "measure" if is_measure else "focus_area"
    PanelCell.objects.bulk_create(
        PanelCell(
            panel=panel,
            criterion=criterion.kind.value,
            about=criterion.about,
            position=position,
            **{place: found[code]},
        )
        for position, (code, criterion) in enumerate(
            (code, criterion) for code in codes for criterion in chosen
        )
    )


def _save_judges(
    panel: Panel, judges: Sequence[JudgeEntry], users: Mapping[str, User], *, at: datetime
) -> None:
    Judge.objects.bulk_create(
        Judge(panel=panel, user=users[_address(entry)], weight=entry.weight, invited_at=at)
        for entry in judges
    )


def _record(
    by: Viewer,
    action: str,
    panel: Panel,
    *,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
) -> None:
    stated = {
        "rule": panel.rule,
        "names": panel.names,
        "answer_by": panel.answer_by.isoformat(),
    }
    audit.record(by, action, panel, at=at, path=panel.path, changes=changes or stated)
