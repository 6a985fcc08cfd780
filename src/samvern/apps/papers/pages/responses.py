"""Files of papers: kept ones of what is approved, drafts made as they stand now and kept nowhere."""

from __future__ import annotations

from typing import Final

from django.http import HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from samvern.apps.papers import queries, working
from samvern.apps.papers.models import Paper
from samvern.base import files
from samvern.base.viewer import Viewer
from samvern.engine.errors import NotFound, NotReady

_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def paper_file(viewer: Viewer, paper_id: int, language: str, form: str) -> HttpResponseBase:
    """A paper as a file that the viewer may read.

    Raises
    ------
    NotFound
        ``paper.unknown``, ``paper.file_unknown``.
    NotReady
        ``paper.file_not_made`` while a worker makes it.
    """
    found = queries.paper_for(viewer, paper_id)
    if (language, form) not in working.ALL_FILES:
        raise NotFound("paper.file_unknown")
    if not found.is_frozen:
        name = working.file_name(found, language, form)
        return _to_keep(working.file_bytes(found, language, form), name)
    kept = queries.file_of(viewer, found, language, form)
    if kept is None:
        raise NotReady("paper.file_not_made")
    return files.file_response(kept.stored)


def _to_keep(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=_TYPES[name.rpartition(".")[2]])
    disposition = content_disposition_header(as_attachment=True, filename=name)
    answer.headers["Content-Disposition"] = disposition or "attachment"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def kept_bytes(viewer: Viewer, paper: Paper, language: str, form: str) -> bytes:
    """The bytes of a kept file. Raises ``NotReady``: ``paper.file_not_kept``, ``paper.file_not_made``."""
    if not paper.is_frozen:
        raise NotReady("paper.file_not_kept")
    kept = queries.file_of(viewer, paper, language, form)
    if kept is None:
        raise NotReady("paper.file_not_made")
    answer = files.file_response(kept.stored)
    return b"".join(answer)
