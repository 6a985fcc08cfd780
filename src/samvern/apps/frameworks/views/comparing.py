"""Two versions of a set compared, and the states that a version has been in."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from samvern.apps.frameworks import pages, queries
from samvern.base.request import Request
from samvern.ui.exports import page_or_file


@login_not_required
@require_safe
def comparison(request: Request, code: str, version: str, other: str) -> HttpResponseBase:
    """What differs between two versions."""
    page = queries.comparison(request.viewer, code, version, other)
    context = pages.comparison_context(request.viewer, page, request.GET)
    name = "frameworks/_changes.html" if request.htmx else "frameworks/comparison.html"
    return page_or_file(request, name, context)


@require_safe
def editions(request: Request, code: str, version: str) -> HttpResponseBase:
    """Who changed what of a version, when and why."""
    found = queries.set_for(request.viewer, code, version)
    listed = queries.editions_of(request.viewer, found)
    context = pages.editions_context(request.viewer, found, listed)
    return page_or_file(request, "frameworks/editions.html", context)


@require_safe
def edition(request: Request, code: str, version: str, number: int) -> HttpResponseBase:
    """One state of a version, and what it changed."""
    page = queries.edition_page(request.viewer, code, version, number)
    context = pages.edition_context(request.viewer, page, request.GET)
    name = "frameworks/_changes.html" if request.htmx else "frameworks/edition.html"
    return page_or_file(request, name, context)
