"""A report as it was handed in, and what a reviewer says of it."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.reporting import operations, queries
from samvern.apps.reporting.forms import ReviewForm
from samvern.apps.reporting.pages.review import review_page
from samvern.apps.reporting.queries import Review
from samvern.apps.reporting.rules import GivenVerdict, parts_of
from samvern.base.request import Request
from samvern.engine.errors import NotAllowed


@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: Request, submission_id: int) -> HttpResponse:
    """Read a report as it was handed in; who reviews it says something of each part, and decides."""
    found = queries.review(request.viewer, submission_id)
    if request.method == "POST" and not found.may_review:
        raise NotAllowed("report.own")
    form = _form(request, found) if found.may_review else None
    if form is not None and form.carries_out(lambda: _review(request, found, form)):
        messages.success(request, _said(request.POST.get("then", "")))
        return redirect("reporting:submission", submission_id)
    context = review_page(found, form, on=timezone.localdate())
    status = 422 if form is not None and form.errors else 200
    return render(request, "reporting/submission.html", context, status=status)


def _form(request: Request, found: Review) -> ReviewForm:
    parts = parts_of(found.submission.report.reporting_round)
    initial = {f"remark-{part}": each.text for part, each in found.remarks.items()}
    return ReviewForm(request.POST or None, parts=parts, initial=initial)


@transaction.atomic
def _review(request: Request, found: Review, form: ReviewForm) -> None:
    """Every remark, and then the verdict, all or nothing."""
    by, at, key = request.viewer, timezone.now(), found.submission.pk
    for part, text in form.remarks.items():
        operations.remark(by=by, submission_id=key, part=part, text=text, at=at)
    message, then = form.cleaned_data["message"], request.POST.get("then", "")
    if then == GivenVerdict.ACCEPT:
        operations.accept_report(by=by, submission_id=key, message=message, at=at)
    elif then == GivenVerdict.RETURN:
        operations.return_report(
            by=by,
            submission_id=key,
            message=message,
            due_again_on=form.cleaned_data["due_again_on"],
            at=at,
        )


def _said(then: str) -> str:
    return {
        GivenVerdict.ACCEPT.value: _("The report is accepted. Those who reported are told."),
        GivenVerdict.RETURN.value: _("The report is sent back. Those who reported are told."),
    }.get(then, _("Your remarks are saved. They are told with your decision."))
