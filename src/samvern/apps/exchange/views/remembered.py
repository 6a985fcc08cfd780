"""Remembered columns: what they stand for, another name for them, and forgetting them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.exchange import operations, queries
from samvern.apps.exchange.forms import NameForm, add_problems
from samvern.apps.exchange.pages.remembered import remembered_page
from samvern.apps.exchange.queries import RememberedPage
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput


@require_safe
def remembered_by_id(request: Request, mapping_id: int) -> HttpResponse:
    """The way from where only the key is known, such as the audit trail."""
    found = queries.mapping_for(request.viewer, mapping_id)
    return redirect("exchange:remembered", found.programme.code, mapping_id)


@require_http_methods(["GET", "HEAD", "POST"])
def remembered(request: Request, code: str, mapping_id: int) -> HttpResponse:
    """What is remembered of a table's columns; POST forgets it."""
    found = queries.remembered_page(request.viewer, mapping_id)
    if request.method == "POST":
        operations.forget_columns(by=request.viewer, mapping_id=mapping_id, at=timezone.now())
        messages.success(request, _("The columns are forgotten. No measure has changed."))
        return redirect("exchange:choose", code)
    return _page(request, code, found, NameForm(initial={"name": found.row.name}))


@require_POST
def rename(request: Request, code: str, mapping_id: int) -> HttpResponse:
    """Give remembered columns another name."""
    found = queries.remembered_page(request.viewer, mapping_id)
    form = NameForm(request.POST)
    if form.is_valid():
        try:
            operations.rename_columns(
                by=request.viewer,
                mapping_id=mapping_id,
                name=form.cleaned_data["name"],
                at=timezone.now(),
            )
        except (InvalidInput, Conflict) as error:
            add_problems(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect("exchange:remembered", code, mapping_id)
    return _page(request, code, found, form)


def _page(request: Request, code: str, found: RememberedPage, form: NameForm) -> HttpResponse:
    context = {**remembered_page(found, code), "form": form}
    status = 422 if form.errors else 200
    return render(request, "exchange/remembered.html", context, status=status)
