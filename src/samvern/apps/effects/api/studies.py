"""Studies as they are worked on, in the API."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Status

from samvern.apps.effects import operations, queries
from samvern.apps.effects.api.shapes import (
    Code,
    EffectStudyOut,
    Key,
    StudySettings,
    Version,
    study_out,
)
from samvern.base.endpoints import (
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)

router = Router()


class NewStudy(StudySettings):
    """A new study of a measure; only the authority and supervisors see it until it is published."""

    measure: Code


class StudyChange(StudySettings):
    """How a study is to look from now on."""

    version: Version


class StudyArchiving(Incoming):
    """The version that is put away."""

    version: Version


@router.get("/programmes/{code}/effect-studies", response=CursorPage[EffectStudyOut])
def list_studies(
    request: HttpRequest, code: Code, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[EffectStudyOut]:
    """The studies of a programme that you see as they are worked on, those put away included."""
    viewer = viewer_of(request)
    programme = queries.programme_for(viewer, code)
    found = queries.studies(viewer).filter(measure__programme=programme)
    rows, following = page_of(found, cursor=cursor, limit=limit)
    given = queries.changes_of(rows)
    items = [study_out(viewer, row, given) for row in rows]
    return CursorPage(items=items, next_cursor=following)


@router.post("/programmes/{code}/effect-studies", response={201: EffectStudyOut})
@idempotent
def make_study(request: HttpRequest, code: Code, new: NewStudy) -> Status[EffectStudyOut]:
    """Ask what a measure did to an indicator, and have it computed."""
    viewer = viewer_of(request)
    made = operations.make_study(
        by=viewer, code=code, measure_code=new.measure, plan=new.plan, at=timezone.now()
    )
    return Status(201, study_out(viewer, made))


@router.get("/effect-studies/{study_id}", response=EffectStudyOut)
def get_study(request: HttpRequest, study_id: Key) -> EffectStudyOut:
    """One study with what came of it."""
    viewer = viewer_of(request)
    return study_out(viewer, queries.study_for(viewer, study_id))


@router.put("/effect-studies/{study_id}", response=EffectStudyOut)
@idempotent
def edit_study(request: HttpRequest, study_id: Key, change: StudyChange) -> EffectStudyOut:
    """Have a study look in another way, and have it computed."""
    viewer = viewer_of(request)
    edited = operations.edit_study(
        by=viewer,
        study_id=study_id,
        version=change.version,
        plan=change.plan,
        at=timezone.now(),
    )
    return study_out(viewer, edited)


@router.post("/effect-studies/{study_id}/compute", response={202: EffectStudyOut})
@idempotent
def compute_study(request: HttpRequest, study_id: Key) -> Status[EffectStudyOut]:
    """Have a study computed for the values and starts as they are."""
    viewer = viewer_of(request)
    operations.compute_study(by=viewer, study_id=study_id, at=timezone.now())
    return Status(202, study_out(viewer, queries.study_for(viewer, study_id)))


@router.post("/effect-studies/{study_id}/archive", response=EffectStudyOut)
@idempotent
def archive_study(request: HttpRequest, study_id: Key, change: StudyArchiving) -> EffectStudyOut:
    """Put a study away; it is kept."""
    viewer = viewer_of(request)
    archived = operations.archive_study(
        by=viewer, study_id=study_id, version=change.version, at=timezone.now()
    )
    return study_out(viewer, archived)
