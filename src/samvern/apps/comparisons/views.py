"""The pages of comparisons: request to query or form and operation, and back."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.comparisons import operations, queries
from samvern.apps.comparisons.forms import (
    CONFIRM,
    TAKE_BACK,
    AnswerForm,
    LinkForm,
    add_problems,
)
from samvern.apps.comparisons.pages.answering import KEYS, OFF, after, answer_context, known_side
from samvern.apps.comparisons.pages.choosing import choose_context
from samvern.apps.comparisons.pages.comparison import choices_of, comparison_context
from samvern.apps.comparisons.queries import QuestionPage
from samvern.base.request import Request
from samvern.engine.errors import Conflict, NotFound, NotReady
from samvern.formats import lineage_file
from samvern.ui.exports import page_or_file


@login_not_required
@require_safe
def choose(request: Request, code: str) -> HttpResponseBase:
    """Which earlier programme to compare with."""
    page = queries.choose_page(request.viewer, code)
    return page_or_file(request, "comparisons/choose.html", choose_context(page))


@login_not_required
@require_safe
def comparison_by_id(request: Request, comparison_id: int) -> HttpResponse:
    """The way from where only the key is known, such as the audit trail."""
    found = queries.comparison_by_id(request.viewer, comparison_id)
    return redirect("comparisons:comparison", found.later.code, found.earlier.code)


@login_not_required
@require_safe
def comparison(request: Request, code: str, earlier: str) -> HttpResponseBase:
    """What became of the measures of an earlier programme."""
    page = queries.comparison_page(request.viewer, code, earlier)
    form = LinkForm(choices=choices_of(page))
    name = "comparisons/_groups.html" if request.htmx else "comparisons/comparison.html"
    return page_or_file(request, name, {**comparison_context(page, request.GET), "form": form})


@login_not_required
@require_safe
def comparison_file(request: Request, code: str, earlier: str, what: str) -> HttpResponse:
    """The comparison, or what was said of lineage, as JSON."""
    page = queries.comparison_page(request.viewer, code, earlier)
    if what == "lineage":
        stream = BytesIO()
        said = lineage_file.Lineage(page.earlier.code, page.programme.code, page.found.links)
        lineage_file.write(said, stream)
        return HttpResponse(stream.getvalue(), content_type="application/json")
    if what != "comparison":
        raise NotFound("file.unknown_kind")
    text = json.dumps(page.found.to_json(), ensure_ascii=False, indent=2)
    return HttpResponse(text, content_type="application/json")


@require_POST
def propose(request: Request, code: str, earlier: str) -> HttpResponse:
    """Have links proposed, or proposed anew."""
    operations.propose(by=request.viewer, later=code, earlier=earlier, at=timezone.now())
    messages.success(request, _("Links are proposed. What people have said stays as it was."))
    return redirect("comparisons:comparison", code, earlier)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: Request, code: str, earlier: str) -> HttpResponse:
    """Answer what waits for a person, one thing a page, with a reason if there is one."""
    ends = (request.GET.get("earlier", ""), request.GET.get("later", ""))
    asked = queries.question_page(request.viewer, code, earlier, ends)
    if asked is None:
        messages.success(request, _("Nothing waits for an answer any more."))
        return redirect("comparisons:comparison", code, earlier)
    has_keys = request.GET.get(KEYS) != OFF
    form = _question_form(asked, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(request, asked, form)
        except (Conflict, NotReady) as error:
            add_problems(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(after(asked, has_keys=has_keys))
    context = {**answer_context(asked, has_keys=has_keys), "form": form}
    return render(request, "comparisons/answer.html", context, status=422 if form.errors else 200)


@require_POST
def add_link(request: Request, code: str, earlier: str) -> HttpResponseBase:
    """Say by hand what became of a measure."""
    page = queries.comparison_page(request.viewer, code, earlier)
    stored = queries.comparison_for(request.viewer, code, earlier)
    form = LinkForm(request.POST, choices=choices_of(page))
    if form.is_valid():
        try:
            operations.add_link(
                by=request.viewer, comparison_id=stored.pk, at=timezone.now(), **form.cleaned_data
            )
        except (Conflict, NotReady) as error:
            add_problems(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("comparisons:comparison", code, earlier)
    context = {**comparison_context(page, request.GET), "form": form}
    return page_or_file(request, "comparisons/comparison.html", context, status=422)


def _question_form(asked: QuestionPage, said: QueryDict | None) -> AnswerForm | LinkForm:
    """The form that answers what is asked, with the version of the link that the reader saw."""
    if asked.stored is not None:
        return AnswerForm(said, initial={"version": asked.stored.version})
    earlier, later = asked.ends
    return LinkForm(
        said,
        initial={"earlier": earlier, "later": later},
        known=known_side(asked),
        choices=choices_of(asked.comparison),
    )


def _carry_out(request: Request, asked: QuestionPage, form: AnswerForm | LinkForm) -> None:
    """Do what a valid form says."""
    pair = asked.comparison.comparison_id
    said: dict[str, Any] = {"by": request.viewer, "at": timezone.now(), "comparison_id": pair}
    given = form.cleaned_data
    if isinstance(form, LinkForm):
        operations.add_link(**said, **given)
        return
    assert asked.stored is not None
    at_link = {**said, "link_id": asked.stored.id, "version": given["version"]}
    if given["answer"] == TAKE_BACK:
        operations.take_back(**at_link)
    else:
        operations.answer_link(**at_link, holds=given["answer"] == CONFIRM, why=given["why"])
