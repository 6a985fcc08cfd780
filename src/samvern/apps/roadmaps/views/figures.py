"""The figures of a plan are changed by hand: as a whole, of a measure, and what there is to spend."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.programmes.pages.frame import frame
from samvern.apps.roadmaps import operations, queries
from samvern.apps.roadmaps.forms import (
    AlternativesForm,
    LimitsForm,
    MeasureForm,
    MoveForm,
    PlanForm,
    SeenForm,
    add_problems,
    go_on,
    place_of,
    plan_state,
)
from samvern.apps.roadmaps.pages import figures as page
from samvern.apps.roadmaps.pages.words import TAB
from samvern.apps.roadmaps.queries import PlanPage
from samvern.apps.roadmaps.views.plans import plan_again
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed
from samvern.engine.roadmap.planning import Planning
from samvern.ui.wording import errors as wording

#: A form for what was sent; for nothing sent, as it stands now.
Build = Callable[[Any], SeenForm]


@dataclass(frozen=True)
class _Page:
    """Where a form stands, and what its page is called below the plan."""

    template: str
    below: str | Promise


_WHOLE: Final = _Page("roadmaps/plan_form.html", gettext_lazy("The figures"))
_LIMITS: Final = _Page("roadmaps/limits_form.html", gettext_lazy("Budgets and capacity"))
_ALTERNATIVES: Final = _Page("roadmaps/alternatives_form.html", gettext_lazy("Alternatives"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_plan(request: Request, code: str, plan_id: int) -> HttpResponse:
    """Change a plan as a whole."""
    found = _open(request, code, plan_id)

    def build(sent: Any) -> PlanForm:
        planning = queries.planning_of(found.plan)
        state = plan_state(found.plan.title, planning, found.plan.version)
        today = timezone.localdate()
        return PlanForm(sent, today=today, begin=planning.first, initial=state)

    def put(form: PlanForm, before: Planning) -> Planning:
        return form.planning(before)

    return _edit(request, found, _WHOLE, build, put)


@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: Request, code: str, plan_id: int) -> HttpResponse:
    """Change what there is to spend."""
    found = _open(request, code, plan_id)

    def build(sent: Any) -> LimitsForm:
        planning = queries.planning_of(found.plan)
        state = {"version": found.plan.version}
        periods = page.periods_of(planning)
        units = page.units_of(planning)
        return LimitsForm(sent, limits=planning.limits, periods=periods, units=units, initial=state)

    def put(form: LimitsForm, before: Planning) -> Planning:
        return replace(before, limits=form.limits)

    return _edit(request, found, _LIMITS, build, put)


@require_http_methods(["GET", "HEAD", "POST"])
def alternatives(request: Request, code: str, plan_id: int) -> HttpResponse:
    """Change which measures stand in for each other."""
    found = _open(request, code, plan_id)

    def build(sent: Any) -> AlternativesForm:
        groups = queries.planning_of(found.plan).alternatives
        return AlternativesForm(sent, groups=groups, initial={"version": found.plan.version})

    def put(form: AlternativesForm, before: Planning) -> Planning:
        return replace(before, alternatives=form.groups)

    return _edit(request, found, _ALTERNATIVES, build, put)


@require_http_methods(["GET", "HEAD", "POST"])
def measure(request: Request, code: str, plan_id: int, measure: str) -> HttpResponse:
    """How long a measure takes, what it takes, and when it may be."""
    found = _open(request, code, plan_id)
    shown, where, build = _measure_page(found, measure)
    if request.method == "POST" and request.POST.get("more"):
        form = build(None, typed=request.POST.dict(), more=request.POST["more"])
        return _form_page(request, found, where, form, **shown)
    form = build(request.POST or None)
    if form.is_behind:
        return _side_by_side(request, found, where, form, build, **shown)
    if request.method == "POST" and form.is_valid():
        try:
            _plan_measure(request, plan_id, form)
        except InvalidInput as error:
            page.add_measure_problems(form, error, measure)
        except Conflict:
            return _side_by_side(request, found, where, form, build, **shown)
        else:
            return _planned_again(request, found)
    return _form_page(request, found, where, form, **shown)


@require_POST
def move_measure(request: Request, code: str, plan_id: int, measure: str) -> HttpResponse:
    """Have a measure start in a period, or leave it out, and plan again."""
    found = _open(request, code, plan_id)
    shown, where, build = _measure_page(found, measure)
    form = MoveForm(request.POST, periods=shown["periods"])
    if form.is_valid():
        try:
            operations.move_measure(
                by=request.viewer,
                plan_id=plan_id,
                version=form.cleaned_data["version"],
                measure=measure,
                to=form.period,
                is_left_out=form.is_left_out,
                at=timezone.now(),
            )
        except InvalidInput as error:
            form.add_error("to", " ".join(wording.problem(one, _) for one in error.problems))
        else:
            plan_again(request.viewer, plan_id)
            messages.success(request, _("Moved, and planned again."))
            return redirect("roadmaps:plan", code, plan_id)
    shown["move_form"] = form
    return _form_page(request, found, where, build(None), status=422, **shown)


def _open(request: Request, code: str, plan_id: int) -> PlanPage:
    """A plan that the viewer may change. Raises ``NotFound``, ``NotAllowed``."""
    found = queries.plan_page(request.viewer, code, plan_id)
    if not found.may_plan:
        raise NotAllowed("plan.may_not_change")
    return found


def _edit(
    request: Request,
    found: PlanPage,
    where: _Page,
    build: Build,
    put: Callable[[Any, Planning], Planning],
) -> HttpResponse:
    """Show a form, or save what it says and plan again; where somebody else was first, both stand
    side by side and nothing typed is lost.
    """
    form = build(request.POST or None)
    if form.is_behind:
        return _side_by_side(request, found, where, form, build)
    if request.method == "POST" and form.is_valid():
        said = put(form, queries.planning_of(found.plan))
        try:
            _save(request, found, form, said)
        except InvalidInput as error:
            add_problems(form, error)
        except Conflict:
            return _side_by_side(request, found, where, form, build)
        else:
            return _planned_again(request, found)
    return _form_page(request, found, where, form)


def _save(request: Request, found: PlanPage, form: SeenForm, said: Planning) -> None:
    operations.edit_plan(
        by=request.viewer,
        plan_id=found.plan.pk,
        version=form.version_seen,
        title=form.cleaned_data.get("title", found.plan.title),
        planning=said,
        at=timezone.now(),
    )


def _side_by_side(
    request: Request,
    found: PlanPage,
    where: _Page,
    form: SeenForm,
    build: Build,
    **more: object,
) -> HttpResponse:
    sent, differences = go_on(form, build(None))
    more["differences"] = differences
    return _form_page(request, found, where, build(sent), status=409, **more)


def _plan_measure(request: Request, plan_id: int, form: MeasureForm) -> None:
    operations.plan_measure(
        by=request.viewer,
        plan_id=plan_id,
        version=form.version_seen,
        said=form.measure,
        at=timezone.now(),
    )


def _planned_again(request: Request, found: PlanPage) -> HttpResponse:
    plan_again(request.viewer, found.plan.pk)
    messages.success(request, _("Saved, and planned again."))
    return redirect("roadmaps:plan", found.programme.code, found.plan.pk)


def _measure_page(
    found: PlanPage, measure: str
) -> tuple[dict[str, Any], _Page, Callable[..., MeasureForm]]:
    """What the page of a measure shows, with where it was moved by hand; and its form."""
    shown = page.measure_page(found, measure)
    planning = queries.planning_of(found.plan)
    is_left_out = measure in planning.excluded
    place = place_of(planning.pins.get(measure), is_left_out=is_left_out)
    version, periods = found.plan.version, shown["periods"]
    shown["move_form"] = MoveForm(periods=periods, initial={"version": version, "to": place})
    build = partial(MeasureForm, periods=periods, said=shown["said"], version=version)
    return shown, _Page("roadmaps/measure_form.html", shown["name"]), build


def _form_page(
    request: Request,
    found: PlanPage,
    where: _Page,
    form: BaseForm,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    context = {
        **frame(found.programme, TAB, below=str(where.below)),
        "plan": found.plan,
        "form": form,
        **more,
    }
    if status == 200 and form.errors:
        status = 422
    return render(request, where.template, context, status=status)
