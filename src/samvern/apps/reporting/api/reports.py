"""Reports in the JSON API: written, handed in, reviewed, handed over."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from samvern.apps.reporting import operations, queries
from samvern.apps.reporting.api.shapes import (
    Key,
    LongText,
    ReportIn,
    ReportOut,
    ReportSubmissionOut,
    report_out,
    submission_out,
)
from samvern.apps.reporting.rules import GivenVerdict
from samvern.base.endpoints import PROBLEMS, Incoming, idempotent, viewer_of
from samvern.base.viewer import Viewer
from samvern.engine.reporting import Dimension

router = Router()


class ReportHandOverIn(Incoming):
    """Who is to report, by the address they log in with; empty for all measure owners."""

    email: Annotated[str, Field(max_length=254)]


class ReportTakeOnIn(Incoming):
    """Why you report on behalf of the owners."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class ReportEvidenceIn(Incoming):
    """A piece of evidence that is there."""

    evidence: Key


class ReportRemarkIn(Incoming):
    """What you say of one part: a dimension, or `answer_` and the code of a question; empty takes it back."""

    part: Annotated[str, Field(max_length=40)]
    text: LongText


class ReportVerdictIn(Incoming):
    """What becomes of a report; `due_again_on` only of what is sent back."""

    verdict: GivenVerdict
    message: LongText = ""
    due_again_on: date | None = None


class ReportFollowUpIn(Incoming):
    """Dimensions that are yellow or red, and at which owner; without one at the first where you may."""

    dimensions: Annotated[list[Dimension], Field(min_length=1, max_length=len(Dimension))]
    owner: Key | None = None
    description: LongText = ""


class ReportFindingOut(Schema):
    """A finding that was raised of a dimension."""

    id: int
    dimension: str


@router.get("/reports/{report_id}", response={200: ReportOut, **PROBLEMS})
def get_report(request: HttpRequest, report_id: Key) -> ReportOut:
    """A report that you write, as it stands now."""
    return _out(viewer_of(request), report_id)


@router.put("/reports/{report_id}", response={200: ReportOut, **PROBLEMS})
@idempotent
def save_report(request: HttpRequest, report_id: Key, asked: ReportIn) -> ReportOut:
    """Say how a measure stands, for now.

    What somebody else changed meanwhile is put together with it (`merged`); where both changed the same
    otherwise, nothing is saved, and the problem has both.
    """
    viewer = viewer_of(request)
    saved = operations.save_report(
        by=viewer,
        report_id=report_id,
        values=asked.values.value(),
        version=asked.version,
        at=timezone.now(),
    )
    return _out(viewer, report_id, merged=saved.merged)


@router.post("/reports/{report_id}/submit", response={201: ReportSubmissionOut, **PROBLEMS})
@idempotent
def submit_report(request: HttpRequest, report_id: Key) -> Status[ReportSubmissionOut]:
    """Hand it in: it is locked, and read by the authority and supervisors as it is now."""
    viewer = viewer_of(request)
    made = operations.submit_report(by=viewer, report_id=report_id, at=timezone.now())
    return Status(201, _submission(viewer, made.pk))


@router.post("/reports/{report_id}/recall", response={200: ReportOut, **PROBLEMS})
@idempotent
def recall_report(request: HttpRequest, report_id: Key) -> ReportOut:
    """Take back what waits for review."""
    viewer = viewer_of(request)
    operations.recall_report(by=viewer, report_id=report_id, at=timezone.now())
    return _out(viewer, report_id)


@router.post("/reports/{report_id}/hand-over", response={200: ReportOut, **PROBLEMS})
@idempotent
def hand_over(request: HttpRequest, report_id: Key, asked: ReportHandOverIn) -> ReportOut:
    """Let somebody else report."""
    viewer = viewer_of(request)
    operations.hand_over(by=viewer, report_id=report_id, email=asked.email, at=timezone.now())
    return _out(viewer, report_id)


