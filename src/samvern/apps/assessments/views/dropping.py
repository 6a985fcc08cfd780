"""An assessment of one's own that was started by mistake is dropped."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.pages.dropping import drop_page
from samvern.apps.assessments.permissions import Permission
from samvern.base.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: Request, assessment_id: int) -> HttpResponse:
    """Drop an assessment; asks once."""
    found = queries.assessment_for(request.viewer, assessment_id)
    request.viewer.require(Permission.START_ASSESSMENT, on=found.actor)
    queries.require_droppable(found)
    if request.method == "POST":
        operations.drop_assessment(
            by=request.viewer, assessment_id=assessment_id, at=timezone.now()
        )
        messages.success(request, _("The assessment is dropped."))
        return redirect("assessments:assessments")
    context = drop_page(found, queries.dropping(found))
    return render(request, "assessments/drop.html", context)
