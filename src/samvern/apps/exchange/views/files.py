"""A table is chosen, or thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.exchange import operations, queries
from samvern.apps.exchange.forms import UploadForm
from samvern.apps.exchange.models import ImportDraft
from samvern.apps.exchange.pages import choose as page
from samvern.apps.exchange.pages.columns import is_guessed
from samvern.apps.exchange.permissions import Permission
from samvern.apps.exchange.queries import StartPage
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotAllowed
from samvern.ui.exports import page_or_file


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request, code: str) -> HttpResponseBase:
    """Choose a table, go on with one in waiting, or look at what was taken in before."""
    found = queries.start_page(request.viewer, code)
    if request.method != "POST":
        return _page(request, code, found, UploadForm())
    if not found.may_import:
        raise NotAllowed("permission.missing", permission=str(Permission.IMPORT_TABLE))
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, code, found, form)
    try:
        draft = _keep(request, code, form)
    except InvalidInput as error:
        if not error.problems:
            form.add_error("file", page.in_words(error))
        return _page(request, code, found, form, page.unreadable(error))
    return redirect(_next_step(request, draft), code, draft.pk)


def _page(
    request: Request,
    code: str,
    found: StartPage,
    form: UploadForm,
    unreadable: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    imports = queries.imports(request.viewer, code)
    number = request.GET.get("page")
    shown = page.choose_page(found, imports, code, number, **(unreadable or {}))
    status = 422 if form.errors or unreadable else 200
    return page_or_file(request, "exchange/choose.html", {**shown, "form": form}, status=status)


def _keep(request: Request, code: str, form: UploadForm) -> ImportDraft:
    file = form.cleaned_data["file"]
    return operations.keep_file(
        by=request.viewer, code=code, name=file.name, content=file.read(), at=timezone.now()
    )


def _next_step(request: Request, draft: ImportDraft) -> str:
    """Where the headings stand is asked only where there is a choice, and nobody said before."""
    found = queries.columns_page(request.viewer, draft.pk)
    is_known = len(found.sheets) < 2 or not is_guessed(found)
    return "exchange:columns" if is_known else "exchange:sheet"


@require_POST
def discard(request: Request, code: str, draft_id: int) -> HttpResponse:
    """Throw a file in waiting away."""
    operations.discard_file(by=request.viewer, draft_id=draft_id)
    messages.success(request, _("The file is thrown away. Nothing else has changed."))
    return redirect("exchange:choose", code)
