"""Panels: the list, one of them, and what becomes of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.panels import operations, queries
from samvern.apps.panels.forms import InviteForm, add_problems
from samvern.apps.panels.pages import panels as page
from samvern.apps.panels.permissions import Permission
from samvern.apps.programmes.pages.frame import frame
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput
from samvern.ui.exports import page_or_file


@require_safe
def panels(request: Request, code: str) -> HttpResponseBase:
    """The panels of a programme that the viewer sees."""
    found = queries.panel_list(request.viewer, code)
    context = {**frame(found.programme, page.TAB), **page.list_page(found)}
    return page_or_file(request, "panels/panels.html", context)


@require_safe
def panel(request: Request, code: str, panel_id: int) -> HttpResponse:
    """One panel: what was stated up front, who is asked, and how far they have come."""
    found = queries.panel_page(request.viewer, code, panel_id)
    context = {
        **frame(found.programme, page.TAB, below=found.panel.title),
        **page.panel_page(found),
    }
    return render(request, "panels/panel.html", context)


@require_safe
def panel_by_id(request: Request, panel_id: int) -> HttpResponse:
    """The way from where only the key is known, such as the audit trail."""
    found = queries.panel_for(request.viewer, panel_id)
    return redirect("panels:panel", found.programme.code, panel_id)


@require_POST
def open_panel(request: Request, code: str, panel_id: int) -> HttpResponse:
    """Let those who are invited judge."""
    queries.panel_in(request.viewer, code, panel_id)
    operations.open_panel(by=request.viewer, panel_id=panel_id, at=timezone.now())
    messages.success(request, _("The panel is open. Those who are invited find it on their start."))
    return redirect("panels:panel", code, panel_id)


@require_POST
def close_panel(request: Request, code: str, panel_id: int) -> HttpResponse:
    """Take no more opinions, and show the result."""
    queries.panel_in(request.viewer, code, panel_id)
    operations.close_panel(by=request.viewer, panel_id=panel_id, at=timezone.now())
    messages.success(request, _("The panel is closed."))
    return redirect("panels:result", code, panel_id)


@require_POST
def drop_panel(request: Request, code: str, panel_id: int) -> HttpResponse:
    """Give up a panel that has not been opened."""
    queries.panel_in(request.viewer, code, panel_id)
    operations.drop_panel(by=request.viewer, panel_id=panel_id, at=timezone.now())
    messages.success(request, _("The panel is given up."))
    return redirect("panels:panels", code)


@require_http_methods(["GET", "HEAD", "POST"])
def invite_judges(request: Request, code: str, panel_id: int) -> HttpResponse:
    """Invite more people to a panel."""
    found = queries.panel_page(request.viewer, code, panel_id)
    request.viewer.require(Permission.RUN_PANEL, on=found.panel)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.invite_judges(
                by=request.viewer,
                panel_id=panel_id,
                judges=form.cleaned_data["judges"],
                at=timezone.now(),
            )
        except InvalidInput as error:
            add_problems(form, error)
        else:
            messages.success(request, _("They are invited."))
            return redirect("panels:panel", code, panel_id)
    context = {**frame(found.programme, page.TAB, below=found.panel.title), "form": form}
    context["panel"] = found.panel
    return render(request, "panels/invite.html", context, status=422 if form.errors else 200)
