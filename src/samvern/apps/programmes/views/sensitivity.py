"""What would change the order of a ranking: the page, and the result as a file."""

from __future__ import annotations

import json
from io import BytesIO

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from samvern.apps.programmes import queries
from samvern.apps.programmes.forms import PairForm
from samvern.apps.programmes.pages.frame import RANKING, frame
from samvern.apps.programmes.pages.ranking import cannot_rank_page
from samvern.apps.programmes.pages.responses import attachment
from samvern.apps.programmes.pages.sensitivity import offered_pairs, question, sensitivity_page
from samvern.apps.programmes.queries import RankingChoices, SensitivityPage
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotReady, SamvernError
from samvern.engine.programme.document import LANGUAGES
from samvern.ui.exports import page_or_file


@login_not_required
@require_safe
def sensitivity(request: Request, code: str) -> HttpResponseBase:
    """What would change the order, under the weights that the address names."""
    try:
        found = _found(request, code)
    except (NotReady, InvalidInput) as error:
        return _cannot_say(request, code, error)
    pair = {"first": found.pair.first, "second": found.pair.second}
    context = {
        **frame(found.ranked.programme, RANKING, below=question()),
        **sensitivity_page(found),
        "form": PairForm(initial=pair, offered=offered_pairs(found)),
    }
    return page_or_file(request, "programmes/sensitivity.html", context)


@login_not_required
@require_safe
def sensitivity_file(request: Request, code: str) -> HttpResponse:
    """The result with its model, as the command line writes it."""
    found = _found(request, code)
    result = found.found.to_json(get_language() or LANGUAGES[0], [found.pair])
    text = json.dumps(result, ensure_ascii=False, indent=2)
    return attachment(BytesIO(text.encode()), f"{found.ranked.programme.code}-sensitivity.json")


def _found(request: Request, code: str) -> SensitivityPage:
    return queries.sensitivity(
        request.viewer,
        code,
        RankingChoices.from_query(request.GET),
        first=request.GET.get("first", ""),
        second=request.GET.get("second", ""),
    )


def _cannot_say(request: Request, code: str, error: SamvernError) -> HttpResponse:
    """Say why nothing can be said, on a page from which the reader can go on."""
    programme = queries.head_of(request.viewer, queries.programme_for(request.viewer, code))
    context = {
        **frame(programme, RANKING, below=question()),
        **cannot_rank_page(error, request.GET),
        "question": question(),
    }
    return render(request, "programmes/ranking_missing.html", context)
