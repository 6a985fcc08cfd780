"""A report as it was handed in, and what a reviewer says of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.reporting import operations, queries
from samvern.apps.reporting.forms import FollowUpForm, ReviewForm
from samvern.apps.reporting.pages.review import dimension_choices, off_lines, review_page
from samvern.apps.reporting.queries import FollowUp, Review
from samvern.apps.reporting.rules import GivenVerdict, parts_of
from samvern.base.request import Request
from samvern.engine.errors import NotAllowed


@require_http_methods(["GET", "HEAD", "POST"])
def submission(request: Request, submission_id: int) -> HttpResponse:
    """Read a report as it was handed in; who reviews it says something of each part, and decides."""
    found = queries.review(request.viewer, submission_id)
    if request.method == "POST":
        queries.require_reviewer(request.viewer, found.submission)
    form = _form(request, found) if found.may_review else None
    if form is not None and form.carries_out(lambda: _review(request, found, form)):
        messages.success(request, _said(request.POST.get("then", "")))
        return redirect("reporting:submission", submission_id)
    return _page(request, found, form)


@require_POST
def follow_up(request: Request, submission_id: int) -> HttpResponse:
    """Raise what was chosen as findings at an owner of the measure."""
    found = queries.review(request.viewer, submission_id)
    what = queries.follow_up_of(request.viewer, found.submission, on=timezone.localdate())
    form = _follow_up_form(what, request.POST)
    if form is None and what is not None and what.owners:
        return redirect("reporting:submission", submission_id)  # sent again: all is raised
    if form is None:
        raise NotAllowed("report.nobody_to_follow_up")

    def carry_out() -> None:
        said = form.cleaned_data
        operations.follow_up(
            by=request.viewer,
            submission_id=submission_id,
            dimensions=said["dimensions"],
            owner_id=said["owner"],
            description=said["description"],
            at=timezone.now(),
        )

    if not form.carries_out(carry_out):
        return _page(request, found, None, follow_up_form=form)
    messages.success(request, _("It is raised. The owner decides what becomes of it."))
    return redirect("reporting:submission", submission_id)


def _page(
    request: Request,
    found: Review,
    form: ReviewForm | None,
    *,
    follow_up_form: FollowUpForm | None = None,
) -> HttpResponse:
    on = timezone.localdate()
    follow_up = queries.follow_up_of(request.viewer, found.submission, on=on)
    context = {
        **review_page(found, form, on=on),
        "followed_up": off_lines(follow_up) if follow_up else [],
        "follow_up_form": follow_up_form or _follow_up_form(follow_up),
    }
    has_errors = any(each is not None and each.errors for each in (form, follow_up_form))
    return render(request, "reporting/submission.html", context, status=422 if has_errors else 200)


def _follow_up_form(found: FollowUp | None, sent: Any = None) -> FollowUpForm | None:
    """For what is not followed up yet; None where the viewer may not, or nothing is left."""
    choices = dimension_choices(found) if found else []
    if found is None or not choices or not found.owners:
        return None
    owners = [(each.pk, each.name) for each in found.owners]
    return FollowUpForm(sent, dimensions=choices, owners=owners)


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
