"""The pages of campaigns: who is asked, who has answered, and what is done about the others."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.forms.campaigns import FollowForm, MoveForm
from samvern.apps.assessments.models import CampaignState
from samvern.apps.assessments.pages import campaigns as page
from samvern.apps.assessments.pages.campaign_figures import figures_page, shared_figures_page
from samvern.apps.assessments.pages.campaign_list import list_page
from samvern.apps.assessments.permissions import Permission
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotReady
from samvern.ui.exports import page_or_file
from samvern.ui.wording import errors as wording


@require_safe
def campaigns(request: Request) -> HttpResponseBase:
    """Who is asked for what."""
    context = list_page(request.viewer, request.GET, on=timezone.localdate())
    return page_or_file(request, "assessments/campaigns.html", context)


@require_safe
def campaign(request: Request, campaign_id: int) -> HttpResponseBase:
    """Who has answered."""
    found = queries.campaign_for(request.viewer, campaign_id)
    context = page.campaign_page(request.viewer, found, request.GET, on=timezone.localdate())
    context["form"] = FollowForm(request.GET, is_reported=context["is_reported"])
    return page_or_file(request, "assessments/campaign.html", context)


@require_safe
def figures(request: Request, campaign_id: int) -> HttpResponseBase:
    """What the answers of a closed campaign say together."""
    found = queries.campaign_for(request.viewer, campaign_id)
    context = figures_page(queries.figures_of(request.viewer, found))
    return page_or_file(request, "assessments/campaign_figures.html", context)


@require_safe
def shared_figures(request: Request, assessment_id: int) -> HttpResponseBase:
    """How everybody who was asked answered together, for one of them."""
    assessment = queries.owned_assessment_for(request.viewer, assessment_id)
    found = queries.shared_figures_of(request.viewer, assessment)
    context = shared_figures_page(assessment, found)
    return page_or_file(request, "assessments/campaign_figures.html", context)


@require_POST
def open_campaign(request: Request, campaign_id: int) -> HttpResponse:
    """Ask."""
    operations.open_campaign(by=request.viewer, campaign_id=campaign_id, at=timezone.now())
    messages.success(request, _("The campaign opens. The assessments are being made."))
    return redirect("assessments:campaign", campaign_id)


@require_http_methods(["GET", "HEAD", "POST"])
def close_campaign(request: Request, campaign_id: int) -> HttpResponse:
    """Take no more in; asks once."""
    request.viewer.require(Permission.RUN_CAMPAIGN)
    found = queries.campaign_for(request.viewer, campaign_id)
    if request.method == "POST":
        operations.close_campaign(by=request.viewer, campaign_id=campaign_id, at=timezone.now())
        messages.success(request, _("The campaign is closed."))
        return redirect("assessments:figures", campaign_id)
    return render(
        request, "assessments/campaign_close.html", page.close_page(request.viewer, found)
    )


@require_http_methods(["GET", "HEAD", "POST"])
def delete_campaign(request: Request, campaign_id: int) -> HttpResponse:
    """Give up a planned campaign; asks once."""
    request.viewer.require(Permission.RUN_CAMPAIGN)
    found = queries.campaign_for(request.viewer, campaign_id)
    if found.state != CampaignState.PLANNED:
        raise NotReady("campaign.opened", about=found)
    if request.method == "POST":
        operations.delete_campaign(by=request.viewer, campaign_id=campaign_id, at=timezone.now())
        messages.success(request, _("The campaign is deleted. Nobody was asked."))
        return redirect("assessments:campaigns")
    return render(request, "assessments/campaign_delete.html", page.delete_page(found))


@require_http_methods(["GET", "HEAD", "POST"])
def move_due_date(request: Request, campaign_id: int) -> HttpResponse:
    """Ask for answers by another day."""
    request.viewer.require(Permission.RUN_CAMPAIGN)
    found = queries.campaign_for(request.viewer, campaign_id)
    if found.state != CampaignState.OPEN:
        raise NotReady("campaign.not_open", about=found)
    initial = {"version": found.version, "due_on": found.due_on}
    form = MoveForm(request.POST or None, initial=initial)
    if form.carries_out(
        lambda: operations.move_due_date(
            by=request.viewer, campaign_id=campaign_id, at=timezone.now(), **form.cleaned_data
        )
    ):
        messages.success(request, _("The day is moved for everybody who is asked."))
        return redirect("assessments:campaign", campaign_id)
    if form.errors:
        form = form.as_of(found.version)  # the page says how it is now, also after a conflict
    context = {**page.move_page(found), "form": form}
    status = 422 if form.errors else 200
    return render(request, "assessments/campaign_move.html", context, status=status)


@require_POST
def remind(request: Request, campaign_id: int) -> HttpResponse:
    """Write to those chosen, or to all who have not handed in."""
    chosen = None
    if "all" not in request.POST:
        sent = request.POST.getlist("assessment")
        chosen = [int(each) for each in sent if each.isascii() and each.isdecimal()]
    try:
        operations.remind(
            by=request.viewer,
            campaign_id=campaign_id,
            assessment_ids=chosen,
            at=timezone.now(),
        )
    except InvalidInput as error:
        messages.error(request, wording.problem(error.problems[0], _))
    else:
        messages.success(request, _("The letters are on their way. Nobody gets two in a day."))
    return redirect("assessments:campaign", campaign_id)
