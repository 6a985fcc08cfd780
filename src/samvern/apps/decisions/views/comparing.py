"""Scenarios side by side."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samvern.apps.decisions import queries
from samvern.apps.decisions.pages.comparison import comparison_page
from samvern.apps.decisions.pages.exports import comparison_exports, scenario_list_exports
from samvern.apps.decisions.pages.scenarios import TAB, list_page
from samvern.apps.programmes.pages.frame import frame
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotReady
from samvern.ui.exports import page_or_file
from samvern.ui.wording import errors


@require_safe
def compare(request: Request, code: str) -> HttpResponseBase:
    """What moves between scenarios (``with``, two to four times), and why."""
    try:
        found = queries.comparison(request.viewer, code, request.GET.getlist("with"))
    except (InvalidInput, NotReady) as error:
        return _cannot_compare(request, code, error)
    context = {
        **frame(found.programme, TAB, below=_("Side by side")),
        **comparison_page(found),
        "exports": comparison_exports(found),
    }
    return page_or_file(request, "decisions/comparison.html", context)


def _cannot_compare(
    request: Request, code: str, error: InvalidInput | NotReady
) -> HttpResponseBase:
    """Say why, beside the list from which the reader can choose again."""
    found = queries.scenario_list(request.viewer, code)
    said = [errors.problem(problem, _) for problem in error.problems]
    context = {
        **frame(found.programme, TAB),
        **list_page(found),
        "exports": scenario_list_exports(found),
        "error": " ".join(said) or errors.title(error, _),
    }
    return page_or_file(request, "decisions/scenarios.html", context, status=422)
