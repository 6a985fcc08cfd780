"""The workbook that is filled in offline, in the JSON API: out, in waiting, taken in.

What a change answers holds no answer, since it is kept for those who send it again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Router, Schema
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import Field

from samvern.apps.assessments import operations, papers, queries
from samvern.apps.assessments.api.asking_others import Done, SettledOut, saved_out
from samvern.apps.assessments.api.papers import InLanguage, file_of
from samvern.apps.assessments.api.shapes import Code, Key, Version
from samvern.apps.assessments.models import WorkbookDraft
from samvern.apps.assessments.operations import Chosen
from samvern.apps.assessments.queries import TakingIn
from samvern.base.endpoints import PROBLEMS, Incoming, idempotent, language_of, viewer_of
from samvern.engine.assessments import ANSWER_FIELDS, ReturnedDifference, ReturnedFate, tidy
from samvern.formats.assessment_book import MAX_BYTES

router = Router()


class WorkbookOut(Schema):
    """A workbook of yours that waits to be taken in; it is gone after a day."""

    id: int
    assessment: int
    file: str
    received_at: datetime


class BookChangeOut(Schema):
    """What taking the workbook in would do to one answer.

    `before` and `after` have what would change; `clashes` has, for each field that somebody else
    has changed meanwhile, what the workbook says (`mine`) and what is said here (`theirs`).
    """

    requirement: str
    fate: ReturnedFate
    version: int
    before: dict[str, Any]
    after: dict[str, Any]
    clashes: dict[str, dict[str, Any]]


class BookChangesOut(WorkbookOut):
    """Everything that a workbook would change. `refused` is not yours to answer; `unknown` names
    a version that the answer never had.
    """

    unchanged: int
    changes: list[BookChangeOut]
    refused: list[str]
    unknown: list[str]


class ChosenIn(Incoming):
    """What holds where both changed the same, by field, and the version that was looked at."""

    requirement: Code
    version: Version
    holds: Annotated[dict[str, Literal["mine", "theirs"]], Field(max_length=len(ANSWER_FIELDS))]


class TakeInIn(Incoming):
    """A choice for each answer that clashes; none where nothing does."""

    chosen: Annotated[list[ChosenIn], Field(max_length=2_000)] = Field(default_factory=list)


@router.get(
    "/assessments/{assessment_id}/workbook", response=PROBLEMS, openapi_extra=file_of(papers.XLSX)
)
def get_workbook(
    request: HttpRequest, assessment_id: Key, language: InLanguage = None
) -> HttpResponse:
    """The workbook with the requirements that you answer, to be filled in offline."""
    viewer = viewer_of(request)
    assessment = queries.assessment_for(viewer, assessment_id)
    found = queries.outgoing(viewer, assessment, at=timezone.now())
    speaks = language or language_of(request)
    return papers.private_file(papers.workbook_file(assessment, found, speaks))


@router.get("/assessments/{assessment_id}/workbooks", response={200: list[WorkbookOut], **PROBLEMS})
def list_workbooks(request: HttpRequest, assessment_id: Key) -> list[WorkbookOut]:
    """Your own workbooks that wait to be taken in, newest first."""
    viewer = viewer_of(request)
    assessment = queries.assessment_for(viewer, assessment_id)
    return [_workbook(each) for each in queries.workbooks_of(viewer, assessment)]


@router.post("/assessments/{assessment_id}/workbooks", response={201: Done, **PROBLEMS})
@idempotent
def send_workbook(
    request: HttpRequest, assessment_id: Key, file: File[UploadedFile]
) -> Status[Done]:
    """Send a workbook that was filled in. It waits; no answer changes before it is taken in."""
    draft = operations.keep_workbook(
        by=viewer_of(request),
        assessment_id=assessment_id,
        name=file.name or "",
        content=file.read(MAX_BYTES + 1),
        speech=papers.speech_in(language_of(request)),
        at=timezone.now(),
    )
    return Status(201, Done(id=draft.pk))


@router.get("/workbooks/{workbook_id}", response={200: BookChangesOut, **PROBLEMS})
def get_workbook_changes(request: HttpRequest, workbook_id: Key) -> BookChangesOut:
    """What taking in a workbook of yours would change, held against the answers of now."""
    viewer = viewer_of(request)
    draft = queries.workbook_for(viewer, workbook_id)
    found = queries.taking_in(viewer, draft, at=timezone.now())
    return BookChangesOut(
        **_workbook(draft).model_dump(),
        unchanged=found.unchanged_count,
        changes=[_change(found, each) for each in found.changing],
        refused=list(found.refused),
        unknown=list(found.unknown),
    )


@router.post("/workbooks/{workbook_id}/take-in", response={200: SettledOut, **PROBLEMS})
@idempotent
def take_in_workbook(request: HttpRequest, workbook_id: Key, asked: TakeInIn) -> SettledOut:
    """Take in everything that a workbook says otherwise, or nothing.

    A clash that nobody has chosen for is a problem whose `where` names it, such as `2.1.1.result`.
    """
    saved = operations.take_in_workbook(
        by=viewer_of(request),
        draft_id=workbook_id,
        chosen=_chosen(asked),
        at=timezone.now(),
    )
    return saved_out(saved)


@router.delete("/workbooks/{workbook_id}", response={204: None, **PROBLEMS})
@idempotent
def discard_workbook(request: HttpRequest, workbook_id: Key) -> Status[None]:
    """Throw away a workbook that waits; no answer changes."""
    operations.discard_workbook(by=viewer_of(request), draft_id=workbook_id)
    return Status(204, None)


def _workbook(draft: WorkbookDraft) -> WorkbookOut:
    return WorkbookOut(
        id=draft.pk,
        assessment=draft.assessment_id,
        file=draft.file_name,
        received_at=draft.created_at,
    )


def _change(found: TakingIn, each: ReturnedDifference) -> BookChangeOut:
    code = each.returned.code
    now, then = each.current.to_json(), each.merged.to_json()
    mine = tidy(each.returned.values).to_json()
    return BookChangeOut(
        requirement=code,
        fate=each.fate,
        version=found.versions[code],
        before={name: now.get(name) for name in each.changes},
        after={name: then.get(name) for name in each.changes},
        clashes={name: {"mine": mine.get(name), "theirs": now.get(name)} for name in each.clashes},
    )


def _chosen(asked: TakeInIn) -> dict[str, Chosen]:
    return {
        each.requirement: Chosen(
            each.version,
            frozenset(name for name, whose in each.holds.items() if whose == "mine"),
            frozenset(name for name, whose in each.holds.items() if whose == "theirs"),
        )
        for each in asked.chosen
    }
