"""The page of who is where."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from samvern.apps.actors import pages, queries
from samvern.apps.actors.forms import PlaceFilterForm
from samvern.apps.actors.permissions import Permission
from samvern.base.request import Request
from samvern.ui.exports import page_or_file


@require_safe
def places(request: Request) -> HttpResponseBase:
    """How many actors are in each municipality, county and health region."""
    viewer, asked = request.viewer, queries.PlaceFilters.from_query(request.GET)
    found = queries.places(viewer, asked, on=timezone.localdate())
    may_read = viewer.may(Permission.READ_POPULATIONS)
    saved = queries.populations(viewer) if may_read else []
    context = pages.places_page(asked, found)
    context["filter_form"] = PlaceFilterForm(request.GET or None, populations=saved)
    return page_or_file(request, "actors/places.html", context)
