"""How a panel is planned."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.panels import operations, queries
from samvern.apps.panels.forms import PlanForm, add_problems
from samvern.apps.panels.pages import panels as page
from samvern.apps.panels.queries import PlanStart
from samvern.apps.programmes.pages.frame import frame
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput
from samvern.ui.wording import errors as wording


@require_http_methods(["GET", "HEAD", "POST"])
def plan_panel(request: Request, code: str) -> HttpResponse:
    """Plan a panel of focus areas or of measures (``?level=measure``)."""
    start = queries.plan_start(request.viewer, code, level=request.GET.get("level", ""))
    form = _form(request, start)
    if request.method == "POST" and form.is_valid():
        try:
            saved = operations.plan_panel(
                by=request.viewer, code=code, plan=form.plan(start.level), at=timezone.now()
            )
        except InvalidInput as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The panel is planned. Only those who run it see it."))
            return redirect("panels:panel", code, saved.pk)
    return _page(request, start, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change_panel(request: Request, code: str, panel_id: int) -> HttpResponse:
    """Change the plan of a panel that has not been opened."""
    start = queries.plan_start(request.viewer, code, panel_id=panel_id)
    form = _form(request, start)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_panel(
                by=request.viewer,
                panel_id=panel_id,
                version=form.cleaned_data["version"] or 0,
                plan=form.plan(start.level),
                at=timezone.now(),
            )
        except InvalidInput as error:
            add_problems(form, error)
        except Conflict as error:
            form.add_error(None, wording.title(error, _))
        else:
            messages.success(request, _("The plan is saved."))
            return redirect("panels:panel", code, panel_id)
    return _page(request, start, form)


def _form(request: Request, start: PlanStart) -> PlanForm:
    return PlanForm(
        request.POST or None,
        initial=page.plan_state(start),
        alternatives=start.alternatives,
        criteria=start.criteria,
    )


def _page(request: Request, start: PlanStart, form: PlanForm) -> HttpResponse:
    below = start.panel.title if start.panel else _("A new panel")
    context = {
        **frame(start.programme, page.TAB, below=below),
        **page.plan_page(start),
        "form": form,
    }
    return render(request, "panels/plan.html", context, status=422 if form.errors else 200)
