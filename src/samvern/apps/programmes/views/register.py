"""The register of measures, as a page and as a file."""

from __future__ import annotations

from io import BytesIO

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samvern.apps.programmes import queries
from samvern.apps.programmes.forms import RegisterFilterForm
from samvern.apps.programmes.pages import register as page
from samvern.apps.programmes.pages.frame import REGISTER, frame
from samvern.apps.programmes.pages.responses import attachment
from samvern.apps.programmes.queries import MeasureFilters
from samvern.base.request import Request
from samvern.engine.errors import NotFound
from samvern.formats.tables import write_csv, write_xlsx


@login_not_required
@require_safe
def register(request: Request, code: str) -> HttpResponse:
    """The measures of a programme that the address asks for."""
    order = page.read_choices(request.GET).order
    filters = MeasureFilters.from_query(request.GET)
    found = queries.register(request.viewer, code, filters, order)
    context = {
        **frame(found.programme, REGISTER),
        **page.register_page(found, request.GET),
        "filter_form": RegisterFilterForm(request.GET, choices=found.choices),
    }
    name = "programmes/_register.html" if request.htmx else "programmes/register.html"
    return render(request, name, context)


@login_not_required
@require_safe
def register_file(request: Request, code: str, kind: str) -> HttpResponse:
    """The same measures in the same order, as CSV or XLSX."""
    order = page.read_choices(request.GET).order
    filters = MeasureFilters.from_query(request.GET)
    found = queries.register(request.viewer, code, filters, order)
    columns, rows = page.file_columns(), page.file_rows(found.rows)
    stream = BytesIO()
    if kind == "csv":
        write_csv(columns, rows, stream)
    elif kind == "xlsx":
        write_xlsx(columns, rows, stream, sheet=found.programme.code)
    else:
        raise NotFound("file.unknown_kind")
    return attachment(stream, f"{found.programme.code}-measures.{kind}")
