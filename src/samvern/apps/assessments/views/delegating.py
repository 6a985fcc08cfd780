"""Requirements are delegated, taken back, and taken on by whoever follows the link."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.assessments import operations, queries
from samvern.apps.assessments.forms import DelegateForm
from samvern.apps.assessments.pages import delegating as page
from samvern.apps.assessments.permissions import Permission
from samvern.base.once import once
from samvern.base.request import Request
from samvern.ui.exports import page_or_file


@require_safe
def delegations(request: Request, assessment_id: int) -> HttpResponseBase:
    """Who is asked what of an assessment, and how far they have come."""
    found = queries.assessment_for(request.viewer, assessment_id)
    rows = queries.delegations_of(request.viewer, found, at=timezone.now())
    context = page.list_page(found, rows)
    return page_or_file(request, "assessments/delegations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def delegate(request: Request, assessment_id: int) -> HttpResponse:
    """Choose requirements, and whom to ask."""
    found = queries.working(
        request.viewer, assessment_id, at=timezone.now(), on=timezone.localdate()
    )
    request.viewer.require(Permission.DELEGATE, on=found.assessment.actor)
    chapters = page.chapter_choices(found.assessment, found.rows)
    form = DelegateForm(
        request.POST or None,
        chapters=chapters,
        initial=page.chosen(chapters, request.GET.get("code", "")),
    )
    if form.carries_out(
        lambda: operations.delegate(
            by=request.viewer, assessment_id=assessment_id, at=timezone.now(), **form.said
        )
    ):
        messages.success(request, _("Delegated. Your colleague gets an e-mail with a link."))
        return redirect("assessments:delegations", assessment_id)
    context = {**page.delegate_page(found.assessment), "form": form}
    status = 422 if form.errors else 200
    return render(request, "assessments/delegate.html", context, status=status)


@require_POST
def delegate_anew(request: Request, delegation_id: int) -> HttpResponse:
    """Send a new link in place of an old one."""
    handed = operations.delegate_anew(
        by=request.viewer, delegation_id=delegation_id, at=timezone.now()
    )
    messages.success(request, _("A new e-mail is sent. The old link opens nothing any more."))
    return redirect("assessments:delegations", handed.delegation.assessment_id)


@require_POST
def revoke_delegation(request: Request, delegation_id: int) -> HttpResponse:
    """Take requirements back from a colleague."""
    found = operations.revoke_delegation(
        by=request.viewer, delegation_id=delegation_id, at=timezone.now()
    )
    messages.success(request, _("Taken back. What your colleague has answered stays."))
    return redirect("assessments:delegations", found.assessment_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delegation(request: Request, key: str) -> HttpResponse:
    """What a link asks for; whoever has the right account takes it on."""
    found = queries.delegation_by_key(request.viewer, key, at=timezone.now())
    if request.method == "POST":
        operations.accept_delegation(by=request.viewer, key=key, at=timezone.now())
        count = found.requirements.count()
        said = ngettext(
            "You now answer %(count)d requirement. Your answers are saved as you go.",
            "You now answer %(count)d requirements. Your answers are saved as you go.",
            count,
        )
        messages.success(request, said % {"count": count})
    if request.method == "POST" or found.accepted_at is not None:
        return redirect("assessments:assessment", found.assessment_id)
    return render(request, "assessments/delegation.html", page.link_page(found))
