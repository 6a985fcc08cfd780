"""The operations page of jobs."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samvern.base.jobs import operations, queries
from samvern.base.jobs.exports import job_exports
from samvern.base.jobs.forms import JobFilterForm
from samvern.base.request import Request
from samvern.ui.exports import page_or_file
from samvern.ui.tables import TableChoices

#: Jobs on a page.
PAGE = 50


@require_safe
def list_jobs(request: Request) -> HttpResponseBase:
    """What goes on behind the pages, newest first."""
    state = request.GET.get("state", "")
    found = queries.jobs_for(request.viewer, state)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    counts = queries.counts(request.viewer, at=timezone.now())
    context = {
        "page": page,
        "rows": queries.job_rows(request.viewer, page.object_list),
        "counts": counts,
        "answer": queries.counts_sentence(counts),
        "form": JobFilterForm(request.GET),
        "exports": job_exports(queries.every_row(request.viewer, found)),
        "is_filtered": bool(state),
        "choices": TableChoices.read(request.GET, (), default_sort=""),
    }
    return page_or_file(request, "base/jobs.html", context)


@require_POST
def retry_job(request: Request, job_id: int) -> HttpResponse:
    """Have a job go on from its last step."""
    job = operations.retry_job(by=request.viewer, job_id=job_id, at=timezone.now())
    messages.success(request, _("“%(label)s” is tried again.") % {"label": job.label})
    return redirect("jobs")


@require_POST
def cancel_job(request: Request, job_id: int) -> HttpResponse:
    """Call a job off."""
    job = operations.cancel_job(by=request.viewer, job_id=job_id, at=timezone.now())
    messages.success(request, _("“%(label)s” is called off.") % {"label": job.label})
    return redirect("jobs")
