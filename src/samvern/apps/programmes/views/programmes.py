"""The list of programmes, and the pages that show one whole programme."""

from __future__ import annotations

from io import BytesIO

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.forms import SharingForm
from samvern.apps.programmes.pages import frame as frames
from samvern.apps.programmes.pages.coverage import coverage_page
from samvern.apps.programmes.pages.exports import (
    coverage_exports,
    findings_exports,
    list_exports,
    overview_exports,
)
from samvern.apps.programmes.pages.findings import findings_page
from samvern.apps.programmes.pages.frame import frame
from samvern.apps.programmes.pages.overview import list_page, overview_page
from samvern.apps.programmes.pages.responses import attachment
from samvern.apps.programmes.permissions import Permission
from samvern.base.request import Request
from samvern.engine.errors import NotFound
from samvern.formats import programme_file as files
from samvern.ui.exports import page_or_file


@login_not_required
@require_safe
def programme_list(request: Request) -> HttpResponseBase:
    """The programmes that the viewer sees."""
    may_import = request.viewer.may_somewhere(Permission.IMPORT_PROGRAMME)
    found = queries.programmes(request.viewer)
    context = {**list_page(found, may_import=may_import), "exports": list_exports(found)}
    return page_or_file(request, "programmes/list.html", context)


@login_not_required
@require_safe
def programme_by_id(request: Request, programme_id: int) -> HttpResponse:
    """The way from where only the key is known, such as the audit trail."""
    found = queries.programme_by_id(request.viewer, programme_id)
    return redirect("programmes:overview", found.code)


@login_not_required
@require_safe
def overview(request: Request, code: str) -> HttpResponseBase:
    """A whole programme at a glance."""
    found = queries.overview(request.viewer, code)
    context = {
        **frame(found.programme, frames.OVERVIEW),
        **overview_page(found),
        "sharing_form": SharingForm(initial={"sharing": found.programme.sharing}),
        "exports": overview_exports(found),
    }
    return page_or_file(request, "programmes/overview.html", context)


@login_not_required
@require_safe
def programme_file(request: Request, code: str, kind: str) -> HttpResponse:
    """The programme as the file that it could be imported from."""
    document = queries.document_of(request.viewer, queries.programme_for(request.viewer, code))
    stream = BytesIO()
    if kind == "yaml":
        files.write(document, stream, kind="yaml")
    elif kind == "json":
        files.write(document, stream, kind="json")
    else:
        raise NotFound("file.unknown_kind")
    return attachment(stream, f"{document.id}.{kind}")


@require_POST
def sharing(request: Request, code: str) -> HttpResponse:
    """Say who sees a programme."""
    form = SharingForm(request.POST)
    shared = form.data.get("sharing", "")
    operations.share_programme(by=request.viewer, code=code, sharing=shared, at=timezone.now())
    messages.success(request, _("Saved: who sees the programme."))
    return redirect("programmes:overview", code)


@login_not_required
@require_safe
def coverage(request: Request, code: str) -> HttpResponseBase:
    """What a programme covers, gaps first."""
    found = queries.coverage(request.viewer, code)
    shown = coverage_page(found)
    context = {
        **frame(found.programme, frames.COVERAGE),
        **shown,
        "exports": coverage_exports(found.programme, shown["sections"]),
    }
    return page_or_file(request, "programmes/coverage.html", context)


@require_safe
def findings(request: Request, code: str) -> HttpResponseBase:
    """What in a programme does not agree, or is missing."""
    found = queries.findings(request.viewer, code)
    shown = findings_page(found, request.GET.get("severity", ""))
    context = {
        **frame(found.programme, frames.FINDINGS),
        **shown,
        "exports": findings_exports(found.programme, shown["sections"]),
    }
    name = "programmes/_findings.html" if request.htmx else "programmes/findings.html"
    return page_or_file(request, name, context)
