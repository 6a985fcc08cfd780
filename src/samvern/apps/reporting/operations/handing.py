"""Who is to report: a colleague, or somebody at the authority on the owners' behalf."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localtime

from samvern.apps.actors.models import Grant
from samvern.apps.reporting import queries, rules, writing
from samvern.apps.reporting.models import (
    MAX_ON_BEHALF,
    Report,
    ReportOwner,
    ReportStage,
)
from samvern.apps.reporting.permissions import Permission
from samvern.apps.reporting.recording import record
from samvern.base import audit
from samvern.base.models import User
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotAllowed, NotReady, Problem


@transaction.atomic
def hand_over(*, by: Viewer, report_id: int, email: str, at: datetime) -> Report:
    """Let somebody else report: a person with a role at an owner of the measure, or above.

    The person is told by e-mail once it is saved. An empty address leaves it to the measure owners.

    Raises
    ------
    NotFound, NotAllowed
        ``report.unknown``; without ``HAND_OVER`` at an owner.
    NotReady
        ``report.locked``.
    InvalidInput
        ``handing.invalid``: nobody of that address holds a role there.
    """
    report = queries.report_for(by, report_id, lock=True)
    if not any(by.may(Permission.HAND_OVER, on=each.actor) for each in report.owners.all()):
        raise NotAllowed("permission.missing", permission=str(Permission.HAND_OVER))
    queries.require_open(report)
    person = _colleague(report, email, at) if email.strip() else None
    if person == report.responsible:
        return report
    report.responsible = person
    report.save(update_fields=["responsible"])
    record(by, "report.handed_over", report, at=at)
    if person is not None and person.pk != by.user_id:
        writing.tell_of_handing(report, person, at=at)
    return report


@transaction.atomic
def take_on(*, by: Viewer, report_id: int, reason: str, at: datetime) -> Report:
    """Report on behalf of owners who asked for it and have not begun: whoever reports sees the draft.

    Raises
    ------
    NotFound
        ``report.unknown``: none of a round that the viewer follows.
    NotAllowed
        Without ``REPORT_ON_BEHALF`` on the programme.
    NotReady
        ``report.locked``; ``report.begun``: the owners have begun, or somebody took it on already.
    InvalidInput
        ``handing.invalid``: without a reason.
    """
    report = queries.followed_report(by, report_id, lock=True)
    by.require(Permission.REPORT_ON_BEHALF, on=report.reporting_round)
    problems = list(rules.text_problems(reason, "reason", most=MAX_ON_BEHALF, is_required=True))
    if problems:
        raise InvalidInput("handing.invalid", problems=problems)
    queries.require_open(report)
    if report.version or report.on_behalf_by_id or report.stage != ReportStage.DRAFT:
        raise NotReady("report.begun", about=report)
    report.on_behalf_by_id, report.on_behalf_reason = by.user_id, reason.strip()
    report.save(update_fields=["on_behalf_by", "on_behalf_reason"])
    record(by, "report.taken_on", report, at=at)
    return report


@transaction.atomic
def hand_back(*, by: Viewer, report_id: int, at: datetime) -> Report:
    """Leave a report to its owners again, who go on with what is written: said by them, or by whoever
    reports for them.

    Raises ``NotFound``, ``NotAllowed``; ``NotReady`` (``report.not_on_behalf``).
    """
    report = queries.report_for(by, report_id, lock=True)
    queries.require_writer(by, report)
    if report.on_behalf_by_id is None:
        raise NotReady("report.not_on_behalf", about=report)
    report.on_behalf_by, report.on_behalf_reason = None, ""
    report.save(update_fields=["on_behalf_by", "on_behalf_reason"])
    record(by, "report.handed_back", report, at=at)
    return report


@transaction.atomic
def hand_on_reports(*, by: Viewer, predecessor_id: int, successor_id: int, at: datetime) -> int:
    """Have what can still be written follow to an actor that took the owner's place; how many.

    What is handed in stays with whom it was handed in by. Raises ``NotAllowed``.
    """
    by.require(Permission.RUN_ROUND)
    moved = 0
    held = ReportOwner.objects.filter(actor=predecessor_id)
    for owner in held.select_related("report__reporting_round__programme"):
        if not owner.report.is_writable:
            continue
        if ReportOwner.objects.filter(report=owner.report_id, actor=successor_id).exists():
            owner.delete()
        else:
            owner.actor_id = successor_id
            owner.save(update_fields=["actor"])
        audit.record(
            by, "report.handed_on", owner.report, at=at, path=owner.report.reporting_round.path
        )
        moved += 1
    return moved


def _colleague(report: Report, email: str, at: datetime) -> User:
    """The person of an address who holds a role at an owner of the measure, or above."""
    paths = [each.actor.path for each in report.owners.all()]
    person = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    grants = Grant.objects.in_force(localtime(at).date()).filter(user=person, actor__isnull=False)
    held = grants.values_list("path", flat=True) if person else ()
    if person is None or not any(path.startswith(each) for each in held for path in paths):
        problem = Problem.of("handing.nobody_there", where="email", found=email.strip()[:100])
        raise InvalidInput("handing.invalid", problems=[problem])
    return person
