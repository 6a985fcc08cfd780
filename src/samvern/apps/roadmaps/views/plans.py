"""The list of plans, a new one, one as it is worked on, and how it is put away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.programmes.pages.frame import frame
from samvern.apps.roadmaps import operations, queries
from samvern.apps.roadmaps.forms import NewPlanForm, add_problems, next_half_year
from samvern.apps.roadmaps.models import Plan
from samvern.apps.roadmaps.pages import plans as page
from samvern.apps.roadmaps.pages.exports import list_exports, plan_exports
from samvern.apps.roadmaps.pages.words import TAB
from samvern.apps.roadmaps.permissions import Permission
from samvern.base.once import once
from samvern.base.request import Request
from samvern.base.viewer import Viewer
from samvern.engine.errors import InvalidInput, NotFound
from samvern.ui.exports import page_or_file


@login_not_required
@require_safe
def plans(request: Request, code: str) -> HttpResponseBase:
    """The plans of a programme that the viewer sees."""
    with_archived = request.GET.get("archived") == "1"
    found = queries.plan_list(request.viewer, code, with_archived=with_archived)
    context = {
        **frame(found.programme, TAB),
        **page.list_page(found),
        "exports": list_exports(found),
    }
    return page_or_file(request, "roadmaps/plans.html", context)


@login_not_required
@require_safe
def plan(request: Request, code: str, plan_id: int) -> HttpResponseBase:
    """A plan as it is worked on; who sees only what is published is led to that."""
    try:
        found = queries.plan_page(request.viewer, code, plan_id)
    except NotFound:
        newest = queries.version_page(request.viewer, code, plan_id)
        return redirect("roadmaps:version", code, plan_id, newest.row.number)
    context, shown = page.draft_page(found, timezone.localdate())
    notes = [str(context["example"])] if context["example"] else []
    return page_or_file(
        request,
        "roadmaps/plan.html",
        {
            **frame(found.programme, TAB, below=found.plan.title),
            **context,
            "exports": plan_exports(
                found.programme, shown, context, versions=found.versions, notes=notes
            ),
        },
    )


@require_safe
def plan_by_id(request: Request, plan_id: int) -> HttpResponse:
    """The way from where only the key is known, such as the audit trail."""
    found = queries.plan_for(request.viewer, plan_id)
    return redirect("roadmaps:plan", found.programme.code, plan_id)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def new_plan(request: Request, code: str) -> HttpResponse:
    """Make a plan of the programme."""
    found = queries.plan_list(request.viewer, code)
    request.viewer.require(Permission.PLAN, on=found.programme)
    today = timezone.localdate()
    initial = {"first": str(next_half_year(today)), "periods": 8}
    form = NewPlanForm(request.POST or None, today=today, initial=initial)
    if request.method == "POST" and form.is_valid():
        made = _make(request, code, form)
        if made is not None:
            return redirect("roadmaps:plan", code, made.pk)
    context = {**frame(found.programme, TAB, below=_("A new roadmap")), "form": form}
    status = 422 if form.errors else 200
    return render(request, "roadmaps/new_plan.html", context, status=status)


@require_POST
def archive_plan(request: Request, code: str, plan_id: int) -> HttpResponse:
    """Put a plan away."""
    found = queries.plan_for(request.viewer, plan_id, code=code)
    operations.archive_plan(
        by=request.viewer,
        plan_id=found.pk,
        version=_version(request),
        at=timezone.now(),
    )
    messages.success(request, _("The plan is put away."))
    return redirect("roadmaps:plans", code)


def plan_again(viewer: Viewer, plan_id: int, scenario_id: int | None = None) -> None:
    """Have a small plan at once after a change; a larger one is under way already."""
    operations.solve_plan(by=viewer, plan_id=plan_id, scenario_id=scenario_id, at=timezone.now())


def plan_when_saved(viewer: Viewer, plan_id: int, scenario_id: int | None = None) -> None:
    """The same for what a form makes ``once``: after its transaction, as nobody waits for a solver."""
    transaction.on_commit(lambda: plan_again(viewer, plan_id, scenario_id))


def _make(request: Request, code: str, form: NewPlanForm) -> Plan | None:
    """Make the plan; what was refused is put in the form."""
    try:
        made = operations.make_plan(
            by=request.viewer,
            code=code,
            title=form.cleaned_data["title"],
            planning=form.planning(None),
            at=timezone.now(),
        )
    except InvalidInput as error:
        add_problems(form, error)
        return None
    plan_when_saved(request.viewer, made.pk)
    messages.success(request, _("The plan is there. Say what measures take, and plan again."))
    return made


def _version(request: Request) -> int:
    """The version that the reader saw; none fits what is not a number."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0
