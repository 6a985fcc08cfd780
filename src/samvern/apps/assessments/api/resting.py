"""What answers rest on, and what must be better, in the JSON API."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.api.asking_others import Code, CodesIn, Done, Key
from samvern.base.endpoints import PROBLEMS, Incoming, idempotent, viewer_of

router = Router(tags=["assessments"])


class AttachIn(Incoming):
    """A requirement, and a piece of evidence that the answer to it rests on."""

    requirement: Code
    evidence: Key


class AttachedOut(Schema):
    """The evidence that the answer to a requirement rests on, by key."""

    requirement: str
    evidence: list[int]


class Detached(Schema):
    """How many were detached."""

    detached: int


class GapOut(Schema):
    """A requirement that leaves something to do, and the finding that was raised of it."""

    requirement: str
    result: str | None
    severity: str
    finding: int | None
    state: str


@router.get("/assessments/{assessment_id}/evidence", response={200: list[AttachedOut], **PROBLEMS})
def list_attached(request: HttpRequest, assessment_id: Key) -> list[AttachedOut]:
    """What the answers of an assessment rest on, as far as you see them."""
    viewer = viewer_of(request)
    found = queries.evidence_of(viewer, queries.assessment_for(viewer, assessment_id))
    return [
        AttachedOut(requirement=code, evidence=[each.pk for each in every])
        for code, every in found.items()
    ]


@router.post("/assessments/{assessment_id}/evidence", response={200: Done, **PROBLEMS})
@idempotent
def attach_evidence(request: HttpRequest, assessment_id: Key, asked: AttachIn) -> Done:
    """Have an answer rest on a piece of evidence that is there."""
    row = operations.attach_evidence(
        by=viewer_of(request),
        assessment_id=assessment_id,
        code=asked.requirement,
        evidence_id=asked.evidence,
        at=timezone.now(),
    )
    return Done(id=row.evidence_id)


@router.post("/assessments/{assessment_id}/evidence/newer", response={200: Done, **PROBLEMS})
@idempotent
def take_newer_evidence(request: HttpRequest, assessment_id: Key, asked: AttachIn) -> Done:
    """Have an answer rest on what has taken the place of a piece of evidence that it rests on."""
    row = operations.take_newer_evidence(
        by=viewer_of(request),
        assessment_id=assessment_id,
        code=asked.requirement,
        evidence_id=asked.evidence,
        at=timezone.now(),
    )
    return Done(id=row.evidence_id)


@router.post("/assessments/{assessment_id}/evidence/detach", response={200: Detached, **PROBLEMS})
@idempotent
def detach_evidence(request: HttpRequest, assessment_id: Key, asked: AttachIn) -> Detached:
    """Have an answer no longer rest on a piece of evidence."""
    count = operations.detach_evidence(
        by=viewer_of(request),
        assessment_id=assessment_id,
        code=asked.requirement,
        evidence_id=asked.evidence,
        at=timezone.now(),
    )
    return Detached(detached=count)


@router.get("/assessments/{assessment_id}/gaps", response={200: list[GapOut], **PROBLEMS})
def list_gaps(request: HttpRequest, assessment_id: Key) -> list[GapOut]:
    """What leaves something to do, most pressing first, and what has come of it."""
    viewer = viewer_of(request)
    assessment = queries.assessment_for(viewer, assessment_id)
    at = timezone.now()
    return [
        GapOut(
            requirement=gap.row.code,
            result=gap.row.result.value if gap.row.result else None,
            severity=(gap.finding.severity if gap.finding else queries.severity_of(gap.row)).value,
            finding=gap.finding.id if gap.finding else None,
            state=gap.finding.state.value if gap.finding else "",
        )
        for gap in queries.gaps_of(viewer, assessment, at=at, on=timezone.localdate(at))
    ]


@router.post("/assessments/{assessment_id}/findings", response={200: list[Done], **PROBLEMS})
@idempotent
def raise_findings(request: HttpRequest, assessment_id: Key, asked: CodesIn) -> list[Done]:
    """Raise a finding of each requirement that leaves something to do; again, it is the same."""
    raised = operations.raise_findings(
        by=viewer_of(request),
        assessment_id=assessment_id,
        codes=asked.requirements,
        at=timezone.now(),
    )
    return [Done(id=each.pk) for each in raised]
