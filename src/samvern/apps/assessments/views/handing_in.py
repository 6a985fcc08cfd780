"""An assessment is handed in, and taken back while it waits."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.pages.handing_in import submit_page
from samvern.apps.assessments.permissions import Permission
from samvern.base.request import Request
from samvern.engine.errors import NotAllowed, NotReady


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: Request, assessment_id: int) -> HttpResponse:
    """See what is missing and what happens then, and hand in."""
    at, on = timezone.now(), timezone.localdate()
    found = queries.working(request.viewer, assessment_id, at=at, on=on)
    if not found.may_submit:
        raise NotAllowed("permission.missing", permission=Permission.SUBMIT)
    if not queries.is_told(request.viewer, found.assessment):
        return redirect("assessments:who-sees", assessment_id)
    queries.require_open(found.assessment)
    if request.method == "POST":
        operations.submit_assessment(by=request.viewer, assessment_id=assessment_id, at=at)
        messages.success(request, _("It is handed in. You find it here, and can take it back."))
        return redirect("assessments:assessment", assessment_id)
    context = submit_page(request.viewer, found, queries.readers_of(found.assessment, on=on))
    return render(request, "assessments/submit.html", context)


@require_POST
def recall(request: Request, assessment_id: int) -> HttpResponse:
    """Take back what waits for review, to change it."""
    assessment = queries.assessment_for(request.viewer, assessment_id)
    submission = queries.waiting_submission(request.viewer, assessment)
    if submission is None:
        raise NotReady("submission.decided")
    operations.recall_submission(by=request.viewer, submission_id=submission.pk, at=timezone.now())
    messages.success(request, _("It is taken back. You can change the answers again."))
    return redirect("assessments:assessment", assessment_id)
