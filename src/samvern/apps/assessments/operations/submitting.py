"""An assessment is handed in, reviewed, and accepted or given back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime

from samvern.apps.actions import operations as actions
from samvern.apps.assessments import counting, queries, rules, telling
from samvern.apps.assessments.models import (
    AnswerEvidence,
    Assessment,
    AssessmentState,
    Campaign,
    Remark,
    Submission,
    SubmissionEvidence,
    Verdict,
)
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import asked_of
from samvern.apps.assessments.recording import record
from samvern.base.viewer import Viewer
from samvern.engine.assessments import MAX_COMMENT, Confidentiality
from samvern.engine.deadlines import due_problems
from samvern.engine.errors import InvalidInput, NotAllowed, NotFound, NotReady, Problem


@transaction.atomic
def submit_assessment(*, by: Viewer, assessment_id: int, at: datetime) -> Submission:
    """Freeze the answers, lock the assessment and hand it in.

    Raises
    ------
    NotFound
        ``assessment.unknown``.
    NotAllowed
        Without ``SUBMIT`` on the actor, unless the viewer answers on its behalf.
    NotReady
        ``assessment.locked``; ``campaign.closed``, but for what was sent back;
        ``assessment.incomplete``, whose problems are ``answer.missing`` and ``answer.still_true`` for
        each requirement where it is.
    """
    assessment = queries.assessment_for(by, assessment_id, lock=True)
    on_behalf = queries.answers_on_behalf(by, assessment)
    if not on_behalf:
        by.require(Permission.SUBMIT, on=assessment.actor)
    _hold_campaign(assessment)
    queries.require_open(assessment)
    _check_complete(by, assessment)
    reason = assessment.on_behalf_reason if on_behalf else ""
    handed_in = replace(
        queries.document_at(by, assessment, at=at),
        submitted_at=at,
        submitted_by=by.name,
        on_behalf=reason,
    )
    document = handed_in.to_json()
    last = assessment.submissions.aggregate(last=Max("number"))["last"] or 0
    submission = Submission.objects.create(
        assessment=assessment,
        number=last + 1,
        document=document,
        digest=_digest(document),
        submitted_at=at,
        submitted_by_id=by.user_id,
        submitted_by_name=by.name,
        on_behalf_reason=reason,
    )
    _carry_remarks(submission)
    SubmissionEvidence.objects.bulk_create(
        SubmissionEvidence(
            submission=submission,
            requirement_id=each.requirement_id,
            evidence_id=each.evidence_id,
        )
        for each in AnswerEvidence.objects.filter(assessment=assessment)
    )
    assessment.submitted_at = at
    _turn(assessment, AssessmentState.SUBMITTED, at)
    changes = {"number": submission.number, "on_behalf": on_behalf}
    record(by, "assessment.submitted", assessment, at=at, changes=changes)
    actions.report_findings(
        by=by,
        source_type=queries.FINDING_SOURCE,
        source_id=str(assessment.pk),
        keys=[each.code for each in handed_in.gaps],
        at=at,
    )
    counting.ask_for_count(by=by, submission=submission, at=at)
    return submission


@transaction.atomic
def recall_submission(*, by: Viewer, submission_id: int, at: datetime) -> Submission:
    """Take back what waits for review, to change it; what was sent back before is so again.

    What reviewers remarked is kept for what is handed in next, and read by nobody until then. The
    findings that were raised of it are the organisation's own again, with their actions, until
    what they tell of is handed in again.

    Raises
    ------
    NotFound, NotAllowed
        ``submission.unknown``; without ``SUBMIT`` on the actor, unless on its behalf.
    NotReady
        ``submission.decided``; ``campaign.closed``, but for what was sent back before.
    """
    submission = _waiting(by, submission_id)
    assessment = submission.assessment
    if not queries.answers_on_behalf(by, assessment):
        by.require(Permission.SUBMIT, on=assessment.actor)
    _hold_campaign(assessment)
    if assessment.is_over and not queries.was_returned(assessment):
        raise NotReady("campaign.closed", about=assessment)
    recalled = _decide(by, submission, Verdict.RECALLED, "", at)
    actions.take_back_findings(
        by=by,
        source_type=queries.FINDING_SOURCE,
        source_id=str(assessment.pk),
        since=submission.submitted_at,
        at=at,
    )
    return recalled


@transaction.atomic
def remark(*, by: Viewer, submission_id: int, code: str, text: str, at: datetime) -> Remark | None:
    """Say something of one requirement of a submission that waits; an empty text takes it back.

    Of a remark that was written on an earlier submission, it is kept from now on as said of this one.

    Raises
    ------
    NotFound, NotAllowed
        ``submission.unknown``, ``assessment.not_asked``; as :func:`accept_submission`.
    NotReady
        ``submission.decided``.
    InvalidInput
        ``remark.invalid``.
    """
    submission = _waiting(by, submission_id)
    _permit_review(by, submission)
    if problems := list(rules.text_problems(text, "text", most=MAX_COMMENT)):
        raise InvalidInput("remark.invalid", problems=problems)
    asked = asked_of(submission.assessment)
    if code not in asked.codes.values():
        raise NotFound("assessment.not_asked", id=code)
    key, said = asked.keys[code], text.strip()
    before = submission.remarks.filter(requirement_id=key).first()
    if said == (before.text if before else "") and not (before and before.written_on_number):
        return before
    saved = None
    if said:
        saved, _is_new = Remark.objects.update_or_create(
            submission=submission,
            requirement_id=key,
            defaults={
                "text": said,
                "by_user_id": by.user_id,
                "by_name": by.name,
                "at": at,
                "written_on_number": None,
            },
        )
    elif before:
        before.delete()
    record(by, "assessment.remarked", submission.assessment, at=at, subject=submission)
    return saved


@transaction.atomic
def accept_submission(
    *, by: Viewer, submission_id: int, at: datetime, message: str = ""
) -> Submission:
    """Take an assessment for good; it stays locked.

    Raises
    ------
    NotFound
        ``submission.unknown``.
    NotAllowed
        A reported one is reviewed by those who hold ``REVIEW_REPORTED``; one for improvement by
        those with ``REVIEW_OWN`` on the actor. ``submission.own``: never by who handed it in.
    NotReady
        ``submission.decided``.
    InvalidInput
        ``verdict.invalid``.
    """
    submission = _waiting(by, submission_id)
    _permit_review(by, submission)
    return _decide(by, submission, Verdict.ACCEPTED, message, at)


@transaction.atomic
def return_submission(
    *,
    by: Viewer,
    submission_id: int,
    at: datetime,
    message: str,
    due_again_on: date | None = None,
) -> Submission:
    """Give an assessment back with what is to be looked at again, by a day; it opens.

    It stays open until it is handed in again, also when its campaign is closed meanwhile; then the
    day must be said. Raises as :func:`accept_submission`; ``verdict.invalid`` also when neither a
    message nor a remark says why, or the day makes no sense.
    """
    submission = _waiting(by, submission_id)
    _permit_review(by, submission)
    problems = list(due_problems(due_again_on, "due_again_on", today=localtime(at).date()))
    if due_again_on is None and submission.assessment.is_over:
        problems.append(Problem.of("field.required", where="due_again_on"))
    if not message.strip() and not submission.remarks.exists():
        problems.append(Problem.of("field.required", where="message"))
    if problems:
        raise InvalidInput("verdict.invalid", problems=problems)
    submission.assessment.due_again_on = due_again_on
    return _decide(by, submission, Verdict.RETURNED, message, at)


def _hold_campaign(assessment: Assessment) -> None:
    """Let nobody close the campaign before this is done: what is handed in or taken back is counted
    so by whoever closes, or comes after it.
    """
    if assessment.campaign_id is not None:
        assessment.campaign = Campaign.objects.select_for_update().get(pk=assessment.campaign_id)


def _carry_remarks(submission: Submission) -> None:
    """Have what was remarked on submissions that were taken back follow to the new one, where it is
    still asked for; but what somebody wrote who now hands in themselves.
    """
    left = Remark.objects.filter(
        submission__assessment=submission.assessment,
        submission__verdict=Verdict.RECALLED,
        requirement__in=asked_of(submission.assessment).codes,
    )
    if submission.submitted_by_id is not None:
        left = left.exclude(by_user=submission.submitted_by_id)
    newest: dict[int, Remark] = {}
    for each in left.select_related("submission").order_by("-submission__number"):
        newest.setdefault(each.requirement_id, each)
    for each in newest.values():
        each.written_on_number = each.written_on_number or each.submission.number
        each.submission = submission
    Remark.objects.bulk_update(newest.values(), ["written_on_number", "submission"])


def _check_complete(by: Viewer, assessment: Assessment) -> None:
    answers = queries.answers_of(by, assessment)
    problems = []
    for each in asked_of(assessment).assessable:
        answer = answers.get(each.id)
        if answer is None or not answer.result:
            problems.append(Problem.of("answer.missing", where=each.id))
        elif answer.is_carried:
            problems.append(Problem.of("answer.still_true", where=each.id))
    if problems:
        raise NotReady("assessment.incomplete", problems=problems, count=len(problems))


def _waiting(by: Viewer, submission_id: int) -> Submission:
    submission = queries.submission_for(by, submission_id, lock=True)
    if submission.verdict != Verdict.WAITING:
        raise NotReady("submission.decided", about=submission)
    return submission


def _permit_review(by: Viewer, submission: Submission) -> None:
    assessment = submission.assessment
    is_reported = assessment.confidentiality == Confidentiality.REPORTED
    by.require(
        Permission.REVIEW_REPORTED if is_reported else Permission.REVIEW_OWN, on=assessment.actor
    )
    if by.user_id is None or by.user_id == submission.submitted_by_id:
        raise NotAllowed("submission.own")


def _decide(
    by: Viewer, submission: Submission, verdict: Verdict, message: str, at: datetime
) -> Submission:
    if problems := list(rules.text_problems(message, "message", most=MAX_COMMENT)):
        raise InvalidInput("verdict.invalid", problems=problems)
    submission.verdict, submission.message = verdict, message.strip()
    submission.decided_at, submission.decided_by_id = at, by.user_id
    submission.decided_by_name = by.name
    submission.save(
        update_fields=["verdict", "message", "decided_at", "decided_by", "decided_by_name"]
    )
    assessment = submission.assessment
    state = _AFTER[verdict]
    if verdict == Verdict.RECALLED and queries.was_returned(assessment):
        state = AssessmentState.RETURNED
    _turn(assessment, state, at)
    changes = {"number": submission.number}
    record(by, _SAID[verdict], assessment, at=at, changes=changes)
    if verdict != Verdict.RECALLED:
        telling.tell_of_verdict(submission, at=at)
    return submission


def _turn(assessment: Assessment, state: AssessmentState, at: datetime) -> None:
    """It stands so from now on; what was sent back is reminded of before and after its day."""
    is_again = state == AssessmentState.RETURNED
    assessment.remind_again_at = telling.next_reminder(assessment, after=at) if is_again else None
    assessment.state = state
    assessment.version += 1
    assessment.save(
        update_fields=["state", "submitted_at", "due_again_on", "remind_again_at", "version"]
    )


def _digest(document: dict[str, object]) -> str:
    text = json.dumps(document, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


_AFTER = {
    Verdict.ACCEPTED: AssessmentState.ACCEPTED,
    Verdict.RETURNED: AssessmentState.RETURNED,
    Verdict.RECALLED: AssessmentState.OPEN,
}
_SAID = {
    Verdict.ACCEPTED: "assessment.accepted",
    Verdict.RETURNED: "assessment.returned",
    Verdict.RECALLED: "assessment.recalled",
}
