"""A judge's own sheet: one alternative a page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.panels import operations, queries
from samvern.apps.panels.forms import SheetForm, add_problems
from samvern.apps.panels.pages import panels as page
from samvern.apps.programmes.pages.frame import frame
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotReady


@require_http_methods(["GET", "HEAD", "POST"])
def judge(request: Request, code: str, panel_id: int, alternative: str = "") -> HttpResponse:
    """Say what one thinks of an alternative; the first that is open without one."""
    sheet = queries.sheet(request.viewer, code, panel_id, alternative)
    if not sheet.panel.is_open:
        raise NotReady("panel.not_open")
    said = request.POST if request.method == "POST" else None
    form = SheetForm(said, sheet=sheet)
    if request.method == "POST" and form.is_valid():
        try:
            operations.give_opinions(
                by=request.viewer,
                panel_id=panel_id,
                opinions=form.opinions,
                at=timezone.now(),
            )
        except InvalidInput as error:
            add_problems(form, error)
        else:
            messages.success(request, _("Your judgement is saved. Only you see it for now."))
            return redirect(page.after(sheet))
    context = {**frame(sheet.programme, page.TAB, below=sheet.panel.title), "form": form}
    context |= page.sheet_page(sheet)
    return render(request, "panels/judge.html", context, status=422 if form.errors else 200)
