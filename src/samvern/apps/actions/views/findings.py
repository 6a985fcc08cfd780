"""Findings: the list of what remains, one of them, how it is raised and decided on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.actions import forms, operations, queries
from samvern.apps.actions.models import Finding
from samvern.apps.actions.operations import Source
from samvern.apps.actions.pages import lists, things
from samvern.apps.actions.permissions import Permission
from samvern.apps.actors import queries as actors
from samvern.base.request import Request
from samvern.engine.assessments import Confidentiality
from samvern.engine.errors import NotAllowed
from samvern.ui.exports import page_or_file


@require_safe
def follow_up(request: Request) -> HttpResponseBase:
    """What remains to be done, and who does it."""
    viewer, on = request.viewer, timezone.localdate()
    if not queries.may_see_findings(viewer) and viewer.may_somewhere(Permission.READ_OWN_ACTIONS):
        return redirect("actions:mine")
    filters = queries.Filters.from_query(request.GET.dict())
    found = queries.findings(viewer, filters, on=on)
    counts = None if request.htmx else queries.counts(viewer, on=on)
    known = counts.of(filters) if counts else None
    context = {
        **lists.follow_up_page(viewer, found, filters, request.GET, on=on, known=known),
        "filter_form": forms.FilterForm(request.GET.dict()),
    }
    if counts is None:
        return page_or_file(request, "actions/_findings.html", context)
    context |= {"answer": lists.answer(counts), "links": lists.quick_links(counts)}
    context["may_raise"] = viewer.may_somewhere(Permission.RAISE_REPORTED)
    return page_or_file(request, "actions/follow_up.html", context)


@require_safe
def mine(request: Request) -> HttpResponseBase:
    """One's own actions."""
    if not request.viewer.may_somewhere(Permission.READ_OWN_ACTIONS):
        raise NotAllowed("permission.missing", permission=str(Permission.READ_OWN_ACTIONS))
    context = lists.mine_page(request.viewer, request.GET, on=timezone.localdate())
    return page_or_file(request, "actions/mine.html", context)


@require_safe
def finding(request: Request, finding_id: int) -> HttpResponseBase:
    """Everything about one finding."""
    on = timezone.localdate()
    page = queries.finding_page(request.viewer, finding_id, on=on)
    context = things.finding_context(request.viewer, page, on=on)
    return page_or_file(request, "actions/finding.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def raise_finding(request: Request) -> HttpResponse:
    """Raise a finding at an organisation."""
    viewer = request.viewer
    if not viewer.may_somewhere(Permission.RAISE_REPORTED):
        raise NotAllowed("permission.missing", permission=str(Permission.RAISE_REPORTED))
    own = actors.own_actors(viewer, on=timezone.localdate())
    initial = {"actor": own[0].name} if len(own) == 1 else {}
    keeps = viewer.may_somewhere(Permission.RAISE_FINDINGS)
    form = forms.RaiseForm(sent(request), initial=initial, viewer=viewer, may_keep=keeps)
    if form.carries_out(lambda: _raise(request, form)):
        messages.success(request, _("The finding is raised."))
        return redirect("actions:finding", form.outcome.pk)
    context = {
        "heading": _("What must be better?"),
        "submit": _("Raise the finding"),
        "note": _("Those whom you choose see it at once. That it was raised is kept in the trail."),
        "back_url": reverse("actions:follow-up"),
    }
    return form_answer(request, form, context)


def _raise(request: Request, form: forms.RaiseForm) -> Finding:
    actor = form.cleaned_data["actor"]
    return operations.raise_finding(
        by=request.viewer,
        actor=actor,
        source=Source("actors.actor", str(actor.pk), actor.name),
        confidentiality=Confidentiality(form.cleaned_data["confidentiality"]),
        key=form.cleaned_data["key"],
        at=timezone.now(),
        **form.said,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_finding(request: Request, finding_id: int) -> HttpResponse:
    """Say better what a finding is."""
    found = _to_decide(request, finding_id)
    saved = {
        "title": found.title,
        "description": found.description,
        "severity": found.severity,
    }
    initial = {**saved, "version": found.version}
    form = forms.FindingForm(sent(request), initial=initial, viewer=request.viewer)
    if form.carries_out(
        lambda: operations.edit_finding(
            by=request.viewer,
            finding_id=finding_id,
            version=form.cleaned_data["version"],
            at=timezone.now(),
            **form.said,
        )
    ):
        messages.success(request, _("The changes are saved."))
        return redirect("actions:finding", finding_id)
    heading, submit = _("What must be better?"), _("Save the changes")
    return _of_finding(request, form, found, saved, heading=heading, submit=submit)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: Request, finding_id: int) -> HttpResponse:
    """Decide what becomes of a finding."""
    found = _to_decide(request, finding_id)
    form = forms.DecisionForm(
        sent(request), initial={"version": found.version}, viewer=request.viewer
    )
    if form.carries_out(
        lambda: operations.decide_finding(
            by=request.viewer, finding_id=finding_id, at=timezone.now(), **form.said
        )
    ):
        messages.success(request, _("The decision is saved."))
        return redirect("actions:finding", finding_id)
    heading, submit = _("What becomes of it?"), _("Save the decision")
    return _of_finding(request, form, found, {}, heading=heading, submit=submit)


def _to_decide(request: Request, finding_id: int) -> Finding:
    found = queries.finding_for(request.viewer, finding_id)
    request.viewer.require(Permission.DECIDE_FINDINGS, on=found)
    return found


def _of_finding(
    request: Request,
    form: forms.VersionedForm,
    found: Finding,
    saved: dict[str, Any],
    **said: str,
) -> HttpResponse:
    """A form about a finding, with what others have saved meanwhile."""
    current = queries.finding_for(request.viewer, found.pk)
    differences = form.catch_up(saved, current.version) if form.is_bound else None
    context = {
        **said,
        "eyebrow": found.title,
        "note": _("Those who see the finding see it, with your name."),
        "back_url": reverse("actions:finding", args=[found.pk]),
    }
    return form_answer(request, form, context, differences)


def sent(request: Request) -> Any:
    """What was sent, if anything was."""
    return request.POST if request.method == "POST" else None


def form_answer(
    request: Request, form: Any, context: dict[str, Any], differences: Any = None
) -> HttpResponse:
    """The page of a form, with what is wrong with it when it was sent."""
    is_outdated = differences is not None
    status = 409 if is_outdated else 422 if form.errors else 200
    context |= {"form": form, "is_outdated": is_outdated, "differences": differences}
    return render(request, "actions/form.html", context, status=status)
