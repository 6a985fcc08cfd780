"""What other answers say is looked at, and taken over."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.pages import suggesting as page
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput
from samvern.ui.exports import page_or_file
from samvern.ui.wording import errors as wording


@require_http_methods(["GET", "HEAD", "POST"])
def suggestions(request: Request, assessment_id: int) -> HttpResponseBase:
    """Every suggestion for an assessment; those that are ticked are taken over together."""
    if request.method == "POST":
        return _accept(request, assessment_id)
    assessment = queries.assessment_for(request.viewer, assessment_id)
    found = queries.suggestions_of(request.viewer, assessment)
    context = page.suggestions_page(assessment, found, request.GET.dict())
    return page_or_file(request, "assessments/suggestions.html", context)


def _accept(request: Request, assessment_id: int) -> HttpResponse:
    assessment = queries.assessment_for(request.viewer, assessment_id)
    found = queries.suggestions_of(request.viewer, assessment)
    codes = page.to_accept(found, request.POST.dict(), request.POST.getlist("codes"))
    try:
        saved = operations.accept_suggestions(
            by=request.viewer,
            assessment_id=assessment_id,
            codes=codes,
            chosen=page.chosen(request.POST.dict()),
            at=timezone.now(),
        )
    except InvalidInput as error:
        for problem in error.problems:
            messages.error(request, f"{problem.where}: {wording.problem(problem, _)}")
    else:
        _tell(request, codes, len(saved.answers))
    if request.POST.get("back") == "answer" and codes:
        return redirect("assessments:answer", assessment_id, codes[0])
    return redirect("assessments:suggestions", assessment_id)


def _tell(request: Request, codes: Sequence[str], count: int) -> None:
    if not codes:
        messages.warning(request, _("Nothing was chosen."))
        return
    said = ngettext("%(count)d answer is taken over.", "%(count)d answers are taken over.", count)
    messages.success(request, said % {"count": count})
