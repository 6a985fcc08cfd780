"""Evidence of an answer is attached, added and detached."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.forms import AttachForm, NewEvidenceForm
from samvern.apps.assessments.pages import evidence as page
from samvern.base.once import once
from samvern.base.request import Request
from samvern.engine.errors import NotReady


@require_http_methods(["GET", "HEAD", "POST"])
@once
def evidence(request: Request, assessment_id: int, code: str) -> HttpResponse:
    """Attach what there is, or add a file or a link and attach that."""
    on = timezone.localdate()
    found = queries.answer_page(request.viewer, assessment_id, code, at=timezone.now(), on=on)
    if not found.working.may_answer:
        raise NotReady("assessment.locked")
    is_new = "title" in request.POST
    sent = request.POST or None
    attach = AttachForm(
        None if is_new else sent, choices=page.choices(request.viewer, found, on=on)
    )
    add = NewEvidenceForm(sent if is_new else None, request.FILES if is_new else None)
    form = add if is_new else attach
    if form.carries_out(lambda: _attach(request, assessment_id, code, form)):
        messages.success(request, _("Attached."))
        return redirect("assessments:answer", assessment_id, code)
    context = {**page.evidence_page(found), "attach": attach, "add": add, "form": form}
    status = 422 if form.errors else 200
    return render(request, "assessments/evidence.html", context, status=status)


def _attach(
    request: Request, assessment_id: int, code: str, form: AttachForm | NewEvidenceForm
) -> object:
    here: dict[str, Any] = {
        "by": request.viewer,
        "assessment_id": assessment_id,
        "code": code,
        "at": timezone.now(),
    }
    if isinstance(form, AttachForm):
        return operations.attach_evidence(evidence_id=form.cleaned_data["evidence"], **here)
    return operations.attach_new_evidence(said=form.said, upload=form.upload, **here)


@require_POST
def newer_evidence(request: Request, assessment_id: int, code: str) -> HttpResponse:
    """Have an answer rest on what took the place of a piece."""
    operations.take_newer_evidence(
        by=request.viewer,
        assessment_id=assessment_id,
        code=code,
        evidence_id=_key(request),
        at=timezone.now(),
    )
    messages.success(request, _("The answer rests on the newer one now."))
    return redirect("assessments:answer", assessment_id, code)


@require_POST
def detach_evidence(request: Request, assessment_id: int, code: str) -> HttpResponse:
    """Have an answer no longer rest on a piece."""
    operations.detach_evidence(
        by=request.viewer,
        assessment_id=assessment_id,
        code=code,
        evidence_id=_key(request),
        at=timezone.now(),
    )
    messages.success(request, _("Detached. The evidence itself stays."))
    return redirect("assessments:answer", assessment_id, code)


def _key(request: Request) -> int:
    """The piece that a form names; 0 for what is no key."""
    key = request.POST.get("evidence", "")
    return int(key) if key.isdecimal() and len(key) < 19 else 0
