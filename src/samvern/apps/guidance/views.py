"""The pages of guidance: request to query and back."""

from __future__ import annotations

from io import BytesIO

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samvern.apps.guidance import forms, pages, queries
from samvern.base.request import Request
from samvern.engine.errors import NotFound
from samvern.formats import guidance_file
from samvern.ui.exports import page_or_file

_TYPES = {"yaml": "application/yaml", "json": "application/json"}


@login_not_required
@require_safe
def catalogue(request: Request) -> HttpResponseBase:
    """What there is to help, and what was found."""
    filters = queries.Filters.from_query(request.GET.dict())
    hits = queries.search(request.viewer, filters, language=pages.spoken())
    context = {
        **pages.catalogue_page(queries.whole(request.viewer), hits, filters, request.GET),
        "search_form": forms.SearchForm(request.GET or None),
    }
    name = "guidance/_catalogue.html" if request.htmx else "guidance/catalogue.html"
    return page_or_file(request, name, context)


@login_not_required
@require_safe
def entry(request: Request, entry_id: str) -> HttpResponse:
    """Everything that is known of one entry."""
    page = queries.entry_page(request.viewer, entry_id)
    return render(request, "guidance/entry.html", pages.entry_context(page))


@login_not_required
@require_safe
def guidance_map(request: Request) -> HttpResponseBase:
    """What nobody guides, and what several do."""
    of = request.GET.get("of") or queries.USUAL_SET
    found = queries.guidance_map(request.viewer, of)
    context = {
        **pages.map_context(found, queries.whole(request.viewer), of),
        "map_form": forms.MapForm({"of": of}),
    }
    return page_or_file(request, "guidance/map.html", context)


@login_not_required
@require_safe
def catalogue_file(request: Request, kind: str) -> HttpResponse:
    """The whole catalogue as a guidance file."""
    if kind not in _TYPES:
        raise NotFound("file.unknown_kind")
    found, stream = queries.whole(request.viewer), BytesIO()
    guidance_file.write(found, stream, kind="json" if kind == "json" else "yaml")
    answer = HttpResponse(stream.getvalue(), content_type=_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{found.id}.{kind}"'
    return answer
