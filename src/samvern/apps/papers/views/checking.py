"""A paper is checked, sent for approval, approved and published."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.papers import operations, queries
from samvern.apps.papers.forms import AnswerForm, VersionForm
from samvern.apps.papers.pages.checking import check_page
from samvern.apps.papers.pages.frame import paper_frame
from samvern.base.request import Request
from samvern.ui.parts import Link


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, paper_id: int) -> HttpResponse:
    """What must be answered before a paper is approved; a form answers some of it."""
    found = queries.draft_for(request.viewer, paper_id)
    known = queries.checked(found)
    form = AnswerForm(request.POST or None, keys=sorted(known.keys))
    if form.carries_out(
        lambda: operations.answer_findings(
            by=request.viewer, paper_id=paper_id, at=timezone.now(), **form.cleaned_data
        )
    ):
        is_taken_back = not form.cleaned_data["reason"]
        messages.success(
            request, _("The answer is taken back.") if is_taken_back else _("Answered.")
        )
        return redirect("papers:check", paper_id)
    context = {
        **paper_frame(request.viewer, found, Link(_("Check"), "")),
        **check_page(request.viewer, found, known, form),
    }
    return render(request, "papers/check.html", context, status=422 if form.errors else 200)


@require_POST
def send(request: Request, paper_id: int) -> HttpResponse:
    """Hand a draft over for approval."""
    return _acted(
        request,
        paper_id,
        lambda version: operations.send_paper(
            by=request.viewer, paper_id=paper_id, version=version, at=timezone.now()
        ),
        _("It waits for approval. Nobody writes in it now."),
    )


@require_POST
def return_to_draft(request: Request, paper_id: int) -> HttpResponse:
    """Make a paper that waits for approval a draft again."""
    operations.return_paper(by=request.viewer, paper_id=paper_id, at=timezone.now())
    messages.success(request, _("It is a draft again."))
    return redirect("papers:check", paper_id)


@require_POST
def approve(request: Request, paper_id: int) -> HttpResponse:
    """Freeze everything that a paper says."""
    return _acted(
        request,
        paper_id,
        lambda version: operations.approve_paper(
            by=request.viewer, paper_id=paper_id, version=version, at=timezone.now()
        ),
        _("It is approved, and can no longer be changed. Its files are being made."),
    )


@require_POST
def publish(request: Request, paper_id: int) -> HttpResponse:
    """Let the readers of an approved paper read it."""
    operations.publish_paper(by=request.viewer, paper_id=paper_id, at=timezone.now())
    messages.success(request, _("It is published for its readers."))
    return redirect("papers:paper", paper_id)


def _acted(
    request: Request, paper_id: int, operation: Callable[[int], object], said: str
) -> HttpResponse:
    """Do something with the version that was seen, or say on the page why not."""
    found = queries.draft_for(request.viewer, paper_id)
    form = VersionForm(request.POST)
    if form.carries_out(lambda: operation(form.cleaned_data["version"])):
        messages.success(request, said)
        return redirect("papers:check", paper_id)
    context = {
        **paper_frame(request.viewer, found, Link(_("Check"), "")),
        **check_page(request.viewer, found, queries.checked(found), form),
    }
    return render(request, "papers/check.html", context, status=422)
