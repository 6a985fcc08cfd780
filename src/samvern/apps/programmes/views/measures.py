"""A measure: its page, and how it is edited."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.forms import MeasureForm, StatusForm, add_problems
from samvern.apps.programmes.pages import editing, ties
from samvern.apps.programmes.pages import measure as page
from samvern.apps.programmes.pages.exports import measure_exports
from samvern.apps.programmes.pages.frame import REGISTER, frame
from samvern.apps.programmes.permissions import Permission
from samvern.apps.programmes.queries import MeasurePage
from samvern.base import registry
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed
from samvern.ui.exports import page_or_file


@login_not_required
@require_safe
def measure_by_id(request: Request, measure_id: int) -> HttpResponse:
    """The way from where only the key is known, such as the audit trail."""
    found = queries.measure_by_id(request.viewer, measure_id)
    return redirect("programmes:measure", found.programme.code, found.code)


@login_not_required
@require_safe
def measure(request: Request, code: str, measure_code: str) -> HttpResponseBase:
    """Everything about one measure."""
    sheet = queries.measure_page(request.viewer, code, measure_code)
    shown = page.measure_page(sheet)
    gaps = queries.gaps_of(request.viewer, sheet.measure.id, at=timezone.now())
    sections = registry.sections_at(page.PLACE, request.viewer, sheet)
    more = [export for section in sections for export in section.exports]
    context = {
        **frame(sheet.programme, REGISTER, below=sheet.measure.code),
        **shown,
        "gaps": ties.gaps_section(gaps),
        "sections": sections,
        "exports": measure_exports(sheet, shown["judgement_tables"], ties.gaps_export(gaps), *more),
        "status_form": StatusForm(
            initial={"version": sheet.version, "status": sheet.measure.status}
        ),
    }
    return page_or_file(request, "programmes/measure.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_measure(request: Request, code: str, measure_code: str) -> HttpResponse:
    """The form for all that may be edited; nothing is lost when somebody else was first."""
    sheet = queries.measure_page(request.viewer, code, measure_code)
    if not sheet.may_edit:
        raise NotAllowed("permission.missing", permission=str(Permission.EDIT_MEASURE))
    form = MeasureForm(request.POST or None, initial=page.form_state(sheet))
    if request.method == "POST" and form.is_valid():
        try:
            operations.edit_measure(
                by=request.viewer,
                measure_id=sheet.measure.id,
                version=form.cleaned_data["version"],
                changes=form.changes,
                at=timezone.now(),
            )
        except Conflict:
            return _changed_meanwhile(request, sheet, form)
        except InvalidInput as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The measure is saved."))
            return redirect("programmes:measure", code, measure_code)
    return _form_page(request, sheet, form, status=422 if form.errors else 200)


@require_POST
def change_status(request: Request, code: str, measure_code: str) -> HttpResponse:
    """Say where a measure stands."""
    sheet = queries.measure_page(request.viewer, code, measure_code)
    if not sheet.may_edit:
        raise NotAllowed("permission.missing", permission=str(Permission.EDIT_MEASURE))
    form = StatusForm(request.POST)
    if form.is_valid():
        operations.edit_measure(
            by=request.viewer,
            measure_id=sheet.measure.id,
            version=form.cleaned_data["version"],
            changes={"status": form.cleaned_data["status"]},
            at=timezone.now(),
        )
        messages.success(request, _("The status is saved."))
    return redirect("programmes:measure", code, measure_code)


def _changed_meanwhile(request: Request, sheet: MeasurePage, form: MeasureForm) -> HttpResponse:
    mine = {name: form.cleaned_data[name] for name in form.changed_names}
    merged = editing.merge(sheet, form, seen=form.seen_values, mine=mine)
    fresh = MeasureForm(initial=merged.values)
    return _form_page(request, sheet, fresh, differences=merged.differences, status=409)


def _form_page(
    request: Request,
    sheet: MeasurePage,
    form: MeasureForm,
    *,
    status: int,
    differences: tuple[editing.Difference, ...] = (),
) -> HttpResponse:
    context = {
        **frame(sheet.programme, REGISTER, below=sheet.measure.code),
        **page.edit_page(sheet),
        "form": form,
        "differences": differences,
    }
    return render(request, "programmes/measure_form.html", context, status=status)
