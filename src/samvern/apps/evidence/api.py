"""Evidence in the JSON API: the same reads and operations as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from ninja.responses import Status
from pydantic import Field

from samvern.apps.evidence import operations, queries, rules
from samvern.apps.evidence.models import Evidence
from samvern.apps.evidence.rules import Said
from samvern.base import files
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

router = Router(tags=["evidence"])

Key = Annotated[int, Field(ge=1, le=2**63 - 1)]
LINE = r"^[^\x00-\x1f\x7f]*$"
LINES = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
Title = Annotated[str, Field(min_length=1, max_length=rules.MAX_TITLE, pattern=LINE)]
Address = Annotated[str, Field(max_length=rules.MAX_URL, pattern=LINE)]
Note = Annotated[str, Field(max_length=rules.MAX_NOTE, pattern=LINES)]
Standing = Literal["", "holds", "soon", "run_out", "replaced", "withdrawn"]


class FileOut(Schema):
    """The file of a piece of evidence; its bytes are at ``…/file``."""

    name: str
    media_type: str
    size: int
    sha256: str


class EvidenceOut(Schema):
    """A piece of evidence with its four dates; ``file`` is null for a link.

    Of what you see only because it was handed in (``as_handed_in``), ``standing`` is what its own dates
    say, and whether it was replaced or withdrawn is not told.
    """

    id: int
    actor: int
    title: str
    kind: str
    standing: str
    as_handed_in: bool
    url: str
    file: FileOut | None
    note: str
    event_on: date | None
    document_on: date | None
    uploaded_at: datetime
    expires_on: date | None
    added_by: str
    replaced_by: int | None
    withdrawn_at: datetime | None
    withdrawn_why: str


class SaidIn(Incoming):
    """What a piece of evidence is, with its dates."""

    title: Title
    note: Note = ""
    event_on: date | None = None
    document_on: date | None = None
    expires_on: date | None = None


class LinkIn(SaidIn):
    """Evidence that lies elsewhere."""

    url: Address


class RevisedIn(SaidIn):
    """What a newer piece says. Without an address, the file of the old one stays."""

    url: Address = ""


class WithdrawnIn(Incoming):
    """Why a piece is no longer to be relied on."""

    why: Annotated[str, Field(min_length=1, max_length=rules.MAX_WHY, pattern=LINE)]


def evidence_out(found: Evidence) -> EvidenceOut:
    """A piece as the API and the command line give it, to the viewer for whom it was read."""
    file, later = found.file, found.later
    return EvidenceOut(
        id=found.pk,
        actor=found.actor_id,
        title=found.title,
        kind=found.kind,
        standing=found.standing(timezone.localdate()).value,
        as_handed_in=not found.is_followed,
        url=found.url,
        file=FileOut(name=file.name, media_type=file.media_type, size=file.size, sha256=file.sha256)
        if file
        else None,
        note=found.note,
        event_on=found.event_on,
        document_on=found.document_on,
        uploaded_at=found.uploaded_at,
        expires_on=found.expires_on,
        added_by=found.by_name,
        replaced_by=later.replaced_by,
        withdrawn_at=later.withdrawn_at,
        withdrawn_why=later.withdrawn_why,
    )


@router.get("/actors/{actor_id}/evidence", response={200: CursorPage[EvidenceOut], **PROBLEMS})
def list_evidence(
    request: HttpRequest,
    actor_id: Key,
    standing: Standing = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> CursorPage[EvidenceOut]:
    """The evidence of an organisation that you see; what is in use unless told otherwise."""
    viewer = viewer_of(request)
    actor = queries.place_for(viewer, actor_id)
    found = queries.evidence_at(viewer, actor, on=timezone.localdate(), standing=standing)
    rows, following = page_of(found.select_related("file"), cursor=cursor, limit=limit)
    return CursorPage(items=[evidence_out(row) for row in rows], next_cursor=following)


@router.post("/actors/{actor_id}/evidence", response={201: EvidenceOut, **PROBLEMS})
@idempotent
def add_evidence_link(request: HttpRequest, actor_id: Key, asked: LinkIn) -> Status[EvidenceOut]:
    """Add evidence that lies elsewhere."""
    saved = operations.add_evidence(
        by=viewer_of(request),
        actor_id=actor_id,
        said=Said(**asked.model_dump()),
        at=timezone.now(),
    )
    return Status(201, evidence_out(saved))


@router.post("/actors/{actor_id}/evidence/files", response={201: EvidenceOut, **PROBLEMS})
@idempotent
def add_file(
    request: HttpRequest, actor_id: Key, asked: Form[SaidIn], file: File[UploadedFile]
) -> Status[EvidenceOut]:
    """Add evidence as a file. What it is, is found from its content."""
    saved = operations.add_evidence(
        by=viewer_of(request),
        actor_id=actor_id,
        said=Said(**asked.model_dump()),
        upload=files.Upload(file, file.name or ""),
        at=timezone.now(),
    )
    return Status(201, evidence_out(saved))


@router.get("/evidence/{evidence_id}", response={200: EvidenceOut, **PROBLEMS})
def get_evidence(request: HttpRequest, evidence_id: Key) -> EvidenceOut:
    """A piece of evidence."""
    return evidence_out(queries.evidence_for(viewer_of(request), evidence_id))


@router.get(
    "/evidence/{evidence_id}/file",
    response=PROBLEMS,
    openapi_extra={
        "responses": {
            200: {
                "description": "The file as it was handed in.",
                "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def get_file(request: HttpRequest, evidence_id: Key) -> HttpResponseBase:
    """The file of a piece of evidence, as it was handed in."""
    return files.file_response(queries.file_for(viewer_of(request), evidence_id))


@router.post("/evidence/{evidence_id}/revisions", response={201: EvidenceOut, **PROBLEMS})
@idempotent
def revise(request: HttpRequest, evidence_id: Key, asked: RevisedIn) -> Status[EvidenceOut]:
    """Put a newer piece in the place of one, which stays as it was; its file is kept."""
    saved = operations.revise_evidence(
        by=viewer_of(request),
        evidence_id=evidence_id,
        said=Said(**asked.model_dump()),
        at=timezone.now(),
    )
    return Status(201, evidence_out(saved))


@router.post("/evidence/{evidence_id}/revisions/files", response={201: EvidenceOut, **PROBLEMS})
@idempotent
def revise_file(
    request: HttpRequest, evidence_id: Key, asked: Form[SaidIn], file: File[UploadedFile]
) -> Status[EvidenceOut]:
    """Put a newer file in the place of a piece, which stays as it was."""
    saved = operations.revise_evidence(
        by=viewer_of(request),
        evidence_id=evidence_id,
        said=Said(**asked.model_dump()),
        upload=files.Upload(file, file.name or ""),
        at=timezone.now(),
    )
    return Status(201, evidence_out(saved))


@router.post("/evidence/{evidence_id}/withdraw", response={200: EvidenceOut, **PROBLEMS})
@idempotent
def withdraw(request: HttpRequest, evidence_id: Key, asked: WithdrawnIn) -> EvidenceOut:
    """Say that a piece is no longer to be relied on; it stays."""
    saved = operations.withdraw_evidence(
        by=viewer_of(request), evidence_id=evidence_id, why=asked.why, at=timezone.now()
    )
    return evidence_out(saved)
