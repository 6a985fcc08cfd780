"""The gallery's page and its chart. Public: nothing here is anyone's."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_GET

from samvern.ui import charts
from samvern.ui.exports import page_or_file
from samvern.ui.gallery import samples
from samvern.ui.gallery.entries import CHAPTERS


@login_not_required
@require_GET
def gallery(request: HttpRequest) -> HttpResponseBase:
    """Every component in its states."""
    context = {"chapters": CHAPTERS, **samples.context(request.GET)}
    return page_or_file(request, "ui/gallery.html", context)


@login_not_required
@require_GET
def chart_image(request: HttpRequest) -> HttpResponse:
    """The gallery's chart as an image."""
    chart = samples.rank_chart(_scheme(request))
    return HttpResponse(charts.to_svg(chart.spec), content_type="image/svg+xml")


@login_not_required
@require_GET
def chart_specification(request: HttpRequest) -> HttpResponse:
    """The gallery's chart as a Vega specification."""
    chart = samples.rank_chart(_scheme(request))
    return HttpResponse(charts.to_vega(chart.spec), content_type="application/json")


def _scheme(request: HttpRequest) -> charts.Scheme:
    return "dark" if request.GET.get("scheme") == "dark" else "light"
