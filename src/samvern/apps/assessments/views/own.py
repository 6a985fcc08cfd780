"""One's own assessments: the list, how one is started, who will see it, and all of it at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.checks import is_check
from samvern.apps.assessments.forms import FilterForm, RowsForm, StartForm
from samvern.apps.assessments.pages import listing
from samvern.apps.assessments.pages import who_sees as told
from samvern.apps.assessments.pages import working as page
from samvern.apps.assessments.queries import RowFilters, Working
from samvern.base.once import once
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput
from samvern.ui.exports import page_or_file


@require_safe
def assessments(request: Request) -> HttpResponseBase:
    """What waits for the viewer to answer."""
    found = queries.listed(request.viewer)
    context = listing.list_page(request.viewer, found, on=timezone.localdate())
    return page_or_file(request, "assessments/assessments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def start(request: Request) -> HttpResponse:
    """Start an assessment that nobody asks for."""
    asked = request.GET.get("actor", "")
    found = queries.starting(
        request.viewer,
        on=timezone.localdate(),
        actor_id=int(asked) if asked.isdecimal() and len(asked) < 19 else None,
    )
    form = StartForm(request.POST or None, starting=found, initial=listing.start_state(found))
    if request.method == "POST" and form.is_valid():
        try:
            saved = operations.start_assessment(
                by=request.viewer, at=timezone.now(), **form.fields_for
            )
        except InvalidInput as error:
            form.add_problems(error)
        else:
            return redirect("assessments:who-sees", saved.pk)
    context = {**listing.start_page(), "form": form}
    return render(request, "assessments/start.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def who_sees(request: Request, assessment_id: int) -> HttpResponse:
    """Who will see what; nothing can be answered before somebody has read it."""
    found = queries.assessment_for(request.viewer, assessment_id)
    if request.method == "POST":
        operations.acknowledge(by=request.viewer, assessment_id=assessment_id, at=timezone.now())
        return redirect("assessments:assessment", assessment_id)
    readers = queries.readers_of(found, on=timezone.localdate())
    may_answer = queries.may_answer(request.viewer, found)
    context = told.who_sees_page(found, readers, may_answer=may_answer)
    return render(request, "assessments/who_sees.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def assessment(request: Request, assessment_id: int) -> HttpResponseBase:
    """Every requirement of an assessment; one of a short check begins with its own pages."""
    filters = RowFilters.from_query(request.GET.dict())
    found = queries.working(
        request.viewer, assessment_id, filters, at=timezone.now(), on=timezone.localdate()
    )
    if found.owns and request.method != "POST" and not request.GET and is_check(found.assessment):
        return redirect("assessments:clinic", assessment_id)
    if not queries.is_told(request.viewer, found.assessment):
        return redirect("assessments:who-sees", assessment_id)
    form = RowsForm(request.POST or None, rows=found.rows)
    if request.method == "POST" and form.is_valid() and (saved := _save_rows(request, found, form)):
        return saved
    if request.htmx and form.errors:
        return render(request, "assessments/_not_saved.html", {"form": form}, status=422)
    context = {
        **page.working_page(request.viewer, found, request.GET, on=timezone.localdate()),
        "filter_form": FilterForm(request.GET or None),
        "form": form,
    }
    status = 422 if form.errors else 200
    return page_or_file(request, "assessments/assessment.html", context, status=status)


def _save_rows(request: Request, found: Working, form: RowsForm) -> HttpResponse | None:
    """Save the results of many rows; None when that is refused, and the form says why."""
    entries, key = form.entries, found.assessment.pk
    try:
        saved = operations.save_answers(
            by=request.viewer, assessment_id=key, entries=entries, at=timezone.now()
        )
    except (Conflict, InvalidInput) as error:
        form.add_problems(error)
        return None
    if request.htmx:
        now = queries.working(request.viewer, key, at=timezone.now(), on=timezone.localdate())
        context = page.saved_rows(now, saved.answers, on=timezone.localdate())
        return render(request, "assessments/_rows_saved.html", context)
    said = ngettext("%(count)d answer is saved.", "%(count)d answers are saved.", len(entries))
    messages.success(request, said % {"count": len(entries)})
    return redirect(request.get_full_path())
