"""A plan is published, a version is read as it was frozen, and withdrawn."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.programmes.pages.frame import frame
from samvern.apps.programmes.pages.responses import attachment
from samvern.apps.roadmaps import operations, queries
from samvern.apps.roadmaps.forms import PublishForm, WithdrawForm, add_problems
from samvern.apps.roadmaps.pages import calendar
from samvern.apps.roadmaps.pages import versions as page
from samvern.apps.roadmaps.pages.exports import plan_exports
from samvern.apps.roadmaps.pages.plans import draft_page
from samvern.apps.roadmaps.pages.words import TAB
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotReady
from samvern.ui.exports import page_or_file


@login_not_required
@require_safe
def version(request: Request, code: str, plan_id: int, number: int) -> HttpResponseBase:
    """A published version, as it was frozen."""
    found = queries.version_page(request.viewer, code, plan_id, number)
    known = queries.measure_codes(found.plan_id)
    shown = page.shown_version(found, known)
    context = page.version_page(found, shown, timezone.localdate())
    notes = [str(context["example"])] if context["example"] else []
    return page_or_file(
        request,
        "roadmaps/version.html",
        {
            **frame(found.programme, TAB, below=context["eyebrow"]),
            **context,
            "exports": plan_exports(
                found.programme, shown, context, versions=found.others, notes=notes
            ),
        },
    )


@login_not_required
@require_safe
def version_record(request: Request, code: str, plan_id: int, number: int) -> HttpResponse:
    """The record of a version, byte for byte as its hash was made of it."""
    found = queries.published_for(request.viewer, plan_id, number, code=code)
    name = f"{code}-roadmap-{plan_id}-v{number}.json"
    return attachment(BytesIO(found.record.encode()), name)


@login_not_required
@require_safe
def version_calendar(request: Request, code: str, plan_id: int, number: int) -> HttpResponse:
    """The milestones of a version, for calendars."""
    found = queries.version_page(request.viewer, code, plan_id, number)
    shown = page.shown_version(found, [])
    name = f"{code}-roadmap-{plan_id}-v{number}.ics"
    return calendar.answer(
        request,
        shown.roadmap,
        name,
        key=f"plan-{plan_id}",
        title=found.row.title,
        is_example=found.is_example,
        at=found.row.at,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: Request, code: str, plan_id: int) -> HttpResponse:
    """Freeze the plan as its next version."""
    found = queries.plan_page(request.viewer, code, plan_id)
    if not found.may_publish:
        raise NotAllowed("plan.may_not_change")
    form = PublishForm(request.POST or None, initial={"version": found.plan.version})
    if request.method == "POST" and form.is_valid():
        try:
            published = operations.publish_plan(
                by=request.viewer, plan_id=plan_id, at=timezone.now(), **form.cleaned_data
            )
        except (InvalidInput, NotReady, Conflict) as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The version is published. It can no longer be changed."))
            return redirect("roadmaps:version", code, plan_id, published.number)
    shown, _plan = draft_page(found, timezone.localdate())
    context = {**shown, **frame(found.programme, TAB, below=_("Publish")), "form": form}
    return render(request, "roadmaps/publish.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, code: str, plan_id: int, number: int) -> HttpResponse:
    """Withdraw a version."""
    found = queries.version_page(request.viewer, code, plan_id, number)
    if not found.may_withdraw:
        raise NotAllowed("plan.may_not_change")
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.withdraw_plan(
                by=request.viewer,
                plan_id=plan_id,
                number=number,
                at=timezone.now(),
                why=form.cleaned_data["why"],
            )
        except (InvalidInput, NotReady) as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The version is withdrawn."))
            return redirect("roadmaps:version", code, plan_id, number)
    context = {**frame(found.programme, TAB, below=_("Withdraw")), "page": found, "form": form}
    return render(request, "roadmaps/withdraw.html", context, status=422 if form.errors else 200)
