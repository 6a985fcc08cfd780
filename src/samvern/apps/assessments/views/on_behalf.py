"""Answering on behalf of an organisation: how it begins, and how it ends."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.forms.campaigns import TakeOnForm, add_problems
from samvern.apps.assessments.pages import campaigns as page
from samvern.apps.assessments.pages.on_behalf import hand_back_page
from samvern.apps.assessments.permissions import Permission
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotAllowed, NotReady


@require_http_methods(["GET", "HEAD", "POST"])
def take_on(request: Request, campaign_id: int, assessment_id: int) -> HttpResponse:
    """Answer on behalf of an organisation that asked for it."""
    request.viewer.require(Permission.ANSWER_ON_BEHALF)
    campaign = queries.campaign_for(request.viewer, campaign_id)
    found = queries.followed_assessment(request.viewer, campaign, assessment_id)
    form = TakeOnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            operations.take_on(
                by=request.viewer, assessment_id=found.pk, reason=reason, at=timezone.now()
            )
        except (InvalidInput, NotReady, NotAllowed) as error:
            add_problems(form, error)
        else:
            return redirect("assessments:assessment", found.pk)
    context = {**page.take_on_page(found, campaign), "form": form}
    status = 422 if form.errors else 200
    return render(request, "assessments/campaign_take_on.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def hand_back(request: Request, assessment_id: int) -> HttpResponse:
    """Let the organisation go on itself; asks once."""
    found = queries.assessment_for(request.viewer, assessment_id)
    if found.on_behalf_by_id is None:
        raise NotReady("assessment.not_on_behalf", about=found)
    is_ours = not queries.answers_on_behalf(request.viewer, found)
    if request.method == "POST":
        operations.hand_back(by=request.viewer, assessment_id=assessment_id, at=timezone.now())
        messages.success(request, _("The organisation goes on itself from here."))
        if is_ours:
            return redirect("assessments:who-sees", assessment_id)
        return redirect("assessments:campaign", found.campaign_id)
    return render(request, "assessments/hand_back.html", hand_back_page(request.viewer, found))
