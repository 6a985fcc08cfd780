"""A programme file comes in: chosen, looked over, then taken in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.forms import ConfirmForm, UploadForm
from samvern.apps.programmes.pages import importing as page
from samvern.apps.programmes.permissions import Permission
from samvern.base import registry
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput, NotAllowed

#: Where other modules put other ways for measures to come in.
BUTTONS = "programmes:import"


@require_http_methods(["GET", "HEAD", "POST"])
def import_programme(request: Request) -> HttpResponse:
    """Choose a file, look over what it would bring, and take it in."""
    if not request.viewer.may_somewhere(Permission.IMPORT_PROGRAMME):
        raise NotAllowed("permission.missing", permission=str(Permission.IMPORT_PROGRAMME))
    if "carried" in request.POST:
        return _take_in(request, ConfirmForm(request.POST))
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        return _look_over(request, page.CarriedFile(file.name, file.read()))
    buttons = registry.buttons_at(BUTTONS, request.viewer, "", {})
    context = {**page.choose_page(form), "buttons": buttons}
    status = 422 if form.errors else 200
    return render(request, "programmes/import_choose.html", context, status=status)


def _look_over(
    request: Request, file: page.CarriedFile, *, is_changed_meanwhile: bool = False
) -> HttpResponse:
    """Say what the file holds and what taking it in would do; nothing is changed."""
    try:
        preview = queries.import_preview(request.viewer, file.content, name=file.name)
    except InvalidInput as error:
        context = page.problems_page(UploadForm(), error)
        return render(request, "programmes/import_choose.html", context, status=422)
    form = ConfirmForm(initial=page.confirm_values(preview, file))
    context = page.preview_page(preview, form, is_changed_meanwhile=is_changed_meanwhile)
    status = 409 if is_changed_meanwhile else 200
    return render(request, "programmes/import_preview.html", context, status=status)


def _take_in(request: Request, form: ConfirmForm) -> HttpResponse:
    """Take in the file that was looked over, unless what it would replace has changed since."""
    if not form.is_valid():
        return redirect("programmes:import")
    file = page.unpack(form.cleaned_data["carried"])
    preview = queries.import_preview(request.viewer, file.content, name=file.name)
    if page.replaced_version(preview) != file.replaces_version:
        return _look_over(request, file, is_changed_meanwhile=True)
    operations.import_programme(
        by=request.viewer,
        document=preview.document,
        at=timezone.now(),
        sharing=form.cleaned_data["sharing"],
        replace=preview.replaces is not None,
    )
    messages.success(request, _("The programme is taken in."))
    return redirect("programmes:overview", preview.document.id)
