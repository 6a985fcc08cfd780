"""What an assessment shows that must be better is looked at, and raised."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.pages import findings as page
from samvern.base.request import Request
from samvern.ui.exports import page_or_file


@require_http_methods(["GET", "HEAD", "POST"])
def findings(request: Request, assessment_id: int) -> HttpResponseBase:
    """Everything that leaves something to do; what is ticked is raised as findings."""
    assessment = queries.assessment_for(request.viewer, assessment_id)
    at = timezone.now()
    if request.method == "POST":
        codes = request.POST.getlist("codes")
        raised = operations.raise_findings(
            by=request.viewer, assessment_id=assessment_id, codes=codes, at=at
        )
        if codes:
            said = ngettext(
                "%(count)d finding is raised.", "%(count)d findings are raised.", len(raised)
            )
            messages.success(request, said % {"count": len(raised)})
        else:
            messages.warning(request, _("Nothing was chosen."))
        if request.POST.get("back") == "answer" and codes:
            return redirect("assessments:answer", assessment_id, codes[0])
        return redirect("assessments:findings", assessment_id)
    found = queries.gaps_of(request.viewer, assessment, at=at, on=timezone.localdate())
    return page_or_file(request, "assessments/findings.html", page.gaps_page(assessment, found))
