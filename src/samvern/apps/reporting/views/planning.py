"""How a round is planned, and the day moved."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.models import Programme
from samvern.apps.reporting import operations, queries
from samvern.apps.reporting.forms import MoveForm, PlanForm
from samvern.apps.reporting.models import Round
from samvern.apps.reporting.pages.frame import round_frame
from samvern.apps.reporting.pages.rounds import plan_page
from samvern.apps.reporting.permissions import Permission
from samvern.base.once import once
from samvern.base.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
@once
def plan_round(request: Request, code: str) -> HttpResponse:
    """Say up front what owners are to be asked; nobody is asked yet."""
    programme = programmes.programme_for(request.viewer, code)
    request.viewer.require(Permission.RUN_ROUND, on=programme)
    areas = programmes.focus_area_choices(programme)
    form = PlanForm(request.POST or None, areas=areas, today=timezone.localdate())
    if form.carries_out(
        lambda: operations.plan_round(
            by=request.viewer, programme_code=code, plan=form.plan, at=timezone.now()
        )
    ):
        messages.success(request, _("The round is planned. Nobody is asked yet."))
        return redirect("reporting:round", form.outcome.pk)
    return _page(request, form, None, programme)


@require_http_methods(["GET", "HEAD", "POST"])
def change_round(request: Request, round_id: int) -> HttpResponse:
    """Change a plan that nobody has been asked by yet."""
    found = queries.round_for(request.viewer, round_id)
    request.viewer.require(Permission.RUN_ROUND, on=found)
    areas = programmes.focus_area_choices(found.programme)
    form = PlanForm(request.POST or None, areas=areas, today=timezone.localdate(), found=found)
    if form.carries_out(
        lambda: operations.change_round(
            by=request.viewer,
            round_id=round_id,
            version=form.cleaned_data["version"] or 0,
            plan=form.plan,
            at=timezone.now(),
        )
    ):
        messages.success(request, _("The plan is saved."))
        return redirect("reporting:round", round_id)
    return _page(request, form, found, found.programme)


@require_http_methods(["GET", "HEAD", "POST"])
def move_round(request: Request, round_id: int) -> HttpResponse:
    """Ask for reports by another day."""
    found = queries.round_for(request.viewer, round_id)
    request.viewer.require(Permission.RUN_ROUND, on=found)
    initial = {"version": found.version, "due_on": found.due_on}
    form = MoveForm(request.POST or None, initial=initial)
    if form.carries_out(
        lambda: operations.move_round(
            by=request.viewer, round_id=round_id, at=timezone.now(), **form.cleaned_data
        )
    ):
        messages.success(request, _("The day is moved for all who report."))
        return redirect("reporting:round", round_id)
    context = {**round_frame(found), "form": form}
    return render(request, "reporting/move.html", context, status=422 if form.errors else 200)


def _page(
    request: Request, form: PlanForm, found: Round | None, programme: Programme
) -> HttpResponse:
    shown = plan_page(found, programme)
    context = {**(round_frame(found) if found else {}), **shown, "form": form}
    return render(request, "reporting/plan.html", context, status=422 if form.errors else 200)
