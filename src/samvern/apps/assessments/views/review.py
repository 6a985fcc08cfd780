"""The pages of those who review what was handed in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.forms.review import RemarkForm, SearchForm, VerdictForm, add_problems
from samvern.apps.assessments.pages import review as page
from samvern.apps.assessments.permissions import Permission
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotAllowed
from samvern.ui.exports import page_or_file


@require_safe
def reviews(request: Request) -> HttpResponseBase:
    """What waits for the viewer's review."""
    if not queries.is_reviewer(request.viewer):
        raise NotAllowed("permission.missing", permission=str(Permission.REVIEW_REPORTED))
    context = page.reviews_page(request.viewer, request.GET)
    return page_or_file(request, "assessments/reviews.html", context)


@require_safe
def submission(request: Request, submission_id: int) -> HttpResponse:
    """What was handed in, and what is said of it."""
    fortnight = timezone.localdate() + timedelta(days=14)
    return _page(request, submission_id, VerdictForm(initial={"due_again_on": fortnight}))


@require_POST
def judge(request: Request, submission_id: int) -> HttpResponse:
    """Accept what was handed in, or send it back."""
    form = VerdictForm(request.POST)
    if form.is_valid():
        try:
            _decide(request, submission_id, form)
        except InvalidInput as error:
            add_problems(form, error)
        else:
            return redirect("assessments:reviews")
    return _page(request, submission_id, form)


@require_POST
def save_remark(request: Request, submission_id: int, code: str) -> HttpResponse:
    """Say something of one requirement; by itself while the reviewer writes, or by the button."""
    form = RemarkForm(request.POST)
    if not form.is_valid():
        raise InvalidInput("remark.invalid")
    remark = operations.remark(
        by=request.viewer,
        submission_id=submission_id,
        code=code,
        text="" if form.cleaned_data["is_deleted"] else form.cleaned_data["text"],
        at=timezone.now(),
    )
    found = queries.submission_for(request.viewer, submission_id)
    if not request.htmx:
        return redirect(page.requirement_url(found, found.value, code))
    return render(request, "assessments/_review_remark.html", page.remark_line(found, code, remark))


def _decide(request: Request, submission_id: int, form: VerdictForm) -> None:
    chosen: dict[str, Any] = {"by": request.viewer, "submission_id": submission_id}
    message, at = form.cleaned_data["message"], timezone.now()
    if form.is_accepted:
        operations.accept_submission(message=message, at=at, **chosen)
        messages.success(request, _("It is accepted."))
        return
    due_again_on = form.cleaned_data["due_again_on"]
    operations.return_submission(message=message, at=at, due_again_on=due_again_on, **chosen)
    messages.success(request, _("It is sent back, with your remarks."))


def _page(request: Request, submission_id: int, form: VerdictForm) -> HttpResponse:
    found = queries.submission_for(request.viewer, submission_id)
    review = queries.review_of(request.viewer, found)
    context = {
        **page.submission_page(request.viewer, review, request.GET),
        "form": form,
        "search": SearchForm(request.GET or None),
    }
    status = 422 if form.errors else 200
    return render(request, "assessments/review.html", context, status=status)
