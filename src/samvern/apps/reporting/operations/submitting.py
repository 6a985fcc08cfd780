"""A report is handed in, reviewed, and accepted or sent back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime

from samvern.apps.reporting import queries, rules, writing
from samvern.apps.reporting.models import (
    DimensionStatus,
    Report,
    ReportEvidence,
    ReportRemark,
    ReportStage,
    ReportSubmission,
    ReportVerdict,
    Round,
    SubmittedEvidence,
)
from samvern.apps.reporting.recording import record
from samvern.apps.reporting.rules import MAX_MESSAGE
from samvern.base.viewer import Viewer
from samvern.engine.deadlines import due_problems
from samvern.engine.errors import InvalidInput, NotFound, NotReady, Problem
from samvern.engine.reporting import Dimension, ReportValues, Tolerances, find_gaps, suggest_light


@transaction.atomic
def submit_report(*, by: Viewer, report_id: int, at: datetime) -> ReportSubmission:
    """Freeze what the draft says, lock it and hand it in.

    Raises
    ------
    NotFound, NotAllowed
        ``report.unknown``; for those who may not report.
    NotReady
        ``report.locked``; ``report.incomplete``, whose problems say what is missing where.
    """
    report = queries.report_for(by, report_id, lock=True)
    queries.require_writer(by, report)
    _hold_round(report)
    queries.require_open(report)
    values, tolerances = report.said, report.reporting_round.published
    if gaps := list(find_gaps(values, tolerances, report.reporting_round.asked)):
        raise NotReady("report.incomplete", about=report, problems=gaps, count=len(gaps))
    on_behalf = queries.reports_on_behalf(by, report)
    last = report.submissions.aggregate(last=Max("number"))["last"] or 0
    submission = ReportSubmission.objects.create(
        report=report,
        number=last + 1,
        values=report.flat,
        submitted_at=at,
        submitted_by_id=by.user_id,
        submitted_by_name=by.name,
        on_behalf_reason=report.on_behalf_reason if on_behalf else "",
    )
    DimensionStatus.objects.bulk_create(_lights(submission, values, tolerances))
    SubmittedEvidence.objects.bulk_create(
        SubmittedEvidence(submission=submission, evidence_id=each)
        for each in ReportEvidence.objects.filter(report=report).values_list("evidence", flat=True)
    )
    report.submitted_at = at
    _turn(report, ReportStage.SUBMITTED, at)
    changes = {"number": submission.number, "on_behalf": on_behalf}
    record(by, "report.submitted", report, at=at, changes=changes)
    return submission


@transaction.atomic
def recall_report(*, by: Viewer, report_id: int, at: datetime) -> ReportSubmission:
    """Take back what waits for review, to change it; what was sent back before is so again.

    Raises
    ------
    NotFound, NotAllowed
        ``report.unknown``; for those who may not report.
    NotReady
        ``report.not_waiting``; ``round.not_open``, but for what was sent back before.
    """
    report = queries.report_for(by, report_id, lock=True)
    queries.require_writer(by, report)
    _hold_round(report)
    submission = report.submissions.filter(verdict=ReportVerdict.WAITING).first()
    if submission is None:
        raise NotReady("report.not_waiting", about=report)
    was_returned = report.submissions.filter(verdict=ReportVerdict.RETURNED).exists()
    if not was_returned and report.reporting_round.closed_at is not None:
        raise NotReady("round.not_open", about=report.reporting_round)
    submission.report = report
    _decide(submission, ReportVerdict.RECALLED, "", by=by, at=at)
    _turn(report, ReportStage.RETURNED if was_returned else ReportStage.DRAFT, at)
    record(by, "report.recalled", report, at=at, changes={"number": submission.number})
    return submission


@transaction.atomic
def remark(
    *, by: Viewer, submission_id: int, part: str, text: str, at: datetime
) -> ReportRemark | None:
    """Say something of one part of a report that waits; an empty text takes it back.

    Raises
    ------
    NotFound
        ``report.unknown``, ``report.part_unknown``.
    NotAllowed
        Without ``REVIEW``; ``report.own``.
    NotReady
        ``report.not_waiting``.
    InvalidInput
        ``remark.invalid``.
    """
    submission = _waiting(by, submission_id)
    if part not in rules.parts_of(submission.report.reporting_round):
        raise NotFound("report.part_unknown", id=part[:40])
    if problems := list(rules.text_problems(text, "text", most=MAX_MESSAGE)):
        raise InvalidInput("remark.invalid", problems=problems)
    before = submission.remarks.filter(part=part).first()
    said = text.strip()
    if said == (before.text if before else ""):
        return before
    saved = None
    if said:
        saved, _is_new = ReportRemark.objects.update_or_create(
            submission=submission,
            part=part,
            defaults={"text": said, "by_user_id": by.user_id, "by_name": by.name, "at": at},
        )
    elif before:
        before.delete()
    record(by, "report.remarked", submission.report, at=at, subject=submission)
    return saved


@transaction.atomic
def accept_report(
    *, by: Viewer, submission_id: int, at: datetime, message: str = ""
) -> ReportSubmission:
    """Take a report for good; it stays locked. Raises as :func:`remark`, ``verdict.invalid``."""
    submission = _waiting(by, submission_id)
    _check_message(message)
    _decide(submission, ReportVerdict.ACCEPTED, message, by=by, at=at)
    _turn(submission.report, ReportStage.ACCEPTED, at)
    changes = {"number": submission.number}
    record(by, "report.accepted", submission.report, at=at, changes=changes)
    writing.tell_of_verdict(submission, at=at)
    return submission


@transaction.atomic
def return_report(
    *,
    by: Viewer,
    submission_id: int,
    at: datetime,
    message: str,
    due_again_on: date | None = None,
) -> ReportSubmission:
    """Send a report back with what is to be looked at again, by a day; it opens.

    It stays open until it is handed in again, also when the round is closed meanwhile; then the day must
    be said. Raises as :func:`remark`; ``verdict.invalid`` also when neither a message nor a remark says
    why, or the day makes no sense.
    """
    submission = _waiting(by, submission_id)
    _check_message(message)
    problems = list(due_problems(due_again_on, "due_again_on", today=localtime(at).date()))
    report = submission.report
    if due_again_on is None and report.reporting_round.closed_at is not None:
        problems.append(Problem.of("field.required", where="due_again_on"))
    if not message.strip() and not submission.remarks.exists():
        problems.append(Problem.of("field.required", where="message"))
    if problems:
        raise InvalidInput("verdict.invalid", problems=problems)
    report.due_again_on = due_again_on
    _decide(submission, ReportVerdict.RETURNED, message, by=by, at=at)
    _turn(report, ReportStage.RETURNED, at)
    record(by, "report.returned", report, at=at, changes={"number": submission.number})
    writing.tell_of_verdict(submission, at=at)
    return submission


def _hold_round(report: Report) -> None:
    """Let nobody close the round before this is done, or come after whoever closes it."""
    held = Round.objects.select_for_update().get(pk=report.reporting_round_id)
    report.reporting_round.state, report.reporting_round.closed_at = held.state, held.closed_at


def _lights(
    submission: ReportSubmission, values: ReportValues, tolerances: Tolerances
) -> list[DimensionStatus]:
    figures, found = values.figures, []
    for dimension in Dimension:
        suggested = suggest_light(dimension, figures, tolerances)
        said = values.of(dimension).light
        assert said is not None, "a report that is complete says every light"
        found.append(
            DimensionStatus(
                submission=submission,
                dimension=dimension.value,
                light=said.value,
                suggested=suggested.value if suggested else "",
            )
        )
    return found


def _waiting(by: Viewer, submission_id: int) -> ReportSubmission:
    """A submission that the viewer is to say something of."""
    submission = queries.submission_for(by, submission_id, lock=True)
    queries.require_reviewer(by, submission)
    return submission


def _check_message(message: str) -> None:
    if problems := list(rules.text_problems(message, "message", most=MAX_MESSAGE)):
        raise InvalidInput("verdict.invalid", problems=problems)


def _decide(
    submission: ReportSubmission, verdict: ReportVerdict, message: str, *, by: Viewer, at: datetime
) -> None:
    submission.verdict, submission.message = verdict, message.strip()
    submission.decided_at, submission.decided_by_id = at, by.user_id
    submission.decided_by_name = by.name
    submission.save(
        update_fields=["verdict", "message", "decided_at", "decided_by", "decided_by_name"]
    )


def _turn(report: Report, stage: ReportStage, at: datetime) -> None:
    """It stands so from now on; what was sent back is reminded of before and after its day."""
    is_again = stage == ReportStage.RETURNED
    report.remind_again_at = rules.next_reminder(report, after=at) if is_again else None
    report.stage = stage
    report.save(update_fields=["stage", "submitted_at", "due_again_on", "remind_again_at"])
