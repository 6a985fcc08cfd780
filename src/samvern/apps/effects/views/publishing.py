"""A result is published, and withdrawn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samvern.apps.effects import operations, queries
from samvern.apps.effects.forms import PublishForm, WithdrawForm, add_problems
from samvern.apps.effects.models import Audience
from samvern.apps.effects.pages.study import study_context
from samvern.apps.effects.pages.words import TAB
from samvern.apps.effects.permissions import Permission
from samvern.apps.effects.queries import StudyPage
from samvern.apps.programmes.pages.frame import frame
from samvern.base.request import Request
from samvern.engine.errors import Conflict, InvalidInput, NotAllowed, NotReady


@require_http_methods(["GET", "HEAD", "POST"])
def publish_study(request: Request, code: str, study_id: int) -> HttpResponse:
    """Show what came of a study to others."""
    found = _open(request, code, study_id)
    digest = found.result.digest if found.result else ""
    form = PublishForm(request.POST or None, initial={"digest": digest})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            published = operations.publish_study(
                by=request.viewer,
                study_id=study_id,
                digest=said["digest"],
                audience=Audience(said["audience"]),
                note=said["note"],
                at=timezone.now(),
            )
        except (InvalidInput, Conflict, NotReady) as error:
            add_problems(form, error)
        else:
            params = {"number": published.number}
            messages.success(request, _("Version %(number)s is published.") % params)
            return redirect("effects:study", code, study_id)
    return _form_page(request, found, "effects/publish.html", form)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_study(request: Request, code: str, study_id: int) -> HttpResponse:
    """Show it to nobody else any more."""
    found = _open(request, code, study_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.withdraw_study(
                by=request.viewer,
                study_id=study_id,
                why=form.cleaned_data["why"],
                at=timezone.now(),
            )
        except (InvalidInput, NotReady) as error:
            add_problems(form, error)
        else:
            messages.success(request, _("It is withdrawn."))
            return redirect("effects:study", code, study_id)
    return _form_page(request, found, "effects/withdraw.html", form)


def _open(request: Request, code: str, study_id: int) -> StudyPage:
    found = queries.study_page(request.viewer, code, study_id)
    if not found.may_publish:
        raise NotAllowed("permission.missing", permission=str(Permission.PUBLISH))
    return found


def _form_page(
    request: Request, found: StudyPage, template: str, form: PublishForm | WithdrawForm
) -> HttpResponse:
    context = {
        **frame(found.programme, TAB, below=found.measure.code),
        **study_context(found),
        "form": form,
    }
    return render(request, template, context, status=422 if form.errors else 200)
