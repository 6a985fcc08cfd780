"""Who owns a measure."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.programmes import operations, queries
from samvern.apps.programmes.forms import OwnersForm, add_problems
from samvern.apps.programmes.pages import owners as page
from samvern.apps.programmes.pages.frame import REGISTER, frame
from samvern.apps.programmes.permissions import Permission
from samvern.apps.programmes.queries import MeasurePage
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed


@require_http_methods(["GET", "HEAD", "POST"])
def set_owners(request: Request, code: str, measure_code: str) -> HttpResponse:
    """Say who owns a measure from now on."""
    sheet = queries.measure_page(request.viewer, code, measure_code)
    if not sheet.may_set_owners:
        raise NotAllowed("permission.missing", permission=str(Permission.GOVERN_PROGRAMME))
    form = OwnersForm(request.POST or None, initial=page.owners_state(sheet))
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, sheet, form)
        except Conflict:
            form = OwnersForm({"version": sheet.version, "owners": form.cleaned_data["owners"]})
            form.add_error(None, page.changed_meanwhile(sheet))
        except InvalidInput as error:
            add_problems(form, error)
        else:
            messages.success(request, _("The owners are saved."))
            return redirect("programmes:measure", code, measure_code)
    context = {
        **frame(sheet.programme, REGISTER, below=sheet.measure.code),
        **page.owners_page(sheet),
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "programmes/owners_form.html", context, status=status)


def _save(request: Request, sheet: MeasurePage, form: OwnersForm) -> None:
    at = timezone.now()
    operations.set_owners(
        by=request.viewer,
        measure_id=sheet.measure.id,
        version=form.cleaned_data["version"],
        owners=page.owner_entries(form.names, on=timezone.localdate(at)),
        at=at,
    )
