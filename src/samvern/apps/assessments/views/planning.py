"""How a campaign is planned: what is said up front, what it would do, and then it is saved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.forms.campaigns import NAMES, PlanForm, add_problems
from samvern.apps.assessments.models import Campaign, CampaignState
from samvern.apps.assessments.pages.campaign_plan import plan_page, plan_state, preview_page
from samvern.apps.assessments.permissions import Permission
from samvern.base.once import once
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotReady


@require_http_methods(["GET", "HEAD", "POST"])
@once
def plan_campaign(request: Request) -> HttpResponse:
    """Write down a campaign; nobody is asked yet."""
    request.viewer.require(Permission.RUN_CAMPAIGN)
    return _answer(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change_campaign(request: Request, campaign_id: int) -> HttpResponse:
    """Change a campaign that nobody has been asked by yet."""
    request.viewer.require(Permission.RUN_CAMPAIGN)
    campaign = queries.campaign_for(request.viewer, campaign_id)
    if campaign.state != CampaignState.PLANNED:
        raise NotReady("campaign.opened")
    return _answer(request, campaign)


def _answer(request: Request, campaign: Campaign | None) -> HttpResponse:
    """The form, what it would do, or the saved campaign."""
    form = PlanForm(
        request.POST or None,
        initial=plan_state(campaign),
        viewer=request.viewer,
        today=timezone.localdate(),
        campaign=campaign,
    )
    step = request.POST.get("step", "") if form.is_bound else ""
    if step == "save" and form.is_valid() and (saved := _saved(request, form, campaign)):
        messages.success(
            request, _("The campaign is planned. Nobody is asked before it is opened.")
        )
        return redirect("assessments:campaign", saved.pk)
    context = {**plan_page(campaign), "form": form}
    if step == "preview" and form.is_valid():
        at = timezone.now()
        context |= preview_page(form.plan, form.chosen_set, form.chosen_population, at=at)
        return render(request, "assessments/campaign_preview.html", context)
    status = 422 if form.errors else 200
    return render(request, "assessments/campaign_plan.html", context, status=status)


def _saved(request: Request, form: PlanForm, campaign: Campaign | None) -> Campaign | None:
    """The saved campaign; None when it was refused, and the form says why."""
    viewer, at = request.viewer, timezone.now()
    try:
        if campaign is None:
            return operations.plan_campaign(by=viewer, plan=form.plan, at=at)
        return operations.change_campaign(
            by=viewer,
            campaign_id=campaign.pk,
            version=form.cleaned_data["version"] or 0,
            plan=form.plan,
            at=at,
        )
    except (InvalidInput, NotReady, Conflict) as error:
        add_problems(form, error, names=NAMES)
        return None
