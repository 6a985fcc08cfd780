"""A file is chosen or thrown away, and columns are forgotten."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samvern.apps.frameworks import operations, pages, queries
from samvern.apps.frameworks.forms import UploadForm, add_problems
from samvern.apps.frameworks.incoming import is_table
from samvern.apps.frameworks.models import SetDraft
from samvern.apps.frameworks.permissions import Permission
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput
from samvern.ui.exports import page_or_file


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: Request) -> HttpResponseBase:
    """Choose a file, go on with one in waiting, or look at what a release says."""
    request.viewer.require(Permission.IMPORT_FRAMEWORK)
    sets = queries.visible_sets(request.viewer)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    named = (request.GET.get("code", ""), request.GET.get("version", ""))
    form = UploadForm(*sent, sets=sets, over=named)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form)
    try:
        draft = _keep(request, form)
    except InvalidInput as error:
        if not error.problems:
            add_problems(form, error, "file" if error.code != _OVER_NOTHING else "over")
        return _page(request, form, error)
    return redirect(
        "frameworks:draft-columns" if draft.content else "frameworks:draft-source", draft.pk
    )


#: What a table without a set is refused with.
_OVER_NOTHING = "framework.table_over_nothing"


def _page(
    request: Request, form: UploadForm, error: InvalidInput | None = None
) -> HttpResponseBase:
    viewer = request.viewer
    context = pages.choose_context(
        queries.drafts(viewer),
        queries.waiting_releases(viewer),
        queries.columns_remembered(viewer),
        error,
    )
    status = 422 if form.errors or error else 200
    return page_or_file(request, "frameworks/import.html", {**context, "form": form}, status=status)


def _keep(request: Request, form: UploadForm) -> SetDraft:
    file, over = form.cleaned_data["file"], form.set_over
    content, at = file.read(), timezone.now()
    if not is_table(content, file.name):
        return operations.keep_file(by=request.viewer, name=file.name, content=content, at=at)
    if over is None:
        raise InvalidInput("framework.table_over_nothing")
    return operations.keep_table(
        by=request.viewer,
        name=file.name,
        content=content,
        code=over.code,
        version=over.version,
        at=at,
    )


@require_POST
def discard(request: Request, draft_id: int) -> HttpResponse:
    """Throw a file in waiting away."""
    operations.discard_file(by=request.viewer, draft_id=draft_id)
    messages.success(request, _("The file is thrown away. Nothing else has changed."))
    return redirect("frameworks:import")


@require_POST
def forget_columns(request: Request, columns_id: int) -> HttpResponse:
    """Forget what the columns of a table stand for."""
    operations.forget_columns(by=request.viewer, columns_id=columns_id, at=timezone.now())
    messages.success(request, _("The columns are forgotten. Nothing else has changed."))
    return redirect("frameworks:import")
