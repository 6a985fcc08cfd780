"""Programmes, their documents, findings and coverage, in the API."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext
from ninja import Query, Router, Schema, Status
from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from samvern.apps.actors import queries as actors
from samvern.apps.programmes import models, operations, queries
from samvern.apps.programmes.api.shapes import Code, Language, Texts, texts
from samvern.apps.programmes.models import Sharing
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
from samvern.engine.programme.consistency import Severity
from samvern.formats import programme_file
from samvern.ui.wording import findings as wording

router = Router()

#: A programme in the body of a request: what its JSON Schema describes.
_DOCUMENT: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "A programme file as JSON; `samvern programme schema programme` prints "
        "the JSON Schema that it must follow.",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["programme"],
                    "properties": {
                        "programme": {
                            "type": "object",
                            "required": ["id", "title", "publisher"],
                        }
                    },
                }
            }
        },
    }
}


#: An answer that is a PDF.
_PDF: dict[str, Any] = {
    "responses": {
        200: {
            "description": "OK",
            "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
        }
    }
}


class Programme(Schema):
    """A programme of measures. ``version`` counts its changes, those of its parts included."""

    code: str
    title: Texts
    description: Texts
    publisher: str
    published: str = Field(description="A year, a month or a day; empty when not known.")
    assignment: str
    builds_on: str
    successor_of_publisher: str
    reporting_to: str
    reporting_every: str
    sharing: Sharing
    governed_by: int | None = Field(description="The actor that governs it.")
    version: int
    imported_at: datetime
    changed_at: datetime


class ProgrammeChange(Incoming):
    """Who is to see a programme."""

    sharing: Sharing


class ImportQuery(Incoming):
    """How a programme is taken in."""

    sharing: Sharing = Field(
        Sharing.AUTHORITY, description="Who sees it; a replaced one stays as it was."
    )
    governed_by: Annotated[int, Field(ge=1, le=2**63 - 1)] | SkipJsonSchema[None] = Field(
        None, description="The actor that governs it; the whole sector's when left out."
    )
    replace: bool = Field(False, description="Whether one with the same code may be replaced.")


class Subject(Schema):
    """The part of the programme that a finding is about."""

    kind: str
    id: str


class Statement(Schema):
    """A step of the arithmetic or a possible cause: a code, what it speaks of, and words."""

    code: str
    params: dict[str, Any]
    text: str


class Finding(Schema):
    """Something that does not agree, is missing, or is worth knowing."""

    code: str
    severity: Severity
    subject: Subject
    params: dict[str, Any]
    title: str
    sentence: str
    arithmetic: list[Statement]
    possible_causes: list[Statement]


class Coverage(Schema):
    """Three tables with the weakest covered rows first; ``gap`` says why a row is a gap."""

    risk_areas: dict[str, Any]
    goals: dict[str, Any]
    target_groups: dict[str, Any]


@router.get("/programmes", auth=ANYBODY, response=CursorPage[Programme])
def list_programmes(
    request: HttpRequest, cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[Programme]:
    """The programmes that you may see, in the order in which they came in."""
    visible = queries.visible_programmes(viewer_of(request))
    found, following = page_of(visible, cursor=cursor, limit=limit)
    return CursorPage(items=[_programme(row) for row in found], next_cursor=following)


@router.post("/programmes", response={201: Programme}, openapi_extra=_DOCUMENT)
@idempotent
def import_programme(request: HttpRequest, query: Query[ImportQuery]) -> Status[Programme]:
    """Take in a programme, or a newer version of one that is here."""
    viewer = viewer_of(request)
    document = programme_file.read(BytesIO(request.body), name="body.json")
    owner = actors.actor_for(viewer, query.governed_by) if query.governed_by else None
    saved = operations.import_programme(
        by=viewer,
        document=document,
        at=timezone.now(),
        sharing=query.sharing if "sharing" in query.model_fields_set else None,
        owner=owner,
        replace=query.replace,
    )
    return Status(201, _programme(saved))


@router.get("/programmes/{code}", auth=ANYBODY, response=Programme)
def get_programme(request: HttpRequest, code: Code) -> Programme:
    """One programme."""
    return _programme(queries.programme_for(viewer_of(request), code))


@router.patch("/programmes/{code}", response=Programme)
@idempotent
def share_programme(request: HttpRequest, code: Code, change: ProgrammeChange) -> Programme:
    """Say who sees a programme."""
    shared = operations.share_programme(
        by=viewer_of(request), code=code, sharing=change.sharing, at=timezone.now()
    )
    return _programme(shared)


@router.get("/programmes/{code}/document", auth=ANYBODY, response=dict[str, Any])
def get_document(request: HttpRequest, code: Code) -> HttpResponse:
    """A whole programme as the file that it could be imported from, without loss.

    Who judged and why are left out for those who may not read it.
    """
    viewer = viewer_of(request)
    stream = BytesIO()
    document = queries.document_of(viewer, queries.programme_for(viewer, code))
    programme_file.write(document, stream, kind="json")
    return HttpResponse(stream.getvalue(), content_type="application/json")


@router.get("/programmes/{code}/book.pdf", auth=ANYBODY, openapi_extra=_PDF)
def get_book(request: HttpRequest, code: Code, language: Language = "nb") -> HttpResponse:
    """A whole programme as a printed book: an accessible PDF (PDF/UA-1).

    Findings, and who judged and why, are left out for those who may not read them.
    """
    found = queries.book(viewer_of(request), code, language)
    return HttpResponse(found.content, content_type="application/pdf")


@router.get("/programmes/{code}/findings", response=list[Finding])
def list_findings(request: HttpRequest, code: Code, language: Language = "nb") -> list[Finding]:
    """What in a programme does not agree, is missing, or is worth knowing."""
    page = queries.findings(viewer_of(request), code)
    with translation.override(language):
        return [
            Finding.model_validate(wording.as_json(finding, language, gettext))
            for finding in page.findings
        ]


@router.get("/programmes/{code}/coverage", auth=ANYBODY, response=Coverage)
def get_coverage(request: HttpRequest, code: Code) -> Coverage:
    """What each focus area does for each risk area, goal and target group, gaps first."""
    tables = queries.coverage_tables(viewer_of(request), code)
    return Coverage.model_validate({name: table.to_json() for name, table in tables.items()})


def _programme(row: models.Programme) -> Programme:
    return Programme(
        code=row.code,
        title=texts(row.title),
        description=texts(row.description),
        publisher=row.publisher,
        published=row.published,
        assignment=row.assignment,
        builds_on=row.builds_on,
        successor_of_publisher=row.successor_of_publisher,
        reporting_to=row.reporting_to,
        reporting_every=row.reporting_every,
        sharing=Sharing(row.sharing),
        governed_by=row.owner_actor_id,
        version=row.version,
        imported_at=row.imported_at,
        changed_at=row.changed_at,
    )
