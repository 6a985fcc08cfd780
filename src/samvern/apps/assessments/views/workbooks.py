"""The workbook that is filled in offline goes out, comes back, and is taken in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.forms import WorkbookForm
from samvern.apps.assessments.models import WorkbookDraft
from samvern.apps.assessments.pages import workbooks as page
from samvern.apps.assessments.pages.papers import LANGUAGE
from samvern.apps.assessments.papers import private_file, speech_in
from samvern.apps.assessments.papers import workbook_file as book_of
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotReady, SamvernError


@require_http_methods(["GET", "HEAD", "POST"])
def workbook(request: Request, assessment_id: int) -> HttpResponse:
    """Take out the workbook, or take in one that was filled in."""
    is_sent = request.method == "POST"
    form = WorkbookForm(request.POST, request.FILES) if is_sent else WorkbookForm()
    if not form.is_valid():
        return _page(request, assessment_id, form)
    file = form.cleaned_data["file"]
    try:
        draft = operations.keep_workbook(
            by=request.viewer,
            assessment_id=assessment_id,
            name=file.name,
            content=file.read(),
            speech=speech_in(""),
            at=timezone.now(),
        )
    except InvalidInput as error:
        return _page(request, assessment_id, form, error)
    return redirect("assessments:take-in-workbook", draft.pk)


@require_safe
def workbook_file(request: Request, assessment_id: int) -> HttpResponse:
    """The workbook with the rows that the reader answers."""
    assessment = queries.assessment_for(request.viewer, assessment_id)
    found = queries.outgoing(request.viewer, assessment, at=timezone.now())
    return private_file(book_of(assessment, found, request.GET.get(LANGUAGE, "")))


@require_http_methods(["GET", "HEAD", "POST"])
def take_in_workbook(request: Request, draft_id: int) -> HttpResponse:
    """See what a workbook would change, choose where both changed the same, and take it in."""
    draft = queries.workbook_for(request.viewer, draft_id)
    if request.method != "POST":
        return _changes(request, draft)
    try:
        saved = operations.take_in_workbook(
            by=request.viewer,
            draft_id=draft_id,
            chosen=page.chosen_in(request.POST.dict()),
            at=timezone.now(),
        )
    except (InvalidInput, Conflict, NotReady) as error:
        return _changes(request, draft, error)
    count = len(saved.answers)
    said = ngettext("%(count)d answer is saved.", "%(count)d answers are saved.", count)
    messages.success(request, said % {"count": count})
    return redirect("assessments:assessment", draft.assessment_id)


@require_POST
def discard_workbook(request: Request, draft_id: int) -> HttpResponse:
    """Throw a workbook in waiting away."""
    draft = queries.workbook_for(request.viewer, draft_id)
    operations.discard_workbook(by=request.viewer, draft_id=draft_id)
    messages.success(request, _("The workbook is thrown away. Nothing else has changed."))
    return redirect("assessments:workbook", draft.assessment_id)


def _page(
    request: Request, assessment_id: int, form: WorkbookForm, error: InvalidInput | None = None
) -> HttpResponse:
    assessment = queries.assessment_for(request.viewer, assessment_id)
    context = page.workbook_page(request.viewer, assessment, error)
    status = 422 if form.errors or error else 200
    return render(request, "assessments/workbook.html", {**context, "form": form}, status=status)


def _changes(
    request: Request, draft: WorkbookDraft, error: SamvernError | None = None
) -> HttpResponse:
    found = queries.taking_in(request.viewer, draft, at=timezone.now())
    context = page.taking_in_page(found, request.POST.dict(), error)
    status = 200 if error is None else 422 if isinstance(error, InvalidInput) else 409
    return render(request, "assessments/taking_in.html", context, status=status)
