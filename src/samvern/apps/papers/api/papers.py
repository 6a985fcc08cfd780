"""Papers in the JSON API: listed, read, had as files, and brought from draft to published."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from ninja import Router
from ninja.responses import Status

from samvern.apps.papers import operations, queries
from samvern.apps.papers.api.shapes import (
    Form,
    Key,
    Language,
    PaperContent,
    PaperCorrectionIn,
    PaperOut,
    PaperSeen,
    paper_out,
)
from samvern.apps.papers.pages.responses import paper_file
from samvern.base.endpoints import (
    ANYBODY,
    PROBLEMS,
    Cursor,
    CursorPage,
    Limit,
    idempotent,
    page_of,
    viewer_of,
)
from samvern.engine.papers import paper_to_json

router = Router()


@router.get("/papers", response={200: CursorPage[PaperOut], **PROBLEMS}, auth=ANYBODY)
def list_papers(
    request: HttpRequest, programme: str = "", cursor: Cursor = "", limit: Limit = 50
) -> CursorPage[PaperOut]:
    """The papers that you see, oldest first; perhaps of one programme."""
    code = "" if "\0" in programme else programme[:60]
    found = queries.papers(viewer_of(request), code)
    rows, following = page_of(found, cursor=cursor, limit=limit)
    return CursorPage(items=[paper_out(each) for each in rows], next_cursor=following)


@router.get("/papers/{paper_id}", response={200: PaperOut, **PROBLEMS}, auth=ANYBODY)
def get_paper_on_programme(request: HttpRequest, paper_id: Key) -> PaperOut:
    """A paper, and where it stands."""
    return paper_out(queries.paper_for(viewer_of(request), paper_id))


@router.get("/papers/{paper_id}/content", response={200: PaperContent, **PROBLEMS}, auth=ANYBODY)
def get_paper_content(
    request: HttpRequest, paper_id: Key, language: Language = "nb"
) -> PaperContent:
    """Everything that a paper says, in a language: the same figures as its files."""
    found = queries.paper_for(viewer_of(request), paper_id)
    return PaperContent(paper=paper_to_json(queries.made_paper(found, language)))


@router.get(
    "/papers/{paper_id}/files/{language}/{form}",
    response=PROBLEMS,
    auth=ANYBODY,
    openapi_extra={
        "responses": {
            200: {
                "description": "The paper as a file.",
                "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
def get_paper_file(
    request: HttpRequest, paper_id: Key, language: Language, form: Form
) -> HttpResponseBase:
    """A paper as PDF, Word or Excel; a draft as it stands now."""
    return paper_file(viewer_of(request), paper_id, language, form)


@router.post("/papers/{paper_id}/send", response={200: PaperOut, **PROBLEMS})
@idempotent
def send_paper(request: HttpRequest, paper_id: Key, asked: PaperSeen) -> PaperOut:
    """Hand a draft over for approval; from then on nobody writes in it."""
    return _acted(
        request,
        paper_id,
        lambda: operations.send_paper(
            by=viewer_of(request), paper_id=paper_id, version=asked.version, at=timezone.now()
        ),
    )


@router.post("/papers/{paper_id}/return", response={200: PaperOut, **PROBLEMS})
@idempotent
def return_paper(request: HttpRequest, paper_id: Key) -> PaperOut:
    """Make a paper that waits for approval a draft again."""
    return _acted(
        request,
        paper_id,
        lambda: operations.return_paper(
            by=viewer_of(request), paper_id=paper_id, at=timezone.now()
        ),
    )


@router.post("/papers/{paper_id}/approve", response={200: PaperOut, **PROBLEMS})
@idempotent
def approve_paper(request: HttpRequest, paper_id: Key, asked: PaperSeen) -> PaperOut:
    """Freeze everything that a paper says; its files are made."""
    return _acted(
        request,
        paper_id,
        lambda: operations.approve_paper(
            by=viewer_of(request), paper_id=paper_id, version=asked.version, at=timezone.now()
        ),
    )


@router.post("/papers/{paper_id}/publish", response={200: PaperOut, **PROBLEMS})
@idempotent
def publish_paper(request: HttpRequest, paper_id: Key) -> PaperOut:
    """Let the readers of an approved paper read it."""
    return _acted(
        request,
        paper_id,
        lambda: operations.publish_paper(
            by=viewer_of(request), paper_id=paper_id, at=timezone.now()
        ),
    )


@router.post("/papers/{paper_id}/corrections", response={201: PaperOut, **PROBLEMS})
@idempotent
def correct_paper(
    request: HttpRequest, paper_id: Key, asked: PaperCorrectionIn
) -> Status[PaperOut]:
    """Begin the next version of a published paper; the earlier one stays as it is."""
    viewer = viewer_of(request)
    made = operations.correct_paper(
        by=viewer,
        paper_id=paper_id,
        snapshot_id=asked.snapshot,
        why=asked.why,
        at=timezone.now(),
    )
    return Status(201, paper_out(queries.paper_for(viewer, made.pk)))


@router.delete("/papers/{paper_id}", response={204: None, **PROBLEMS})
@idempotent
def give_up_paper(request: HttpRequest, paper_id: Key) -> Status[None]:
    """Throw a draft away, with what is written in it."""
    operations.give_up_paper(by=viewer_of(request), paper_id=paper_id, at=timezone.now())
    return Status(204, None)


def _acted(request: HttpRequest, paper_id: int, operation: Callable[[], object]) -> PaperOut:
    operation()
    return paper_out(queries.paper_for(viewer_of(request), paper_id))
