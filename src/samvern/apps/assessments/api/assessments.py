"""Answering in the JSON API: the same reads and operations as the pages.

What a change answers holds no answer, since it is kept for those who send it again.
"""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router
from ninja.responses import Status

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.api.asking_others import Done
from samvern.apps.assessments.api.reviews import submission_out
from samvern.apps.assessments.api.shapes import (
    AnswerIn,
    AnswerOut,
    AssessmentOut,
    ChangedOut,
    ChangesIn,
    Code,
    Key,
    SavedOut,
    StartIn,
    StateOut,
    SubmissionOut,
    answer_out,
    assessments_out,
    state_out,
)
from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.operations import AnswerEntry, Saved
from samvern.apps.assessments.queries import Working
from samvern.base.endpoints import (
    PROBLEMS,
    Cursor,
    CursorPage,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)
from samvern.engine.errors import InvalidInput, NotFound, NotReady

router = Router()


@router.get("/assessments", response={200: CursorPage[AssessmentOut], **PROBLEMS})
def list_assessments(
    request: HttpRequest, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[AssessmentOut]:
    """The assessments that you answer, all or some of."""
    found = queries.assessments_of(viewer_of(request))
    rows, following = page_of(found, cursor=cursor, limit=limit)
    return CursorPage(items=assessments_out(rows, on=timezone.localdate()), next_cursor=following)


@router.post("/assessments", response={201: AssessmentOut, **PROBLEMS})
@idempotent
def start_assessment(request: HttpRequest, asked: StartIn) -> Status[AssessmentOut]:
    """Start an assessment that no campaign asks for."""
    saved = operations.start_assessment(
        by=viewer_of(request),
        actor_id=asked.actor,
        set_code=asked.requirement_set,
        set_version=asked.set_version,
        title=asked.title,
        period=asked.period,
        confidentiality=asked.confidentiality,
        due_on=asked.due_on,
        at=timezone.now(),
    )
    return Status(201, _out(saved))


@router.get("/assessments/{assessment_id}", response={200: AssessmentOut, **PROBLEMS})
def get_assessment(request: HttpRequest, assessment_id: Key) -> AssessmentOut:
    """An assessment, and how far it has come."""
    return _out(queries.assessment_for(viewer_of(request), assessment_id))


@router.delete("/assessments/{assessment_id}", response={204: None, **PROBLEMS})
@idempotent
def drop_assessment(request: HttpRequest, assessment_id: Key) -> Status[None]:
    """Drop an assessment that you started by yourselves, before it was ever handed in."""
    operations.drop_assessment(
        by=viewer_of(request), assessment_id=assessment_id, at=timezone.now()
    )
    return Status(204, None)


@router.post("/assessments/{assessment_id}/acknowledge", response={200: AssessmentOut, **PROBLEMS})
@idempotent
def acknowledge(request: HttpRequest, assessment_id: Key) -> AssessmentOut:
    """Say that you have read who will see what; nothing can be answered before somebody has."""
    return _out(
        operations.acknowledge(
            by=viewer_of(request), assessment_id=assessment_id, at=timezone.now()
        )
    )


@router.get(
    "/assessments/{assessment_id}/answers", response={200: CursorPage[AnswerOut], **PROBLEMS}
)
def list_answers(
    request: HttpRequest, assessment_id: Key, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[AnswerOut]:
    """Every requirement that you answer, with what is said of it, in the order of the set."""
    rows = _working(request, assessment_id).rows
    codes = [row.requirement.id for row in rows]
    if cursor and cursor not in codes:
        raise InvalidInput("cursor.unreadable")
    start = codes.index(cursor) + 1 if cursor else 0
    shown = rows[start : start + limit]
    more = start + limit < len(rows)
    return CursorPage(
        items=[answer_out(row) for row in shown],
        next_cursor=shown[-1].requirement.id if more else None,
    )


@router.put(
    "/assessments/{assessment_id}/answers/{requirement}", response={200: SavedOut, **PROBLEMS}
)
@idempotent
def put_answer(
    request: HttpRequest, assessment_id: Key, requirement: Code, asked: AnswerIn
) -> SavedOut:
    """Say something of a requirement.

    What others have changed meanwhile is kept beside it. Where both have changed the same, nothing
    is saved, and each problem has both values in ``values``.
    """
    saved = operations.save_answer(
        by=viewer_of(request),
        assessment_id=assessment_id,
        code=requirement,
        values=asked.values,
        version=asked.version,
        at=timezone.now(),
    )
    return _saved(saved, requirement)


@router.patch("/assessments/{assessment_id}/answers", response={200: ChangedOut, **PROBLEMS})
@idempotent
def change_answers(request: HttpRequest, assessment_id: Key, asked: ChangesIn) -> ChangedOut:
    """Change some of many answers, all or nothing; sent again, it changes nothing more."""
    by_code = {row.requirement.id: row for row in _working(request, assessment_id).rows}
    entries = []
    for each in asked.answers:
        if each.requirement not in by_code:
            raise NotFound("assessment.not_asked", id=each.requirement)
        values = replace(by_code[each.requirement].values, **each.given)
        entries.append(AnswerEntry(each.requirement, values, each.version))
    saved = operations.save_answers(
        by=viewer_of(request), assessment_id=assessment_id, entries=entries, at=timezone.now()
    )
    changed = [_saved(saved, each.code) for each in entries if each.code in saved.answers]
    return ChangedOut(answers=changed)


@router.get(
    "/assessments/{assessment_id}/answers/{requirement}/history",
    response={200: list[StateOut], **PROBLEMS},
)
def get_history(request: HttpRequest, assessment_id: Key, requirement: Code) -> list[StateOut]:
    """Every state that an answer was in, newest first."""
    viewer = viewer_of(request)
    assessment = queries.assessment_for(viewer, assessment_id)
    row = queries.answer_for(viewer, assessment, requirement, at=timezone.now())
    states = queries.history_of(viewer, row.answer) if row.answer else []
    return [state_out(state) for state in states]


@router.post("/assessments/{assessment_id}/submit", response={200: SubmissionOut, **PROBLEMS})
@idempotent
def submit_assessment(request: HttpRequest, assessment_id: Key) -> SubmissionOut:
    """Freeze the answers and hand them in; the assessment is locked."""
    return submission_out(
        operations.submit_assessment(
            by=viewer_of(request), assessment_id=assessment_id, at=timezone.now()
        )
    )


@router.post("/assessments/{assessment_id}/recall", response={200: SubmissionOut, **PROBLEMS})
@idempotent
def recall_submission(request: HttpRequest, assessment_id: Key) -> SubmissionOut:
    """Take back what waits for review, to change it."""
    viewer = viewer_of(request)
    waiting = queries.waiting_submission(viewer, queries.assessment_for(viewer, assessment_id))
    if waiting is None:
        raise NotReady("submission.decided")
    return submission_out(
        operations.recall_submission(by=viewer, submission_id=waiting.pk, at=timezone.now())
    )


@router.post("/assessments/{assessment_id}/hand-back", response={200: Done, **PROBLEMS})
@idempotent
def hand_back(request: HttpRequest, assessment_id: Key) -> Done:
    """Let the organisation go on itself: said by it, or by whoever answers on its behalf."""
    found = operations.hand_back(
        by=viewer_of(request), assessment_id=assessment_id, at=timezone.now()
    )
    return Done(id=found.pk)


def _out(found: Assessment) -> AssessmentOut:
    (shown,) = assessments_out([found], on=timezone.localdate())
    return shown


def _working(request: HttpRequest, assessment_id: int) -> Working:
    return queries.working(
        viewer_of(request), assessment_id, at=timezone.now(), on=timezone.localdate()
    )


def _saved(saved: Saved, code: str) -> SavedOut:
    return SavedOut(
        requirement=code,
        version=saved.answers[code].version if code in saved.answers else 0,
        merged=list(saved.merged.get(code, ())),
    )
