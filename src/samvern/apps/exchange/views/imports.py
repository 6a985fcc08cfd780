"""What was taken in, and undoing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.exchange import operations, queries
from samvern.apps.exchange.forms import UndoForm
from samvern.apps.exchange.pages import imports as page
from samvern.apps.exchange.permissions import Permission
from samvern.base.errors import status_of
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotReady
from samvern.ui.exports import page_or_file


@require_safe
def import_by_id(request: Request, import_id: int) -> HttpResponse:
    """The way from where only the key is known, such as the audit trail."""
    found = queries.import_for(request.viewer, import_id)
    return redirect("exchange:import", found.programme.code, import_id)


@require_safe
def table_import(request: Request, code: str, import_id: int) -> HttpResponseBase:
    """One import: by whom, why, and everything that it changed."""
    found = queries.import_page(request.viewer, import_id)
    context = page.import_page(found, code, request.GET.get("page"))
    return page_or_file(request, "exchange/import.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: Request, code: str, import_id: int) -> HttpResponse:
    """Ask once, with a reason; then set back what the import changed."""
    found = queries.import_page(request.viewer, import_id)
    if found.row.undone_at is not None:
        return redirect("exchange:import", code, import_id)
    if not found.may_undo:
        raise NotAllowed("permission.missing", permission=str(Permission.UNDO_IMPORT))
    form = UndoForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.undo_import(
                by=request.viewer, import_id=import_id, at=timezone.now(), **form.cleaned_data
            )
        except (Conflict, NotReady, InvalidInput) as error:
            context = {**page.undo_page(found, code, error), "form": form}
            return render(request, "exchange/undo.html", context, status=status_of(error))
        messages.success(request, _("The import is undone."))
        return redirect("exchange:import", code, import_id)
    context = {**page.undo_page(found, code), "form": form}
    status = 422 if form.errors else 200
    return render(request, "exchange/undo.html", context, status=status)
