"""What would have to be true for a decided order: the page, and the answer as a file."""

from __future__ import annotations

import json
from io import BytesIO

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from samvern.apps.programmes import queries
from samvern.apps.programmes.forms import OrderForm
from samvern.apps.programmes.pages.explanation import explanation_page, initial_of, question
from samvern.apps.programmes.pages.frame import RANKING, frame
from samvern.apps.programmes.pages.ranking import cannot_rank_page
from samvern.apps.programmes.pages.responses import attachment
from samvern.apps.programmes.queries import RankingChoices
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotFound, NotReady, SamvernError
from samvern.ui.wording import errors


@login_not_required
@require_safe
def explanation(request: Request, code: str) -> HttpResponse:
    """What would have to be true for the order that the address names, or the programme's own."""
    form = OrderForm(request.GET)
    choices = RankingChoices.from_query(request.GET)
    try:
        found = queries.explanation(request.viewer, code, choices, form.decided)
    except (NotReady, InvalidInput) as error:
        return _cannot_say(request, code, form, error)
    context = {
        **frame(found.ranked.programme, RANKING, below=question()),
        **explanation_page(found),
        "form": OrderForm(initial=initial_of(found.decided)),
    }
    return render(request, "programmes/explanation.html", context)


@login_not_required
@require_safe
def explanation_file(request: Request, code: str) -> HttpResponse:
    """The answer with its model and its proofs, as the command line writes it."""
    choices = RankingChoices.from_query(request.GET)
    found = queries.explanation(request.viewer, code, choices, OrderForm(request.GET).decided)
    if found.found is None:
        raise NotFound("order.empty")
    text = json.dumps(found.found.to_json(), ensure_ascii=False, indent=2)
    return attachment(BytesIO(text.encode()), f"{found.ranked.programme.code}-explanation.json")


def _cannot_say(request: Request, code: str, form: OrderForm, error: SamvernError) -> HttpResponse:
    """Say why nothing can be said; the form still holds what was written."""
    programme = queries.head_of(request.viewer, queries.programme_for(request.viewer, code))
    around = frame(programme, RANKING, below=question())
    if not error.code.startswith("order."):
        context = {**around, **cannot_rank_page(error, request.GET), "question": question()}
        return render(request, "programmes/ranking_missing.html", context)
    problems = [errors.problem(each, gettext) for each in error.problems]
    context = {
        **around,
        "question": question(),
        "answer": errors.title(error, gettext),
        "problems": problems or [errors.advice(error, gettext)],
        "form": form,
        "level_links": [],
    }
    return render(request, "programmes/explanation.html", context, status=422)
