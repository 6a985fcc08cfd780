"""Who is to report: a colleague, or somebody at the authority on the owners' behalf."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.reporting import operations, queries
from samvern.apps.reporting.forms import HandOverForm, TakeOnForm
from samvern.apps.reporting.models import Report
from samvern.apps.reporting.pages.frame import report_frame
from samvern.apps.reporting.permissions import Permission
from samvern.base.request import Request
from samvern.engine.errors import NotAllowed
from samvern.ui.parts import Link


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: Request, report_id: int) -> HttpResponse:
    """Let somebody else report."""
    found = queries.report_for(request.viewer, report_id)
    if not queries.may_hand_over(request.viewer, found):
        raise NotAllowed("permission.missing", permission=str(Permission.HAND_OVER))
    form = HandOverForm(request.POST or None)
    if form.carries_out(
        lambda: operations.hand_over(
            by=request.viewer, report_id=report_id, at=timezone.now(), **form.cleaned_data
        )
    ):
        messages.success(request, _handed(form.outcome))
        return redirect("reporting:round", found.reporting_round_id)
    context = {**report_frame(found, Link(_("Hand over"), "")), "form": form}
    return render(request, "reporting/hand_over.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def take_on(request: Request, report_id: int) -> HttpResponse:
    """Report on behalf of owners who asked for it."""
    found = queries.followed_report(request.viewer, report_id)
    request.viewer.require(Permission.REPORT_ON_BEHALF, on=found.reporting_round)
    form = TakeOnForm(request.POST or None)
    if form.carries_out(
        lambda: operations.take_on(
            by=request.viewer, report_id=report_id, at=timezone.now(), **form.cleaned_data
        )
    ):
        messages.success(request, _("You report on their behalf now. The owners see it, and why."))
        return redirect("reporting:report", report_id)
    context = {**report_frame(found, Link(_("On behalf of the owners"), "")), "form": form}
    return render(request, "reporting/take_on.html", context, status=422 if form.errors else 200)


@require_POST
def hand_back(request: Request, report_id: int) -> HttpResponse:
    """Leave the report to its owners again."""
    found = operations.hand_back(by=request.viewer, report_id=report_id, at=timezone.now())
    messages.success(
        request, _("The owners report themselves again, and go on with what is written.")
    )
    return redirect("reporting:round", found.reporting_round_id)


def _handed(report: Report) -> str:
    if report.responsible is None:
        return _("The report is for all measure owners there.")
    return _("The report is handed over. The person is told by e-mail.")
