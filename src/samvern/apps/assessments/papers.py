"""Files of an assessment: its papers, and the workbook that is filled in offline."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language

from samvern.apps.assessments.models import Assessment
from samvern.apps.assessments.queries import Outgoing
from samvern.engine.assessments import AssessmentDocument
from samvern.engine.errors import NotFound
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.wording.assessment_book import write_book
from samvern.ui.wording.assessment_report import ReportKind, write_pdf, write_xlsx
from samvern.ui.wording.languages import translations
from samvern.ui.wording.speech import Speech

PDF: Final = "application/pdf"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRITERS: Final[Mapping[str, Any]] = {"pdf": (write_pdf, PDF), "xlsx": (write_xlsx, XLSX)}
_NOT_IN_A_NAME: Final = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class PaperFile:
    """A paper as a file: what it is called, what kind it is, and its bytes."""

    name: str
    content_type: str
    content: bytes


def paper_file(document: AssessmentDocument, name: str, language: str) -> PaperFile:
    """A paper by its name in the address, such as ``statement.pdf``.

    Raises ``NotFound`` (``file.unknown_kind``).
    """
    kind, _dot, ending = name.partition(".")
    if kind not in list(ReportKind) or ending not in _WRITERS:
        raise NotFound("file.unknown_kind")
    write, content_type = _WRITERS[ending]
    speech, stream = speech_in(language), BytesIO()
    write(ReportKind(kind), document, speech, stream)
    return PaperFile(_file_name(document, kind, speech, ending), content_type, stream.getvalue())


def workbook_file(assessment: Assessment, found: Outgoing, language: str) -> PaperFile:
    """The workbook to be filled in."""
    speech, stream = speech_in(language), BytesIO()
    key = str(assessment.pk)
    write_book(found.document, speech, stream, assessment=key, versions=found.versions)
    name = _file_name(found.document, "answers", speech, "xlsx")
    return PaperFile(name, XLSX, stream.getvalue())


def speech_in(language: str) -> Speech:
    """The language that is asked for, or else that of the reader."""
    told = language if language in LANGUAGES else get_language() or LANGUAGES[0]
    return Speech(told, translations(told).gettext)


def private_file(file: PaperFile) -> HttpResponse:
    """A file for whoever asked, which nothing on the way keeps."""
    answer = HttpResponse(file.content, content_type=file.content_type)
    disposition = content_disposition_header(as_attachment=True, filename=file.name) or ""
    answer.headers["Content-Disposition"] = disposition
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _file_name(document: AssessmentDocument, what: str, speech: Speech, ending: str) -> str:
    """The name of a file, by whom and for when it is; it says nothing of what was answered."""
    parts = (document.actor, document.period, what, speech.language)
    bare = "-".join(_NOT_IN_A_NAME.sub("-", each.lower()).strip("-")[:60] for each in parts)
    return f"{bare}.{ending}"
