"""What is published of effects, and what is known of a whole programme, in the API."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema, Status
from pydantic import Field

from samvern.apps.effects import operations, queries
from samvern.apps.effects.api.shapes import (
    Code,
    EffectPublication,
    Key,
    Known,
    Note,
    publication_out,
)
from samvern.apps.effects.models import Audience
from samvern.base.endpoints import (
    ANYBODY,
    Cursor,
    CursorPage,
    Incoming,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)

router = Router()


class Publishing(Incoming):
    """To whom a result is shown; `digest` is that of the result as you saw it."""

    digest: Annotated[str, Field(min_length=64, max_length=64)]
    audience: Literal["sector", "public"] = "sector"
    note: Note = ""


class StudyWithdrawal(Incoming):
    """Why what is published no longer holds."""

    why: Note


class EvidenceStep(Schema):
    """What would tell more of a measure; `missing` is how many lack, where that is counted."""

    code: str
    missing: int


class MeasureEvidence(Schema):
    """What is known of a measure, by the study that says most."""

    measure: str
    grounds: Known
    study: int | None
    studies: int
    steps: list[EvidenceStep]


class ProgrammeEvidence(Schema):
    """What is known of the measures of a programme; `counts` is how many stand where."""

    programme: str
    counts: dict[str, int]
    measures: list[MeasureEvidence]


@router.get("/programmes/{code}/evidence-levels", response=ProgrammeEvidence, auth=ANYBODY)
def get_evidence_levels(request: HttpRequest, code: Code) -> ProgrammeEvidence:
    """How much is known of what the measures of a programme do."""
    page = queries.evidence_page(viewer_of(request), code)
    return ProgrammeEvidence(
        programme=page.programme.code,
        counts={grounds.value: count for grounds, count in page.counts.items()},
        measures=[
            MeasureEvidence(
                measure=row.measure,
                grounds=row.grounds.value,
                study=row.study.id if row.study else None,
                studies=row.studies,
                steps=[
                    EvidenceStep(code=step.code.value, missing=step.missing) for step in row.steps
                ],
            )
            for row in page.rows
        ],
    )


@router.get(
    "/programmes/{code}/published-effects", response=CursorPage[EffectPublication], auth=ANYBODY
)
def list_published_effects(
    request: HttpRequest, code: Code, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[EffectPublication]:
    """What is published of the effects of a programme, as far as you may be told."""
    viewer = viewer_of(request)
    programme = queries.programme_for(viewer, code)
    found = queries.publications(viewer).in_force().filter(study__measure__programme=programme)
    rows, following = page_of(found, cursor=cursor, limit=limit)
    return CursorPage(items=[publication_out(viewer, row) for row in rows], next_cursor=following)


@router.get("/effect-studies/{study_id}/publication", response=EffectPublication, auth=ANYBODY)
def get_published_effect(request: HttpRequest, study_id: Key) -> EffectPublication:
    """What is published of one study today."""
    viewer = viewer_of(request)
    return publication_out(viewer, queries.published_for(viewer, study_id))


@router.post("/effect-studies/{study_id}/publication", response={201: EffectPublication})
@idempotent
def publish_study(
    request: HttpRequest, study_id: Key, said: Publishing
) -> Status[EffectPublication]:
    """Show what came of a study to others who see its programme."""
    viewer = viewer_of(request)
    published = operations.publish_study(
        by=viewer,
        study_id=study_id,
        digest=said.digest,
        audience=Audience(said.audience),
        note=said.note,
        at=timezone.now(),
    )
    return Status(201, publication_out(viewer, published))


@router.post("/effect-studies/{study_id}/withdraw", response=EffectPublication)
@idempotent
def withdraw_study(request: HttpRequest, study_id: Key, said: StudyWithdrawal) -> EffectPublication:
    """Show it to nobody else any more."""
    viewer = viewer_of(request)
    ended = operations.withdraw_study(by=viewer, study_id=study_id, why=said.why, at=timezone.now())
    return publication_out(viewer, ended)
