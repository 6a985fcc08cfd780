"""Scenarios beside a plan: side by side, one of them, a new one, changed and put away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.programmes.pages.frame import frame
from samvern.apps.roadmaps import operations, queries
from samvern.apps.roadmaps.forms import ScenarioForm, add_problems, go_on
from samvern.apps.roadmaps.models import PlanScenario
from samvern.apps.roadmaps.pages import plans as plan_page
from samvern.apps.roadmaps.pages import scenarios as page
from samvern.apps.roadmaps.pages.exports import comparison_exports, plan_exports
from samvern.apps.roadmaps.pages.words import TAB, language
from samvern.apps.roadmaps.queries import PlanPage
from samvern.apps.roadmaps.views.plans import plan_again, plan_when_saved
from samvern.base.once import once
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotFound
from samvern.engine.roadmap.adjusting import Adjustments
from samvern.engine.roadmap.relaxing import GivesWay
from samvern.ui.exports import page_or_file
from samvern.ui.wording import roadmap as wording


@require_safe
def scenarios(request: Request, code: str, plan_id: int) -> HttpResponseBase:
    """The plan and its scenarios side by side (``with``, by number)."""
    found = queries.comparison(request.viewer, code, plan_id, request.GET.getlist("with"))
    shown = page.comparison_page(found)
    context = {
        **frame(found.programme, TAB, below=_("Side by side")),
        **shown,
        "exports": comparison_exports(found.programme, shown["titles"], shown["rows"]),
    }
    return page_or_file(request, "roadmaps/scenarios.html", context)


@require_safe
def scenario(request: Request, code: str, plan_id: int, scenario_id: int) -> HttpResponseBase:
    """One scenario: what it changes, and the plan that comes of it."""
    found = queries.plan_page(request.viewer, code, plan_id, scenario_id=scenario_id)
    context, shown = plan_page.draft_page(found, timezone.localdate())
    assert found.scenario is not None
    context = {
        **frame(found.programme, TAB, below=found.scenario.title),
        **context,
        "differences": page.scenario_differences(found),
        "exports": plan_exports(found.programme, shown, context, versions=found.versions),
    }
    return page_or_file(request, "roadmaps/plan.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def new_scenario(request: Request, code: str, plan_id: int) -> HttpResponse:
    """Make a scenario beside the plan."""
    found = _open(request, code, plan_id)
    form = _form(request.POST or None, found, Adjustments(), {"version": 0})
    if request.method == "POST" and form.is_valid():
        made = _made(request, found, form)
        if made is not None:
            return redirect("roadmaps:scenario", code, plan_id, made.pk)
    return _form_page(request, found, form, _("A new scenario"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_scenario(request: Request, code: str, plan_id: int, scenario_id: int) -> HttpResponse:
    """Change a scenario; where somebody else was first, both stand side by side."""
    found = _open(request, code, plan_id)
    row = queries.scenario_for(request.viewer, scenario_id, plan_id=plan_id)
    adjustments = Adjustments.from_json(row.adjustments)
    state = {"version": row.version, "title": row.title, "reason": row.reason}
    form = _form(request.POST or None, found, adjustments, state)
    is_behind = form.is_behind
    if request.method == "POST" and not is_behind and form.is_valid():
        try:
            if _edited(request, row, form):
                return redirect("roadmaps:scenario", code, plan_id, scenario_id)
        except Conflict:
            is_behind = True
    if not is_behind:
        return _form_page(request, found, form, row.title)
    sent, differences = go_on(form, _form(None, found, adjustments, state))
    form = _form(sent, found, adjustments, state)
    return _form_page(request, found, form, row.title, status=409, differences=differences)


@require_POST
def archive_scenario(request: Request, code: str, plan_id: int, scenario_id: int) -> HttpResponse:
    """Put a scenario away."""
    queries.plan_for(request.viewer, plan_id, code=code)
    row = queries.scenario_for(request.viewer, scenario_id, plan_id=plan_id)
    text = request.POST.get("version", "")
    operations.archive_scenario(
        by=request.viewer,
        scenario_id=row.pk,
        version=int(text) if text.isdecimal() and len(text) < 10 else 0,
        at=timezone.now(),
    )
    messages.success(request, _("The scenario is put away."))
    return redirect("roadmaps:scenarios", code, plan_id)


@require_POST
@once
def apply_relaxation(request: Request, code: str, plan_id: int) -> HttpResponse:
    """Make a scenario of one of the ways out (``gives_way``) where no plan keeps all rules."""
    queries.plan_for(request.viewer, plan_id, code=code)
    chosen = request.POST.get("gives_way", "")
    if chosen not in set(GivesWay):
        raise NotFound("roadmap.no_such_way_out")
    gives_way = GivesWay(chosen)
    made = operations.apply_relaxation(
        by=request.viewer,
        plan_id=plan_id,
        gives_way=gives_way,
        title=plan_page.way_title(gives_way),
        at=timezone.now(),
    )
    plan_when_saved(request.viewer, plan_id, made.pk)
    messages.success(request, _("This is a scenario; the plan itself stays as it is."))
    return redirect("roadmaps:scenario", code, plan_id, made.pk)


def _open(request: Request, code: str, plan_id: int) -> PlanPage:
    found = queries.plan_page(request.viewer, code, plan_id)
    if not found.may_plan:
        raise NotAllowed("plan.may_not_change")
    if found.answer.error is not None:
        raise found.answer.error
    return found


def _form(
    sent: Any, found: PlanPage, adjustments: Adjustments, state: dict[str, object]
) -> ScenarioForm:
    assert found.answer.found is not None
    problem = found.answer.found.problem
    names = {name: wording.measure_name(problem, name, language()) for name in problem.by_id}
    return ScenarioForm(
        sent, problem=problem, names=names, adjustments=adjustments, initial={**state}
    )


def _made(request: Request, found: PlanPage, form: ScenarioForm) -> PlanScenario | None:
    try:
        made = operations.make_scenario(
            by=request.viewer,
            plan_id=found.plan.pk,
            title=form.cleaned_data["title"],
            reason=form.cleaned_data["reason"],
            adjustments=form.adjustments,
            at=timezone.now(),
        )
    except InvalidInput as error:
        add_problems(form, error)
        return None
    plan_when_saved(request.viewer, found.plan.pk, made.pk)
    return made


def _edited(request: Request, row: PlanScenario, form: ScenarioForm) -> bool:
    try:
        operations.edit_scenario(
            by=request.viewer,
            scenario_id=row.pk,
            version=form.version_seen,
            title=form.cleaned_data["title"],
            reason=form.cleaned_data["reason"],
            adjustments=form.adjustments,
            at=timezone.now(),
        )
    except InvalidInput as error:
        add_problems(form, error)
        return False
    plan_again(request.viewer, row.plan_id, row.pk)
    return True


def _form_page(
    request: Request,
    found: PlanPage,
    form: ScenarioForm,
    below: str,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    context = {**frame(found.programme, TAB, below=below), "plan": found.plan, "form": form, **more}
    if status == 200 and form.errors:
        status = 422
    return render(request, "roadmaps/scenario_form.html", context, status=status)
