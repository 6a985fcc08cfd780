"""Actions: how they are planned, followed up, confirmed and cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.actions import forms, operations, queries
from samvern.apps.actions.models import Action
from samvern.apps.actions.pages import things
from samvern.apps.actions.permissions import Permission
from samvern.apps.actions.queries import ActionPage
from samvern.apps.actions.views.findings import form_answer, sent
from samvern.base.once import once
from samvern.base.request import Request
from samvern.engine.errors import NotReady
from samvern.ui.exports import page_or_file


@require_safe
def action(request: Request, action_id: int) -> HttpResponseBase:
    """Everything about one action, with what the viewer can do now."""
    on = timezone.localdate()
    page = queries.action_page(request.viewer, action_id, on=on)
    context = things.action_context(request.viewer, page, _forms(request, page), on=on)
    return page_or_file(request, "actions/action.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def plan(request: Request, finding_id: int) -> HttpResponse:
    """Plan what is to be done about a finding."""
    viewer, on = request.viewer, timezone.localdate()
    page = queries.finding_page(viewer, finding_id, on=on)
    viewer.require(Permission.DECIDE_FINDINGS, on=page.finding)
    if not page.is_to_treat:
        raise NotReady("finding.not_to_treat")
    people = queries.people_of(page.finding.actor, on=on)
    form = forms.PlanForm(sent(request), viewer=viewer, people=people, is_new=True)
    if form.carries_out(
        lambda: operations.plan_action(
            by=viewer, finding_id=finding_id, plan=form.plan, at=timezone.now()
        )
    ):
        messages.success(request, _("The action is planned."))
        return redirect("actions:finding", finding_id)
    context = _said(_("What is to be done about it?"), _("Plan the action"), page.finding.title)
    context["back_url"] = reverse("actions:finding", args=[finding_id])
    return form_answer(request, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_action(request: Request, action_id: int) -> HttpResponse:
    """Change what is to be done, by whom or by when."""
    viewer, on = request.viewer, timezone.localdate()
    found = queries.action_for(viewer, action_id)
    viewer.require(Permission.DECIDE_FINDINGS, on=found)
    people = queries.people_of(found.finding.actor, on=on)
    saved = _saved(found)
    initial = {**saved, "version": found.version}
    form = forms.PlanForm(sent(request), initial=initial, viewer=viewer, people=people)
    if form.carries_out(
        lambda: operations.change_action(
            by=viewer,
            action_id=action_id,
            version=form.cleaned_data["version"],
            plan=form.plan,
            at=timezone.now(),
        )
    ):
        messages.success(request, _("The changes are saved."))
        return redirect("actions:action", action_id)
    differences = form.catch_up(saved, found.version) if form.is_bound else None
    context = _said(_("What has changed?"), _("Save the changes"), found.what)
    context["back_url"] = reverse("actions:action", args=[action_id])
    return form_answer(request, form, context, differences)


@require_POST
def begin(request: Request, action_id: int) -> HttpResponseBase:
    """Say that work on an action has begun, or goes on."""
    form = forms.BeginForm(request.POST, viewer=request.viewer, auto_id="begin_%s")
    said = _("It is noted that work is under way.")
    return _carry_out(request, action_id, "begin", form, said, operations.begin_action)


@require_POST
def done(request: Request, action_id: int) -> HttpResponseBase:
    """Say that an action is done."""
    form = forms.DoneForm(request.POST, viewer=request.viewer, auto_id="done_%s")
    said = _("It is noted that it is done. Somebody else now sees whether it works.")
    return _carry_out(request, action_id, "done", form, said, operations.say_done)


@require_POST
def verify(request: Request, action_id: int) -> HttpResponseBase:
    """Say whether what was done works."""
    form = forms.VerifyForm(request.POST, viewer=request.viewer, auto_id="verify_%s")
    said = _("What you saw is saved.")
    return _carry_out(request, action_id, "verify", form, said, operations.verify_action)


@require_POST
def cancel(request: Request, action_id: int) -> HttpResponseBase:
    """Give an action up."""
    form = forms.CancelForm(request.POST, viewer=request.viewer, auto_id="cancel_%s")
    said = _("The action is cancelled.")
    return _carry_out(request, action_id, "cancel", form, said, operations.cancel_action)


def _carry_out(
    request: Request,
    action_id: int,
    name: str,
    form: forms.VersionedForm,
    said: str,
    operation: Callable[..., Action],
) -> HttpResponseBase:
    """Do to an action what the form says; if that is refused, its page says why."""
    if form.carries_out(
        lambda: operation(by=request.viewer, action_id=action_id, at=timezone.now(), **form.values)
    ):
        messages.success(request, said)
        return redirect("actions:action", action_id)
    on = timezone.localdate()
    page = queries.action_page(request.viewer, action_id, on=on)
    status = 422 if form.catch_up({}, page.action.version) is None else 409
    shown = {**_forms(request, page), name: form, "refused": form}
    context = things.action_context(request.viewer, page, shown, on=on)
    return page_or_file(request, "actions/action.html", context, status=status)


def _forms(request: Request, page: ActionPage) -> dict[str, Any]:
    """The forms of all that can be done to an action now."""
    said: dict[str, Any] = {
        "initial": {"version": page.action.version},
        "viewer": request.viewer,
    }
    offered = (
        ("begin", forms.BeginForm, page.may_begin),
        ("done", forms.DoneForm, page.may_say_done),
        ("verify", forms.VerifyForm, page.may_verify),
        ("cancel", forms.CancelForm, page.may_cancel),
    )
    return {name: form(**said, auto_id=f"{name}_%s") for name, form, may in offered if may}


def _said(heading: str, submit: str, eyebrow: str) -> dict[str, Any]:
    note = _("Whoever is to do it, or to see whether it works, sees it among their own actions.")
    return {"heading": heading, "submit": submit, "eyebrow": eyebrow, "note": note}


def _saved(found: Action) -> dict[str, Any]:
    return {
        "what": found.what,
        "owner": found.owner_id,
        "position": found.position,
        "due_on": found.due_on,
        "verifier": found.verifier_id,
    }
