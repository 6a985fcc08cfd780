"""What people say of two requirements: recorded, changed, withdrawn, reviewed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.mappings import forms, operations, queries
from samvern.apps.mappings.pages.editor import editor_context
from samvern.apps.mappings.pages.lists import KEYS, OFF, mapping_context, review_context
from samvern.apps.mappings.pages.words import crumbs
from samvern.apps.mappings.permissions import Permission
from samvern.apps.mappings.queries import Pair
from samvern.apps.mappings.rules import Place
from samvern.base.request import Request
from samvern.engine.errors import NotAllowed
from samvern.ui.exports import page_or_file


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: Request, left: str, right: str) -> HttpResponseBase:
    """Two sets side by side; what is posted is what a requirement is to the one chosen."""
    found = queries.pair_of(request.viewer, left, right)
    is_sent = request.method == "POST"
    if is_sent and not found.may_map:
        raise NotAllowed("permission.missing", permission=str(Permission.MAP_REQUIREMENTS))
    form = forms.SaidForm(request.POST if is_sent else None)
    if form.carries_out(lambda: _record(request, found, form)):
        messages.success(request, _("Recorded. It waits for somebody else to review it."))
        address = request.GET.copy()
        address.pop("target", None)
        return redirect(f"{request.path}?{address.urlencode()}#chosen")
    context = {
        **editor_context(request.viewer, found, request.GET),
        "narrow_form": forms.NarrowForm(request.GET),
        "search_form": forms.SearchForm(request.GET),
        "form": form,
    }
    status = 422 if form.errors else 200
    return page_or_file(request, "mappings/pair.html", context, status=status)


def _record(request: Request, found: Pair, form: forms.SaidForm) -> object:
    """Record what the form says of the two requirements that the address names."""
    places = (
        Place(each.code, each.version, request.GET.get(name, ""))
        for each, name in ((found.left, "requirement"), (found.right, "target"))
    )
    source, target = places
    return operations.record_mapping(
        by=request.viewer, source=source, target=target, said=form.said, at=timezone.now()
    )


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, mapping_id: int) -> HttpResponse:
    """Say something else of the same two requirements."""
    row = queries.own_mapping(request.viewer, mapping_id)
    form = forms.ChangeForm.of(row, request.POST if request.method == "POST" else None)
    if form.carries_out(
        lambda: operations.change_mapping(
            by=request.viewer,
            mapping_id=mapping_id,
            version=form.cleaned_data["version"],
            said=form.said,
            at=timezone.now(),
        )
    ):
        messages.success(request, _("Changed. It waits for somebody else to review it."))
        return redirect("mappings:mapping", mapping_id)
    context = {**mapping_context(request.viewer, row), "form": form}
    return render(request, "mappings/change.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: Request, mapping_id: int) -> HttpResponse:
    """Take a mapping back; asks once."""
    row = queries.mapping_to_withdraw(request.viewer, mapping_id)
    sent = request.POST if request.method == "POST" else None
    form = forms.WithdrawForm(sent, initial={"version": row.version})
    if form.carries_out(
        lambda: operations.withdraw_mapping(
            by=request.viewer, mapping_id=mapping_id, at=timezone.now(), **form.cleaned_data
        )
    ):
        messages.success(request, _("Withdrawn. What it said stays to be read."))
        return redirect("mappings:mapping", mapping_id)
    context = {**mapping_context(request.viewer, row), "form": form}
    return render(request, "mappings/withdraw.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def reviews(request: Request) -> HttpResponse:
    """What waits for a review, one mapping a page."""
    asked = {name: _number(request.GET.get(name, "")) for name in ("after", "mapping")}
    waiting = queries.next_waiting(request.viewer, **asked)
    if request.method == "POST" and (waiting is None or waiting.mapping.pk != asked["mapping"]):
        queries.mapping_for(request.viewer, asked["mapping"])
        messages.warning(request, _("That mapping does not wait for your review any more."))
        return redirect("mappings:reviews")
    if waiting is None:
        return render(request, "mappings/no_reviews.html", {"breadcrumbs": crumbs()})
    has_keys = request.GET.get(KEYS) != OFF
    sent = request.POST if request.method == "POST" else None
    form = forms.ReviewForm(sent, initial={"version": waiting.mapping.version})
    if form.carries_out(lambda: _review(request, form)):
        messages.success(request, _("Saved."))
        kept = "" if has_keys else f"&{KEYS}={OFF}"
        return redirect(f"{reverse('mappings:reviews')}?after={waiting.mapping.pk}{kept}")
    context = {**review_context(request.viewer, waiting, has_keys=has_keys), "form": form}
    return render(request, "mappings/review.html", context, status=422 if form.errors else 200)


def _review(request: Request, form: forms.ReviewForm) -> object:
    given = form.cleaned_data
    return operations.review_mapping(
        by=request.viewer,
        mapping_id=_number(request.GET.get("mapping", "")),
        version=given["version"],
        agrees=given["answer"] == forms.AGREE,
        note=given["note"],
        at=timezone.now(),
    )


def _number(text: str) -> int:
    """A number of an address; what is none counts as nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
