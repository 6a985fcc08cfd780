"""A planning file comes in, looked over before it is taken in; and goes out again."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.programmes.pages.frame import frame
from samvern.apps.programmes.pages.responses import attachment
from samvern.apps.programmes.queries import ProgrammeHead
from samvern.apps.roadmaps import operations, queries
from samvern.apps.roadmaps.forms import ConfirmForm, UploadForm
from samvern.apps.roadmaps.models import Plan
from samvern.apps.roadmaps.pages import calendar
from samvern.apps.roadmaps.pages import incoming as page
from samvern.apps.roadmaps.pages.words import TAB
from samvern.apps.roadmaps.permissions import Permission
from samvern.apps.roadmaps.views.plans import plan_when_saved
from samvern.base.once import once
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotAllowed, NotReady
from samvern.formats import roadmap_file


@require_http_methods(["GET", "HEAD", "POST"])
@once
def plan_from_file(request: Request, code: str) -> HttpResponse:
    """Make a plan from a planning file."""
    found = queries.plan_list(request.viewer, code)
    request.viewer.require(Permission.PLAN, on=found.programme)
    return _come_in(request, found.programme, None)


@require_http_methods(["GET", "HEAD", "POST"])
def replace_figures(request: Request, code: str, plan_id: int) -> HttpResponse:
    """Replace the figures of a plan by those of a planning file."""
    found = queries.plan_page(request.viewer, code, plan_id)
    if not found.may_plan:
        raise NotAllowed("plan.may_not_change")
    return _come_in(request, found.programme, found.plan)


@require_safe
def planning_file(request: Request, code: str, plan_id: int) -> HttpResponse:
    """The figures of a plan as a planning file, which reads back as the same."""
    found = queries.plan_for(request.viewer, plan_id, code=code)
    stream = BytesIO()
    roadmap_file.write(queries.planning_of(found), stream)
    return attachment(stream, f"{code}-planning-{plan_id}.yaml")


@require_safe
def plan_calendar(request: Request, code: str, plan_id: int) -> HttpResponse:
    """The milestones of a plan as it is worked on, for calendars."""
    found = queries.plan_page(request.viewer, code, plan_id)
    if found.answer.roadmap is None:
        raise NotReady("plan.not_solved")
    name = f"{code}-roadmap-{plan_id}.ics"
    return calendar.answer(
        request,
        found.answer.roadmap,
        name,
        key=f"plan-{plan_id}",
        title=found.plan.title,
        is_example=found.plan.is_example,
        at=found.plan.changed_at,
    )


def _come_in(request: Request, programme: ProgrammeHead, plan: Plan | None) -> HttpResponse:
    """Choose a file, look over what it would bring, and take it in."""
    if "carried" in request.POST:
        return _take_in(request, programme, plan, ConfirmForm(request.POST))
    initial = {"title": plan.title} if plan else {}
    form = UploadForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        return _look_over(request, programme, plan, form)
    return _choose(request, programme, plan, form, 422 if form.errors else 200)


def _look_over(
    request: Request, programme: ProgrammeHead, plan: Plan | None, form: UploadForm
) -> HttpResponse:
    """Say what the file holds and what would come of it; nothing is saved."""
    file = form.cleaned_data["file"]
    carried = page.CarriedFile(
        form.cleaned_data["title"], file.name, file.read(), plan.version if plan else 0
    )
    try:
        preview = page.preview(request.viewer, programme, plan, carried)
    except InvalidInput as error:
        context = page.problems(error)
        return _choose(request, programme, plan, form, 422, **context)
    context = {
        **frame(programme, TAB, below=_("Planning file")),
        **preview,
        "plan": plan,
        "form": ConfirmForm(initial={"carried": page.pack(carried)}),
    }
    return render(request, "roadmaps/file_preview.html", context)


def _take_in(
    request: Request, programme: ProgrammeHead, plan: Plan | None, form: ConfirmForm
) -> HttpResponse:
    if not form.is_valid():
        raise InvalidInput("import.preview_expired")
    carried = page.unpack(form.cleaned_data["carried"])
    planning = roadmap_file.read(BytesIO(carried.content), name=carried.name)
    at = timezone.now()
    if plan is None:
        taken = operations.make_plan(
            by=request.viewer, code=programme.code, title=carried.title, planning=planning, at=at
        )
    else:
        taken = operations.edit_plan(
            by=request.viewer,
            plan_id=plan.pk,
            version=carried.version,
            title=carried.title,
            planning=planning,
            at=at,
        )
    plan_when_saved(request.viewer, taken.pk)
    messages.success(request, _("The figures are taken in."))
    return redirect("roadmaps:plan", programme.code, taken.pk)


def _choose(
    request: Request,
    programme: ProgrammeHead,
    plan: Plan | None,
    form: UploadForm,
    status: int,
    **more: object,
) -> HttpResponse:
    context = {
        **frame(programme, TAB, below=_("Planning file")),
        "plan": plan,
        "form": form,
        "steps": page.steps(0),
        **more,
    }
    return render(request, "roadmaps/file_choose.html", context, status=status)
