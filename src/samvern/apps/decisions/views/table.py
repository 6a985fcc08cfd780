"""The projector view of a meeting: weights are set together, and the picture follows."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samvern.apps.decisions.pages.table import KEYS, OFF, TableAddress, table_page
from samvern.apps.programmes import queries as programmes
from samvern.apps.programmes.pages.ranking import cannot_rank_page
from samvern.apps.programmes.pages.ranking_address import DECIDED, moved
from samvern.apps.programmes.queries import RankingChoices, RankingPage
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotReady, SamvernError


@require_safe
def table(request: Request, code: str) -> HttpResponse:
    """The ranking of a programme for a whole room, under the weights that the address names."""
    query = request.GET.dict()
    if "move" in query:
        query["order"] = moved(query)
    try:
        found = programmes.ranking(request.viewer, code, RankingChoices.from_query(query))
    except (NotReady, InvalidInput) as error:
        return _cannot_rank(request, code, error)
    state = {
        "with_decided": query.get(DECIDED) == "1",
        "has_keys": query.get(KEYS) != OFF,
    }
    if "move" in query:
        return _after_move(found, **state)
    context = table_page(request.viewer, found, **state)
    name = "decisions/_table.html" if request.htmx else "decisions/table.html"
    return render(request, name, context)


def _after_move(found: RankingPage, *, with_decided: bool, has_keys: bool) -> HttpResponse:
    """Without scripts, a button moves a group; the address then says the order itself."""
    address = TableAddress.of(found, with_decided=with_decided, has_keys=has_keys)
    return HttpResponseRedirect(address.url())


def _cannot_rank(request: Request, code: str, error: SamvernError) -> HttpResponse:
    """Say why nothing can be ranked, calmly."""
    programme = programmes.head_of(request.viewer, programmes.programme_for(request.viewer, code))
    context = {"programme": programme, **cannot_rank_page(error, request.GET)}
    return render(request, "decisions/table_missing.html", context)
