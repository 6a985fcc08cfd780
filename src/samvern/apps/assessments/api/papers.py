"""The papers of an assessment, and of what was handed in, in the JSON API."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Path, Query, Router

from samvern.apps.assessments import papers, queries
from samvern.apps.assessments.api.shapes import Key
from samvern.base.endpoints import PROBLEMS, language_of, viewer_of

router = Router()

Paper = Annotated[
    Literal["statement.pdf", "statement.xlsx", "gaps.pdf", "gaps.xlsx"],
    Path(description="The statement of applicability or the gap report, as PDF/UA or a workbook."),
]
InLanguage = Annotated[
    Literal["nb", "nn", "en"] | None,
    Query(description="The language of the file; that of `Accept-Language` when left out."),
]


def file_of(*content_types: str) -> dict[str, Any]:
    """What the document says of an endpoint that answers a file."""
    content = {each: {"schema": {"type": "string", "format": "binary"}} for each in content_types}
    return {"responses": {200: {"description": "The file.", "content": content}}}


_PAPER: Final = file_of(papers.PDF, papers.XLSX)


@router.get("/assessments/{assessment_id}/papers/{paper}", response=PROBLEMS, openapi_extra=_PAPER)
def get_paper(
    request: HttpRequest, assessment_id: Key, paper: Paper, language: InLanguage = None
) -> HttpResponse:
    """A paper of an assessment that you own, as it stands now."""
    viewer = viewer_of(request)
    assessment = queries.owned_assessment_for(viewer, assessment_id)
    document = queries.document_at(viewer, assessment, at=timezone.now())
    return papers.private_file(papers.paper_file(document, paper, language or language_of(request)))


@router.get("/submissions/{submission_id}/papers/{paper}", response=PROBLEMS, openapi_extra=_PAPER)
def get_submission_paper(
    request: HttpRequest, submission_id: Key, paper: Paper, language: InLanguage = None
) -> HttpResponse:
    """A paper of what was handed in, as it was handed in."""
    found = queries.submission_for(viewer_of(request), submission_id)
    return papers.private_file(
        papers.paper_file(found.value, paper, language or language_of(request))
    )
