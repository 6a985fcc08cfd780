"""Evidence is attached to answers, and detached from them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import AnswerEvidence, Assessment
from samvern.apps.assessments.permissions import Permission
from samvern.apps.assessments.queries import asked_of
from samvern.apps.assessments.recording import record
from samvern.apps.evidence import operations as kept
from samvern.apps.evidence import queries as evidence
from samvern.apps.evidence.models import Evidence
from samvern.apps.evidence.rules import Said
from samvern.base.files import Upload
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotAllowed, NotFound, NotReady


def attach_evidence(
    *, by: Viewer, assessment_id: int, code: str, evidence_id: int, at: datetime
) -> AnswerEvidence:
    """Have the answer to a requirement rest on a piece of evidence; twice is once.

    Raises
    ------
    NotFound
        ``assessment.unknown``, ``assessment.not_asked``; ``evidence.unknown``, also for what the
        viewer sees only because it was handed in: whether it can still be used is not told.
    NotAllowed
        For those who may not answer; ``evidence.of_another`` for evidence of another organisation
        than the own and those above it.
    NotReady
        ``assessment.not_told``, ``assessment.locked``; ``evidence.not_current``.
    """
    return _attach(by, assessment_id, code, evidence.evidence_for(by, evidence_id), at)


def attach_new_evidence(
    *,
    by: Viewer,
    assessment_id: int,
    code: str,
    said: Said,
    upload: Upload | None = None,
    at: datetime,
) -> AnswerEvidence:
    """Add a piece of evidence to the organisation, and have the answer rest on it.

    Raises as :func:`attach_evidence` and ``add_evidence``.
    """
    assessment, _key = _writable(by, assessment_id, code, at)
    added = kept.add_evidence(by=by, actor_id=assessment.actor_id, said=said, upload=upload, at=at)
    return _attach(by, assessment_id, code, added, at)


@transaction.atomic
def _attach(
    by: Viewer, assessment_id: int, code: str, found: Evidence, at: datetime
) -> AnswerEvidence:
    assessment, key = _writable(by, assessment_id, code, at, lock=True)
    if not found.is_followed:
        raise NotFound("evidence.unknown")
    if not assessment.actor.path.startswith(found.actor.path):
        raise NotAllowed("evidence.of_another")
    if not found.is_current:
        raise NotReady("evidence.not_current")
    row, is_new = AnswerEvidence.objects.get_or_create(
        assessment=assessment,
        requirement_id=key,
        evidence=found,
        defaults={"by_user_id": by.user_id, "at": at},
    )
    if is_new:
        record(by, "assessment.evidence_attached", assessment, at=at)
    return row


@transaction.atomic
def take_newer_evidence(
    *, by: Viewer, assessment_id: int, code: str, evidence_id: int, at: datetime
) -> AnswerEvidence:
    """Have an answer rest on what has taken the place of a piece that it rests on.

    Whoever answers has it with the answer, as they had the piece before it.

    Raises
    ------
    NotFound, NotAllowed, NotReady
        As :func:`attach_evidence`; ``evidence.unknown`` when the answer does not rest on the piece,
        ``evidence.not_current`` when nothing current has taken its place.
    """
    assessment, key = _writable(by, assessment_id, code, at, lock=True)
    rows = AnswerEvidence.objects.visible_to(by).filter(assessment=assessment, requirement_id=key)
    row = rows.filter(evidence_id=evidence_id).select_related("evidence").first()
    if row is None:
        raise NotFound("evidence.unknown")
    newer = evidence.newest_of([row.evidence]).get(evidence_id)
    if newer is None:
        raise NotReady("evidence.not_current")
    taken = _attach(by, assessment_id, code, newer, at)
    detach_evidence(by=by, assessment_id=assessment_id, code=code, evidence_id=evidence_id, at=at)
    return taken


@transaction.atomic
def detach_evidence(
    *, by: Viewer, assessment_id: int, code: str, evidence_id: int, at: datetime
) -> int:
    """Have an answer no longer rest on a piece; the piece stays, and so does what was handed in.

    Raises as :func:`attach_evidence`.

    Returns
    -------
    int
        1 when it was attached, else 0.
    """
    assessment, key = _writable(by, assessment_id, code, at, lock=True)
    rows = AnswerEvidence.objects.visible_to(by).filter(
        assessment=assessment, requirement_id=key, evidence_id=evidence_id
    )
    keys = list(rows.values_list("pk", flat=True))
    AnswerEvidence.objects.filter(pk__in=keys).delete()
    if keys:
        record(by, "assessment.evidence_detached", assessment, at=at)
    return len(keys)


def _writable(
    by: Viewer, assessment_id: int, code: str, at: datetime, *, lock: bool = False
) -> tuple[Assessment, int]:
    """The assessment and the key of the requirement, which the viewer may answer."""
    assessment = queries.assessment_for(by, assessment_id, lock=lock)
    queries.answer_for(by, assessment, code, at=at)
    if not queries.may_answer(by, assessment):
        raise NotAllowed("permission.missing", permission=Permission.ANSWER)
    if not queries.is_told(by, assessment):
        raise NotReady("assessment.not_told")
    queries.require_open(assessment)
    return assessment, asked_of(assessment).keys[code]
