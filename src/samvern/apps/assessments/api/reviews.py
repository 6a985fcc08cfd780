"""What was handed in, and the verdict on it, in the JSON API.

What a change answers holds nothing of what was handed in, since it is kept for those who send it
again.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.api.shapes import LINES, Code, Comment, Key, SubmissionOut
from samvern.apps.assessments.models import Submission, Verdict
from samvern.apps.assessments.rules import GivenVerdict
from samvern.base.endpoints import (
    PROBLEMS,
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)
from samvern.engine.assessments import MAX_COMMENT

router = Router(tags=["assessments"])


class WaitingOut(Schema):
    """A submission that waits for your review."""

    id: int
    assessment: int
    actor: int
    actor_name: str
    number: int
    submitted_at: datetime


class RemarkOut(Schema):
    """What the reviewer says of a requirement; before the verdict only those who review read it."""

    requirement: str
    text: str
    by: str
    at: datetime
    written_on: int | None = Field(
        description="The number of the earlier submission that it was written on, until it is kept."
    )


class ReviewedOut(Schema):
    """A submission as it was handed in, and what is said of it."""

    id: int
    assessment: int
    number: int
    submitted_at: datetime
    verdict: Verdict
    decided_at: datetime | None
    message: str
    due_again_on: date | None
    remarks: list[RemarkOut]
    document: dict[str, Any]
    sha256: str


class RemarkIn(Incoming):
    """What is said of a requirement, or kept of an earlier submission; nothing takes it back."""

    requirement: Code
    text: Comment = ""


class VerdictIn(Incoming):
    """Accepted or returned. What is returned says why, here or in remarks; and by when it is asked
    for again, which must be said once the campaign is closed.
    """

    verdict: GivenVerdict
    message: Annotated[str, Field(max_length=MAX_COMMENT, pattern=LINES)] = ""
    due_again_on: date | None = None


@router.get("/submissions", response={200: CursorPage[WaitingOut], **PROBLEMS})
def list_waiting(
    request: HttpRequest, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[WaitingOut]:
    """What waits for your review, longest first."""
    found = queries.to_review(viewer_of(request))
    rows, following = page_of(found, cursor=cursor, limit=limit)
    items = [
        WaitingOut(
            id=each.pk,
            assessment=each.assessment_id,
            actor=each.assessment.actor_id,
            actor_name=each.assessment.actor.name,
            number=each.number,
            submitted_at=each.submitted_at,
        )
        for each in rows
    ]
    return CursorPage(items=items, next_cursor=following)


@router.get("/submissions/{submission_id}", response={200: ReviewedOut, **PROBLEMS})
def get_submission(request: HttpRequest, submission_id: Key) -> ReviewedOut:
    """What was handed in, and what is said of it."""
    viewer = viewer_of(request)
    found = queries.submission_for(viewer, submission_id)
    return ReviewedOut(
        id=found.pk,
        assessment=found.assessment_id,
        number=found.number,
        submitted_at=found.submitted_at,
        verdict=Verdict(found.verdict),
        decided_at=found.decided_at,
        message=found.message,
        due_again_on=found.assessment.due_again_on if found.verdict == Verdict.RETURNED else None,
        remarks=[
            RemarkOut(
                requirement=each.requirement.code,
                text=each.text,
                by=each.by_name,
                at=each.at,
                written_on=each.written_on_number,
            )
            for each in queries.remarks_of(viewer, found)
        ],
        document=found.document,
        sha256=found.digest,
    )


@router.put("/submissions/{submission_id}/remarks", response={200: SubmissionOut, **PROBLEMS})
@idempotent
def put_remark(request: HttpRequest, submission_id: Key, asked: RemarkIn) -> SubmissionOut:
    """Say something of one requirement while the submission waits."""
    viewer = viewer_of(request)
    operations.remark(
        by=viewer,
        submission_id=submission_id,
        code=asked.requirement,
        text=asked.text,
        at=timezone.now(),
    )
    return submission_out(queries.submission_for(viewer, submission_id))


@router.post("/submissions/{submission_id}/verdict", response={200: SubmissionOut, **PROBLEMS})
@idempotent
def judge(request: HttpRequest, submission_id: Key, asked: VerdictIn) -> SubmissionOut:
    """Accept what was handed in, or send it back."""
    viewer, at = viewer_of(request), timezone.now()
    if asked.verdict is GivenVerdict.ACCEPT:
        return submission_out(
            operations.accept_submission(
                by=viewer, submission_id=submission_id, message=asked.message, at=at
            )
        )
    return submission_out(
        operations.return_submission(
            by=viewer,
            submission_id=submission_id,
            message=asked.message,
            due_again_on=asked.due_again_on,
            at=at,
        )
    )


def submission_out(found: Submission) -> SubmissionOut:
    """A submission by its number and what became of it."""
    return SubmissionOut(
        id=found.pk,
        number=found.number,
        submitted_at=found.submitted_at,
        verdict=Verdict(found.verdict),
        sha256=found.digest,
    )
