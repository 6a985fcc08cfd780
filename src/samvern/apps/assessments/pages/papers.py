"""What can be printed or taken along of an assessment, while it is worked with and as handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from samvern.apps.assessments.models import Assessment, Submission
from samvern.apps.assessments.pages.frame import assessment_url, frame, spoken
from samvern.apps.assessments.queries import Working
from samvern.base.registry import Button
from samvern.engine.assessments import Confidentiality
from samvern.ui.numbers import day
from samvern.ui.parts import Link
from samvern.ui.wording import assessments as wording
from samvern.ui.wording.assessment_report import ReportKind

#: The parameter that says in which language a paper speaks.
LANGUAGE: Final = "language"


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


def buttons(working: Working) -> Iterator[Button]:
    """The way to the papers, from the page of an assessment."""
    if working.owns:
        address = reverse("assessments:papers", args=[working.assessment.pk])
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
