"""A round is planned, opened, moved and closed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import FocusArea, Programme, Sharing
from samvern.apps.reporting import opening, queries, rules, writing
from samvern.apps.reporting.models import Round, RoundState
from samvern.apps.reporting.permissions import Permission
from samvern.apps.reporting.rules import RoundPlan
from samvern.base import audit, jobs
from samvern.base.viewer import Viewer
from samvern.engine.deadlines import moved_problems
from samvern.engine.errors import Conflict, InvalidInput, NotReady, Problem


@transaction.atomic
def plan_round(*, by: Viewer, programme_code: str, plan: RoundPlan, at: datetime) -> Round:
    """Write down what owners are to be asked, for which period and by when; nobody is asked yet.

    Raises
    ------
    NotFound
        ``programme.unknown``.
    NotAllowed
        Without ``RUN_ROUND`` on the programme.
    InvalidInput
        ``round.invalid`` with all problems.
    """
    programme = programmes.programme_for(by, programme_code)
    by.require(Permission.RUN_ROUND, on=programme)
    found = Round(programme=programme, planned_by_id=by.user_id, planned_at=at)
    _put(found, plan, at)
    _save_once(found)
    audit.record(by, "round.planned", found, at=at, path=found.path, changes=_changes(found))
    return found


@transaction.atomic
def change_round(
    *, by: Viewer, round_id: int, version: int, plan: RoundPlan, at: datetime
) -> Round:
    """Change a plan that nobody has been asked by yet.

    Raises
    ------
    NotFound, NotAllowed, InvalidInput
        ``round.unknown``, and as :func:`plan_round`.
    NotReady
        ``round.opened``.
    Conflict
        ``round.changed``: somebody else has changed it since that version.
    """
    found = _planned(by, round_id)
    if found.version != version:
        raise Conflict("round.changed", about=found)
    _put(found, plan, at)
    found.version += 1
    _save_once(found)
    audit.record(by, "round.changed", found, at=at, path=found.path, changes=_changes(found))
    return found


@transaction.atomic
def delete_round(*, by: Viewer, round_id: int, at: datetime) -> None:
    """Give up a round that nobody has been asked in.

    Raises ``NotFound``, ``NotAllowed``; ``NotReady`` (``round.opened``).
    """
    found = _planned(by, round_id)
    audit.record(by, "round.deleted", found, at=at, path=found.path)
    found.delete()


@transaction.atomic
def open_round(*, by: Viewer, round_id: int, at: datetime) -> Round:
    """Ask: from now on nothing that was said changes but the day, and a job makes the reports.

    Asked again while it is being opened, or once it is open, it is the same job.

    Raises
    ------
    NotFound, NotAllowed
        ``round.unknown``; without ``RUN_ROUND``.
    NotReady
        ``round.closed``; ``round.past_due``; ``round.programme_hidden``: owners could not see it;
        ``round.nothing_to_ask``: there is no measure that is not done or stopped.
    """
    found = queries.round_for(by, round_id, lock=True)
    by.require(Permission.RUN_ROUND, on=found)
    if found.state == RoundState.CLOSED:
        raise NotReady("round.closed", about=found)
    if found.state != RoundState.PLANNED:
        return found
    if found.due_on < localtime(at).date():
        raise NotReady("round.past_due", about=found)
    if found.programme.sharing == Sharing.AUTHORITY:
        raise NotReady("round.programme_hidden", about=found)
    total = opening.measures_asked(found).count()
    if not total:
        raise NotReady("round.nothing_to_ask", about=found)
    found.state, found.opened_at, found.version = RoundState.OPENING, at, found.version + 1
    found.save(update_fields=["state", "opened_at", "version"])
    jobs.enqueue(
        by=by,
        kind=opening.KIND,
        key=str(found.pk),
        label=str(found),
        content={"round": found.pk},
        path=found.path,
        total=total,
        at=at,
    )
    audit.record(by, "round.opened", found, at=at, path=found.path, changes={"reports": total})
    return found


@transaction.atomic
def move_round(*, by: Viewer, round_id: int, version: int, due_on: date, at: datetime) -> Round:
    """Ask for reports by another day. Reminders are about the new day from now on: what was to go out
    about the old one does not.

    Raises
    ------
    NotFound, NotAllowed
        ``round.unknown``; without ``RUN_ROUND``.
    NotReady
        ``round.not_open``.
    InvalidInput
        ``round.invalid``.
    Conflict
        ``round.changed``.
    """
    found = _open(by, round_id)
    if found.version != version:
        raise Conflict("round.changed", about=found)
    before = found.due_on
    if problems := list(
        moved_problems(due_on, "due_on", before=before, today=localtime(at).date())
    ):
        raise InvalidInput("round.invalid", problems=problems)
    found.due_on, found.version, found.reminded_until = due_on, found.version + 1, at
    found.save(update_fields=["due_on", "version", "reminded_until"])
    writing.forget_old_day(found)
    changes = {"due_on": [before.isoformat(), due_on.isoformat()]}
    audit.record(by, "round.moved", found, at=at, path=found.path, changes=changes)
    return found


@transaction.atomic
def close_round(*, by: Viewer, round_id: int, at: datetime) -> Round:
    """Take no more in, but for what was sent back; it is not opened again.

    Raises ``NotFound``, ``NotAllowed``, ``NotReady`` (``round.not_open``).
    """
    found = _open(by, round_id)
    found.state, found.closed_at, found.version = RoundState.CLOSED, at, found.version + 1
    found.save(update_fields=["state", "closed_at", "version"])
    response = queries.responses([found])[found.pk]
    changes = {"handed_in": response.handed_in, "asked": response.asked}
    audit.record(by, "round.closed", found, at=at, path=found.path, changes=changes)
    return found


@transaction.atomic
def remind(*, by: Viewer, round_id: int, at: datetime) -> Round:
    """Have a letter sent to those who have not handed in; nobody gets two in a day.

    Raises ``NotFound``, ``NotAllowed``, ``NotReady`` (``round.not_open``).
    """
    found = _open(by, round_id)
    day = localtime(at).date().isoformat()
    writing.ask_for_letters(by=by, found=found, key=f"asked/{day}", at=at)
    audit.record(by, "round.reminded", found, at=at, path=found.path)
    return found


def _planned(by: Viewer, round_id: int) -> Round:
    found = queries.round_for(by, round_id, lock=True)
    by.require(Permission.RUN_ROUND, on=found)
    if found.state != RoundState.PLANNED:
        raise NotReady("round.opened", about=found)
    return found


def _open(by: Viewer, round_id: int) -> Round:
    found = queries.round_for(by, round_id, lock=True)
    by.require(Permission.RUN_ROUND, on=found)
    if found.state != RoundState.OPEN:
        raise NotReady("round.not_open", about=found)
    return found


def _put(found: Round, plan: RoundPlan, at: datetime) -> None:
    areas = set(_areas(found.programme))
    before = found.due_on if found.pk else None
    rules.check_plan(plan, areas, today=localtime(at).date(), due_before=before)
    found.period, found.purpose, found.due_on = plan.period, plan.purpose.strip(), plan.due_on
    found.focus_areas = sorted(set(plan.focus_areas))
    found.questions = [asdict(each) for each in plan.questions]
    found.tolerances = plan.tolerances.to_json()
    found.reminders = sorted(plan.reminders)


def _save_once(found: Round) -> None:
    """Save it; there is one round for each period."""
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError:
        problem = Problem.of("round.period_taken", where="period", found=found.period)
        raise InvalidInput("round.invalid", problems=[problem]) from None


def _areas(programme: Programme) -> list[str]:
    return list(FocusArea.objects.filter(programme=programme).values_list("code", flat=True))


def _changes(found: Round) -> dict[str, Any]:
    return {
        "period": found.period,
        "due_on": found.due_on.isoformat(),
        "focus_areas": ", ".join(found.focus_areas),
        "questions": len(found.questions),
    }
