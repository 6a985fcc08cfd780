"""A plan is asked for; what money buys, and in how many worlds a measure is in the plan."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.programmes.pages.frame import frame
from samvern.apps.roadmaps import operations, queries
from samvern.apps.roadmaps.pages import many as page
from samvern.apps.roadmaps.pages.exports import points_exports, worlds_exports
from samvern.apps.roadmaps.pages.words import TAB
from samvern.base.request import Request
from samvern.ui.exports import page_or_file


@require_POST
def solve(request: Request, code: str, plan_id: int) -> HttpResponse:
    """Have a plan made for the figures as they are."""
    found = queries.plan_for(request.viewer, plan_id, code=code)
    operations.solve_plan(by=request.viewer, plan_id=found.pk, at=timezone.now())
    return redirect("roadmaps:plan", code, plan_id)


@require_POST
def solve_scenario(request: Request, code: str, plan_id: int, scenario_id: int) -> HttpResponse:
    """Have the plan of a scenario made."""
    found = queries.plan_for(request.viewer, plan_id, code=code)
    operations.solve_plan(
        by=request.viewer, plan_id=found.pk, scenario_id=scenario_id, at=timezone.now()
    )
    return redirect("roadmaps:scenario", code, plan_id, scenario_id)


@require_http_methods(["GET", "HEAD", "POST"])
def costs(request: Request, code: str, plan_id: int) -> HttpResponseBase:
    """What each amount of money buys, or have it found out."""
    found = queries.plan_page(request.viewer, code, plan_id)
    if request.method == "POST":
        operations.compare_costs(by=request.viewer, plan_id=plan_id, at=timezone.now())
        messages.success(request, _("It is being found out. You can leave, it goes on."))
        return redirect("roadmaps:costs", code, plan_id)
    shown = page.costs_page(found)
    context = {
        **frame(found.programme, TAB, below=shown["question"]),
        **shown,
        "exports": points_exports(found.programme, shown["rows"]),
    }
    return page_or_file(request, "roadmaps/costs.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def worlds(request: Request, code: str, plan_id: int) -> HttpResponseBase:
    """In how many worlds each measure is in the plan, or have it found out."""
    found = queries.plan_page(request.viewer, code, plan_id)
    if request.method == "POST":
        operations.plan_in_worlds(by=request.viewer, plan_id=plan_id, at=timezone.now())
        messages.success(request, _("It is being found out. You can leave, it goes on."))
        return redirect("roadmaps:worlds", code, plan_id)
    shown = page.worlds_page(found)
    context = {
        **frame(found.programme, TAB, below=shown["question"]),
        **shown,
        "exports": worlds_exports(found.programme, shown["rows"], shown["worlds"]),
    }
    return page_or_file(request, "roadmaps/worlds.html", context)
