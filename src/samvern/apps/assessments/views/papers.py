"""The papers of an assessment, and of what was handed in."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samvern.apps.assessments import queries
from samvern.apps.assessments.pages import papers as page
from samvern.apps.assessments.papers import paper_file, private_file
from samvern.base.request import Request


@require_safe
def papers(request: Request, assessment_id: int) -> HttpResponse:
    """What there is to print or take along."""
    assessment = queries.owned_assessment_for(request.viewer, assessment_id)
    return render(request, "assessments/papers.html", page.papers_page(assessment))


@require_safe
def paper(request: Request, assessment_id: int, name: str) -> HttpResponse:
    """One paper of the assessment as it stands now."""
    assessment = queries.owned_assessment_for(request.viewer, assessment_id)
    document = queries.document_at(request.viewer, assessment, at=timezone.now())
    return private_file(paper_file(document, name, request.GET.get(page.LANGUAGE, "")))


@require_safe
def submission_papers(request: Request, submission_id: int) -> HttpResponse:
    """What there is to print or take along of what was handed in."""
    found = queries.submission_for(request.viewer, submission_id)
    return render(request, "assessments/papers.html", page.submission_papers_page(found))


@require_safe
def submission_paper(request: Request, submission_id: int, name: str) -> HttpResponse:
    """One paper of what was handed in."""
    found = queries.submission_for(request.viewer, submission_id)
    return private_file(paper_file(found.value, name, request.GET.get(page.LANGUAGE, "")))
