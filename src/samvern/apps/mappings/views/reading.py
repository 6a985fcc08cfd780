"""What is mapped, by whom, and how good it is."""

from __future__ import annotations

from io import BytesIO
from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from samvern.apps.frameworks import queries as frameworks
from samvern.apps.mappings import forms, queries
from samvern.apps.mappings.pages.lists import mapping_context, pairs_context
from samvern.apps.mappings.pages.of_set import of_set_context
from samvern.apps.mappings.pages.quality import quality_context
from samvern.base.request import Request
from samvern.engine.errors import NotFound
from samvern.formats import mappings_file
from samvern.ui.exports import page_or_file

_TYPES = {
    "sssom": ("text/tab-separated-values; charset=utf-8", "sssom.tsv"),
    "csv": ("text/csv; charset=utf-8", "csv"),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "oscal": ("application/json", "oscal-mapping-collection.json"),
}


@login_not_required
@require_safe
def pairs(request: Request) -> HttpResponseBase:
    """Which sets are mapped to each other, and a way to put any two side by side."""
    form = forms.SetsForm(request.GET if "a" in request.GET else None, viewer=request.viewer)
    if form.is_valid():
        return redirect("mappings:pair", form.cleaned_data["a"], form.cleaned_data["b"])
    context = {**pairs_context(request.viewer), "form": form}
    return page_or_file(request, "mappings/pairs.html", context)


@login_not_required
@require_safe
def mapping(request: Request, mapping_id: int) -> HttpResponse:
    """One mapping, and how it came to be."""
    row = queries.mapping_for(request.viewer, mapping_id)
    return render(request, "mappings/mapping.html", mapping_context(request.viewer, row))


@login_not_required
@require_safe
def quality(request: Request) -> HttpResponseBase:
    """How far mappings can be trusted."""
    asked = [request.GET.get(side, "") for side in "ab"]
    sets = None
    if all(asked):
        found = queries.pair_of(request.viewer, *asked)
        sets = (found.left, found.right)
    form = forms.SetsForm(
        dict(zip("ab", asked, strict=True)), viewer=request.viewer, is_optional=True
    )
    context = {**quality_context(request.viewer, sets), "form": form}
    return page_or_file(request, "mappings/quality.html", context)


@login_not_required
@require_safe
def of_set(request: Request, code: str, version: str) -> HttpResponseBase:
    """What the requirements of a set are to those of others."""
    found = frameworks.set_for(request.viewer, code, version)
    page = queries.composed(request.viewer, code, version)
    context = of_set_context(request.viewer, found, page, request.GET)
    return page_or_file(request, "mappings/of_set.html", context)


@login_not_required
@require_safe
def pair_file(request: Request, left: str, right: str, kind: str) -> HttpResponse:
    """The mappings between two sets as a file."""
    if kind not in _TYPES:
        raise NotFound("file.unknown_kind")
    found, stream = queries.pair_of(request.viewer, left, right), BytesIO()
    values, titles = queries.to_write(request.viewer, found)
    kind = cast("mappings_file.Kind", kind)
    mappings_file.write(values, stream, kind=kind, at=timezone.now(), titles=titles)
    content_type, ending = _TYPES[kind]
    answer = HttpResponse(stream.getvalue(), content_type=content_type)
    name = f"{found.left.code}-{found.right.code}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
