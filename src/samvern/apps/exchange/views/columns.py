"""Where the headings stand, what each column stands for, and what foreign words mean."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.exchange import operations, queries
from samvern.apps.exchange.forms import ColumnsForm, SheetForm, WordsForm, add_problems
from samvern.apps.exchange.pages import columns as page
from samvern.apps.exchange.pages import words as asked
from samvern.apps.exchange.queries import ColumnsPage
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput
from samvern.engine.programme.table_import import TableMapping


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: Request, code: str, draft_id: int) -> HttpResponse:
    """Which sheet, and in which row the headings stand."""
    form = SheetForm(request.POST or None)
    chosen = request.POST.get("sheet") or request.GET.get("sheet", "")
    found = queries.sheet_page(request.viewer, draft_id, chosen)
    shown = page.sheet_page(found, code)
    if request.method == "POST" and form.is_valid():
        try:
            operations.choose_sheet(
                by=request.viewer, draft_id=draft_id, at=timezone.now(), **form.cleaned_data
            )
        except InvalidInput as error:
            add_problems(form, error)
        else:
            return redirect("exchange:columns", code, draft_id)
    status = 422 if form.errors else 200
    return render(request, "exchange/sheet.html", {**shown, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: Request, code: str, draft_id: int) -> HttpResponse:
    """What each column stands for, as it is remembered or guessed until somebody says so."""
    found = queries.columns_page(request.viewer, draft_id, _id(request.GET.get("as", "")))
    form = _columns_form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            _say(request, draft_id, form.said)
        except InvalidInput as error:
            add_problems(form, error)
        else:
            said = queries.columns_page(request.viewer, draft_id)
            following = "words" if asked.is_unanswered(said) else "check"
            return redirect(f"exchange:{following}", code, draft_id)
    if form.is_bound and form.is_of_other_headings:
        messages.warning(request, _("Another sheet or row was chosen meanwhile. Look again."))
        return redirect("exchange:columns", code, draft_id)
    context = {**page.columns_page(found, code, form.targets), "form": form}
    status = 422 if form.errors else 200
    return render(request, "exchange/columns.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: Request, code: str, draft_id: int) -> HttpResponse:
    """What words mean that are not ours, and what stands between several names in a cell."""
    found = queries.columns_page(request.viewer, draft_id)
    if not found.is_confirmed or not asked.is_asked(found):
        return redirect("exchange:columns", code, draft_id)
    form = WordsForm(
        request.POST if request.method == "POST" else None,
        mapping=found.mapping,
        words=asked.asked_words(found),
        separators=asked.asked_separators(found),
    )
    if request.method == "POST" and form.is_valid():
        _say(request, draft_id, form.said)
        return redirect("exchange:check", code, draft_id)
    context = {**asked.words_page(found, code, form), "form": form}
    status = 422 if form.errors else 200
    return render(request, "exchange/words.html", context, status=status)


def _columns_form(request: Request, found: ColumnsPage) -> ColumnsForm:
    return ColumnsForm(
        request.POST if request.method == "POST" else None,
        mapping=found.mapping,
        signature=found.heading.signature,
        labels=page.labels_of(found),
        targets=page.target_choices(found.document),
    )


def _say(request: Request, draft_id: int, mapping: TableMapping) -> None:
    operations.say_columns(by=request.viewer, draft_id=draft_id, mapping=mapping, at=timezone.now())


def _id(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None
