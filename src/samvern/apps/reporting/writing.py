"""Who is written to about what waits in a round, found behind the pages; letters go out after each step.

A step writes down who is to be told, or has some of those letters sent once it is saved. What was written
down is sent once: whoever sends a letter first notes that it is being sent.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from samvern.apps.actors.queries import RoleHolders
from samvern.apps.reporting import letters as texts
from samvern.apps.reporting import queries, rules
from samvern.apps.reporting.models import (
    WRITABLE,
    Report,
    ReportingLetter,
    ReportStage,
    ReportSubmission,
    Round,
    RoundState,
)
from samvern.base import audit, jobs
from samvern.base.jobs import Progress, Work, letters
from samvern.base.jobs.letters import LetterState
from samvern.base.models import User
from samvern.base.permissions import Role
from samvern.base.viewer import SYSTEM, Viewer
from samvern.engine.deadlines import STEP, keys_of_day, reminders_of_day

KIND: Final = "reporting.write"
#: How often it is looked whether a reminder is due or a letter is to be tried again.
EVERY: Final = timedelta(minutes=10)
#: So many reports are looked at in a step.
BATCH: Final = 500


def ask_for_letters(*, by: Viewer, found: Round, key: str, at: datetime) -> None:
    """Have a job write to those who have not handed in, on one occasion."""
    content = {"round": found.pk, "key": key}
    _ask(by, f"{found.pk}/{key}", str(found), content, at, path=found.path)


def tell_of_verdict(submission: ReportSubmission, *, at: datetime) -> None:
    """Have a job tell those who report that a review is done; not whoever decided it."""
    report = submission.report
    key = f"verdict/{submission.pk}"
    _ask_of_one(report, key, at, but=submission.decided_by_id)


def tell_of_handing(report: Report, person: User, *, at: datetime) -> None:
    """Have a job tell somebody that a report is theirs now."""
    _ask_of_one(report, f"handed/{report.pk}/{person.pk}/{int(at.timestamp())}", at, only=person.pk)


def _ask_of_one(
    report: Report, key: str, at: datetime, *, but: int | None = None, only: int | None = None
) -> None:
    content = {"report": report.pk, "key": key, "but": but, "only": only}
    _ask(SYSTEM, key, report.label_in_trail, content, at, path=report.reporting_round.path)


def _ask(
    by: Viewer, key: str, label: str, content: dict[str, Any], at: datetime, *, path: str = "/"
) -> None:
    jobs.enqueue(by=by, kind=KIND, key=key, label=label, content=content, path=path, at=at)


def look(at: datetime) -> None:
    """Ask for the reminders that fell due since the last look, and for letters to be tried again.

    Of several days about one deadline that were passed over, the last one counts.
    """
    if Round.objects.filter(state=RoundState.OPEN, reminded_until__lt=at).exists():
        _look_after_rounds(at)
    if Report.objects.filter(remind_again_at__lte=at).exists():
        _look_after_returned(at)
    if ReportingLetter.objects.left_over(at).exists():
        with transaction.atomic():
            _ask(SYSTEM, f"again/{int(at.timestamp() // EVERY.total_seconds())}", "", {}, at)


@transaction.atomic
def _look_after_rounds(at: datetime) -> None:
    running = Round.objects.filter(state=RoundState.OPEN, reminded_until__lt=at)
    held = running.select_related("programme__owner_actor").select_for_update(of=("self",))
    for found in held.order_by("pk"):
        after = found.reminded_until or at
        alarms = reminders_of_day("", found.due_on, found.reminders, after=after, until=at)
        found.reminded_until = at
        found.save(update_fields=["reminded_until"])
        if alarms:
            ask_for_letters(by=SYSTEM, found=found, key=alarms[-1].key, at=at)
            audit.record(SYSTEM, "round.reminded", found, at=at, path=found.path)


@transaction.atomic
def _look_after_returned(at: datetime) -> None:
    due = Report.objects.filter(remind_again_at__lte=at)
    held = due.select_related("reporting_round__programme__owner_actor")
    for report in held.select_for_update(of=("self",)).order_by("pk"):
        before = (report.remind_again_at or at) - timedelta(microseconds=1)
        if alarms := rules.reminders_again(report, after=before, until=at):
            _ask_of_one(report, f"again/{report.pk}/{alarms[-1].key}", at)
        report.remind_again_at = rules.next_reminder(report, after=at)
        report.save(update_fields=["remind_again_at"])


def forget_old_day(found: Round) -> None:
    """Have no letter go out that was written down about a day that the round no longer has."""
    written = found.letters.filter(
        key__startswith=f"{STEP}/", state__in=(LetterState.WAITING, LetterState.FAILED)
    )
    written.exclude(key__in=_keys_of(found)).update(state=LetterState.NOT_NEEDED)


def _keys_of(found: Round) -> set[str]:
    begun = found.opened_at or found.planned_at
    return keys_of_day("", found.due_on, found.reminders, started_at=begun)


def advance(work: Work) -> Progress:
    """Write down who is to be told, some hundred reports at a time; then send, some at a time."""
    cursor = work.cursor or {"stage": "write", "after": 0}
    due = ReportingLetter.objects.due(work.at)
    if cursor["stage"] == letters.SEND:
        return letters.send_some(
            work, due, after=cursor["after"], send=lambda users: texts.send(users, at=work.at)
        )
    if "round" in work.content:
        last = _write_down(work, cursor["after"])
        if last is not None:
            return Progress({"stage": "write", "after": last})
    elif "report" in work.content:
        _write_of_one(work)
    return letters.begin_sending(due)


def _write_down(work: Work, after: int) -> int | None:
    """The next of a round that have not handed in; but whoever is asked again by a day of their own is
    reminded of that one. The last that was looked at; None at the end.
    """
    found, key = Round.objects.get(pk=work.content["round"]), work.content["key"]
    is_of_day = key.startswith(f"{STEP}/")
    if is_of_day and key not in _keys_of(found):
        return None
    waiting = Report.objects.filter(reporting_round=found, stage__in=WRITABLE, pk__gt=after)
    if is_of_day:
        waiting = waiting.exclude(Q(stage=ReportStage.RETURNED) & Q(due_again_on__isnull=False))
    part = list(waiting.prefetch_related(queries.OWNERS).order_by("pk")[:BATCH])
    holders = RoleHolders.on(localdate(work.at), Role.MEASURE_OWNER)
    people = {user for each in part for user in queries.people_of(each, holders)}
    ReportingLetter.objects.bulk_create(
        (
            ReportingLetter(reporting_round=found, user_id=user, key=key, created_at=work.at)
            for user in sorted(people)
        ),
        ignore_conflicts=True,
    )
    return part[-1].pk if part else None


def _write_of_one(work: Work) -> None:
    asked = Report.objects.prefetch_related(queries.OWNERS)
    report = asked.filter(pk=work.content["report"]).first()
    if report is None:
        return
    only, but = work.content["only"], work.content["but"]
    holders = RoleHolders.on(localdate(work.at), Role.MEASURE_OWNER)
    people = {only} if only else queries.people_of(report, holders) - {but}
    ReportingLetter.objects.bulk_create(
        (
            ReportingLetter(
                reporting_round_id=report.reporting_round_id,
                report=report,
                user_id=user,
                key=work.content["key"],
                created_at=work.at,
            )
            for user in sorted(people)
        ),
        ignore_conflicts=True,
    )
