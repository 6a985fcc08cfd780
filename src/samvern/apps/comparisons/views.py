"""The pages of comparisons: request to query or form and operation, and back."""

from __future__ import annotations

import json
from io import BytesIO

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samvern.apps.comparisons import operations, queries
from samvern.apps.comparisons.forms import AnswerForm, LinkForm
from samvern.apps.comparisons.pages import choices_of, choose_context, comparison_context
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotFound
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
    form = LinkForm(initial=request.GET.dict(), **choices_of(page))
    return page_or_file(
        request, "comparisons/comparison.html", {**comparison_context(page), "form": form}
    )


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


@require_POST
def answer_link(request: Request, code: str, earlier: str, link_id: int) -> HttpResponse:
    """Confirm or reject a link, or take that back."""
    comparison = queries.comparison_for(request.viewer, code, earlier)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        raise InvalidInput("request.invalid")
    asked = {
        "by": request.viewer,
        "comparison_id": comparison.pk,
        "link_id": link_id,
        "version": form.cleaned_data["version"],
        "at": timezone.now(),
    }
    answer = form.cleaned_data["answer"]
    if answer == "take_back":
        operations.take_back(**asked)
    else:
        operations.answer_link(**asked, holds=answer == "confirm")
    messages.success(request, _("Saved."))
    return redirect("comparisons:comparison", code, earlier)


@require_POST
def add_link(request: Request, code: str, earlier: str) -> HttpResponseBase:
    """Say by hand what became of a measure."""
    page = queries.comparison_page(request.viewer, code, earlier)
    stored = queries.comparison_for(request.viewer, code, earlier)
    form = LinkForm(request.POST, **choices_of(page))
    if form.is_valid():
        operations.add_link(
            by=request.viewer,
            comparison_id=stored.pk,
            at=timezone.now(),
            **{name: form.cleaned_data[name] for name in ("earlier", "later", "why")},
        )
        messages.success(request, _("Saved."))
        return redirect("comparisons:comparison", code, earlier)
    context = {**comparison_context(page), "form": form}
    return page_or_file(request, "comparisons/comparison.html", context, status=422)
