"""The pages of guidance: request to query and back."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.guidance import forms, open_data, operations, pages, queries, requirements
from samvern.apps.guidance.permissions import Permission
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotFound, NotReady
from samvern.formats import guidance_file
from samvern.ui.exports import page_or_file
from samvern.ui.wording import errors as wording

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
        "is_open_data": open_data.is_published(),
    }
    name = "guidance/_catalogue.html" if request.htmx else "guidance/catalogue.html"
    return page_or_file(request, name, context)


@login_not_required
@require_safe
def entry(request: Request, entry_id: str) -> HttpResponse:
    """Everything that is known of one entry."""
    viewer, page = request.viewer, queries.entry_page(request.viewer, entry_id)
    context = {
        **pages.entry_context(page),
        "reviews": pages.review_events(queries.reviews_of(viewer, entry_id)),
        "may_review": queries.may_review(viewer, entry_id, on=timezone.localdate()),
        "entry_id": entry_id,
    }
    return render(request, "guidance/entry.html", context)


@require_safe
def reviews(request: Request) -> HttpResponseBase:
    """What waits for its owner to look through it."""
    on = timezone.localdate()
    context = pages.due_context(queries.due(request.viewer, on=on), request.GET)
    return page_or_file(request, "guidance/reviews.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def review(request: Request, entry_id: str) -> HttpResponse:
    """Record that an entry was looked through."""
    today = timezone.localdate()
    found, place = queries.entry_to_review(request.viewer, entry_id, on=today)
    request.viewer.require(Permission.REVIEW_GUIDANCE, on=place)
    sent = request.POST if request.method == "POST" else None
    form = forms.ReviewForm(sent, initial={"reviewed_on": today}, has_address=bool(found.address))
    if form.is_valid():
        try:
            operations.record_review(
                by=request.viewer, entry=entry_id, at=timezone.now(), **form.said
            )
        except (InvalidInput, NotReady) as error:
            form.add_error(None, wording.title(error, _))
        else:
            messages.success(request, _("The review is recorded."))
            return redirect("guidance:entry", entry_id)
    page = queries.entry_page(request.viewer, entry_id)
    context = {**pages.entry_context(page), "form": form, "entry_id": entry_id}
    return render(request, "guidance/review.html", context, status=422 if form.errors else 200)


@login_not_required
@require_safe
def guidance_map(request: Request) -> HttpResponseBase:
    """What nobody guides, and what several do."""
    of = request.GET.get("of") or queries.USUAL_SET
    found = queries.guidance_map(request.viewer, of)
    known = requirements.rows_of_map(request.viewer, found, of)
    context = {
        **pages.map_context(found, queries.whole(request.viewer), of, known),
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


@login_not_required
@require_safe
def open_data_file(request: Request) -> HttpResponse:
    """The catalogue described as open data, for data.norge.no to harvest."""
    description = open_data.described(request.viewer)
    return JsonResponse(
        description, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False}
    )
