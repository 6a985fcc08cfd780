"""What came of a panel, and what is made of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.panels import operations, queries
from samvern.apps.panels.forms import ScenarioForm, add_problems
from samvern.apps.panels.pages.panels import TAB
from samvern.apps.panels.pages.result import result_page
from samvern.apps.panels.permissions import Permission
from samvern.apps.programmes.pages.frame import frame
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput
from samvern.ui.exports import page_or_file


@require_safe
def result(request: Request, code: str, panel_id: int) -> HttpResponseBase:
    """How far the judges lie apart, and what their opinions combine to."""
    found = queries.result(request.viewer, code, panel_id)
    may_run = request.viewer.may(Permission.RUN_PANEL, on=found.panel)
    context = {
        **frame(found.programme, TAB, below=found.panel.title),
        **result_page(found),
        "may_run": may_run,
    }
    return page_or_file(request, "panels/result.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def save_as_scenario(request: Request, code: str, panel_id: int) -> HttpResponse:
    """Make a scenario of what the opinions combine to."""
    found = queries.result(request.viewer, code, panel_id)
    request.viewer.require(Permission.RUN_PANEL, on=found.panel)
    form = ScenarioForm(request.POST or None, initial={"title": found.panel.title})
    if request.method == "POST" and form.is_valid():
        try:
            saved = operations.save_as_scenario(
                by=request.viewer, panel_id=panel_id, at=timezone.now(), **form.cleaned_data
            )
        except InvalidInput as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The scenario is saved. Only you see it."))
            return redirect("decisions:scenario", code, saved.pk)
    context = {
        **frame(found.programme, TAB, below=found.panel.title),
        **result_page(found),
        "form": form,
    }
    return render(request, "panels/scenario.html", context, status=422 if form.errors else 200)


@require_POST
def record_result(request: Request, code: str, panel_id: int) -> HttpResponse:
    """Make what the opinions combine to the programme's judgements."""
    queries.panel_in(request.viewer, code, panel_id)
    count = operations.record_result(by=request.viewer, panel_id=panel_id, at=timezone.now())
    said = ngettext("%(count)d judgement is recorded.", "%(count)d judgements are recorded.", count)
    messages.success(request, said % {"count": count})
    return redirect("panels:result", code, panel_id)
