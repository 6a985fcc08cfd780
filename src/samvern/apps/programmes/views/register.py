"""The register of measures, as a page and as a file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from samvern.apps.programmes import queries
from samvern.apps.programmes.forms import RegisterFilterForm
from samvern.apps.programmes.pages import register as page
from samvern.apps.programmes.pages.exports import register_exports
from samvern.apps.programmes.pages.frame import REGISTER, frame
from samvern.apps.programmes.queries import MeasureFilters, Register
from samvern.base import registry
from samvern.base.request import Request
from samvern.ui.exports import page_or_file

#: Where other modules put what can be done from here.
BUTTONS = "programmes:register"


@login_not_required
@require_safe
def register(request: Request, code: str) -> HttpResponseBase:
    """The measures of a programme that the address asks for."""
    found = _found(request, code)
    context = {
        **frame(found.programme, REGISTER),
        **page.register_page(found, request.GET),
        "filter_form": RegisterFilterForm(request.GET, choices=found.choices),
        "exports": register_exports(found),
        "buttons": registry.buttons_at(BUTTONS, request.viewer, code, request.GET.dict()),
    }
    name = "programmes/_register.html" if request.htmx else "programmes/register.html"
    return page_or_file(request, name, context)


@login_not_required
@require_safe
def register_file(request: Request, code: str, kind: str) -> HttpResponseBase:
    """The same measures in the same order, as CSV or XLSX."""
    return register_exports(_found(request, code)).file(f"measures.{kind}", request)


def _found(request: Request, code: str) -> Register:
    order = page.read_choices(request.GET).order
    return queries.register(request.viewer, code, MeasureFilters.from_query(request.GET), order)
