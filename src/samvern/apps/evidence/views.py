"""The pages of evidence: request to query or operation and back."""

from __future__ import annotations

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.evidence import forms, operations, pages, queries
from samvern.base import files
from samvern.base.once import once
from samvern.base.request import Request
from samvern.ui.exports import page_or_file


@require_safe
def evidence_at(request: Request, actor_id: int) -> HttpResponseBase:
    """What an organisation can show."""
    viewer, on = request.viewer, timezone.localdate()
    actor = queries.place_for(viewer, actor_id)
    standing = request.GET.get("standing", "")
    found = queries.evidence_at(viewer, actor, on=on, standing=standing)
    counts = queries.counts_at(viewer, actor, on=on)
    context = {
        **pages.list_page(actor, found, counts, request.GET, on=on),
        "filter_form": forms.FilterForm(request.GET or None),
        "may_keep": queries.may_keep(viewer, actor),
    }
    name = "evidence/_list.html" if request.htmx else "evidence/list.html"
    return page_or_file(request, name, context)


@require_safe
def evidence(request: Request, evidence_id: int) -> HttpResponse:
    """One piece, with its dates and where it is used."""
    found = queries.evidence_for(request.viewer, evidence_id)
    page = queries.evidence_page(request.viewer, found, on=timezone.localdate())
    return render(request, "evidence/evidence.html", pages.evidence_page(page))


@require_safe
def download(request: Request, evidence_id: int) -> HttpResponseBase:
    """The file of a piece, to be saved."""
    return files.file_response(queries.file_for(request.viewer, evidence_id))


@require_http_methods(["GET", "HEAD", "POST"])
@once
def add(request: Request, actor_id: int) -> HttpResponse:
    """Add a file or a link."""
    viewer, actor = request.viewer, queries.place_for(request.viewer, actor_id)
    queries.require_keeper(viewer, actor)
    form = forms.AddForm(_sent(request), request.FILES or None)
    if form.carries_out(
        lambda: operations.add_evidence(
            by=viewer,
            actor_id=actor_id,
            said=form.said,
            upload=form.upload,
            at=timezone.now(),
        )
    ):
        messages.success(request, _("The evidence is added."))
        return redirect("evidence:evidence", form.outcome.pk)
    return _form(request, form, pages.add_page(actor))


@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: Request, evidence_id: int) -> HttpResponse:
    """Put a newer piece in the place of one."""
    old = queries.evidence_to_keep(request.viewer, evidence_id)
    form = forms.ReviseForm(_sent(request), request.FILES or None, old=old)
    if form.carries_out(
        lambda: operations.revise_evidence(
            by=request.viewer,
            evidence_id=evidence_id,
            said=form.said,
            upload=form.upload,
            at=timezone.now(),
        )
    ):
        messages.success(request, _("The newer evidence is saved, and the old one is kept."))
        return redirect("evidence:evidence", form.outcome.pk)
    return _form(request, form, pages.revise_page(old))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, evidence_id: int) -> HttpResponse:
    """Say that a piece is no longer to be relied on; asks once."""
    found = queries.evidence_to_keep(request.viewer, evidence_id)
    form = forms.WithdrawForm(_sent(request))
    if form.carries_out(
        lambda: operations.withdraw_evidence(
            by=request.viewer,
            evidence_id=evidence_id,
            at=timezone.now(),
            **form.cleaned_data,
        )
    ):
        messages.success(request, _("The evidence is withdrawn, and kept."))
        return redirect("evidence:evidence", evidence_id)
    return _form(request, form, pages.withdraw_page(found))


def _sent(request: Request) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _form(request: Request, form: Form, page: pages.FormPage) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form, "page": page, "breadcrumbs": page.breadcrumbs}
    return render(request, "evidence/form.html", context, status=status)
