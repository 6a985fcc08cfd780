"""What can be printed or taken along of an assessment, while it is worked with and as handed in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.assessments import queries
from samvern.apps.assessments.models import Assessment, Submission
from samvern.apps.assessments.pages.frame import assessment_url, frame, spoken
from samvern.base.registry import Button
from samvern.base.viewer import Viewer
from samvern.engine.assessments import AssessmentDocument, Confidentiality
from samvern.engine.errors import NotFound
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.numbers import day
from samvern.ui.parts import Link
from samvern.ui.wording import assessments as wording
from samvern.ui.wording.assessment_report import ReportKind, write_pdf, write_xlsx
from samvern.ui.wording.languages import translations
from samvern.ui.wording.speech import Speech

#: The parameter that says in which language a paper speaks.
LANGUAGE: Final = "language"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRITERS: Final[Mapping[str, Any]] = {
    "pdf": (write_pdf, "application/pdf"),
    "xlsx": (write_xlsx, XLSX),
}
_NOT_IN_A_NAME: Final = re.compile(r"[^\w]+")


@dataclass(frozen=True)
class PaperFile:
    """A paper as a file: what it is called, what kind it is, and its bytes."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class InLanguage:
    """The files of a paper in one language."""

    language: str
    name: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class PaperLine:
    """A paper on the page: what it is, and its files, those in the reader's language first."""

    title: str
    text: str
    files: InLanguage
    others: tuple[InLanguage, ...]


def buttons(viewer: Viewer, subject: str, _query: Mapping[str, str]) -> Iterator[Button]:
    """The way to the papers, from the page of an assessment."""
    assessment = queries.assessment_for(viewer, int(subject))
    if queries.owns(viewer, assessment):
        address = reverse("assessments:papers", args=[assessment.pk])
        yield Button(_("Papers to print or take along"), address, icon="PrinterSmall")


def papers_page(assessment: Assessment) -> dict[str, Any]:
    """The papers of an assessment as it stands today."""
    about = frame(assessment, Link(_("Papers"), ""))
    return {
        **about,
        "question": _("What do you want to print or take along?"),
        "answer": _("Everything is as it stands now, and says so on every page."),
        "papers": list(_lines(reverse("assessments:papers", args=[assessment.pk]))),
        "back": Link(_("Back to the assessment"), assessment_url(assessment)),
    }


def submission_papers_page(submission: Submission) -> dict[str, Any]:
    """The papers of what was handed in, as it was handed in."""
    assessment = submission.assessment
    page = reverse("assessments:submission", args=[submission.pk])
    told = _("Everything is as it was handed in on %(date)s, and nothing that was changed since.")
    confidentiality = Confidentiality(assessment.confidentiality)
    return {
        "breadcrumbs": [Link(assessment.actor.name, page), Link(_("Papers"), "")],
        "eyebrow": f"{assessment.actor.name} · {assessment}",
        "question": _("What do you want to print or take along?"),
        "answer": told % {"date": day(submission.submitted_at.date(), spoken())},
        "who_sees": wording.confidentiality_line(confidentiality, gettext),
        "papers": list(_lines(reverse("assessments:submission-papers", args=[submission.pk]))),
        "back": Link(_("Back to what was handed in"), page),
    }


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
    return PaperFile(file_name(document, kind, speech, ending), content_type, stream.getvalue())


def speech_in(language: str) -> Speech:
    """The language that is asked for, or else that of the page."""
    told = language if language in LANGUAGES else spoken()
    return Speech(told, translations(told).gettext)


def file_name(document: AssessmentDocument, what: str, speech: Speech, ending: str) -> str:
    """The name of a file, by whom and for when it is; it says nothing of what was answered."""
    parts = (document.actor, document.period, what, speech.language)
    bare = "-".join(_NOT_IN_A_NAME.sub("-", each.lower()).strip("-")[:60] for each in parts)
    return f"{bare}.{ending}"


def _lines(address: str) -> Iterator[PaperLine]:
    for kind, title, text in _papers():
        mine, *others = (
            InLanguage(language, name, tuple(_links(address, kind, language)))
            for language, name in languages()
        )
        yield PaperLine(title, text, mine, tuple(others))


def languages() -> list[tuple[str, str]]:
    """Every language with its own name, that of the page first."""
    return sorted(settings.LANGUAGES, key=lambda each: each[0] != spoken())


def _links(address: str, kind: ReportKind, language: str) -> Iterator[Link]:
    for ending, name in (("pdf", _("PDF")), ("xlsx", _("Workbook (XLSX)"))):
        yield Link(name, f"{address}{kind.value}.{ending}?{LANGUAGE}={language}")


def _papers() -> Iterator[tuple[ReportKind, str, str]]:
    yield (
        ReportKind.STATEMENT,
        _("Statement of applicability"),
        _(
            "Every requirement: whether it applies and why not, how it is met, who does it, what "
            "it rests on, who is responsible and by when."
        ),
    )
    yield (
        ReportKind.GAPS,
        _("Gap report"),
        _(
            "What is left to do, most pressing first, what is overdue, what is not answered, and "
            "the figures of each chapter."
        ),
    )
