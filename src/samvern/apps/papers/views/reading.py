"""Papers in a list, one of them read on screen, and its files."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samvern.apps.papers import queries
from samvern.apps.papers.pages import lists as page
from samvern.apps.papers.pages import responses
from samvern.apps.papers.pages.frame import TAB, paper_frame
from samvern.apps.papers.pages.reading import reading_page
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.pages.frame import frame
from samvern.base.request import Request
from samvern.ui.exports import page_or_file


@login_not_required
@require_safe
def papers(request: Request, code: str = "") -> HttpResponseBase:
    """The papers that the viewer sees, over all programmes or of one."""
    viewer = request.viewer
    if not code:
        found = list(queries.papers(viewer))
        return page_or_file(request, "papers/papers.html", page.list_page(found))
    programme = programmes.programme_for(viewer, code)
    context = {
        **frame(programmes.head_of(viewer, programme), TAB),
        **page.programme_page(viewer, programme, list(queries.papers(viewer, code))),
    }
    return page_or_file(request, "papers/programme_papers.html", context)


@login_not_required
@require_safe
def paper(request: Request, paper_id: int) -> HttpResponse:
    """A paper, read on screen: the figures of its files, each with its source and date."""
    found = queries.paper_for(request.viewer, paper_id)
    context = {**paper_frame(request.viewer, found), **reading_page(request.viewer, found)}
    return render(request, "papers/paper.html", context)


@login_not_required
@require_safe
def paper_file(request: Request, paper_id: int, language: str, form: str) -> HttpResponseBase:
    """A paper as a file: kept ones of what is approved, else made as it stands now."""
    return responses.paper_file(request.viewer, paper_id, language, form)
