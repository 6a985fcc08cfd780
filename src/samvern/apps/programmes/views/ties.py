"""Findings tied to measures."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.actions import queries as actions
from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.forms.ties import TieForm
from samvern.apps.programmes.pages import ties as page
from samvern.apps.programmes.permissions import Permission
from samvern.base.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
def ties(request: Request, finding_id: int) -> HttpResponse:
    """Which measures a finding calls for, and how to say so."""
    viewer = request.viewer
    found = actions.finding_page(viewer, finding_id, on=timezone.localdate())
    viewer.require(Permission.TIE_FINDINGS, on=found.finding)
    form = TieForm(
        request.POST if request.method == "POST" else None,
        measures=queries.measures_to_tie(viewer),
        actions=found.actions,
    )
    if form.is_valid():
        operations.tie_measure(
            by=viewer,
            finding_id=finding_id,
            measure_id=form.cleaned_data["measure"],
            action_id=form.cleaned_data["action"],
            at=timezone.now(),
        )
        messages.success(request, _("It is tied to the measure."))
        return redirect("programmes:ties", finding_id)
    context = {**page.ties_page(viewer, found.finding), "form": form}
    return render(request, "programmes/ties.html", context, status=422 if form.errors else 200)


@require_POST
def untie(request: Request, tie_id: int) -> HttpResponse:
    """Take a tie back."""
    tie = operations.untie_measure(by=request.viewer, tie_id=tie_id, at=timezone.now())
    messages.success(request, _("It is no longer tied to the measure."))
    return redirect("programmes:ties", tie.finding_id)