@router.post("/reports/{report_id}/take-on", response={200: ReportOut, **PROBLEMS})
@idempotent
def take_on_report(request: HttpRequest, report_id: Key, asked: ReportTakeOnIn) -> ReportOut:
    """Report on behalf of owners who asked for it and have not begun."""
    viewer = viewer_of(request)
    operations.take_on(by=viewer, report_id=report_id, reason=asked.reason, at=timezone.now())
    return _out(viewer, report_id)


@router.post("/reports/{report_id}/hand-back", response={204: None, **PROBLEMS})
@idempotent
def hand_back_report(request: HttpRequest, report_id: Key) -> Status[None]:
    """Leave a report to its owners again."""
    operations.hand_back(by=viewer_of(request), report_id=report_id, at=timezone.now())
    return Status(204, None)


@router.post("/reports/{report_id}/evidence", response={200: ReportOut, **PROBLEMS})
@idempotent
def attach_report_evidence(
    request: HttpRequest, report_id: Key, asked: ReportEvidenceIn
) -> ReportOut:
    """Have a report rest on a piece of evidence."""
    viewer = viewer_of(request)
    operations.attach_evidence(
        by=viewer, report_id=report_id, evidence_id=asked.evidence, at=timezone.now()
    )
    return _out(viewer, report_id)


@router.get("/reports/submissions/{submission_id}", response={200: ReportSubmissionOut, **PROBLEMS})
def get_report_submission(request: HttpRequest, submission_id: Key) -> ReportSubmissionOut:
    """A report as it was handed in."""
    return _submission(viewer_of(request), submission_id)


@router.post(
    "/reports/submissions/{submission_id}/remarks", response={200: ReportSubmissionOut, **PROBLEMS}
)
@idempotent
def remark(request: HttpRequest, submission_id: Key, asked: ReportRemarkIn) -> ReportSubmissionOut:
    """Say something of one part of a report that waits; told with the verdict."""
    viewer = viewer_of(request)
    operations.remark(
        by=viewer,
        submission_id=submission_id,
        part=asked.part,
        text=asked.text,
        at=timezone.now(),
    )
    return _submission(viewer, submission_id)


@router.post(
    "/reports/submissions/{submission_id}/verdict", response={200: ReportSubmissionOut, **PROBLEMS}
)
@idempotent
def decide(request: HttpRequest, submission_id: Key, asked: ReportVerdictIn) -> ReportSubmissionOut:
    """Accept a report, or send it back."""
    viewer, at = viewer_of(request), timezone.now()
    if asked.verdict is GivenVerdict.ACCEPT:
        operations.accept_report(
            by=viewer, submission_id=submission_id, message=asked.message, at=at
        )
    else:
        operations.return_report(
            by=viewer,
            submission_id=submission_id,
            message=asked.message,
            due_again_on=asked.due_again_on,
            at=at,
        )
    return _submission(viewer, submission_id)


@router.post(
    "/reports/submissions/{submission_id}/findings",
    response={200: list[ReportFindingOut], **PROBLEMS},
)
@idempotent
def follow_up_report(
    request: HttpRequest, submission_id: Key, asked: ReportFollowUpIn
) -> list[ReportFindingOut]:
    """Raise what is yellow or red in a reviewed report as findings at an owner of the measure."""
    raised = operations.follow_up(
        by=viewer_of(request),
        submission_id=submission_id,
        dimensions=asked.dimensions,
        owner_id=asked.owner,
        description=asked.description,
        at=timezone.now(),
    )
    return [ReportFindingOut(id=each.pk, dimension=each.key) for each in raised]


def _out(viewer: Viewer, report_id: int, *, merged: tuple[str, ...] = ()) -> ReportOut:
    found = queries.working(viewer, report_id)
    missing = [each.where for each in found.gaps]
    return report_out(found.report, merged=merged, missing=missing)


def _submission(viewer: Viewer, submission_id: int) -> ReportSubmissionOut:
    found = queries.review(viewer, submission_id)
    remarks = {part: each.text for part, each in found.remarks.items()}
    return submission_out(found.submission, remarks)
