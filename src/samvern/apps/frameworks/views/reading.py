"""The list of sets, one set, one requirement."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from samvern.apps.frameworks import forms, pages, queries
from samvern.base.request import Request
from samvern.ui.exports import page_or_file


@login_not_required
@require_safe
def sets(request: Request) -> HttpResponseBase:
    """What everybody is measured against."""
    context = pages.sets_context(request.viewer, queries.listed_sets(request.viewer))
    return page_or_file(request, "frameworks/sets.html", context)


@login_not_required
@require_safe
def latest(request: Request, code: str) -> HttpResponse:
    """On to the version of a set that is in use."""
    found = queries.set_for(request.viewer, code)
    return redirect("frameworks:set", found.code, found.version)


@login_not_required
@require_safe
def requirement_set(request: Request, code: str, version: str) -> HttpResponseBase:
    """One version of a set, and what of it fits."""
    filters = queries.SetFilters.from_query(request.GET.dict())
    page = queries.set_page(request.viewer, code, version, filters)
    context = {
        **pages.set_context(request.viewer, page, filters, request.GET),
        "filter_form": forms.SetFilterForm(
            request.GET or None, headings=pages.heading_choices(page)
        ),
    }
    name = "frameworks/_requirements.html" if request.htmx else "frameworks/set.html"
    return page_or_file(request, name, context)


@login_not_required
@require_safe
def requirement(request: Request, code: str, version: str, requirement: str) -> HttpResponseBase:
    """Everything about one requirement."""
    page = queries.requirement_page(request.viewer, code, version, requirement)
    context = pages.requirement_context(request.viewer, page)
    return page_or_file(request, "frameworks/requirement.html", context)
