"""What taking a table in would change, and taking it in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.exchange import operations, queries
from samvern.apps.exchange.forms import TakeInForm, add_problems
from samvern.apps.exchange.models import TableImport
from samvern.apps.exchange.pages import check as page
from samvern.apps.exchange.queries import CheckPage
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotReady
from samvern.ui.exports import page_or_file


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: Request, code: str, draft_id: int) -> HttpResponseBase:
    """The dry run: every error at once, or what would change; then one button."""
    try:
        found = queries.draft_check(request.viewer, draft_id)
    except NotReady:
        return redirect("exchange:columns", code, draft_id)
    if request.method != "POST":
        return _page(request, code, found, _fresh(found))
    form = TakeInForm(request.POST)
    if form.is_valid():
        try:
            return _taken_in(request, code, _take_in(request, draft_id, form))
        except Conflict:
            return _page(request, code, found, _fresh(found, form), is_changed_meanwhile=True)
        except (InvalidInput, NotReady) as error:
            add_problems(form, error)
    return _page(request, code, found, form)


def _page(
    request: Request,
    code: str,
    found: CheckPage,
    form: TakeInForm,
    *,
    is_changed_meanwhile: bool = False,
) -> HttpResponseBase:
    context = {
        **page.check_page(found, code, request.GET.get("page")),
        "form": form,
        "is_changed_meanwhile": is_changed_meanwhile,
    }
    status = 409 if is_changed_meanwhile else 422 if form.errors else 200
    return page_or_file(request, "exchange/check.html", context, status=status)


def _fresh(found: CheckPage, sent: TakeInForm | None = None) -> TakeInForm:
    """The form on the programme as it is now, with what the reader has written already."""
    said = sent.cleaned_data if sent else {"remember_as": page.name_of(found)}
    return TakeInForm(initial={**said, "version": found.version})


def _take_in(request: Request, draft_id: int, form: TakeInForm) -> TableImport:
    return operations.import_draft(
        by=request.viewer, draft_id=draft_id, at=timezone.now(), **form.cleaned_data
    )


def _taken_in(request: Request, code: str, taken: TableImport) -> HttpResponse:
    messages.success(request, _("The table is taken in. It can be undone from this page."))
    return redirect("exchange:import", code, taken.pk)
