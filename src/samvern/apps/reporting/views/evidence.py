"""Evidence of a report is attached, added and detached."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.reporting import operations, queries
from samvern.apps.reporting.forms import AttachForm, NewEvidenceForm
from samvern.apps.reporting.pages.evidence import choices
from samvern.apps.reporting.pages.frame import report_frame
from samvern.base.once import once
from samvern.base.request import Request
from samvern.engine.errors import NotReady
from samvern.ui.parts import Link


@require_http_methods(["GET", "HEAD", "POST"])
@once
def evidence(request: Request, report_id: int) -> HttpResponse:
    """Attach what there is, or add a file or a link and attach that."""
    found = queries.working(request.viewer, report_id)
    if not found.may_report:
        raise NotReady("report.locked", about=found.report)
    is_new, sent = "title" in request.POST, request.POST or None
    known = choices(request.viewer, found, on=timezone.localdate())
    attach = AttachForm(None if is_new else sent, choices=known)
    add = NewEvidenceForm(sent if is_new else None, request.FILES if is_new else None)
    form = add if is_new else attach
    if form.carries_out(lambda: _attach(request, report_id, form)):
        messages.success(request, _("Attached."))
        return redirect("reporting:report", report_id)
    context = {
        **report_frame(found.report, Link(_("Evidence"), "")),
        "attach": attach,
        "add": add,
        "form": form,
        "known": known,
    }
    return render(request, "reporting/evidence.html", context, status=422 if form.errors else 200)


def _attach(request: Request, report_id: int, form: AttachForm | NewEvidenceForm) -> object:
    by, at = request.viewer, timezone.now()
    if isinstance(form, AttachForm):
        key = form.cleaned_data["evidence"]
        return operations.attach_evidence(by=by, report_id=report_id, evidence_id=key, at=at)
    return operations.attach_new_evidence(
        by=by, report_id=report_id, said=form.said, upload=form.upload, at=at
    )


@require_POST
def detach_evidence(request: Request, report_id: int) -> HttpResponse:
    """Have a report no longer rest on a piece."""
    key = request.POST.get("evidence", "")
    gone = operations.detach_evidence(
        by=request.viewer,
        report_id=report_id,
        evidence_id=int(key) if key.isdecimal() and len(key) < 19 else 0,
        at=timezone.now(),
    )
    if gone:
        messages.success(request, _("Detached from the report. The evidence itself stays."))
    return redirect("reporting:report", report_id)
