"""The pages of imports: choose files, look at what they would change, apply."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samvern.apps.actors import forms, operations, pages, queries
from samvern.apps.actors.models import RegisterImport
from samvern.apps.actors.permissions import Permission
from samvern.apps.actors.views.directory import actor_for_form, form_answer, sent
from samvern.base.files.uploads import takes_large_files
from samvern.base.request import Request
from samvern.ui.exports import page_or_file

#: What is more is applied by the command line, which nobody has to wait for.
MOST_APPLIED_HERE = 5_000


@require_safe
def imports(request: Request) -> HttpResponse:
    """What has come from the register."""
    context = pages.imports_page(request.viewer, request.GET)
    return render(request, "actors/imports.html", context)


@require_safe
def register_import(request: Request, import_id: int) -> HttpResponseBase:
    """What one import changes."""
    saved = queries.import_for(request.viewer, import_id)
    context = pages.import_page(request.viewer, saved, request.GET, most_applied=MOST_APPLIED_HERE)
    name = "actors/_import.html" if request.htmx else "actors/import.html"
    return page_or_file(request, name, context)


@takes_large_files
@require_http_methods(["GET", "HEAD", "POST"])
def import_register(request: Request) -> HttpResponse:
    """Choose files of the register, and have them compared with the directory."""
    request.viewer.require(Permission.IMPORT_REGISTER)
    form = forms.RegisterFilesForm(sent(request), request.FILES or None, viewer=request.viewer)
    if form.carries_out(
        lambda: operations.read_register(
            by=request.viewer,
            at=timezone.now(),
            with_made_up=settings.IS_DEMO,
            **form.reading,
        )
    ):
        return redirect("actors:register_import", form.outcome.pk)
    status = 422 if form.errors else 200
    return render(request, "actors/import_form.html", pages.import_form_page(form), status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def apply_import(request: Request, import_id: int) -> HttpResponse:
    """Apply an import; asks once."""
    saved = _import_for(request, import_id)
    form = forms.OperationForm(sent(request), viewer=request.viewer)
    if form.carries_out(
        lambda: operations.apply_import(
            by=request.viewer, at=timezone.now(), import_id=import_id, at_most=MOST_APPLIED_HERE
        )
    ):
        messages.success(request, _("The import is applied."))
        return redirect("actors:register_import", import_id)
    heading = _("Apply what the register says?")
    note = _("What people have written stands. Everybody with a role sees the changes at once.")
    return _form(request, form, saved, heading, _("Apply the changes"), note)


@require_http_methods(["GET", "HEAD", "POST"])
def discard_import(request: Request, import_id: int) -> HttpResponse:
    """Throw an import away that was not applied; asks once."""
    saved = _import_for(request, import_id)
    form = forms.OperationForm(sent(request), viewer=request.viewer)
    if form.carries_out(
        lambda: operations.discard_import(by=request.viewer, at=timezone.now(), import_id=import_id)
    ):
        messages.success(request, _("The import is thrown away."))
        return redirect("actors:imports")
    heading = _("Throw the import away?")
    return _form(request, form, saved, heading, _("Throw it away"), pages.discard_note(saved))


@require_http_methods(["GET", "HEAD", "POST"])
def follow_register(request: Request, actor_id: int, field: str) -> HttpResponse:
    """Let a field follow the register again."""
    found = actor_for_form(request, actor_id, Permission.EDIT_ACTOR)
    form = forms.VersionedForm(
        sent(request), initial={"version": found.version}, viewer=request.viewer
    )
    if form.carries_out(
        lambda: operations.follow_register(
            by=request.viewer,
            at=timezone.now(),
            actor_id=actor_id,
            version=form.cleaned_data["version"],
            field=field,
        )
    ):
        messages.success(request, _("The field follows the register."))
        return redirect("actors:actor", actor_id)
    heading, submit = _("Follow the register again?"), _("Follow the register")
    return form_answer(request, form, found, heading, submit, pages.follow_note(found, field))


def _import_for(request: Request, import_id: int) -> RegisterImport:
    request.viewer.require(Permission.IMPORT_REGISTER)
    return queries.import_for(request.viewer, import_id)


def _form(
    request: Request,
    form: forms.OperationForm,
    saved: RegisterImport,
    heading: str,
    submit: str,
    note: str,
) -> HttpResponse:
    context = pages.import_question_page(saved, heading=heading, submit=submit, note=note)
    status = 422 if form.errors else 200
    return render(request, "actors/form.html", {**context, "form": form}, status=status)
