"""What matters most: the page, its chart, and the result as a file."""

from __future__ import annotations

import json
from io import BytesIO

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samvern.apps.programmes import queries
from samvern.apps.programmes.forms import LimitsForm
from samvern.apps.programmes.pages.frame import RANKING, frame
from samvern.apps.programmes.pages.ranking import (
    cannot_rank_page,
    group_names,
    limits_page,
    ranking_page,
)
from samvern.apps.programmes.pages.ranking_address import DECIDED, Address, moved
from samvern.apps.programmes.pages.ranking_chart import ranking_chart as chart_of
from samvern.apps.programmes.pages.responses import attachment
from samvern.apps.programmes.queries import RankingChoices, RankingPage
from samvern.base import registry
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotReady, SamvernError
from samvern.engine.programme.document import LANGUAGES
from samvern.ui import charts
from samvern.ui.exports import page_or_file

#: Where other modules offer what to do with a ranking.
BUTTONS = "programmes:ranking"


@login_not_required
@require_safe
def ranking(request: Request, code: str) -> HttpResponseBase:
    """Which focus areas or measures matter most, under the weights that the address names."""
    if "move" in request.GET:
        return _after_move(request, code)
    limits = LimitsForm(request.GET, groups=group_names())
    if not limits.is_valid():
        return _cannot_keep_limits(request, code, limits)
    try:
        found = _found(request, code)
    except InvalidInput as error:
        if error.code != "weights.invalid" or not limits.has_changed():
            return _cannot_rank(request, code, error)
        limits.add_refusal(error)
        return _cannot_keep_limits(request, code, limits)
    except NotReady as error:
        return _cannot_rank(request, code, error)
    context = {
        **frame(found.programme, RANKING),
        **ranking_page(found, with_decided=request.GET.get(DECIDED) == "1"),
        "limits": LimitsForm(request.GET, groups={group.id: group.label for group in found.groups}),
        "buttons": registry.buttons_at(BUTTONS, request.viewer, code, request.GET.dict()),
    }
    name = "programmes/_ranking.html" if request.htmx else "programmes/ranking.html"
    return page_or_file(request, name, context)


@login_not_required
@require_safe
def ranking_file(request: Request, code: str) -> HttpResponse:
    """The ranking with its model, as the command line writes it."""
    found = _found(request, code)
    result = found.ranking.to_json(get_language() or LANGUAGES[0])
    text = json.dumps(result, ensure_ascii=False, indent=2)
    return attachment(BytesIO(text.encode()), f"{found.programme.code}-ranking.json")


@login_not_required
@require_safe
def ranking_image(request: Request, code: str) -> HttpResponse:
    """The chart as an image, for print and for pages without scripts."""
    chart = chart_of(_found(request, code), _scheme(request))
    return HttpResponse(charts.to_svg(chart.spec), content_type="image/svg+xml")


@login_not_required
@require_safe
def ranking_chart(request: Request, code: str) -> HttpResponse:
    """The chart as the page draws it."""
    chart = chart_of(_found(request, code), _scheme(request))
    return HttpResponse(charts.to_vega(chart.spec), content_type="application/json")


def _cannot_rank(request: Request, code: str, error: SamvernError) -> HttpResponse:
    """Say why nothing can be ranked, on a page from which the reader can go on."""
    programme = queries.head_of(request.viewer, queries.programme_for(request.viewer, code))
    context = {**frame(programme, RANKING), **cannot_rank_page(error, request.GET)}
    return render(request, "programmes/ranking_missing.html", context)


def _cannot_keep_limits(request: Request, code: str, limits: LimitsForm) -> HttpResponse:
    """Say at each field what is wrong with it; the form still holds what was written."""
    programme = queries.head_of(request.viewer, queries.programme_for(request.viewer, code))
    context = {
        **frame(programme, RANKING),
        **limits_page(request.GET.dict()),
        "limits": limits,
    }
    # A region of the page is only renewed by an answer that is no error.
    status = 200 if request.htmx else 422
    return render(request, "programmes/ranking_limits.html", context, status=status)


def _found(request: Request, code: str) -> RankingPage:
    return queries.ranking(request.viewer, code, RankingChoices.from_query(request.GET))


def _scheme(request: Request) -> charts.Scheme:
    return "dark" if request.GET.get("scheme") == "dark" else "light"


def _after_move(request: Request, code: str) -> HttpResponse:
    """Without scripts, a button moves a group; the address then says the order itself."""
    query = {**request.GET.dict(), "order": moved(request.GET.dict())}
    choices = RankingChoices.from_query(query)
    with_decided = query.get(DECIDED) == "1"
    return HttpResponseRedirect(Address.of(code, choices, with_decided=with_decided).url())
