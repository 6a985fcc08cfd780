"""What the columns of a table stand for, and what its owner says of a file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.frameworks import operations, pages, queries
from samvern.apps.frameworks.forms import ColumnsForm, SheetForm, SourceForm, add_problems
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: Request, draft_id: int) -> HttpResponse:
    """Which sheet, and in which row the headings stand."""
    found = queries.columns_page(request.viewer, draft_id)
    initial = {"sheet": found.sheet, "heading_row": found.heading.first_row}
    sent = request.POST if request.method == "POST" else None
    form = SheetForm(sent, sheets=found.sheets, initial=initial)
    if form.is_valid():
        said = {"sheet": found.sheet, **form.cleaned_data}
        try:
            operations.choose_sheet(by=request.viewer, draft_id=draft_id, **said)
        except InvalidInput as error:
            add_problems(form, error)
        else:
            return redirect("frameworks:draft-columns", draft_id)
    context = {**pages.sheet_context(found), "form": form}
    status = 422 if form.errors else 200
    return render(request, "frameworks/draft_sheet.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: Request, draft_id: int) -> HttpResponse:
    """What each column stands for, as it is remembered or guessed until somebody says so."""
    found = queries.columns_page(request.viewer, draft_id)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        mapping=found.mapping,
        signature=found.heading.signature,
        labels=pages.labels_of(found),
        targets=pages.target_choices(found),
    )
    if form.is_valid():
        try:
            operations.say_columns(by=request.viewer, draft_id=draft_id, mapping=form.said)
        except InvalidInput as error:
            add_problems(form, error)
        else:
            return redirect("frameworks:draft-source", draft_id)
    if form.is_bound and form.is_of_other_headings:
        messages.warning(request, _("Another sheet or row was chosen meanwhile. Look again."))
        return redirect("frameworks:draft-columns", draft_id)
    context = {**pages.columns_context(found, form.targets), "form": form}
    status = 422 if form.errors else 200
    return render(request, "frameworks/draft_columns.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def source(request: Request, draft_id: int) -> HttpResponse:
    """Who may see the wordings; of a table also how far they can be trusted."""
    found, said = queries.draft_source(request.viewer, draft_id)
    sent = request.POST if request.method == "POST" else None
    form = SourceForm(sent, is_table=found.is_table, initial=said)
    if form.is_valid():
        operations.say_source(by=request.viewer, draft_id=draft_id, **form.said)
        return redirect("frameworks:draft", draft_id)
    context = {**pages.source_context(found), "form": form}
    status = 422 if form.errors else 200
    return render(request, "frameworks/draft_source.html", context, status=status)
