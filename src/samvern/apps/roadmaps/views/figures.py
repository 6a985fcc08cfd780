"""The figures of a plan are changed by hand: as a whole, of a measure, and what there is to spend."""

from __future__ import annotations

from dataclasses import replace

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.programmes.pages.frame import frame
from samvern.apps.roadmaps import operations, queries
from samvern.apps.roadmaps.forms import (
    LimitsForm,
    MeasureForm,
    MoveForm,
    PlanForm,
    add_problems,
    place_of,
    plan_state,
)
from samvern.apps.roadmaps.pages import figures as page
from samvern.apps.roadmaps.pages.words import TAB
from samvern.apps.roadmaps.queries import PlanPage
from samvern.apps.roadmaps.views.plans import plan_again
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed
from samvern.engine.roadmap.planning import MeasurePlanning, Planning


@require_http_methods(["GET", "HEAD", "POST"])
def edit_plan(request: Request, code: str, plan_id: int) -> HttpResponse:
    """Change a plan as a whole."""
    found = _open(request, code, plan_id)
    planning = queries.planning_of(found.plan)
    form = PlanForm(
        request.POST or None,
        today=timezone.localdate(),
        begin=planning.first,
        initial=plan_state(found.plan.title, planning, found.plan.version),
    )
    if request.method == "POST" and form.is_valid():
        title, version = form.cleaned_data["title"], form.cleaned_data["version"] or 0
        if _save(request, found, form, form.planning(planning), version, title):
            return redirect("roadmaps:plan", code, plan_id)
    return _form_page(request, found, "roadmaps/plan_form.html", form, _("The figures"))


@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: Request, code: str, plan_id: int) -> HttpResponse:
    """Change what there is to spend."""
    found = _open(request, code, plan_id)
    planning = queries.planning_of(found.plan)
    form = LimitsForm(
        request.POST or None,
        limits=planning.limits,
        periods=page.periods_of(planning),
        initial={"version": found.plan.version},
    )
    if request.method == "POST" and form.is_valid():
        said = replace(planning, limits=form.limits)
        version = form.cleaned_data["version"]
        if _save(request, found, form, said, version, found.plan.title):
            return redirect("roadmaps:plan", code, plan_id)
    return _form_page(request, found, "roadmaps/limits_form.html", form, _("Budgets and capacity"))


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: Request, code: str, plan_id: int, measure: str) -> HttpResponse:
    """How long a measure takes, what it takes, and when it may be."""
    found = _open(request, code, plan_id)
    shown = page.measure_page(found, measure)
    form = MeasureForm(
        request.POST or None,
        periods=shown["periods"],
        said=shown["said"],
        version=found.plan.version,
    )
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and _save_measure(request, found, form, form.measure):
        return redirect("roadmaps:plan", code, plan_id)
    moving = MoveForm(periods=shown["periods"], initial=_moved(found, measure))
    more = {**shown, "move_form": moving}
    return _form_page(request, found, "roadmaps/measure_form.html", form, shown["name"], **more)


@require_POST
def move_measure(request: Request, code: str, plan_id: int, measure: str) -> HttpResponse:
    """Have a measure start in a period, or leave it out, and plan again."""
    found = _open(request, code, plan_id)
    shown = page.measure_page(found, measure)
    form = MoveForm(request.POST, periods=shown["periods"])
    if form.is_valid():
        operations.move_measure(
            by=request.viewer,
            plan_id=plan_id,
            version=form.cleaned_data["version"],
            measure=measure,
            to=form.period,
            is_left_out=form.is_left_out,
            at=timezone.now(),
        )
        plan_again(request.viewer, plan_id)
        messages.success(request, _("Moved, and planned again."))
        return redirect("roadmaps:plan", code, plan_id)
    figures = MeasureForm(periods=shown["periods"], said=shown["said"], version=found.plan.version)
    more = {**shown, "move_form": form}
    template = "roadmaps/measure_form.html"
    return _form_page(request, found, template, figures, shown["name"], status=422, **more)


def _open(request: Request, code: str, plan_id: int) -> PlanPage:
    """A plan that the viewer may change. Raises ``NotFound``, ``NotAllowed``."""
    found = queries.plan_page(request.viewer, code, plan_id)
    if not found.may_plan:
        raise NotAllowed("plan.may_not_change")
    return found


def _moved(found: PlanPage, measure: str) -> dict[str, object]:
    planning = queries.planning_of(found.plan)
    is_left_out = measure in planning.excluded
    place = place_of(planning.pins.get(measure), is_left_out=is_left_out)
    return {"version": found.plan.version, "to": place}


def _save(
    request: Request, found: PlanPage, form: BaseForm, said: Planning, version: int, title: str
) -> bool:
    """Save the figures and plan again; what was refused is put in the form."""
    try:
        operations.edit_plan(
            by=request.viewer,
            plan_id=found.plan.pk,
            version=version,
            title=title,
            planning=said,
            at=timezone.now(),
        )
    except (InvalidInput, Conflict) as error:
        add_problems(form, error)
        return False
    plan_again(request.viewer, found.plan.pk)
    messages.success(request, _("Saved, and planned again."))
    return True


def _save_measure(
    request: Request, found: PlanPage, form: MeasureForm, said: MeasurePlanning
) -> bool:
    try:
        operations.plan_measure(
            by=request.viewer,
            plan_id=found.plan.pk,
            version=form.cleaned_data["version"],
            said=said,
            at=timezone.now(),
        )
    except (InvalidInput, Conflict) as error:
        page.add_measure_problems(form, error, said.id)
        return False
    plan_again(request.viewer, found.plan.pk)
    messages.success(request, _("Saved, and planned again."))
    return True


def _form_page(
    request: Request,
    found: PlanPage,
    template: str,
    form: BaseForm,
    below: str,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    context = {
        **frame(found.programme, TAB, below=below),
        "plan": found.plan,
        "form": form,
        **more,
    }
    return render(request, template, context, status=422 if form.errors else status)
