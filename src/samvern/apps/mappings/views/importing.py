"""A file of mappings is chosen, looked over, and taken in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samvern.apps.mappings import forms, operations, queries
from samvern.apps.mappings.models import MappingImport
from samvern.apps.mappings.pages import importing as page
from samvern.apps.mappings.permissions import Permission
from samvern.apps.mappings.rules import require_somewhere
from samvern.base.request import Request
from samvern.engine.errors import InvalidInput
from samvern.ui.exports import page_or_file
from samvern.ui.wording import errors as wording


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: Request) -> HttpResponseBase:
    """Choose a file, look over what it would bring, and take it in."""
    require_somewhere(request.viewer, Permission.MAP_REQUIREMENTS)
    if "carried" in request.POST:
        return _take_in(request)
    is_sent = request.method == "POST"
    form = forms.UploadForm(request.POST, request.FILES) if is_sent else forms.UploadForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        return _look_over(
            request, page.Carried(file.name, file.read(), form.cleaned_data["mapper"])
        )
    context = page.choose_context(form)
    status = 422 if form.errors else 200
    return page_or_file(request, "mappings/import_choose.html", context, status=status)


def _look_over(
    request: Request, file: page.Carried, form: forms.TakeInForm | None = None
) -> HttpResponseBase:
    """Say what taking a file in would do, or everything that is wrong in it."""
    try:
        check = queries.check_import(
            request.viewer, file.content, name=file.name, mapper=file.mapper
        )
        problems, title = check.problems, _("The file cannot be taken in as it is")
    except InvalidInput as error:
        problems, title = error.problems, wording.title(error, _)
        check = None
    if check is None or problems:
        context = page.choose_context(forms.UploadForm(), problems, title)
        return page_or_file(request, "mappings/import_choose.html", context, status=422)
    carried = page.Carried(file.name, file.content, file.mapper, check.seen)
    fresh = forms.TakeInForm(initial={"carried": page.pack(carried)})
    context = page.preview_context(check, fresh)
    context["refused"] = form.non_field_errors() if form else ()
    status = 422 if form else 200
    return render(request, "mappings/import_preview.html", context, status=status)


def _take_in(request: Request) -> HttpResponseBase:
    form = forms.TakeInForm(request.POST)
    file = page.unpack(request.POST["carried"])
    if not form.carries_out(
        lambda: operations.import_mappings(
            by=request.viewer,
            content=file.content,
            name=file.name,
            mapper=file.mapper,
            with_changed=form.cleaned_data["with_changed"],
            seen=file.seen,
            at=timezone.now(),
        )
    ):
        return _look_over(request, file, form)
    return _taken_in(request, form.outcome)


def _taken_in(request: Request, saved: MappingImport | None) -> HttpResponse:
    if saved is None:
        messages.info(request, _("Nothing in the file is new."))
        return redirect("mappings:pairs")
    count = saved.new_count + saved.changed_count
    said = ngettext("%(count)d mapping is taken in.", "%(count)d mappings are taken in.", count)
    messages.success(request, said % {"count": count})
    if saved.rejected_count:
        messages.info(request, page.rejected_words(saved.rejected_count))
    return redirect("mappings:pairs")
