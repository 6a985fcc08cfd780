"""One report: written, handed in, taken back, and how it came to be."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.reporting import operations, queries
from samvern.apps.reporting.forms import ReportForm
from samvern.apps.reporting.operations import Saved
from samvern.apps.reporting.pages import reports as page
from samvern.apps.reporting.pages.frame import report_url
from samvern.apps.reporting.queries import Working
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotFound
from samvern.engine.reporting import tidy
from samvern.ui.exports import page_or_file


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: Request, report_id: int) -> HttpResponse:
    """Say how a measure stands; who follows the round is led to what was handed in."""
    try:
        found = queries.working(request.viewer, report_id)
    except NotFound:
        return _as_handed_in(request, report_id)
    form = ReportForm(request.POST or None, working=found)
    if request.method == "POST" and form.is_valid():
        try:
            saved = operations.save_report(
                by=request.viewer,
                report_id=report_id,
                values=form.values,
                version=form.version_seen,
                at=timezone.now(),
            )
        except InvalidInput as error:
            form.add_problems(error)
        except Conflict:
            return _conflict(request, found, form)
        else:
            return _saved(request, found, saved)
    return _page(request, found, form)


@require_http_methods(["GET", "HEAD", "POST"])
def submit_report(request: Request, report_id: int) -> HttpResponse:
    """Look at all that is said once more, and hand it in."""
    found = queries.working(request.viewer, report_id)
    if request.method == "POST":
        operations.submit_report(by=request.viewer, report_id=report_id, at=timezone.now())
        messages.success(request, _("The report is handed in. It is locked while it waits."))
        return redirect("reporting:round", found.report.reporting_round_id)
    context = page.report_page(found, None, on=timezone.localdate())
    return render(request, "reporting/submit.html", context)


@require_POST
def recall_report(request: Request, report_id: int) -> HttpResponse:
    """Take back what waits for review."""
    operations.recall_report(by=request.viewer, report_id=report_id, at=timezone.now())
    messages.success(request, _("The report is taken back. Nobody else sees it now."))
    return redirect("reporting:report", report_id)


@require_safe
def history(request: Request, report_id: int) -> HttpResponseBase:
    """Every save, and everything that was handed in."""
    found = queries.report_for(request.viewer, report_id)
    states = queries.history_of(request.viewer, found)
    submissions = queries.submissions_of(request.viewer, found)
    context = page.history_page(found, states, submissions)
    return page_or_file(request, "reporting/history.html", context)


def _as_handed_in(request: Request, report_id: int) -> HttpResponse:
    newest = queries.newest_submission(request.viewer, report_id)
    if newest is not None:
        return redirect("reporting:submission", newest.pk)
    found = queries.followed_report(request.viewer, report_id)
    return redirect("reporting:round", found.reporting_round_id)


def _page(request: Request, found: Working, form: ReportForm) -> HttpResponse:
    status = 422 if form.errors else 200
    if request.htmx:
        return render(request, "reporting/_not_saved.html", {"form": form}, status=status)
    context = page.report_page(found, form if found.may_report else None, on=timezone.localdate())
    return render(request, "reporting/report.html", context, status=status)


def _saved(request: Request, found: Working, saved: Saved) -> HttpResponse:
    """For a page that stays, only what has changed on it."""
    questions = found.questions
    merged = [page.part_name(name, questions) for name in saved.merged]
    if request.htmx:
        now = queries.working(request.viewer, saved.report.pk)
        context = {
            "report": now.report,
            "merged": merged,
            "merged_values": [(n, page.form_text(n, now.report.flat[n])) for n in saved.merged],
            "suggestions": page.suggestions(now),
            "gaps": page.gap_lines(now),
        }
        return render(request, "reporting/_saved.html", context)
    messages.success(request, _("The report is saved."))
    is_done = request.POST.get("then") == "submit"
    target = "reporting:submit" if is_done else "reporting:report"
    return redirect(target, saved.report.pk)


def _conflict(request: Request, found: Working, form: ReportForm) -> HttpResponse:
    """Both side by side, with everything that was typed."""
    mine = tidy(form.values).to_flat(found.questions)
    differing = queries.differing(found.report, mine, form.version_seen)
    if differing is None:
        raise Conflict("report.changed")
    context = {
        **page.report_page(found, None, on=timezone.localdate()),
        **page.conflict_page(differing, found.questions),
        "report_url": report_url(found.report),
    }
    name = "reporting/_conflict.html" if request.htmx else "reporting/report.html"
    return render(request, name, context, status=409)
